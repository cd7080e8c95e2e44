//! Leases: what one process at a time may do, and another takes over when it dies.

use domain::clock::micros;
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef, OnConflict, Query};
use sea_orm::{ConnectionTrait, DbBackend};
use time::{Duration, OffsetDateTime};

use crate::Store;
use crate::connect::Connections;
use crate::entities::lease::{Column, Entity};
use crate::error::StoreError;

/// The clock by which leases begin and end. Several machines have several clocks, so PostgreSQL's decides; the
/// processes of an embedded database share one machine, and `now` is its clock.
pub(crate) fn lease_time(connections: &Connections, now: OffsetDateTime) -> Expr {
    match connections.write.get_database_backend() {
        DbBackend::Postgres => Expr::cust("(extract(epoch FROM clock_timestamp()) * 1000000)::bigint"),
        _ => Expr::value(micros(now)),
    }
}

/// Whether a lease that ends at `until` is over at `now`. One that ends much later than `lasts` from now was taken
/// before the clock was set back, and counts as over.
pub(crate) fn is_over(until: impl IntoColumnRef + Clone, now: &Expr, lasts: Duration) -> Expr {
    let far = now.clone().add(whole_micros(lasts + lasts / 2));
    Expr::col(until.clone()).lte(now.clone()).or(Expr::col(until).gt(far))
}

/// When a lease of `lasts` ends that is taken at `now`.
pub(crate) fn end_of(now: &Expr, lasts: Duration) -> Expr {
    now.clone().add(whole_micros(lasts))
}

fn whole_micros(lasts: Duration) -> i64 {
    i64::try_from(lasts.whole_microseconds()).unwrap_or(i64::MAX)
}

impl Store {
    /// Takes or renews the lease `name` for `owner`, for as long as `lasts`. False while another owner has it.
    pub async fn hold_lease(
        &self,
        name: &str,
        owner: &str,
        now: OffsetDateTime,
        lasts: Duration,
    ) -> Result<bool, StoreError> {
        let now = lease_time(&self.connections, now);
        let own = Expr::col((Entity, Column::Owner)).eq(owner);
        let mut taken = OnConflict::column(Column::Name);
        taken.update_columns([Column::Owner, Column::Until]);
        taken.action_and_where(own.or(is_over((Entity, Column::Until), &now, lasts)));
        let mut insert = Query::insert();
        insert.into_table(Entity).columns([Column::Name, Column::Owner, Column::Until]).on_conflict(taken);
        insert.values_panic([Expr::value(name), Expr::value(owner), end_of(&now, lasts)]);
        Ok(self.connections.write.execute(&insert).await?.rows_affected() > 0)
    }

    /// Ends the lease early, so that the next owner need not wait.
    pub async fn release_lease(&self, name: &str, owner: &str) -> Result<(), StoreError> {
        use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
        let own = Entity::delete_many().filter(Column::Name.eq(name)).filter(Column::Owner.eq(owner));
        own.exec(&self.connections.write).await?;
        Ok(())
    }
}
