//! Removes, once an hour, the data of portals that removed the app long ago (docs/protocol.md 6), and rows that were
//! written about a portal during its purge.

use domain::Clock;
use domain::portal::PurgeReason;
use store::{Store, StoreError};
use time::Duration;

use crate::job::{Progress, Run};

/// How long after a purge something may still write about the portal.
const SETTLED: Duration = Duration::hours(3);
/// How many purges to begin before others get their turn.
const AT_ONCE: u64 = 50;

/// Purges portals that removed the app without asking for their data to be removed, after a number of days.
#[derive(Debug)]
pub(crate) struct Uninstalled {
    store: Store,
    clock: Clock,
    days: u16,
    /// Whether more may be due this hour.
    goes_on: bool,
}

impl Uninstalled {
    /// Keeps data for `days` after the removal; forever if 0.
    pub(crate) fn new(store: Store, clock: Clock, days: u16) -> Self {
        Self { store, clock, days, goes_on: false }
    }

    /// Begins due purges, some at a time. That hides the data; the chore for purges then removes it.
    async fn begin_purges(&mut self) -> Result<(), StoreError> {
        let now = self.clock.now();
        if !self.goes_on {
            for (member_id, _) in self.store.list_purged_since(now - SETTLED).await? {
                self.store.tenant(&member_id).erase_late().await?;
                self.store.note_removed();
            }
        }
        if self.days == 0 {
            return Ok(());
        }
        let due = self.store.list_uninstalled_before(now - Duration::days(self.days.into()), AT_ONCE).await?;
        let mut begun = 0;
        for member_id in &due {
            if self.store.tenant(member_id).purge(PurgeReason::Uninstalled(self.days), now).await? {
                tracing::info!(%member_id, days = self.days, "the data of a portal that removed the app long ago is purged");
                begun += 1;
            }
        }
        self.goes_on = begun > 0 && due.len() as u64 == AT_ONCE;
        Ok(())
    }
}

impl Run for Uninstalled {
    async fn run(&mut self) -> Result<Progress, StoreError> {
        self.begin_purges().await?;
        Ok(if self.goes_on { Progress::More } else { Progress::Done })
    }
}
