//! Removes what is kept of portals in which the app has not been installed for long (docs/protocol.md 6), and what was
//! written of a portal while its data was removed; once an hour.

use domain::Clock;
use domain::portal::PurgeReason;
use store::{Store, StoreError};
use time::Duration;

use crate::job::{Progress, Run};

/// How long ago a purge was after which nobody writes of the portal any more.
const SETTLED: Duration = Duration::hours(3);
/// How many purges are begun before others have their turn.
const AT_ONCE: u64 = 50;

/// Keeps to the days for which the data of portals is kept that removed the app without asking for more.
#[derive(Debug)]
pub(crate) struct Uninstalled {
    store: Store,
    clock: Clock,
    days: u16,
    /// Whether there may be more of this hour's.
    goes_on: bool,
}

impl Uninstalled {
    /// Data is kept for so many days after the removal; for ever if it is 0.
    pub(crate) fn new(store: Store, clock: Clock, days: u16) -> Self {
        Self { store, clock, days, goes_on: false }
    }

    /// Begins purges that are due, some at a time: their data is out of sight then, and removed as that of any other
    /// purge.
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
                tracing::info!(%member_id, days = self.days, "the app was removed there long ago, so that its data is too");
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
