//! Erases all that a portal reported, at its own request; the app stays installed there.

use domain::journal::JournalEntry;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;

use crate::Tenant;
use crate::entities::{auth_block, call, journal, quarantine, recovery};
use crate::error::StoreError;
use crate::portals::rows::status;

impl Tenant<'_> {
    /// Removes all that the portal reported: it is hidden when this returns, and [`Tenant::purge_batch`] removes it.
    /// Later reports are kept. Returns how many deletions there were; none, and changes nothing, if the app is not
    /// installed there.
    pub async fn erase_deletions(&self, now: OffsetDateTime) -> Result<Option<u64>, StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(None) };
        if !status(&change.known)?.accepts_events() {
            return Ok(None);
        }
        let (last_number, deletions) = self.clean(change.db()).await?;
        change.row.purging = Set(true);
        change.row.purged_up_to = Set(last_number);
        self.erase_reports(change.db()).await?;
        let deletions = deletions.unsigned_abs();
        change.journal(now, &JournalEntry::DeletionsErased { deletions }).await?;
        change.commit().await?;
        Ok(Some(deletions))
    }

    /// Removes what reports left beside the deletions: auth blocks, calls, the journal, quarantined events, the last
    /// recovery and titles.
    pub(super) async fn erase_reports(&self, transaction: &DatabaseTransaction) -> Result<(), StoreError> {
        let own = self.member_id.as_str();
        delete_own!(transaction, own, [auth_block, call, journal, quarantine, recovery]);
        self.drop_titles(transaction).await?;
        self.drop_unreadable(transaction).await
    }
}
