//! Retention: removes deletions older than they are to be kept, the oldest first.

use domain::MemberId as Portal;
use domain::clock::micros;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use time::OffsetDateTime;

use crate::deletions::counting::lock_counts;
use crate::deletions::search::{self, Order, Own, Scope, Search, Wanted, first_with};
use crate::entities::deletion::Column::ReceivedAt;
use crate::entities::{auth_block, counter, portal};
use crate::error::StoreError;
use crate::{Store, Tenant};

impl Store {
    /// Portals by `member_id`, at most `limit` after `after`, each with its own retention in days, if it has one.
    pub async fn list_retentions(
        &self,
        after: Option<&Portal>,
        limit: u64,
    ) -> Result<Vec<(Portal, Option<u16>)>, StoreError> {
        use portal::Column::{MemberId, RetentionDays};
        let after = after.map(|after| MemberId.gt(after.as_str()));
        let page = portal::Entity::find().filter(sea_orm::Condition::all().add_option(after)).order_by_asc(MemberId);
        let page = page.select_only().columns([MemberId, RetentionDays]).limit(limit);
        let rows: Vec<(String, Option<i32>)> = page.into_tuple().all(&self.connections.read).await?;
        let portals = rows.into_iter().map(|(member_id, days)| {
            let portal = Portal::parse(&member_id).map_err(|error| StoreError::corrupt("portals", error))?;
            Ok((portal, days.and_then(|days| u16::try_from(days).ok())))
        });
        portals.collect()
    }
}

impl Tenant<'_> {
    /// The portal's own retention in days, if it has one: 0 is forever.
    pub async fn find_retention(&self) -> Result<Option<u16>, StoreError> {
        let own = portal::Entity::find_by_id(self.member_id.as_str()).select_only();
        let own = own.column(portal::Column::RetentionDays).into_tuple::<Option<i32>>();
        let days = own.one(&self.store.connections.read).await?.flatten();
        Ok(days.and_then(|days| u16::try_from(days).ok()))
    }

    /// Sets the portal's own retention in days: 0 is forever, none the general one.
    pub async fn save_retention(&self, days: Option<u16>) -> Result<(), StoreError> {
        let own = portal::Entity::update_many().filter(portal::Column::MemberId.eq(self.member_id.as_str()));
        let own = own.col_expr(portal::Column::RetentionDays, Expr::value(days.map(i32::from)));
        own.exec(&self.store.connections.write).await.map(drop)?;
        Ok(())
    }

    /// Removes one batch of deletions received before `end`. Returns how many; 0 if none are left.
    pub async fn remove_received_before(&self, end: OffsetDateTime) -> Result<u64, StoreError> {
        // Most portals have nothing that old, which a read shows without any lock.
        if !self.has_received_before(end).await? {
            return Ok(0);
        }
        let transaction = self.store.connections.begin().await?;
        // A purge removes the same rows, and has taken them out of the counter already.
        let row = self.lock_row(&transaction).await?;
        if row.is_none_or(|row| row.purging) {
            return Ok(0);
        }
        let rolled_up = lock_counts(&transaction).await?;
        let own = counter::Entity::find_by_id(self.member_id.as_str()).lock_exclusive();
        let Some(counter) = own.one(&transaction).await? else { return Ok(0) };
        let own = Own::of(self.member_id, &counter);
        let whole = own.whole(transaction.get_database_backend());
        let first = first_with(&transaction, Scope::Portal(&own), ReceivedAt, micros(end), whole).await?;
        let removed = self.remove_batch(&transaction, &own, first - 1, rolled_up).await?;
        let Some(last) = removed.last else { return Ok(0) };
        let deletions = (counter.deletions - removed.deletions.cast_signed()).max(0);
        let removed_until = Ord::max(counter.removed_until, removed.sent_until);
        self.save_removal(&transaction, counter::Model { deletions, removed_until, ..counter }, last).await?;
        transaction.commit().await?;
        Ok(removed.deletions)
    }

    async fn has_received_before(&self, end: OffsetDateTime) -> Result<bool, StoreError> {
        let db = &self.store.connections.read;
        let Some(own) = Own::find(db, self.member_id).await? else { return Ok(false) };
        let (scope, engine) = (Scope::Portal(&own), db.get_database_backend());
        let (wanted, range) = (&Wanted::default(), own.whole(engine));
        let oldest = search::next(db, Search { scope, wanted, range, order: Order::Oldest, limit: 1 }).await?;
        let mut row = scope.rows_at(engine, oldest);
        let row = db.query_one(row.column(ReceivedAt)).await?;
        let oldest: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?;
        Ok(oldest.is_some_and(|oldest| oldest < micros(end)))
    }

    /// Moves the chain's beginning to the end of what was removed; deletions older than the chain have no digest.
    async fn save_removal(
        &self,
        transaction: &DatabaseTransaction,
        mut counter: counter::Model,
        (number, digest): (i64, Option<Vec<u8>>),
    ) -> Result<(), StoreError> {
        if number > counter.checkpoint_number {
            counter.checkpoint_number = number;
            counter.checkpoint_digest = digest;
        }
        if counter.deletions <= 0 {
            delete_own!(transaction, self.member_id.as_str(), [auth_block]);
            self.drop_names(transaction).await?; // no deletion names a user any more
            counter.auth_epoch += 1;
        }
        counter.into_active_model().reset_all().update(transaction).await?;
        Ok(())
    }
}
