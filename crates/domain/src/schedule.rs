//! When a portal's tasks are due: spread out, so that a million portals never come at once.
//!
//! `chance` is a random number from 0 to 1.

use time::{Duration, OffsetDateTime};

use crate::portal::PortalStatus;

/// A background task for a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Task {
    /// Renew its tokens.
    Renew,
    /// Compare its subscriptions with what should be there, and ask what it pays for.
    SubscriptionCheck,
    /// Ask it for a test event.
    Probe,
    /// Check whether anything raises an alarm.
    AlarmCheck,
    /// Learn its `application_token`, which no install brought.
    Learn,
    /// Fetch from its offline queue what it could not deliver.
    Recover,
    /// Ask whether the app, which it reports as removed, really is.
    Confirm,
    /// Ask for its users' names.
    Names,
    /// Ask for its things' titles.
    Titles,
}

impl Task {
    /// All tasks.
    pub const ALL: [Self; 9] = [
        Self::Renew,
        Self::SubscriptionCheck,
        Self::Probe,
        Self::AlarmCheck,
        Self::Learn,
        Self::Recover,
        Self::Confirm,
        Self::Names,
        Self::Titles,
    ];

    /// Its name in logs and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Renew => "renew",
            Self::SubscriptionCheck => "subscription_check",
            Self::Probe => "probe",
            Self::AlarmCheck => "alarm_check",
            Self::Learn => "learn",
            Self::Recover => "recover",
            Self::Confirm => "confirm",
            Self::Names => "names",
            Self::Titles => "titles",
        }
    }
}

/// How long an installation may take.
pub const INSTALLING: Duration = Duration::HOUR;
/// The shortest pause between requests to a portal that unproven news causes.
pub const ASK_AGAIN: Duration = Duration::minutes(10);
/// The pause after the first failure of a task.
const FIRST_RETRY: Duration = Duration::seconds(10);
const LONGEST_RETRY: Duration = Duration::hours(6);

/// When to renew a token pair from `refreshed_at`: between day 120 and day 150 of its 180 (docs/protocol.md 3.6).
pub fn renewal(refreshed_at: OffsetDateTime, chance: f64) -> OffsetDateTime {
    refreshed_at + Duration::days(120) + (Duration::days(30) * chance)
}

/// When the next subscription check is due: about daily, about weekly if the portal is gone, never without tokens.
pub fn next_check(status: PortalStatus, now: OffsetDateTime, chance: f64) -> Option<OffsetDateTime> {
    match status {
        PortalStatus::Installing | PortalStatus::Active | PortalStatus::PaymentRequired => {
            Some(now + Duration::hours(21) + (Duration::hours(6) * chance))
        }
        PortalStatus::Deleted => Some(now + Duration::days(6) + (Duration::days(2) * chance)),
        PortalStatus::NeedsReinstall | PortalStatus::Uninstalled => None,
    }
}

/// When the next alarm check is due: soon while something is pending, else several times a day.
pub fn next_watch(under_way: bool, now: OffsetDateTime, chance: f64) -> OffsetDateTime {
    let pause = if under_way { Duration::minutes(5) } else { Duration::hours(3) };
    now + pause + (pause * chance)
}

/// When to read a portal's offline queue again if nothing announces records in it.
pub fn next_recovery(now: OffsetDateTime, chance: f64) -> OffsetDateTime {
    now + Duration::hours(3) + (Duration::hours(3) * chance)
}

/// When to ask a portal for its users' names again: about monthly, since people marry.
pub fn next_names(now: OffsetDateTime, chance: f64) -> OffsetDateTime {
    now + Duration::days(25) + (Duration::days(10) * chance)
}

/// When to ask a portal for titles of things that it reports as added or changed: the same call covers what it reports
/// meanwhile, and a thing is seldom deleted sooner.
pub fn next_titles(now: OffsetDateTime) -> OffsetDateTime {
    now + Duration::seconds(5)
}

/// When to read a queue that is reported not to be empty: at once, but not soon after the last time, since the queue
/// also holds what was delivered, and is reported with each deletion.
pub fn announced_recovery(now: OffsetDateTime, last: Option<OffsetDateTime>) -> OffsetDateTime {
    let soon = now + Duration::seconds(2);
    last.map_or(soon, |last| soon.max(last + Duration::minutes(5)))
}

/// When to retry after `failures` in a row: the pause doubles each time, and half of it is left to chance.
pub fn retry(failures: u32, now: OffsetDateTime, chance: f64) -> OffsetDateTime {
    let doubled = FIRST_RETRY * 2_i32.saturating_pow(failures.saturating_sub(1).min(20));
    let pause = doubled.min(LONGEST_RETRY);
    now + (pause * (0.5 + chance / 2.0))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    #[test]
    fn renewals_are_spread_over_a_month_long_before_the_end() {
        assert_eq!(renewal(NOW, 0.0) - NOW, Duration::days(120));
        assert_eq!(renewal(NOW, 1.0) - NOW, Duration::days(150));
    }

    #[test]
    fn guard_comes_daily_rarely_or_never() {
        let pause = |status| next_check(status, NOW, 0.5).map(|at| at - NOW);
        assert_eq!(pause(PortalStatus::Active), Some(Duration::DAY));
        assert_eq!(pause(PortalStatus::Deleted), Some(Duration::WEEK));
        assert_eq!(pause(PortalStatus::NeedsReinstall), None);
    }

    #[test]
    fn full_queue_is_read_at_once_but_not_again_and_again() {
        let soon = NOW + Duration::seconds(2);
        assert_eq!(announced_recovery(NOW, None), soon);
        assert_eq!(announced_recovery(NOW, Some(NOW - Duration::HOUR)), soon);
        assert_eq!(announced_recovery(NOW, Some(NOW - Duration::MINUTE)), NOW + Duration::minutes(4));
    }

    #[test]
    fn pauses_double_up_to_the_longest() {
        let pause = |failures| retry(failures, NOW, 1.0) - NOW;
        assert_eq!(pause(1), Duration::seconds(10));
        assert_eq!(pause(3), Duration::seconds(40));
        assert_eq!(pause(60), LONGEST_RETRY);
        assert_eq!(retry(1, NOW, 0.0) - NOW, Duration::seconds(5));
    }
}
