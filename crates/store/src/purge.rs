//! Purges: removing a portal's data, in batches that never hold up anybody else for long.

/// Deletes a portal's rows from these tables.
macro_rules! delete_own {
    ($db:expr, $own:expr, [$($table:ident),*]) => {$(
        $table::Entity::delete_many().filter($table::Column::MemberId.eq($own)).exec($db).await?;
    )*};
}

pub(crate) mod batches;
pub(crate) mod emptying;
pub(crate) mod erasing;
pub(crate) mod receipts;
pub(crate) mod retention;
pub(crate) mod scrubbing;

use domain::MemberId;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use time::OffsetDateTime;

use crate::deletions::counting::lock_counts;
use crate::deletions::search::{Own, place_of};
use crate::entities::{counter, portal};
use crate::error::StoreError;
use crate::indexing::make_counters;
use crate::purge::batches::{BATCH, sent_by};
use crate::webhooks::note_change;
use crate::{Store, Tenant};

impl Store {
    /// Portals whose purge has not ended.
    pub async fn list_purging(&self) -> Result<Vec<MemberId>, StoreError> {
        let purging = portal::Entity::find().filter(Expr::col(portal::Column::Purging)); // as in the index's condition
        let rows: Vec<String> =
            purging.select_only().column(portal::Column::MemberId).into_tuple().all(&self.connections.read).await?;
        let ids = rows.iter().map(|row| MemberId::parse(row).map_err(|error| StoreError::corrupt("portals", error)));
        ids.collect()
    }
}

impl Tenant<'_> {
    /// Takes the portal's deletions out of its counter, and returns the last number to remove and how many there are.
    ///
    /// Numbers go on from there, so that no two deletions ever share one, and a new installation's deletions are
    /// distinguished from the old ones.
    pub(crate) async fn clean(&self, transaction: &DatabaseTransaction) -> Result<(i64, i64), StoreError> {
        // First of all, so that no indexer numbers any more deletions of the installation that ends.
        make_counters(transaction, std::slice::from_ref(self.member_id)).await?;
        let counter = counter::Entity::find_by_id(self.member_id.as_str()).lock_exclusive().one(transaction).await?;
        let Some(counter) = counter else { return Ok((0, 0)) };
        let (last_number, deletions) = (counter.last_number, counter.deletions);
        let emptied = counter::Model {
            deletions: 0,
            checkpoint_number: last_number,
            checkpoint_digest: counter.last_digest.clone(),
            auth_epoch: counter.auth_epoch + 1,
            recovered_until: 0,
            removed_until: sent_by(counter.sent_until, counter.last_received_at).max(counter.removed_until),
            sent_until: 0,
            ..counter
        };
        emptied.into_active_model().reset_all().update(transaction).await?;
        Ok((last_number, deletions))
    }

    /// Removes one batch of a portal that is being purged. Returns whether all is gone, which its receipt then says.
    pub async fn purge_batch(&self, now: OffsetDateTime) -> Result<bool, StoreError> {
        let Some(mut change) = self.change().await?.filter(|change| change.known.purging) else { return Ok(true) };
        let rolled_up = lock_counts(change.db()).await?;
        let own = counter::Entity::find_by_id(self.member_id.as_str()).lock_exclusive().one(change.db()).await?;
        // A removal of the app reported meanwhile hides more than is to be purged.
        let purged_up_to = change.known.removal_seen_from.unwrap_or(change.known.purged_up_to);
        let mut done = true;
        if let Some(own) = own.map(|counter| Own::of(self.member_id, &counter))
            && let Some(up_to) = place_of(change.db(), &own, purged_up_to).await?
        {
            done = self.remove_batch(change.db(), &own, up_to, rolled_up).await?.deletions < BATCH;
        }
        if done {
            if change.known.generation == change.known.purged_generation {
                self.erase_rest(change.db()).await?;
            }
            self.finish_receipts(change.db(), now).await?;
            change.row.purging = Set(false);
        }
        change.commit().await?;
        if done {
            note_change(&self.store.connections.write).await?; // after the commit: an indexer may wait for these locks
        }
        Ok(done)
    }
}
