//! A time as a place in a lane: times grow with the places, so that it is found by halving.

use domain::clock::micros;
use domain::deletion::Filter;
use sea_orm::sea_query::{CaseStatement, CommonTableExpression, Expr, ExprTrait, Query, UnionType, WithClause};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use time::OffsetDateTime;

use super::lane::Lane;
use super::stretch::Stretch;
use crate::entities::deletion::Column;
use crate::error::StoreError;

/// The part of the stretch that was received in the filter's time.
pub(crate) async fn received(
    filter: &Filter,
    lane: Lane<'_>,
    mut stretch: Stretch,
    db: &DatabaseConnection,
) -> Result<Stretch, StoreError> {
    if let Some(from) = filter.from {
        stretch.first = first_since(from, lane, stretch, db).await?;
    }
    if let Some(to) = filter.to {
        stretch.last = first_since(to, lane, stretch, db).await? - 1;
    }
    Ok(stretch)
}

/// The first place of the stretch from which on all was received at `time` or later; behind its end if there is none.
///
/// One statement halves the stretch until nothing is left of it: some twenty look-ups among a million rows. Places that
/// are empty, since their rows were removed, count as the next one that is not.
pub(crate) async fn first_since(
    time: OffsetDateTime,
    lane: Lane<'_>,
    stretch: Stretch,
    db: &DatabaseConnection,
) -> Result<i64, StoreError> {
    if stretch.is_empty() {
        return Ok(stretch.first);
    }
    let middle = || Expr::col("low").add(Expr::col("high")).div(2);
    let received_at = lane
        .rows()
        .column(Column::ReceivedAt)
        .and_where(lane.place().gte(middle()))
        .order_by(lane.position(), sea_orm::Order::Asc)
        .limit(1)
        .take();
    let earlier = || Expr::expr(received_at.clone()).lt(micros(time));
    let start = Query::select().expr(Expr::value(stretch.first)).expr(Expr::value(stretch.last + 1)).take();
    let half = Query::select()
        .expr(CaseStatement::new().case(earlier(), middle().add(1_i64)).finally(Expr::col("low")))
        .expr(CaseStatement::new().case(earlier(), Expr::col("high")).finally(middle()))
        .from("search")
        .and_where(Expr::col("low").lt(Expr::col("high")))
        .take();
    let search = CommonTableExpression::new()
        .table_name("search")
        .columns(["low", "high"])
        .query(start.clone().union(UnionType::All, half).take())
        .to_owned();
    let found = Query::select()
        .column("low")
        .from("search")
        .and_where(Expr::col("low").gte(Expr::col("high")))
        .with_cte(WithClause::new().recursive(true).cte(search).to_owned())
        .take();
    let row = db.query_one(&found).await?;
    let low = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(low.unwrap_or(stretch.last + 1))
}
