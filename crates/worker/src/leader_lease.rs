//! Which process indexes a log that several share: one at a time; if it dies, another one within seconds.

use std::time::{Duration, Instant};

use domain::Clock;
use store::Store;
use tokio::time::timeout;

use crate::lease::owner;

/// The lease's name.
const LEASE: &str = "indexer";
/// How long it lasts, and so how long the others wait for a dead process.
const LASTS: time::Duration = time::Duration::seconds(3);
/// How often its holder renews it.
const PROLONG: Duration = Duration::from_secs(1);
/// How often the others ask for it.
const ASK: Duration = Duration::from_millis(500);
/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// The lease of one process on indexing a shared log.
#[derive(Debug)]
pub(crate) struct LeaderLease {
    store: Store,
    clock: Clock,
    owner: String,
    asked: Option<Instant>,
    is_ours: bool,
}

impl LeaderLease {
    pub(crate) fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock, owner: owner(), asked: None, is_ours: false }
    }

    /// Whether this process holds the lease. An event that is indexed twice still counts once: the lease only keeps
    /// processes out of each other's way.
    pub(crate) async fn is_ours(&mut self) -> bool {
        let period = if self.is_ours { PROLONG } else { ASK };
        if self.asked.is_some_and(|asked| asked.elapsed() < period) {
            return self.is_ours;
        }
        self.asked = Some(Instant::now());
        let now = self.clock.now();
        let answer = timeout(PATIENCE, self.store.hold_lease(LEASE, &self.owner, now, LASTS)).await;
        let had = std::mem::replace(&mut self.is_ours, matches!(answer, Ok(Ok(true))));
        if self.is_ours && !had {
            tracing::info!("this process indexes the event log from now on");
        }
        metrics::gauge!("tombstone_indexer_active").set(if self.is_ours { 1.0 } else { 0.0 });
        self.is_ours
    }

    /// Lets another process go on at once.
    pub(crate) async fn give_back(&mut self) {
        if std::mem::take(&mut self.is_ours) {
            let given_back = timeout(PATIENCE, self.store.release_lease(LEASE, &self.owner)).await;
            if !matches!(given_back, Ok(Ok(()))) {
                tracing::info!("the lease on indexing could not be given back; it ends by itself within seconds");
            }
        }
    }
}
