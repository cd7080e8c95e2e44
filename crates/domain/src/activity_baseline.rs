//! How many deletions a portal usually reports, so that an unusual pause is noticed.

use time::{Duration, OffsetDateTime};

/// How many days the baseline covers.
pub const DAYS: usize = 28;
/// Fewer days don't show what is usual.
const KNOWN_DAYS: usize = 7;
/// Nor do fewer deletions in them.
const KNOWN_DELETIONS: u64 = 20;

/// How many deletions came on each of the last days; the first entry is the last 24 hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityBaseline {
    days: Vec<u64>,
}

impl ActivityBaseline {
    /// Takes the counts of the last days, newest first, without days before the portal's first deletion.
    pub fn new(days: Vec<u64>) -> Self {
        Self { days }
    }

    /// The counts, newest first, without days before the portal's first deletion.
    pub fn days(&self) -> &[u64] {
        &self.days
    }

    /// Deletions of the last 24 hours.
    pub fn last_day(&self) -> u64 {
        self.days.first().copied().unwrap_or_default()
    }

    /// The average number of deletions per day before the last 24 hours; `None` while too few days are known.
    pub fn usual_day(&self) -> Option<f64> {
        let before = self.days.get(1..).unwrap_or_default();
        let (days, deletions) = (u32::try_from(before.len()).ok()?, before.iter().sum::<u64>());
        let deletions = u32::try_from(deletions).ok()?;
        (before.len() >= KNOWN_DAYS).then(|| f64::from(deletions) / f64::from(days))
    }

    /// Whether the portal is quiet for longer than ever in these days, weekends and holidays included.
    pub fn is_silent(&self, last_event_at: OffsetDateTime, now: OffsetDateTime) -> bool {
        let quiet_now = self.days.iter().take_while(|&&count| count == 0).count();
        let before = &self.days[quiet_now..];
        if before.len() < KNOWN_DAYS || before.iter().sum::<u64>() < KNOWN_DELETIONS {
            return false;
        }
        let usual = i64::try_from(longest_quiet(before)).unwrap_or(i64::MAX);
        now - last_event_at > Duration::days(usual.saturating_add(1).min(365))
    }
}

fn longest_quiet(days: &[u64]) -> usize {
    days.split(|&count| count > 0).map(<[u64]>::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    /// Working weeks of `a_day` deletions a day with quiet weekends, after `quiet` days without any.
    fn office(quiet: usize, a_day: u64) -> ActivityBaseline {
        let week = [a_day, a_day, a_day, a_day, a_day, 0, 0];
        let days = std::iter::repeat_n(0, quiet).chain(week.into_iter().cycle()).take(DAYS);
        ActivityBaseline::new(days.collect())
    }

    #[test]
    fn weekend_is_no_alarm_and_a_longer_silence_is() {
        assert!(!office(2, 30).is_silent(NOW - Duration::hours(60), NOW));
        assert!(office(4, 30).is_silent(NOW - Duration::hours(97), NOW));
    }

    #[test]
    fn busy_portal_is_missed_after_a_day() {
        let baseline = ActivityBaseline::new([0].into_iter().chain(std::iter::repeat_n(500, 27)).collect());
        assert!(baseline.is_silent(NOW - Duration::hours(25), NOW));
        assert!(!baseline.is_silent(NOW - Duration::hours(23), NOW));
    }

    #[test]
    fn too_little_is_no_baseline() {
        assert!(!ActivityBaseline::new(vec![0, 0, 0, 50]).is_silent(NOW - Duration::days(3), NOW));
        assert!(!office(10, 1).is_silent(NOW - Duration::days(10), NOW));
        assert_eq!(ActivityBaseline::new(vec![3, 4]).usual_day(), None);
        assert_eq!(ActivityBaseline::new(Vec::new()).last_day(), 0);
    }

    #[test]
    fn usual_day_leaves_the_last_one_out() {
        assert_eq!(ActivityBaseline::new(vec![0, 7, 7, 7, 7, 7, 0, 0]).usual_day(), Some(5.0));
    }
}
