//! Removing what is kept of a portal, in batches that never hold up anybody else for long.

use domain::MemberId;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};

use crate::entities::{counter, deletion, journal, pending_event, portal, term};
use crate::error::StoreError;
use crate::{Store, Tenant};

/// How many deletions one transaction removes.
const BATCH: u64 = 1_000;

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
    /// Removes one batch of a portal that is being purged, and in the end the rest. Returns whether all is gone.
    ///
    /// Its number goes on where it was, so that no deletion ever gets the number of another.
    pub async fn purge_batch(&self) -> Result<bool, StoreError> {
        let transaction = self.store.connections.begin().await?;
        let Some(row) = self.find_row(&transaction).await?.filter(|row| row.purging) else { return Ok(true) };
        let numbers = Query::select()
            .column(deletion::Column::Number)
            .from(deletion::Entity)
            .and_where(Expr::col(deletion::Column::MemberId).eq(self.member_id.as_str()))
            .order_by(deletion::Column::Number, sea_orm::Order::Asc)
            .limit(BATCH)
            .take();
        let own = |column: term::Column| column.eq(self.member_id.as_str());
        let terms = term::Entity::delete_many().filter(own(term::Column::MemberId));
        terms.filter(term::Column::Number.in_subquery(numbers.clone())).exec(&transaction).await?;
        let deletions = deletion::Entity::delete_many().filter(deletion::Column::MemberId.eq(self.member_id.as_str()));
        let removed = deletions.filter(deletion::Column::Number.in_subquery(numbers)).exec(&transaction).await?;
        let done = removed.rows_affected < BATCH;
        if done {
            self.purge_rest(&transaction, row).await?;
        }
        transaction.commit().await?;
        Ok(done)
    }

    async fn purge_rest(
        &self,
        transaction: &sea_orm::DatabaseTransaction,
        row: portal::Model,
    ) -> Result<(), StoreError> {
        let own = self.member_id.as_str();
        journal::Entity::delete_many().filter(journal::Column::MemberId.eq(own)).exec(transaction).await?;
        pending_event::Entity::delete_many().filter(pending_event::Column::MemberId.eq(own)).exec(transaction).await?;
        let none_left = counter::Entity::update_many().col_expr(counter::Column::Deletions, Expr::value(0));
        none_left.filter(counter::Column::MemberId.eq(own)).exec(transaction).await?;
        let mut row = row.into_active_model();
        row.purging = Set(false);
        row.update(transaction).await?;
        Ok(())
    }
}
