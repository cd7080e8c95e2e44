//! Counts of deletions over time.

use domain::Zone;
use domain::api_key::Scope;
use domain::catalogue;
use domain::stats;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::Example;
use poem_openapi::{Enum, Object, OpenApi};
use store::{Fitting, Span, Store};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::auth::{Gate, Key};
use crate::deletions::open;
use crate::error::ApiError;
use crate::filters::Matching;
use crate::query::{self, example};
use crate::tags::Tags;

/// The default span.
const USUAL: Duration = Duration::days(30);
/// How many deletions are read where no stored counts fit the filter.
const MOST: u64 = 100_000;

pub(crate) struct StatsApi {
    pub(crate) store: Store,
    pub(crate) gate: Gate,
}

/// The length of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub(crate) enum Bucket {
    /// An hour.
    Hour,
    /// A day in UTC.
    Day,
}

/// Counts of deletions by bucket.
#[derive(Debug, Object)]
#[oai(example)]
struct Stats {
    /// The length of a bucket.
    bucket: Bucket,
    /// When the first bucket begins.
    from: OffsetDateTime,
    /// When the last bucket ends.
    to: OffsetDateTime,
    /// How many deletions in all.
    deletions: u64,
    /// The buckets that have any, oldest first.
    items: Vec<BucketCounts>,
}

/// The counts of one bucket.
#[derive(Debug, Object)]
struct BucketCounts {
    /// When it begins.
    at: OffsetDateTime,
    /// How many deletions it has.
    deletions: u64,
    /// How many of each event, in order of code.
    events: Vec<EventCount>,
}

/// How many deletions one event reported.
#[derive(Debug, Object)]
struct EventCount {
    /// The event's code.
    event: String,
    /// The kind of thing deleted.
    entity: String,
    /// How many.
    deletions: u64,
}

#[OpenApi(tag = "Tags::Deletions")]
impl StatsApi {
    /// Count a portal's deletions.
    ///
    /// By time of receipt and by event. Filters work as in the list. With event and kind filters alone the cost is the
    /// same however many there are; with others Tombstone reads at most 100,000, or answers `400 too_many_deletions`.
    /// Needs the scope `deletions:read`.
    #[oai(path = "/portals/:member_id/deletions/stats", method = "get", operation_id = "countDeletions")]
    async fn count(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// The length of a bucket.
        #[oai(default = "Bucket::usual")]
        bucket: Query<Bucket>,
        /// From the bucket with this time on; by default, 30 days before the end.
        from: Query<Option<OffsetDateTime>>,
        /// To the bucket before this time; by default, the current one. At most 31 days after `from` for hours, 366 for
        /// days.
        to: Query<Option<OffsetDateTime>>,
        matching: Matching,
    ) -> Result<Json<Stats>, ApiError> {
        key.allows(Scope::DeletionsRead)?;
        let member_id = key.reaches(&member_id)?;
        let span = self.span(bucket.0, from.0, to.0)?;
        let filter = matching.try_into()?;
        let portal = open(&self.store, &member_id).await?;

        Ok(Json(Stats::new(bucket.0, &span, portal.deletions().count_fitting(&filter, &span).await?)?))
    }

    /// Count the deletions of all portals.
    ///
    /// Like one portal's counts, over those that the key reaches. Needs the scope `deletions:read`.
    #[oai(path = "/deletions/stats", method = "get", operation_id = "countAllDeletions")]
    async fn count_all(
        &self,
        key: Key,
        /// The length of a bucket.
        #[oai(default = "Bucket::usual")]
        bucket: Query<Bucket>,
        /// From the bucket with this time on; by default, 30 days before the end.
        from: Query<Option<OffsetDateTime>>,
        /// To the bucket before this time; by default, the current one. At most 31 days after `from` for hours, 366 for
        /// days.
        to: Query<Option<OffsetDateTime>>,
        matching: Matching,
    ) -> Result<Json<Stats>, ApiError> {
        key.allows(Scope::DeletionsRead)?;
        let span = self.span(bucket.0, from.0, to.0)?;
        let filter = matching.try_into()?;

        Ok(Json(Stats::new(
            bucket.0,
            &span,
            self.store.within(key.reach()).deletions().count_fitting(&filter, &span).await?,
        )?))
    }
}

impl StatsApi {
    /// The counted span, in whole buckets.
    fn span(&self, bucket: Bucket, from: Option<OffsetDateTime>, to: Option<OffsetDateTime>) -> Result<Span, ApiError> {
        query::range(from, to)?;
        let whole = stats::Bucket::from(bucket);
        let present = whole.beginning(self.gate.clock.now()).saturating_add(whole.length());
        let to = whole.end(to.or_else(|| from.filter(|from| *from > present)).unwrap_or(present));
        let from = whole.beginning(from.unwrap_or_else(|| to.saturating_sub(USUAL)));
        let longest = bucket.longest();
        if to - from > longest {
            let days = longest.whole_days();
            let detail = format!("`from` to `to` may span {days} days for this bucket.");
            return Err(ApiError::invalid_parameter("from", detail));
        }
        Ok(Span { bucket: whole, from, to, zone: Zone::default(), most: MOST })
    }
}

impl Bucket {
    fn usual() -> Self {
        Self::Day
    }

    /// The longest span.
    fn longest(self) -> Duration {
        match self {
            Self::Hour => Duration::days(31),
            Self::Day => Duration::days(366),
        }
    }
}

impl From<Bucket> for stats::Bucket {
    fn from(bucket: Bucket) -> Self {
        match bucket {
            Bucket::Hour => Self::Hour,
            Bucket::Day => Self::Day,
        }
    }
}

impl Stats {
    /// Fails if not all could be counted.
    fn new(bucket: Bucket, span: &Span, fitting: Fitting) -> Result<Self, ApiError> {
        if let Some(since) = fitting.since {
            return Err(ApiError::too_many_deletions(since));
        }
        Ok(Self::of(bucket, span, fitting.counts))
    }

    fn of(bucket: Bucket, span: &Span, counts: Vec<stats::Count>) -> Self {
        let mut items: Vec<BucketCounts> = Vec::new();
        for stats::Count { at, event, deletions } in counts {
            if items.last().is_none_or(|last| last.at != at) {
                items.push(BucketCounts { at, deletions: 0, events: Vec::new() });
            }
            let Some(last) = items.last_mut() else { continue };
            last.deletions += deletions;
            last.events.push(EventCount { entity: catalogue::entity(&event).to_owned(), event, deletions });
        }
        let deletions = items.iter().map(|item| item.deletions).sum();
        Self { bucket, from: span.from, to: span.to, deletions, items }
    }
}

impl Example for Stats {
    fn example() -> Self {
        let at = datetime!(2026-03-17 0:00 UTC);
        let count = |event: &str, deletions| stats::Count { at, event: event.to_owned(), deletions };
        let counts = vec![count("ONCRMLEADDELETE", 12), count("ONIMCONNECTORMESSAGEDELETE", 30)];
        let (from, to) = (at - Duration::DAY, at + Duration::DAY);
        Self::of(Bucket::Day, &Span { bucket: stats::Bucket::Day, from, to, zone: Zone::default(), most: 0 }, counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_have_the_counts_of_their_events() {
        let (from, to) = (datetime!(2026-03-17 0:00 UTC), datetime!(2026-03-19 0:00 UTC));
        let count = |at, event: &str, deletions| stats::Count { at, event: event.to_owned(), deletions };
        let second = from + Duration::DAY;
        let counts =
            vec![count(from, "ONCRMLEADDELETE", 2), count(from, "ONXDELETE", 3), count(second, "ONCRMLEADDELETE", 4)];
        let stats = Stats::of(
            Bucket::Day,
            &Span { bucket: stats::Bucket::Day, from, to, zone: Zone::default(), most: 0 },
            counts,
        );
        assert_eq!(stats.deletions, 9);
        let sums: Vec<_> = stats.items.iter().map(|item| (item.at, item.deletions, item.events.len())).collect();
        assert_eq!(sums, [(from, 5, 2), (second, 4, 1)]);
        let entities: Vec<_> = stats.items[0].events.iter().map(|count| count.entity.as_str()).collect();
        assert_eq!(entities, ["crm.lead", "unknown"]);
    }
}
