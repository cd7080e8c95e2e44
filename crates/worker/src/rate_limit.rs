//! How many tokens may be renewed on schedule: never more in a day than configured. `governor` counts a cell when asked
//! and takes none back, but the caretaker asks how many it may claim before it knows how many are due.

use time::{Duration, OffsetDateTime};

/// The share of a day's renewals that may come at once; the rest is spread over the day.
const AT_ONCE: f64 = 0.01;

#[derive(Clone, Copy, Debug)]
pub(crate) struct RateLimit {
    per_day: f64,
    left: f64,
    at: OffsetDateTime,
}

impl RateLimit {
    pub(crate) fn new(per_day: u32, now: OffsetDateTime) -> Self {
        let per_day = f64::from(per_day);
        Self { per_day, left: most_at_once(per_day), at: now }
    }

    /// How many may begin now, `most` at most.
    pub(crate) fn now(&mut self, now: OffsetDateTime, most: usize) -> usize {
        let passed = (now - self.at).max(Duration::ZERO) / Duration::DAY;
        self.at = now;
        self.left = (self.left + passed * self.per_day * (1.0 - AT_ONCE)).min(most_at_once(self.per_day));
        (0..most)
            .take_while(|&begun| u32::try_from(begun).is_ok_and(|begun| f64::from(begun) + 1.0 <= self.left))
            .count()
    }

    pub(crate) fn spend(&mut self, begun: usize) {
        self.left -= u32::try_from(begun).map_or(f64::MAX, f64::from);
    }
}

fn most_at_once(per_day: f64) -> f64 {
    (per_day * AT_ONCE).max(1.0)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn day_has_no_more_than_was_set() {
        let start = datetime!(2026-11-20 12:00 UTC);
        let mut limit = RateLimit::new(1_000, start);
        let mut begun = 0;
        for second in 0..86_400 {
            let now = limit.now(start + Duration::seconds(second), 16);
            limit.spend(now);
            begun += now;
        }
        assert!((990..=1_000).contains(&begun), "{begun}");
    }

    #[test]
    fn few_may_come_at_once_after_a_rest() {
        let start = datetime!(2026-11-20 12:00 UTC);
        let mut limit = RateLimit::new(1_000, start);
        assert_eq!(limit.now(start + Duration::days(9), 64), 10);
        limit.spend(10);
        assert_eq!(limit.now(start + Duration::days(9), 64), 0);
    }
}
