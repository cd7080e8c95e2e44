//! Leases: what one process at a time may do, and another takes over when it dies.

use domain::clock::micros;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{EntityTrait, Set};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::lease::{ActiveModel, Column, Entity};
use crate::error::StoreError;

impl Store {
    /// Takes or prolongs the lease `name` for `owner`. False while somebody else has it.
    ///
    /// Processes on several machines have clocks of their own: a lease that ends much later than this one would is of
    /// somebody whose clock is ahead, and is not waited for.
    pub async fn hold_lease(
        &self,
        name: &str,
        owner: &str,
        now: OffsetDateTime,
        until: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        let row = ActiveModel { name: Set(name.to_owned()), owner: Set(owner.to_owned()), until: Set(micros(until)) };
        let far = until + (until - now) / 2;
        let ends = || Expr::col((Entity, Column::Until));
        let free = Expr::col((Entity, Column::Owner)).eq(owner).or(ends().lte(micros(now))).or(ends().gt(micros(far)));
        let mut taken = OnConflict::column(Column::Name);
        taken.update_columns([Column::Owner, Column::Until]).action_and_where(free);
        let insert = Entity::insert(row).on_conflict(taken);
        Ok(insert.exec_without_returning(&self.connections.write).await? > 0)
    }

    /// Gives the lease back, so that nobody has to wait for its end.
    pub async fn release_lease(&self, name: &str, owner: &str) -> Result<(), StoreError> {
        use sea_orm::{ColumnTrait, QueryFilter};
        let own = Entity::delete_many().filter(Column::Name.eq(name)).filter(Column::Owner.eq(owner));
        own.exec(&self.connections.write).await?;
        Ok(())
    }
}
