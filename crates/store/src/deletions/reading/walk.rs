//! Walks through the deletions of all portals in order of arrival: one statement reads each row once.

use std::time::{Duration, Instant};

use domain::deletion::Deletion;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect,
};
use tokio::sync::mpsc;

use super::rows::{self, FullRow};
use super::shared::Shared;
use crate::deletions::search::Order::Oldest;
use crate::deletions::search::{Range, Scope};
use crate::entities::deletion::{Column, Entity};
use crate::error::StoreError;

/// Places per step.
const PLACES: i64 = 1_024;
/// Limit on the payloads of a step together, in bytes; a single one may be larger.
const BYTES: i64 = 4 << 20;

/// The visible rows at the first places of a range, and the place up to which these are all.
#[derive(Debug)]
pub(crate) struct Step {
    rows: Vec<FullRow>,
    pub(crate) reached: i64,
    /// How long the database took for them.
    pub(crate) took: Duration,
}

impl Step {
    /// Turns the rows into deletions, each with its place.
    pub(crate) async fn complete(
        self,
        db: &DatabaseConnection,
        shared: &mut Shared,
    ) -> Result<Vec<(u64, Deletion)>, StoreError> {
        rows::complete(self.rows, shared, db).await
    }
}

/// The visible deletions at the first places of the range, each with its place, and the place up to which these are
/// all.
pub(crate) async fn walk(
    db: &DatabaseConnection,
    shared: &mut Shared,
    range: Range,
) -> Result<(Vec<(u64, Deletion)>, i64), StoreError> {
    let step = read_step(db, range).await?;
    let reached = step.reached;
    Ok((step.complete(db, shared).await?, reached))
}

/// Reads all steps of the range in a task of its own, so that the database reads one while the last is completed. The
/// task ends with the range, at the first failure, or soon after the receiver is gone.
pub(crate) fn walk_ahead(db: DatabaseConnection, range: Range) -> mpsc::Receiver<Result<Step, StoreError>> {
    let (steps, read) = mpsc::channel(1);
    tokio::spawn(async move {
        let mut rest = range;
        while !rest.is_empty() {
            let Ok(room) = steps.reserve().await else { return };
            let step = read_step(&db, rest).await;
            rest = step.as_ref().map_or(Range::EMPTY, |step| rest.after(step.reached, Oldest));
            room.send(step);
        }
    });
    read
}

async fn read_step(db: &DatabaseConnection, range: Range) -> Result<Step, StoreError> {
    let begun = Instant::now();
    let mut some = Range::new(range.first, Ord::min(range.last, range.first.saturating_add(PLACES - 1)));
    while some.len() > 1 && bytes(db, some).await? > BYTES {
        some.last = some.first + (some.last - some.first) / 2;
    }
    let mut statement = rows::seen(Scope::All.rows_in(db.get_database_backend(), some));
    statement.order_by((Entity, Column::Arrival), Order::Asc);
    let rows = rows::read(statement, db).await?;
    let reached =
        if rows.is_empty() { next(db, some.last).await?.map_or(range.last, |next| next - 1) } else { some.last };
    Ok(Step { rows, reached, took: begun.elapsed() })
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
