//! How many deletions came when, from the counts that are kept beside them.

use std::collections::BTreeMap;

use domain::clock::{from_micros, micros};
use domain::stats::{Bucket, Count};
use sea_orm::sea_query::{Expr, ExprTrait, Func, IntoIden, Query, SelectStatement};
use sea_orm::{ConnectionTrait, EntityName};
use time::OffsetDateTime;

use crate::entities::{hour_count, total};
use crate::error::StoreError;
use crate::reading::HOUR;
use crate::tallies::Tally;
use crate::{AllPortals, Tenant};

impl Tenant<'_> {
    /// How many deletions of each event the portal had in each bucket from `from` to before `to`, both of which begin
    /// one; in order, and without those that had none.
    pub async fn count_events(
        &self,
        bucket: Bucket,
        from: OffsetDateTime,
        to: OffsetDateTime,
    ) -> Result<Vec<Count>, StoreError> {
        let snapshot = self.store.connections.begin_snapshot().await?;
        let tally = Tally::find(self.member_id, &snapshot).await?;
        let mut counts = count_events(self.hour_counts(from, to), bucket, &snapshot).await?;
        if has(from, to, tally.hour) {
            add_events(&mut counts, bucket, &tally);
        }
        Ok(counts)
    }

    /// How many deletions the portal had on each day from `first` on, which begins one.
    pub async fn count_days(&self, first: OffsetDateTime, days: usize) -> Result<Vec<u64>, StoreError> {
        let snapshot = self.store.connections.begin_snapshot().await?;
        let tally = Tally::find(self.member_id, &snapshot).await?;
        let mut counts = count_days(|from, to| self.hour_counts(from, to), first, days, &snapshot).await?;
        for (day, count) in (0..).zip(&mut counts) {
            if has(first + time::Duration::days(day), first + time::Duration::days(day + 1), tally.hour) {
                *count += tally.events.values().sum::<i64>().unsigned_abs();
            }
        }
        Ok(counts)
    }

    /// The counts of complete hours.
    fn hour_counts(&self, from: OffsetDateTime, to: OffsetDateTime) -> SelectStatement {
        let own = Expr::col(hour_count::Column::MemberId).eq(self.member_id.as_str());
        counts(hour_count::Entity, from, to).and_where(own).take()
    }
}

impl AllPortals<'_> {
    /// The same over all portals as [`Tenant::count_events`] of one.
    pub async fn count_events(
        &self,
        bucket: Bucket,
        from: OffsetDateTime,
        to: OffsetDateTime,
    ) -> Result<Vec<Count>, StoreError> {
        count_events(counts(total::Entity, from, to), bucket, &self.store().connections.read).await
    }

    /// The same over all portals as [`Tenant::count_days`] of one.
    pub async fn count_days(&self, first: OffsetDateTime, days: usize) -> Result<Vec<u64>, StoreError> {
        count_days(|from, to| counts(total::Entity, from, to), first, days, &self.store().connections.read).await
    }
}

fn hour_of(time: OffsetDateTime) -> i64 {
    micros(time).div_euclid(HOUR)
}

fn has(from: OffsetDateTime, to: OffsetDateTime, hour: i32) -> bool {
    (hour_of(from)..hour_of(to)).contains(&hour.into())
}

/// Adds the hour that is under way; it is in the last bucket that there is, or begins another.
fn add_events(counts: &mut Vec<Count>, bucket: Bucket, tally: &Tally) {
    let at = from_micros(i64::from(tally.hour).div_euclid(bucket.hours()) * bucket.hours() * HOUR);
    let first = counts.partition_point(|count| count.at < at);
    let mut last: BTreeMap<_, _> = counts.drain(first..).map(|count| (count.event, count.deletions)).collect();
    for (event, deletions) in &tally.events {
        *last.entry(event.clone()).or_default() += deletions.unsigned_abs();
    }
    counts.extend(last.into_iter().map(|(event, deletions)| Count { at, event, deletions }));
}

/// The counts of these hours; both tables call their columns the same.
fn counts(table: impl EntityName, from: OffsetDateTime, to: OffsetDateTime) -> SelectStatement {
    let column = || Expr::col(total::Column::Hour);
    let (from, to) = (hour_of(from), hour_of(to));
    Query::select().from(table.table_ref()).and_where(column().gte(from)).and_where(column().lt(to)).take()
}

/// On PostgreSQL a sum has a type of its own.
fn sum() -> Expr {
    Expr::expr(Func::sum(Expr::col(total::Column::Deletions))).cast_as("bigint")
}

async fn count_events(
    counts: SelectStatement,
    bucket: Bucket,
    db: &impl ConnectionTrait,
) -> Result<Vec<Count>, StoreError> {
    let mut counts = counts;
    let of = || Expr::col(total::Column::Hour).div(bucket.hours());
    counts
        .expr_as(of().cast_as("bigint"), "bucket")
        .column(total::Column::Event)
        .expr(sum())
        .add_group_by([Expr::col("bucket"), Expr::col(total::Column::Event)])
        .order_by("bucket".into_iden(), sea_orm::Order::Asc)
        .order_by(total::Column::Event, sea_orm::Order::Asc);
    let rows = db.query_all(&counts).await?;
    let count = |row: &sea_orm::QueryResult| {
        let (at, deletions): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
        let at = from_micros(at * bucket.hours() * HOUR);
        Ok(Count { at, event: row.try_get_by_index(1)?, deletions: deletions.unsigned_abs() })
    };
    let counts: Result<Vec<_>, StoreError> = rows.iter().map(count).collect();
    Ok(counts?.into_iter().filter(|count| count.deletions > 0).collect())
}

/// A sum for each day in one statement: an index has the hours of a day beside each other.
async fn count_days(
    counts: impl Fn(OffsetDateTime, OffsetDateTime) -> SelectStatement,
    first: OffsetDateTime,
    days: usize,
    db: &impl ConnectionTrait,
) -> Result<Vec<u64>, StoreError> {
    let mut query = Query::select();
    for day in 0..i64::try_from(days).unwrap_or_default() {
        let (from, to) = (first + time::Duration::days(day), first + time::Duration::days(day + 1));
        query.expr(Expr::expr(counts(from, to).expr(sum()).take()));
    }
    let Some(row) = db.query_one(&query).await? else { return Ok(Vec::new()) };
    let of = |day| Ok(row.try_get_by_index::<Option<i64>>(day)?.unwrap_or_default().unsigned_abs());
    (0..days).map(of).collect()
}
