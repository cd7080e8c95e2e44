//! Samples the service while it is under load.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tests::api::Client;
use tests::load::Reins;
use tests::metrics::Metrics;

/// How often it samples.
const PERIOD: Duration = Duration::from_millis(50);

/// The largest lags that were seen.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lag {
    /// As the service reports it: the age of a block's oldest event when the block began.
    pub(crate) reported: f64,
    /// As seen from outside: how long ago as many were answered as are indexed now.
    pub(crate) seen: f64,
}

impl Lag {
    pub(crate) fn max(self, other: Self) -> Self {
        Self { reported: self.reported.max(other.reported), seen: self.seen.max(other.seen) }
    }
}

/// The service's metrics.
pub(crate) async fn metrics(client: &Client) -> Metrics {
    Metrics::new(client.text("/metrics").await.1)
}

/// How many deletions the service has indexed since its start.
pub(crate) async fn indexed(client: &Client) -> f64 {
    indexed_by(&metrics(client).await)
}

fn indexed_by(now: &Metrics) -> f64 {
    now.sum("tombstone_indexed_deletions_total")
}

/// Samples until the load is over (`stop`) and all of it is indexed; `before` were indexed already. Returns the
/// largest lag, and when all was indexed.
pub(crate) async fn watch(client: &Client, reins: &Arc<Reins>, before: f64) -> (Lag, Instant) {
    let mut answered = VecDeque::new();
    let mut lag = Lag::default();
    loop {
        let over = reins.stop.load(Ordering::Relaxed);
        let count = u32::try_from(reins.acknowledged.load(Ordering::Relaxed)).map_or(f64::MAX, f64::from);
        answered.push_back((Instant::now(), count));
        let now = metrics(client).await;
        let (indexed, reported) = (indexed_by(&now), now.sum("tombstone_indexer_lag_seconds"));
        while answered.front().is_some_and(|&(_, count)| count <= indexed - before) {
            answered.pop_front();
        }
        let seen = answered.front().map_or(0.0, |(since, _)| since.elapsed().as_secs_f64());
        lag = lag.max(Lag { reported, seen });
        if over && answered.is_empty() {
            return (lag, Instant::now());
        }
        tokio::time::sleep(PERIOD).await;
    }
}
