//! Hourly and daily counts per portal, complete up to an arrival that a job advances.
//!
//! Counting with each block would write a page for each portal in it. So the job counts an hour once it is over;
//! earlier only if so much arrived that counting it on the fly would take long. It reads and sums before it locks
//! anything, as much at once as a second's writing allows, so that it writes each portal's rows once and not once for
//! every few thousand deletions.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use domain::clock::micros;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, QuerySelect, Value};
use time::OffsetDateTime;

use crate::Store;
use crate::bulk::{DAILY_COUNTS, DAILY_TOTALS, HOURLY_COUNTS, merge};
use crate::deletions::search::{Range, Scope, first_with};
use crate::entities::{arrival, deletion, rollup};
use crate::error::StoreError;

/// An hour in microseconds.
pub(crate) const HOUR: i64 = 3_600_000_000;
/// The row of `rollup` with the arrival up to which deletions are counted.
const COUNTS: &str = "counts";
/// The row that counts removals of uncounted deletions.
const UNCOUNTED: &str = "uncounted";
/// How many arrivals may be left to count on the fly.
const LEFT: i64 = 300_000;
/// Arrivals read at once.
const PIECE: i64 = 20_000;
/// Reading stops at this many counts, which one transaction then writes.
const COUNTED: usize = 100_000;

impl Store {
    /// Counts some deletions that are due, usually of hours that are over. Returns whether there may be more.
    pub async fn roll_up(&self, now: OffsetDateTime) -> Result<bool, StoreError> {
        let db = &self.connections.read;
        let before = [counted_up_to(db).await?, find(db, UNCOUNTED).await?];
        let end = end_of_counts(db, now).await?;
        let (mut sums, mut up_to) = (Sums::default(), before[0]);
        while up_to < end && sums.hours.len() < COUNTED {
            let next = Ord::min(end, up_to + PIECE);
            sums.read(db, up_to, next).await?;
            up_to = next;
        }
        if up_to == before[0] {
            return Ok(false);
        }
        let batch = self.connections.begin_batch().await?;
        if [lock_counts(&batch).await?, find(&batch, UNCOUNTED).await?] != before {
            return Ok(true); // another process counted or removed some of it
        }
        let hours: Vec<_> = sums.hours.iter().collect();
        merge(&batch, &HOURLY_COUNTS, &hours, row).await?;
        let days = sums.days();
        let each: Vec<_> = days.iter().collect();
        merge(&batch, &DAILY_COUNTS, &each, row).await?;
        let all: Vec<_> = of_all_events(&days).into_iter().collect();
        merge(&batch, &DAILY_TOTALS, &all, total).await?;
        set(&batch, COUNTS, up_to.into()).await?;
        batch.commit().await?;
        Ok(up_to < end)
    }
}

/// Deletions by portal, hour or day since 1970, and event, in the order in which they are written.
type Counts = BTreeMap<(Arc<str>, i32, Arc<str>), i64>;

/// Sums that are not written yet.
#[derive(Default)]
struct Sums {
    hours: Counts,
    /// Interned portals and events.
    names: HashSet<Arc<str>>,
}

impl Sums {
    /// Adds the arrivals after `after`, up to `up_to`.
    async fn read(&mut self, db: &DatabaseConnection, after: i64, up_to: i64) -> Result<(), StoreError> {
        let mut rows = per_hour(deletion::Column::Arrival.gt(after).and(deletion::Column::Arrival.lte(up_to)));
        rows.column(deletion::Column::MemberId).add_group_by([Expr::col(deletion::Column::MemberId)]);
        for row in db.query_all(&rows).await? {
            let hour = row.try_get_by_index::<i64>(0)?;
            let hour = i32::try_from(hour).map_err(|error| StoreError::corrupt("deletions", error))?;
            let (event, deletions, member_id) =
                (row.try_get_by_index(1)?, row.try_get_by_index::<i64>(2)?, row.try_get_by_index(3)?);
            let key = (self.name(member_id), hour, self.name(event));
            *self.hours.entry(key).or_default() += deletions;
        }
        Ok(())
    }

    fn name(&mut self, text: String) -> Arc<str> {
        if let Some(known) = self.names.get(text.as_str()) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.names.insert(Arc::clone(&new));
        new
    }

    fn days(&self) -> Counts {
        let mut days = Counts::new();
        for ((member_id, hour, event), deletions) in &self.hours {
            *days.entry((Arc::clone(member_id), hour / 24, Arc::clone(event))).or_default() += deletions;
        }
        days
    }
}

fn row(((member_id, since, event), deletions): &(&(Arc<str>, i32, Arc<str>), &i64)) -> [Value; 4] {
    [(**member_id).into(), (*since).into(), (**event).into(), (**deletions).into()]
}

/// Deletions by portal and day.
fn of_all_events(days: &Counts) -> BTreeMap<(&str, i32), i64> {
    let mut all = BTreeMap::new();
    for ((member_id, day, _), deletions) in days {
        *all.entry((&**member_id, *day)).or_default() += deletions;
    }
    all
}

fn total(((member_id, day), deletions): &((&str, i32), i64)) -> [Value; 3] {
    [(*member_id).into(), (*day).into(), (*deletions).into()]
}

/// The arrival up to which to count now.
async fn end_of_counts(db: &DatabaseConnection, now: OffsetDateTime) -> Result<i64, StoreError> {
    let last = arrival::Entity::find_by_id(arrival::DELETIONS).one(db).await?.map_or(0, |row| row.last);
    let open = Range::new(counted_up_to(db).await? + 1, last);
    if open.len() > LEFT {
        return Ok(last);
    }
    let hour = micros(now).div_euclid(HOUR) * HOUR;
    Ok(first_with(db, Scope::All, deletion::Column::ReceivedAt, hour, open).await? - 1)
}

/// The arrival up to which deletions are counted.
pub(crate) async fn counted_up_to(db: &impl ConnectionTrait) -> Result<i64, StoreError> {
    find(db, COUNTS).await
}

/// [`counted_up_to`], locked until the transaction ends.
pub(crate) async fn lock_counts(transaction: &impl ConnectionTrait) -> Result<i64, StoreError> {
    found(rollup::Entity::find_by_id(COUNTS).lock_exclusive().one(transaction).await?)
}

/// Notes a removal of uncounted deletions. The caller has locked the counts.
pub(crate) async fn note_uncounted(transaction: &impl ConnectionTrait) -> Result<(), StoreError> {
    set(transaction, UNCOUNTED, Expr::col(rollup::Column::Arrival).add(1)).await
}

async fn find(db: &impl ConnectionTrait, name: &str) -> Result<i64, StoreError> {
    found(rollup::Entity::find_by_id(name).one(db).await?)
}

fn found(row: Option<rollup::Model>) -> Result<i64, StoreError> {
    row.map(|row| row.arrival).ok_or_else(|| StoreError::corrupt("rollup", "a row of counts is missing"))
}

async fn set(transaction: &impl ConnectionTrait, name: &str, value: Expr) -> Result<(), StoreError> {
    let set = rollup::Entity::update_many().col_expr(rollup::Column::Arrival, value);
    set.filter(rollup::Column::Name.eq(name)).exec(transaction).await?;
    Ok(())
}

/// Counts these deletions by hour and event.
pub(crate) fn per_hour(these: Expr) -> SelectStatement {
    count_per_hour(Query::select().from(deletion::Entity).and_where(these).take())
}

/// Counts the rows of a statement that has no columns yet: by hour since 1970 and event.
pub(crate) fn count_per_hour(mut rows: SelectStatement) -> SelectStatement {
    rows.expr_as(Expr::col(deletion::Column::ReceivedAt).div(HOUR).cast_as("bigint"), "hour_of_it")
        .column(deletion::Column::Event)
        .expr(Expr::expr(Func::count(Expr::col(deletion::Column::Event))).cast_as("bigint"))
        .add_group_by([Expr::col("hour_of_it"), Expr::col(deletion::Column::Event)]);
    rows
}
