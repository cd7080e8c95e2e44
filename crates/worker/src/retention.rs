//! Removes deletions that are older than they are to be kept, once an hour.

use domain::{Clock, MemberId};
use store::{Store, StoreError};
use time::Duration;

/// What one process at a time may do in an hour.
const LEASE: &str = "retention";
/// How often it is done.
const PERIOD: Duration = Duration::HOUR;
/// How many portals are looked at at once.
const PAGE: u64 = 500;

/// Keeps to the days for which deletions are kept.
#[derive(Debug)]
pub(crate) struct Retention {
    store: Store,
    clock: Clock,
    owner: String,
    days: u16,
}

impl Retention {
    /// For portals without a number of their own, deletions are kept for so many days; for ever if it is 0.
    pub(crate) fn new(store: Store, clock: Clock, days: u16) -> Self {
        Self { store, clock, owner: format!("{:032x}", rand::random::<u128>()), days }
    }

    /// Removes what is too old, if this hour's turn is still to be had.
    pub(crate) async fn enforce(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        // A lease that is never prolonged: whoever has it does the work of the hour.
        let taken = format!("{LEASE}-{}", self.owner);
        let has_turn = self.store.hold_lease(LEASE, &taken, now, now + PERIOD).await?;
        if !has_turn {
            return Ok(());
        }
        let mut after: Option<MemberId> = None;
        loop {
            let page = self.store.list_retentions(after.as_ref(), PAGE).await?;
            for (portal, days) in &page {
                self.clear(portal, days.unwrap_or(self.days)).await?;
            }
            match page.into_iter().last() {
                Some((last, _)) => after = Some(last),
                None => return Ok(()),
            }
        }
    }

    async fn clear(&self, portal: &MemberId, days: u16) -> Result<(), StoreError> {
        if days == 0 {
            return Ok(());
        }
        let end = self.clock.now() - Duration::days(days.into());
        let mut all = 0;
        loop {
            let removed = self.store.tenant(portal).remove_received_before(end).await?;
            if removed == 0 {
                break;
            }
            all += removed;
            tokio::task::yield_now().await; // others get the database in between
        }
        if all > 0 {
            tracing::info!(member_id = %portal, deletions = all, "deletions are removed: they were kept long enough");
            metrics::counter!("tombstone_retired_deletions_total").increment(all);
        }
        Ok(())
    }
}
