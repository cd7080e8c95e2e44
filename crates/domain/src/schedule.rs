//! When what has to be done for a portal is due: spread out, so that a million portals never come at once.
//!
//! `chance` is a random number from 0 to 1.

use time::{Duration, OffsetDateTime};

use crate::portal::PortalStatus;

/// What is done for a portal in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Task {
    /// Renew its tokens.
    Renew,
    /// Compare its subscriptions with what should be there, and ask what it pays for.
    SubscriptionCheck,
    /// Let it send a test event.
    Probe,
    /// Look whether there is cause for alarm.
    AlarmCheck,
    /// Learn its `application_token`, which no install brought.
    Learn,
    /// Fetch from its offline queue what it could not deliver.
    Recover,
    /// Ask whether the app, which it reports to be removed, really is.
    Confirm,
    /// Ask what its users are called.
    Names,
    /// Ask what its things are called.
    Titles,
}

impl Task {
    /// All of them.
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

    /// The word that logs and metrics use.
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

/// After how long an installation should be finished.
pub const INSTALLING: Duration = Duration::HOUR;
/// How often at most a portal is asked because of news that nothing proves.
pub const ASK_AGAIN: Duration = Duration::minutes(10);
/// The pause after the first failure of a task.
const FIRST_RETRY: Duration = Duration::seconds(10);
/// The longest pause between two tries.
const LONGEST_RETRY: Duration = Duration::hours(6);

/// When a pair of tokens from `refreshed_at` is renewed: between day 120 and day 150 of its 180 (docs/protocol.md 3.6).
pub fn renewal(refreshed_at: OffsetDateTime, chance: f64) -> OffsetDateTime {
    refreshed_at + Duration::days(120) + (Duration::days(30) * chance)
}

/// When the subscription check comes again: about daily, and about weekly where the portal itself is gone.
pub fn next_check(status: PortalStatus, now: OffsetDateTime, chance: f64) -> Option<OffsetDateTime> {
    match status {
        PortalStatus::Installing | PortalStatus::Active | PortalStatus::PaymentRequired => {
            Some(now + Duration::hours(21) + (Duration::hours(6) * chance))
        }
        PortalStatus::Deleted => Some(now + Duration::days(6) + (Duration::days(2) * chance)),
        PortalStatus::NeedsReinstall | PortalStatus::Uninstalled => None,
    }
}

/// When it is looked again for causes of alarm: soon where something is pending, else some times a day.
pub fn next_watch(under_way: bool, now: OffsetDateTime, chance: f64) -> OffsetDateTime {
    let pause = if under_way { Duration::minutes(5) } else { Duration::hours(3) };
    now + pause + (pause * chance)
}

/// When a portal's offline queue is read again though nobody says that something is in it.
pub fn next_recovery(now: OffsetDateTime, chance: f64) -> OffsetDateTime {
    now + Duration::hours(3) + (Duration::hours(3) * chance)
}

/// When a portal is asked again what its users are called: about monthly, since people marry.
pub fn next_names(now: OffsetDateTime, chance: f64) -> OffsetDateTime {
    now + Duration::days(25) + (Duration::days(10) * chance)
}

/// When a portal is asked what the things are called that it says were added or changed: what it says meanwhile is asked
/// for with the same call, and a thing is seldom deleted sooner.
pub fn next_titles(now: OffsetDateTime) -> OffsetDateTime {
    now + Duration::seconds(5)
}

/// When a queue is read that is said not to be empty: at once, but not again soon after the last time, since the queue
/// has what was delivered too, and says so with each deletion.
pub fn announced_recovery(now: OffsetDateTime, last: Option<OffsetDateTime>) -> OffsetDateTime {
    let soon = now + Duration::seconds(2);
    last.map_or(soon, |last| soon.max(last + Duration::minutes(5)))
}

/// When something is tried again that failed `failures` times in a row: after a pause that doubles each time, with
/// half of it left to chance.
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
