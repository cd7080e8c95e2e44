//! Counts of each portal by the hour and by the day: kept up to an arrival, which a job moves on.
//!
//! Counting with each block would write a page for each portal in it. So an hour is counted once it is over; earlier only
//! if so much came that to count it with each page would take long.

use domain::clock::micros;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::{arrival, deletion, rollup};
use crate::error::StoreError;
use crate::search::{Range, Scope, first_with};

/// An hour in microseconds, as they are counted since 1970.
pub(crate) const HOUR: i64 = 3_600_000_000;
/// The row of `rollup` that says up to which arrival is counted.
const COUNTS: &str = "counts";
/// How many arrivals may be left to be counted with each page.
const LEFT: i64 = 100_000;
/// How many arrivals one transaction counts.
const PIECE: i64 = 20_000;

impl Store {
    /// Counts some of what came before the present hour and is not counted yet. Returns whether there may be more.
    pub async fn roll_up(&self, now: OffsetDateTime) -> Result<bool, StoreError> {
        let end = end_of_counts(&self.connections.read, now).await?;
        if end <= counted_up_to(&self.connections.read).await? {
            return Ok(false);
        }
        let transaction = self.connections.begin().await?;
        let counted = lock_counts(&transaction).await?;
        let up_to = Ord::min(end, counted + PIECE);
        if up_to <= counted {
            return Ok(false);
        }
        for (table, since, hours) in [("hourly_counts", "hour", 1), ("daily_counts", "day", 24)] {
            let sql = format!(
                "INSERT INTO {table} (member_id, {since}, event, deletions) \
                    SELECT member_id, CAST(received_at / {} AS integer), event, count(*) FROM deletions \
                    WHERE arrival > {counted} AND arrival <= {up_to} GROUP BY 1, 2, 3 \
                    ON CONFLICT (member_id, {since}, event) \
                    DO UPDATE SET deletions = {table}.deletions + excluded.deletions",
                HOUR * hours
            );
            transaction.execute_unprepared(&sql).await?;
        }
        let moved = rollup::Entity::update_many().col_expr(rollup::Column::Arrival, up_to.into());
        moved.filter(rollup::Column::Name.eq(COUNTS)).exec(&transaction).await?;
        transaction.commit().await?;
        Ok(up_to < end)
    }
}

/// Up to which arrival deletions are to be counted now.
async fn end_of_counts(db: &DatabaseConnection, now: OffsetDateTime) -> Result<i64, StoreError> {
    let last = arrival::Entity::find_by_id(arrival::DELETIONS).one(db).await?.map_or(0, |row| row.last);
    let open = Range::new(counted_up_to(db).await? + 1, last);
    if open.len() > LEFT {
        return Ok(last);
    }
    let hour = micros(now).div_euclid(HOUR) * HOUR;
    Ok(first_with(db, Scope::All, deletion::Column::ReceivedAt, hour, open).await? - 1)
}

/// Up to which arrival deletions are counted.
pub(crate) async fn counted_up_to(db: &impl ConnectionTrait) -> Result<i64, StoreError> {
    found(rollup::Entity::find_by_id(COUNTS).one(db).await?)
}

/// The same, and nobody else moves it until the transaction ends.
pub(crate) async fn lock_counts(transaction: &DatabaseTransaction) -> Result<i64, StoreError> {
    found(rollup::Entity::find_by_id(COUNTS).lock_exclusive().one(transaction).await?)
}

fn found(row: Option<rollup::Model>) -> Result<i64, StoreError> {
    row.map(|row| row.arrival).ok_or_else(|| StoreError::corrupt("rollup", "the row of counts is missing"))
}

/// How many of these deletions came in each hour, by event.
pub(crate) fn per_hour(these: Expr) -> SelectStatement {
    Query::select()
        .expr_as(Expr::col(deletion::Column::ReceivedAt).div(HOUR).cast_as("bigint"), "hour_of_it")
        .column(deletion::Column::Event)
        .expr(Expr::expr(Func::count(Expr::col(deletion::Column::Event))).cast_as("bigint"))
        .from(deletion::Entity)
        .and_where(these)
        .add_group_by([Expr::col("hour_of_it"), Expr::col(deletion::Column::Event)])
        .take()
}
