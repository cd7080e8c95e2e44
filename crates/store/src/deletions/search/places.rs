//! Converts numbers and times to places, and places to numbers.
//!
//! SQLite stores the arrival of each 64th number of a portal; others are counted back from the next of these, since
//! removals begin with the oldest.

use sea_orm::sea_query::{
    CaseStatement, CommonTableExpression, Expr, ExprTrait, IntoColumnRef, Query, UnionType, WithClause,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, Statement, Value};

use super::sqlite::{BLOCK, key};
use super::{Own, Range, Scope};
use crate::entities::deletion::{Column, Entity};
use crate::error::StoreError;

/// The places of a range: numbers within a portal, otherwise arrivals.
pub(crate) async fn places(db: &impl ConnectionTrait, scope: Scope<'_>, range: Range) -> Result<Range, StoreError> {
    match scope {
        Scope::Portal(own) if db.get_database_backend() != DbBackend::Postgres => {
            if range.is_empty() {
                return Ok(Range::EMPTY);
            }
            let first = if range.first <= 1 { 0 } else { place_of(db, own, range.first).await?.unwrap_or_default() };
            let last = place_of(db, own, Ord::min(range.last, own.last_number)).await?.unwrap_or_default();
            Ok(Range::new(first, last))
        }
        _ => Ok(range),
    }
}

/// The place of a number; none if it was never given or, on SQLite, was removed.
pub(crate) async fn place_of(db: &impl ConnectionTrait, own: &Own, number: i64) -> Result<Option<i64>, StoreError> {
    if !(1..=own.last_number).contains(&number) || db.get_database_backend() == DbBackend::Postgres {
        return Ok(Some(number).filter(|number| (1..=own.last_number).contains(number)));
    }
    if number == own.last_number {
        return Ok(Some(own.last_arrival));
    }
    let next = (number - 1) / BLOCK * BLOCK + BLOCK + 1;
    let (before, skipped) = if next > own.last_number {
        (Expr::value(own.last_arrival + 1), own.last_number - number)
    } else {
        let known = Query::select()
            .column("arrival")
            .from("places")
            .and_where(Expr::col("member_id").eq(own.member_id.as_str()).and(Expr::col("number").eq(next)))
            .take();
        (Expr::expr(known), next - 1 - number)
    };
    let found = Query::select()
        .column("rowid")
        .from("search")
        .and_where(matching(own))
        .and_where(Expr::col("rowid").lt(before))
        .order_by("rowid", sea_orm::Order::Desc)
        .limit(1)
        .offset(skipped.unsigned_abs())
        .take();
    let row = db.query_one(&found).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

fn matching(own: &Own) -> Expr {
    Expr::cust_with_values("search MATCH ?", [format!("\"{}\"", key(own.search_key))])
}

/// The number of the portal's first deletion at or after this place; one more than the last if there is none.
pub(crate) async fn number_at(db: &impl ConnectionTrait, own: &Own, place: i64) -> Result<i64, StoreError> {
    if db.get_database_backend() == DbBackend::Postgres {
        return Ok(place);
    }
    let find = "SELECT number FROM deletions WHERE arrival = (SELECT rowid FROM search WHERE search MATCH ? \
        AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT 1)";
    let values: [Value; 3] = [format!("\"{}\"", key(own.search_key)).into(), place.into(), own.last_arrival.into()];
    let row = db.query_one_raw(Statement::from_sql_and_values(DbBackend::Sqlite, find, values)).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(own.last_number + 1))
}

/// The first place of the range at which `column`, which grows with the places, is `value` or more; one past the range
/// if there is none.
///
/// One statement searches in ever smaller powers of two: some twenty lookups among a million rows. An empty place,
/// whose row was removed, counts as the next one that has a row.
pub(crate) async fn first_with(
    db: &impl ConnectionTrait,
    scope: Scope<'_>,
    column: Column,
    value: i64,
    range: Range,
) -> Result<i64, StoreError> {
    if range.is_empty() {
        return Ok(range.first);
    }
    let engine = db.get_database_backend();
    // The order by arrival is over the rows of all portals; SQLite has no other order.
    let is_by_number = engine == DbBackend::Postgres && matches!(scope, Scope::Portal(_));
    let scope = if is_by_number { scope } else { Scope::All };
    let place = scope.place(engine);
    let behind = || Expr::col("at").add(Expr::col("step"));
    let last_before = scope
        .rows()
        .column(column)
        .and_where(Expr::col((Entity, place)).gte(behind().sub(1_i64)))
        .order_by((Entity, place).into_column_ref(), sea_orm::Order::Asc)
        .limit(1)
        .take();
    let is_less = Expr::expr(last_before).lt(value);
    let start = Query::select().expr(Expr::value(range.first)).expr(Expr::value(1_i64 << range.len().ilog2())).take();
    let next = Query::select()
        .expr(CaseStatement::new().case(is_less, behind()).finally(Expr::col("at")))
        .expr(Expr::col("step").div(2_i64))
        .from("halves")
        .and_where(Expr::col("step").gt(0_i64))
        .take();
    let halves = CommonTableExpression::new()
        .table_name("halves")
        .columns(["at", "step"])
        .query(start.clone().union(UnionType::All, next).take())
        .to_owned();
    let found = Query::select()
        .column("at")
        .from("halves")
        .and_where(Expr::col("step").eq(0_i64))
        .with_cte(WithClause::new().recursive(true).cte(halves).to_owned())
        .take();
    let row = db.query_one(&found).await?;
    let found = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?.unwrap_or(i64::MAX);
    Ok(Ord::min(found, range.last + 1))
}

pub(crate) async fn rows_after(db: &impl ConnectionTrait, own: &Own, arrival: i64) -> Result<Expr, StoreError> {
    let of_portal = Column::MemberId.eq(own.member_id.as_str());
    if db.get_database_backend() == DbBackend::Postgres {
        let whole = own.whole(DbBackend::Postgres);
        let first = first_with(db, Scope::Portal(own), Column::Arrival, arrival + 1, whole).await?;
        return Ok(of_portal.and(Column::Number.gte(first)));
    }
    let found = Query::select()
        .column("rowid")
        .from("search")
        .and_where(matching(own))
        .and_where(Expr::col("rowid").gt(arrival))
        .take();
    Ok(of_portal.and(Column::Arrival.in_subquery(found)))
}
