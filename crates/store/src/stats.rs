//! How many deletions came when: from the counts that are kept, up to the arrival up to which they are, and from what
//! arrived after that, counted now.

use std::collections::BTreeMap;

use domain::clock::{from_micros, micros};
use domain::stats::{Bucket, Count};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityName};
use time::OffsetDateTime;

use crate::counting::{HOUR, counted_up_to, per_hour};
use crate::entities::{daily_count, deletion, hourly_count, total};
use crate::error::StoreError;
use crate::search::{Own, rows_after};
use crate::{AllPortals, Tenant};

/// Deletions by bucket and event.
type Counts = BTreeMap<(i64, String), i64>;

/// Buckets of equal length, in hours; the first one has the number 0.
#[derive(Clone, Copy, Debug)]
struct Buckets {
    /// The hour since 1970 in which the first one begins.
    first: i64,
    hours: i64,
    count: i64,
}

impl Tenant<'_> {
    /// How many deletions of each event the portal had in each bucket from `from` to before `to`, both of which begin
    /// one; in order, and without those that had none.
    pub async fn count_events(
        &self,
        bucket: Bucket,
        from: OffsetDateTime,
        to: OffsetDateTime,
    ) -> Result<Vec<Count>, StoreError> {
        let buckets = Buckets::between(bucket, from, to);
        Ok(buckets.by_event(self.count(buckets).await?))
    }

    /// How many deletions the portal had on each day of 24 hours from `first` on, which begins an hour.
    pub async fn count_days(&self, first: OffsetDateTime, days: usize) -> Result<Vec<u64>, StoreError> {
        let buckets = Buckets::days(first, days);
        Ok(buckets.in_all(self.count(buckets).await?))
    }

    /// What is counted, and what is not counted yet.
    async fn count(&self, buckets: Buckets) -> Result<Counts, StoreError> {
        let snapshot = self.store.connections.begin_snapshot().await?;
        let Some(own) = Own::find(&snapshot, self.member_id).await? else { return Ok(Counts::new()) };
        let mut kept = if buckets.are_days() {
            buckets.sums(daily_count::Entity, "day", Bucket::Day)
        } else {
            buckets.sums(hourly_count::Entity, "hour", Bucket::Hour)
        };
        kept.and_where(Expr::col("member_id").eq(own.member_id.as_str()));
        let mut counts = read(&kept, &snapshot).await?;
        let counted = counted_up_to(&snapshot).await?;
        let late = rows_after(&snapshot, &own, counted).await?.and(buckets.received());
        for ((hour, event), deletions) in read(&per_hour(late), &snapshot).await? {
            *counts.entry(((hour - buckets.first) / buckets.hours, event)).or_default() += deletions;
        }
        Ok(counts)
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
        let buckets = Buckets::between(bucket, from, to);
        Ok(buckets.by_event(self.count(buckets).await?))
    }

    /// The same over all portals as [`Tenant::count_days`] of one.
    pub async fn count_days(&self, first: OffsetDateTime, days: usize) -> Result<Vec<u64>, StoreError> {
        let buckets = Buckets::days(first, days);
        Ok(buckets.in_all(self.count(buckets).await?))
    }

    /// Each block of the log counts all that it has, in few rows, so that nothing is left to be counted.
    async fn count(&self, buckets: Buckets) -> Result<Counts, StoreError> {
        let snapshot = self.store().connections.begin_snapshot().await?;
        read(&buckets.sums(total::Entity, "hour", Bucket::Hour), &snapshot).await
    }
}

impl Buckets {
    fn between(bucket: Bucket, from: OffsetDateTime, to: OffsetDateTime) -> Self {
        let (first, hours) = (hour_of(from), bucket.hours());
        Self { first, hours, count: (hour_of(to) - first) / hours }
    }

    fn days(first: OffsetDateTime, days: usize) -> Self {
        let (first, count) = (hour_of(first), i64::try_from(days).unwrap_or_default());
        Self { first, hours: Bucket::Day.hours(), count }
    }

    /// Whether each is a whole day in UTC.
    fn are_days(self) -> bool {
        [self.first, self.hours].iter().all(|hours| hours % Bucket::Day.hours() == 0)
    }

    fn end(self) -> i64 {
        self.first + self.count * self.hours
    }

    /// Deletions that were received in their time.
    fn received(self) -> Expr {
        let received_at = || Expr::col(deletion::Column::ReceivedAt);
        received_at().gte(self.first * HOUR).and(received_at().lt(self.end() * HOUR))
    }

    /// Bucket, event and deletions, from a table that has a row for each hour or day.
    fn sums(self, table: impl EntityName, column: &'static str, kept: Bucket) -> SelectStatement {
        let of_kept = |hours: i64| hours / kept.hours();
        let bucket = Expr::col(column).sub(of_kept(self.first)).div(of_kept(self.hours)).cast_as("bigint");
        Query::select()
            .expr_as(bucket, "bucket")
            .column("event")
            .expr(Expr::expr(Func::sum(Expr::col("deletions"))).cast_as("bigint")) // on PostgreSQL a type of its own
            .from(table.table_ref())
            .and_where(Expr::col(column).gte(of_kept(self.first)))
            .and_where(Expr::col(column).lt(of_kept(self.end())))
            .add_group_by([Expr::col("bucket"), Expr::col("event")])
            .take()
    }

    fn by_event(self, counts: Counts) -> Vec<Count> {
        let count = |((bucket, event), deletions): ((i64, String), i64)| Count {
            at: from_micros((self.first + bucket * self.hours) * HOUR),
            event,
            deletions: deletions.unsigned_abs(),
        };
        counts.into_iter().filter(|(_, deletions)| *deletions > 0).map(count).collect()
    }

    fn in_all(self, counts: Counts) -> Vec<u64> {
        let mut sums = vec![0; usize::try_from(self.count).unwrap_or_default()];
        for ((bucket, _), deletions) in counts {
            if let Some(sum) = usize::try_from(bucket).ok().and_then(|bucket| sums.get_mut(bucket)) {
                *sum += deletions.unsigned_abs();
            }
        }
        sums
    }
}

fn hour_of(time: OffsetDateTime) -> i64 {
    micros(time).div_euclid(HOUR)
}

async fn read(sums: &SelectStatement, snapshot: &DatabaseTransaction) -> Result<Counts, StoreError> {
    let rows = snapshot.query_all(sums).await?;
    let counts = rows.iter().map(|row| {
        let key = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        Ok((key, row.try_get_by_index(2)?))
    });
    counts.collect()
}
