//! Removing what is kept of a portal, in batches that never hold up anybody else for long.

use domain::MemberId;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter};
use sea_orm::{QuerySelect, Set};

use crate::counting::lock_counts;
use crate::entities::{auth_block, call, counter, gap, journal, pending_event, portal, quarantine, recovery};
use crate::error::StoreError;
use crate::indexing::make_counters;
use crate::removal::BATCH;
use crate::search::{Own, place_of};
use crate::{Store, Tenant};

impl Store {
    /// Portals whose data is to be removed and is not all gone.
    pub async fn list_purging(&self) -> Result<Vec<MemberId>, StoreError> {
        let purging = portal::Entity::find().filter(portal::Column::Purging.eq(true));
        let rows: Vec<String> =
            purging.select_only().column(portal::Column::MemberId).into_tuple().all(&self.connections.read).await?;
        let ids = rows.iter().map(|row| MemberId::parse(row).map_err(|error| StoreError::corrupt("portals", error)));
        ids.collect()
    }
}

impl Tenant<'_> {
    /// Removes what is quickly gone of a portal, and returns the last number of the deletions that are to follow.
    ///
    /// Numbers go on where they were, so that no deletion ever gets that of another, and a new installation's
    /// deletions differ from the old ones.
    pub(crate) async fn clean(&self, transaction: &DatabaseTransaction) -> Result<i64, StoreError> {
        let own = self.member_id.as_str();
        // First of all, so that no indexer numbers anything any more for the installation that ends.
        make_counters(transaction, std::slice::from_ref(self.member_id)).await?;
        let counter = counter::Entity::find_by_id(own).lock_exclusive().one(transaction).await?;
        journal::Entity::delete_many().filter(journal::Column::MemberId.eq(own)).exec(transaction).await?;
        call::Entity::delete_many().filter(call::Column::MemberId.eq(own)).exec(transaction).await?;
        pending_event::Entity::delete_many().filter(pending_event::Column::MemberId.eq(own)).exec(transaction).await?;
        gap::Entity::delete_many().filter(gap::Column::MemberId.eq(own)).exec(transaction).await?;
        recovery::Entity::delete_many().filter(recovery::Column::MemberId.eq(own)).exec(transaction).await?;
        quarantine::Entity::delete_many().filter(quarantine::Column::MemberId.eq(own)).exec(transaction).await?;
        auth_block::Entity::delete_many().filter(auth_block::Column::MemberId.eq(own)).exec(transaction).await?;
        let Some(counter) = counter else { return Ok(0) };
        let (last_number, last_digest, auth_epoch) =
            (counter.last_number, counter.last_digest.clone(), counter.auth_epoch);
        let mut counter = counter.into_active_model();
        counter.deletions = Set(0);
        counter.checkpoint_number = Set(last_number);
        counter.checkpoint_digest = Set(last_digest);
        counter.auth_epoch = Set(auth_epoch + 1);
        counter.recovered_until = Set(0);
        counter.sent_until = Set(0);
        counter.update(transaction).await?;
        Ok(last_number)
    }

    /// Removes one batch of a portal that is being purged. Returns whether all is gone.
    pub async fn purge_batch(&self) -> Result<bool, StoreError> {
        let transaction = self.store.connections.begin().await?;
        let Some(row) = self.lock_row(&transaction).await?.filter(|row| row.purging) else { return Ok(true) };
        let rolled_up = lock_counts(&transaction).await?;
        let counter = counter::Entity::find_by_id(self.member_id.as_str()).lock_exclusive().one(&transaction).await?;
        let mut done = true;
        if let Some(own) = counter.map(|counter| Own::of(self.member_id, &counter))
            && let Some(up_to) = place_of(&transaction, &own, row.purged_up_to).await?
        {
            done = self.remove_batch(&transaction, &own, up_to, rolled_up).await?.deletions < BATCH;
        }
        if done {
            let mut row = row.into_active_model();
            row.purging = Set(false);
            row.update(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(done)
    }
}
