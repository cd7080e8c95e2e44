//! How many deletions came when, from the counts that are kept beside them.

use std::collections::BTreeMap;

use domain::clock::{from_micros, micros};
use domain::stats::{Bucket, Count};
use sea_orm::sea_query::{Expr, ExprTrait, Func, IntoIden, Query, SelectStatement};
use sea_orm::{ConnectionTrait, EntityName};
use time::OffsetDateTime;

use crate::entities::{daily_count, hourly_count, total};
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
        let mut counts = count_events(self.counts(bucket, from, to), bucket, bucket, &snapshot).await?;
        if has(from, to, tally.hour) {
            add_events(&mut counts, bucket, &tally);
        }
        Ok(counts)
    }

    /// How many deletions the portal had on each day of 24 hours from `first` on, which begins an hour.
    pub async fn count_days(&self, first: OffsetDateTime, days: usize) -> Result<Vec<u64>, StoreError> {
        let snapshot = self.store.connections.begin_snapshot().await?;
        let tally = Tally::find(self.member_id, &snapshot).await?;
        let kept = if Bucket::Day.beginning(first) == first { Bucket::Day } else { Bucket::Hour };
        let mut counts = count_days(|from, to| self.counts(kept, from, to), first, days, &snapshot).await?;
        for (day, count) in (0..).zip(&mut counts) {
            if has(first + time::Duration::days(day), first + time::Duration::days(day + 1), tally.hour) {
                *count += tally.events.values().sum::<i64>().unsigned_abs();
            }
        }
        Ok(counts)
    }

    /// What is kept of complete hours, by the hour or by the day.
    fn counts(&self, kept: Bucket, from: OffsetDateTime, to: OffsetDateTime) -> SelectStatement {
        let own = Expr::col("member_id").eq(self.member_id.as_str());
        let mut counts = match kept {
            Bucket::Hour => counts(hourly_count::Entity, kept, from, to),
            Bucket::Day => counts(daily_count::Entity, kept, from, to),
        };
        counts.and_where(own).take()
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
        let counts = counts(total::Entity, Bucket::Hour, from, to);
        count_events(counts, Bucket::Hour, bucket, &self.store().connections.read).await
    }

    /// The same over all portals as [`Tenant::count_days`] of one.
    pub async fn count_days(&self, first: OffsetDateTime, days: usize) -> Result<Vec<u64>, StoreError> {
        let counts = |from, to| counts(total::Entity, Bucket::Hour, from, to);
        count_days(counts, first, days, &self.store().connections.read).await
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

/// The rows of these times; but for that of the time the tables call their columns the same.
fn counts(table: impl EntityName, kept: Bucket, from: OffsetDateTime, to: OffsetDateTime) -> SelectStatement {
    let (from, to) = (hour_of(from) / kept.hours(), hour_of(to) / kept.hours());
    Query::select().from(table.table_ref()).and_where(at(kept).gte(from)).and_where(at(kept).lt(to)).take()
}

/// The hour or the day that a row is of.
fn at(kept: Bucket) -> Expr {
    match kept {
        Bucket::Hour => Expr::col(total::Column::Hour),
        Bucket::Day => Expr::col(daily_count::Column::Day),
    }
}

/// On PostgreSQL a sum has a type of its own.
fn sum() -> Expr {
    Expr::expr(Func::sum(Expr::col(total::Column::Deletions))).cast_as("bigint")
}

/// The sums of rows that are kept for times which are no longer than the bucket.
async fn count_events(
    mut counts: SelectStatement,
    kept: Bucket,
    bucket: Bucket,
    db: &impl ConnectionTrait,
) -> Result<Vec<Count>, StoreError> {
    counts
        .expr_as(at(kept).div(bucket.hours() / kept.hours()).cast_as("bigint"), "bucket")
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

/// A sum for each day in one statement: an index has what is kept of a day in one place.
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
