//! Counts portals and their problems for `/metrics`.

use domain::health::AlarmKind;
use domain::portal::PortalStatus;
use store::{Store, StoreError};

use crate::job::{Progress, Run};

/// Sets the gauges of portals, unknown portals, open gaps, webhook endpoints and alarms.
#[derive(Debug)]
pub(crate) struct Gauges(pub(crate) Store);

impl Run for Gauges {
    /// Every status and every kind has its gauge, also at 0.
    async fn run(&mut self) -> Result<Progress, StoreError> {
        let portals = self.0.all_portals().count_portals().await?;
        let alarms = self.0.all_portals().count_alarms().await?;
        let gaps = self.0.all_portals().count_open_gaps().await?;
        let unknown = self.0.all_portals().count_unknown().await?;
        metrics::gauge!("tombstone_portals_unknown").set(u32::try_from(unknown).map_or(f64::MAX, f64::from));
        metrics::gauge!("tombstone_gaps_open").set(u32::try_from(gaps).map_or(f64::MAX, f64::from));
        for (status, endpoints) in self.0.count_webhooks().await? {
            set("tombstone_webhook_endpoints", "status", status.as_str(), endpoints);
        }
        for status in PortalStatus::ALL {
            set("tombstone_portals", "status", status.as_str(), counted(&portals, status));
        }
        for kind in AlarmKind::ALL {
            set("tombstone_alarms", "kind", kind.as_str(), counted(&alarms, kind));
        }
        Ok(Progress::Done)
    }
}

fn counted<T: Copy + PartialEq>(counts: &[(T, u64)], what: T) -> u64 {
    counts.iter().find(|(other, _)| *other == what).map_or(0, |(_, count)| *count)
}

fn set(gauge: &'static str, label: &'static str, value: &'static str, count: u64) {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    metrics::gauge!(gauge, label => value).set(f64::from(count));
}
