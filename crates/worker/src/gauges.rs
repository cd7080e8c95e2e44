//! Counts of portals and of what is wrong with them, for `/metrics`.

use std::time::Duration;

use domain::health::AlarmKind;
use domain::portal::PortalStatus;
use store::{Store, StoreError};
use tokio::sync::watch;

/// How often it is counted.
const PERIOD: Duration = Duration::from_secs(15);

/// Keeps `tombstone_alarms`, `tombstone_portals` and `tombstone_gaps_open` true.
#[derive(Debug)]
pub struct Gauges {
    store: Store,
}

impl Gauges {
    /// Of this store.
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// Counts until `stop` is true.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        loop {
            if let Err(error) = self.count().await {
                tracing::warn!(%error, "portals can't be counted; it is tried again in a moment");
            }
            tokio::select! {
                () = tokio::time::sleep(PERIOD) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// Counts once. Every status and every kind has its gauge, also at 0.
    pub async fn count(&self) -> Result<(), StoreError> {
        let portals = self.store.all_portals().count_portals().await?;
        let alarms = self.store.all_portals().count_alarms().await?;
        let gaps = self.store.all_portals().count_open_gaps().await?;
        let unknown = self.store.all_portals().count_unknown().await?;
        metrics::gauge!("tombstone_portals_unknown").set(u32::try_from(unknown).map_or(f64::MAX, f64::from));
        metrics::gauge!("tombstone_gaps_open").set(u32::try_from(gaps).map_or(f64::MAX, f64::from));
        for status in PortalStatus::ALL {
            set("tombstone_portals", "status", status.as_str(), counted(&portals, status));
        }
        for kind in AlarmKind::ALL {
            set("tombstone_alarms", "kind", kind.as_str(), counted(&alarms, kind));
        }
        Ok(())
    }
}

fn counted<T: Copy + PartialEq>(counts: &[(T, u64)], what: T) -> u64 {
    counts.iter().find(|(other, _)| *other == what).map_or(0, |(_, count)| *count)
}

fn set(gauge: &'static str, label: &'static str, value: &'static str, count: u64) {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    metrics::gauge!(gauge, label => value).set(f64::from(count));
}
