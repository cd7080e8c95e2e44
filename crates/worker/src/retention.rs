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
    days: u16,
}

impl Retention {
    /// For portals without a number of their own, deletions are kept for so many days; for ever if it is 0.
    pub(crate) fn new(store: Store, clock: Clock, days: u16) -> Self {
        Self { store, clock, days }
    }

    /// Removes what is too old, if this hour's turn is still to be had.
    pub(crate) async fn enforce(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        // Whoever has the lease does the work of the hour, and nobody can prolong it: each turn is another owner.
        let turn = format!("{LEASE}-{:032x}", rand::random::<u128>());
        if !self.store.hold_lease(LEASE, &turn, now, now + PERIOD).await? {
            return Ok(());
        }
        let cleared = self.clear_all().await;
        if cleared.is_err() {
            self.store.release_lease(LEASE, &turn).await?; // so that it is tried again before the hour is over
        }
        cleared
    }

    async fn clear_all(&self) -> Result<(), StoreError> {
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
