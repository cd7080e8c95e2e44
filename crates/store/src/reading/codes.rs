//! Which event codes report a kind of thing, and which have ever come.

use std::collections::BTreeSet;

use domain::catalogue;
use domain::deletion::Filter;
use sea_orm::sea_query::{CommonTableExpression, Expr, ExprTrait, Func, Query, SelectStatement, UnionType, WithClause};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::lane::Lane;
use super::segments::Kind;
use crate::entities::{segment, total};
use crate::error::StoreError;
use crate::tallies::Tally;

/// More codes than this are not looked for one by one.
const MANY: u64 = 256;

/// The event codes that the filter lets through; none if it lets all through, or too many to name them.
pub(crate) async fn wanted(
    filter: &Filter,
    lane: Lane<'_>,
    db: &DatabaseConnection,
) -> Result<Option<Vec<String>>, StoreError> {
    let fits = |code: &str| filter.entity.as_deref().is_none_or(|entity| catalogue::entity(code) == entity);
    if let Some(event) = &filter.event {
        return Ok(Some(fits(event).then(|| event.clone()).into_iter().collect()));
    }
    let Some(entity) = filter.entity.as_deref() else { return Ok(None) };
    if entity != catalogue::UNKNOWN && catalogue::family(entity).is_none() {
        return Ok(Some(catalogue::codes(entity).map(str::to_owned).collect()));
    }
    let mut come = under_way(lane, db).await?;
    for row in db.query_all(&ever_come(lane)).await? {
        come.insert(row.try_get_by_index(0)?);
    }
    Ok(Some(come)
        .filter(|come| (come.len() as u64) < MANY)
        .map(|come| come.into_iter().filter(|code| fits(code)).collect()))
}

/// The codes that segments don't tell of yet.
async fn under_way(lane: Lane<'_>, db: &DatabaseConnection) -> Result<BTreeSet<String>, StoreError> {
    let Lane::Portal(member_id) = lane else { return Ok(BTreeSet::new()) };
    let marks = Tally::find(member_id, db).await?.marks;
    Ok(marks.into_iter().filter(|(kind, _)| *kind == Kind::Event).map(|(_, code)| code).collect())
}

/// Each code that has come, found by a look-up each: from one to the next in the order of the index.
fn ever_come(lane: Lane<'_>) -> SelectStatement {
    let first = smallest(lane).take();
    let later = smallest(lane).and_where(code(lane).gt(Expr::col(("come", "code")))).take();
    let next = Query::select()
        .expr(Expr::expr(later))
        .from("come")
        .and_where(Expr::col(("come", "code")).is_not_null())
        .take();
    let come = CommonTableExpression::new()
        .table_name("come")
        .column("code")
        .query(first.clone().union(UnionType::All, next).take())
        .to_owned();
    Query::select()
        .column("code")
        .from("come")
        .and_where(Expr::col("code").is_not_null())
        .limit(MANY)
        .with_cte(WithClause::new().recursive(true).cte(come).to_owned())
        .take()
}

fn smallest(lane: Lane<'_>) -> SelectStatement {
    let mut smallest = Query::select();
    smallest.expr(Expr::expr(Func::min(code(lane))));
    match lane {
        Lane::Portal(member_id) => smallest
            .from(segment::Entity)
            .and_where(Expr::col((segment::Entity, segment::Column::MemberId)).eq(member_id.as_str()))
            .and_where(Expr::col((segment::Entity, segment::Column::Kind)).eq(Kind::Event.as_str())),
        Lane::All => smallest.from(total::Entity),
    };
    smallest
}

fn code(lane: Lane<'_>) -> Expr {
    match lane {
        Lane::Portal(_) => Expr::col((segment::Entity, segment::Column::Value)),
        Lane::All => Expr::col((total::Entity, total::Column::Event)),
    }
}
