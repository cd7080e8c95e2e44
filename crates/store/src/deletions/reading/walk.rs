//! Walks through the deletions of all portals in order of arrival: one statement reads each row once.

use domain::deletion::Deletion;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect,
};

use super::rows;
use super::shared::Shared;
use crate::deletions::search::{Range, Scope};
use crate::entities::deletion::{Column, Entity};
use crate::error::StoreError;

/// Places per step.
const PLACES: i64 = 1_024;
/// Limit on the payloads of a step together, in bytes; a single one may be larger.
const BYTES: i64 = 4 << 20;

/// The visible deletions at the first places of the range, each with its place, and the place up to which these are
/// all.
pub(crate) async fn walk(
    db: &DatabaseConnection,
    shared: &mut Shared,
    range: Range,
) -> Result<(Vec<(u64, Deletion)>, i64), StoreError> {
    let mut some = Range::new(range.first, Ord::min(range.last, range.first.saturating_add(PLACES - 1)));
    while some.len() > 1 && bytes(db, some).await? > BYTES {
        some.last = some.first + (some.last - some.first) / 2;
    }
    let mut statement = rows::seen(Scope::All.rows_in(db.get_database_backend(), some));
    statement.order_by((Entity, Column::Arrival), Order::Asc);
    let found = rows::read(statement, db).await?;
    if found.is_empty() {
        return Ok((Vec::new(), next(db, some.last).await?.map_or(range.last, |next| next - 1)));
    }
    Ok((rows::complete(found, shared, db).await?, some.last))
}

async fn bytes(db: &DatabaseConnection, range: Range) -> Result<i64, StoreError> {
    let bytes = Func::cust("octet_length").arg(Expr::col(Column::Data));
    let sum = Expr::expr(Func::sum(Expr::expr(bytes))).cast_as("bigint");
    let mut rows = Scope::All.rows_in(db.get_database_backend(), range);
    let row = db.query_one(rows.expr(sum)).await?;
    Ok(row.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten().unwrap_or_default())
}

/// The first place after this one that has a row: removals leave places empty, above all the oldest.
async fn next(db: &DatabaseConnection, place: i64) -> Result<Option<i64>, StoreError> {
    let rest = Entity::find().select_only().column(Column::Arrival).filter(Column::Arrival.gt(place));
    Ok(rest.order_by_asc(Column::Arrival).into_tuple().one(db).await?)
}
