//! Counts of deletions over time.

use time::{Duration, OffsetDateTime};

/// The periods by which deletions are counted; they begin at full hours or days in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// An hour.
    Hour,
    /// A day.
    Day,
}

/// How many deletions of one event fall into one bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// When the bucket begins.
    pub at: OffsetDateTime,
    /// The event code.
    pub event: String,
    /// How many deletions.
    pub deletions: u64,
}

impl Bucket {
    /// Its length in hours.
    pub fn hours(self) -> i64 {
        match self {
            Self::Hour => 1,
            Self::Day => 24,
        }
    }

    /// Its length.
    pub fn length(self) -> Duration {
        Duration::hours(self.hours())
    }

    /// The beginning of the bucket that contains `at`.
    pub fn beginning(self, at: OffsetDateTime) -> OffsetDateTime {
        let since = at.unix_timestamp().rem_euclid(self.length().whole_seconds());
        at.saturating_sub(Duration::seconds(since) + Duration::nanoseconds(at.nanosecond().into()))
    }

    /// The end of the bucket that contains `at`; `at` itself if a bucket begins there.
    pub fn end(self, at: OffsetDateTime) -> OffsetDateTime {
        let beginning = self.beginning(at);
        if beginning == at { at } else { beginning.saturating_add(self.length()) }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn buckets_begin_at_full_hours_and_days_in_utc() {
        let at = datetime!(2026-03-17 01:16:17.5 +2);
        assert_eq!(Bucket::Hour.beginning(at), datetime!(2026-03-16 23:00 UTC));
        assert_eq!(Bucket::Day.beginning(at), datetime!(2026-03-16 0:00 UTC));
        assert_eq!(Bucket::Day.end(at), datetime!(2026-03-17 0:00 UTC));
        assert_eq!(Bucket::Hour.end(datetime!(2026-03-16 23:00 UTC)), datetime!(2026-03-16 23:00 UTC));
        assert_eq!(Bucket::Day.beginning(datetime!(1969-12-31 23:59 UTC)), datetime!(1969-12-31 0:00 UTC));
    }
}
