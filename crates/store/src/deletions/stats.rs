//! Deletions over time: stored counts up to the arrival that they include, and a count of the rows after it.

use std::collections::{BTreeMap, BTreeSet};

use domain::MemberId;
use domain::clock::{from_micros, micros};
use domain::reach::Reach;
use domain::stats::{Bucket, Count};
use domain::zone::{LocalHours, Zone};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityName};
use time::OffsetDateTime;

use crate::Deletions;
use crate::deletions::counting::{HOUR, counted_up_to, per_hour};
use crate::deletions::hiding::list_all_hidden;
use crate::deletions::list::Whose;
use crate::deletions::reading::HourlyCounts;
use crate::deletions::search::{Own, rows_after};
use crate::entities::{daily_count, daily_total, deletion, hourly_count, total};
use crate::error::StoreError;

/// Deletions by bucket and event.
type Counts = BTreeMap<(i64, String), i64>;

/// Whether to count each event by itself, or all together.
#[derive(Clone, Copy, Debug)]
enum Grouping {
    Events,
    All,
}

/// Buckets of equal length, in local hours of a time zone; the first has the number 0.
#[derive(Clone, Debug)]
pub(crate) struct Buckets {
    /// The range, `to` excluded, in UTC hours since 1970.
    from: i64,
    to: i64,
    /// The local hour since 1970 at which the first bucket begins.
    first: i64,
    hours: i64,
    clocks: LocalHours,
}

impl Deletions<'_> {
    /// Counts deletions by bucket and event, from `from` up to `to` (excluded), which both begin a bucket. Sorted; empty
    /// buckets are left out.
    pub async fn count_events(
        &self,
        bucket: Bucket,
        from: OffsetDateTime,
        to: OffsetDateTime,
    ) -> Result<Vec<Count>, StoreError> {
        self.count_in(&Buckets::between(bucket, from, to)).await
    }

    /// Counts deletions on each day of 24 hours, beginning at `first`, which is a full hour.
    pub async fn count_days(&self, first: OffsetDateTime, days: usize) -> Result<Vec<u64>, StoreError> {
        let buckets = Buckets::days(first, days);
        Ok(buckets.in_all(self.count(&buckets, Grouping::All).await?))
    }

    pub(crate) async fn count_in(&self, buckets: &Buckets) -> Result<Vec<Count>, StoreError> {
        Ok(buckets.by_event(self.count(buckets, Grouping::Events).await?))
    }

    async fn count(&self, buckets: &Buckets, asked: Grouping) -> Result<Counts, StoreError> {
        let snapshot = self.store.connections.begin_snapshot().await?;
        let hidden = list_all_hidden(&snapshot).await?;
        let seen = match self.whose {
            Whose::Portal(member_id) => {
                [member_id].into_iter().filter(|portal| !hidden.contains(*portal)).cloned().collect()
            }
            Whose::Within(Reach::Portals(portals)) => portals.difference(&hidden).cloned().collect(),
            Whose::Within(Reach::AllPortals) => {
                // Indexing a block updates the totals at once, in few rows, so nothing is missing here.
                let kept = buckets.sums(total::Entity, "hour", Bucket::Hour, asked);
                let mut counts = buckets.read(&kept, &snapshot, |hour| hour).await?;
                for (key, deletions) in buckets.of_portals(&hidden, asked, &snapshot).await? {
                    counts.entry(key).and_modify(|all| *all -= deletions);
                }
                return Ok(counts);
            }
        };
        buckets.of_portals(&seen, asked, &snapshot).await
    }
}

impl Buckets {
    pub(crate) fn between(bucket: Bucket, from: OffsetDateTime, to: OffsetDateTime) -> Self {
        Self::of_zone(bucket, from, to, &Zone::default())
    }

    /// Days follow the zone's local time; hours are UTC.
    pub(crate) fn of_zone(bucket: Bucket, from: OffsetDateTime, to: OffsetDateTime, zone: &Zone) -> Self {
        let zone = if bucket == Bucket::Day { zone } else { &Zone::default() };
        let (clocks, from, to) = (zone.hours(from, to), hour_of(from), hour_of(to));
        Self { from, to, first: clocks.local(from), hours: bucket.hours(), clocks }
    }

    fn days(first: OffsetDateTime, days: usize) -> Self {
        let days = i32::try_from(days).unwrap_or_default();
        Self::between(Bucket::Day, first, first.saturating_add(Bucket::Day.length().saturating_mul(days)))
    }

    /// Whether each bucket is a whole UTC day.
    fn are_days(&self) -> bool {
        self.clocks.are_utc() && [self.first, self.hours].iter().all(|hours| hours % Bucket::Day.hours() == 0)
    }

    fn count(&self) -> i64 {
        (self.clocks.local(self.to) - self.first) / self.hours
    }

    /// The local hour of a UTC hour, as SQL.
    fn shown(&self, hour: Expr) -> Expr {
        let mut cases = CaseStatement::new();
        for (end, offset) in self.clocks.spans() {
            match end {
                Some(end) => cases = cases.case(hour.clone().lt(end), hour.clone().add(offset)),
                None if self.clocks.spans().count() == 1 => return hour.add(offset),
                None => cases = cases.finally(hour.clone().add(offset)),
            }
        }
        cases.into()
    }

    /// Matches rows received within the range.
    fn received(&self) -> Expr {
        let received_at = || Expr::col(deletion::Column::ReceivedAt);
        received_at().gte(self.from * HOUR).and(received_at().lt(self.to * HOUR))
    }

    /// Selects local hour, event and deletions from a table with a row for each hour or day and event. Sums over all
    /// events, and rows of the buckets' own length, follow the table's key and need no sorting; both occur in UTC only.
    fn sums(&self, table: impl EntityName, column: &'static str, kept: Bucket, asked: Grouping) -> SelectStatement {
        let of_kept = |hours: i64| hours / kept.hours();
        let mut sums = Query::select();
        sums.from(table.table_ref())
            .and_where(Expr::col(column).gte(of_kept(self.from)))
            .and_where(Expr::col(column).lt(of_kept(self.to)));
        // On PostgreSQL a sum has a type of its own.
        let sum = Expr::expr(Func::sum(Expr::col("deletions"))).cast_as("bigint");
        let hour = |at: Expr| at.mul(kept.hours()).cast_as("bigint");
        match asked {
            Grouping::All => sums.expr(hour(Expr::col(column))).expr(Expr::value("")).expr(sum).group_by_col(column),
            Grouping::Events if self.hours == kept.hours() => {
                sums.expr(hour(Expr::col(column))).columns(["event", "deletions"])
            }
            Grouping::Events => sums
                .expr_as(hour(self.shown(Expr::col(column)).div(of_kept(self.hours)).mul(of_kept(self.hours))), "since")
                .column("event")
                .expr(sum)
                .add_group_by([Expr::col("since"), Expr::col("event")]),
        };
        sums
    }

    async fn of_portals(
        &self,
        portals: &BTreeSet<MemberId>,
        asked: Grouping,
        snapshot: &DatabaseTransaction,
    ) -> Result<Counts, StoreError> {
        let mut counts = Counts::new();
        for own in Own::find_some(snapshot, portals).await? {
            add(self.of_portal(&own, asked, snapshot).await?, &mut counts);
        }
        Ok(counts)
    }

    /// A portal's stored counts, and a count of the rows that they lack.
    async fn of_portal(
        &self,
        own: &Own,
        asked: Grouping,
        snapshot: &DatabaseTransaction,
    ) -> Result<Counts, StoreError> {
        let mut kept = match (self.are_days(), asked) {
            (true, Grouping::All) => self.sums(daily_total::Entity, "day", Bucket::Day, asked),
            (true, Grouping::Events) => self.sums(daily_count::Entity, "day", Bucket::Day, asked),
            (false, _) => self.sums(hourly_count::Entity, "hour", Bucket::Hour, asked),
        };
        kept.and_where(Expr::col("member_id").eq(own.member_id.as_str()));
        let mut counts = self.read(&kept, snapshot, |hour| hour).await?;
        let counted = counted_up_to(snapshot).await?;
        let late = rows_after(snapshot, own, counted).await?.and(self.received());
        let shown = |hour| self.clocks.local(hour);
        add(self.read(&per_hour(late), snapshot, shown).await?, &mut counts);
        Ok(counts)
    }

    /// Sorts rows of hour, event and deletions into buckets; `shown` turns a row's hour into a local one.
    async fn read(
        &self,
        sums: &SelectStatement,
        snapshot: &DatabaseTransaction,
        shown: impl Fn(i64) -> i64,
    ) -> Result<Counts, StoreError> {
        let mut counts = Counts::new();
        for row in snapshot.query_all(sums).await? {
            let (hour, deletions): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
            *counts.entry((self.bucket_of(shown(hour)), row.try_get_by_index(1)?)).or_default() += deletions;
        }
        Ok(counts)
    }

    /// Sums hourly counts by bucket.
    pub(crate) fn of_hours(&self, hours: HourlyCounts) -> Vec<Count> {
        let mut counts = Counts::new();
        for ((hour, event), deletions) in hours {
            *counts.entry((self.bucket_of(self.clocks.local(hour)), event)).or_default() += deletions;
        }
        self.by_event(counts)
    }

    fn bucket_of(&self, shown: i64) -> i64 {
        (shown - self.first).div_euclid(self.hours)
    }

    fn by_event(&self, counts: Counts) -> Vec<Count> {
        let count = |((bucket, event), deletions): ((i64, String), i64)| Count {
            at: from_micros(self.clocks.utc(self.first + bucket * self.hours) * HOUR),
            event,
            deletions: deletions.unsigned_abs(),
        };
        counts.into_iter().filter(|(_, deletions)| *deletions > 0).map(count).collect()
    }

    fn in_all(&self, counts: Counts) -> Vec<u64> {
        let mut sums = vec![0; usize::try_from(self.count()).unwrap_or_default()];
        for ((bucket, _), deletions) in counts {
            if let Some(sum) = usize::try_from(bucket).ok().and_then(|bucket| sums.get_mut(bucket)) {
                *sum += deletions.unsigned_abs();
            }
        }
        sums
    }
}

fn add(some: Counts, counts: &mut Counts) {
    for (key, deletions) in some {
        *counts.entry(key).or_default() += deletions;
    }
}

fn hour_of(time: OffsetDateTime) -> i64 {
    micros(time).div_euclid(HOUR)
}
