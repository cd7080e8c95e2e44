//! The outcome of the last look at a portal, which asks what it offers, what is bound, and what it pays for.

use std::str::FromStr;

use time::{Duration, OffsetDateTime};

use super::UnknownWord;
use crate::failure::Failure;

/// The outcome of the last look at a portal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// What stopped it; `None` if it reached its end, or there was none yet.
    pub trouble: Option<Trouble>,
    /// The exact reason.
    pub reason: Option<Failure>,
    /// Since when looks fail.
    pub since: Option<OffsetDateTime>,
    /// How many failed in a row.
    pub failures: u32,
}

/// What stops a look at a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It can't be called, or leaves questions unanswered.
    Unreachable,
    /// The licence of its own server has expired (docs/protocol.md 8.4).
    LicenceExpired,
}

impl Look {
    /// How many looks in a row have to fail before the portal counts as unreachable: one may be bad luck.
    const ENOUGH: u32 = 2;

    /// Whether this trouble raises an alarm.
    pub fn is_troubled_by(&self, trouble: Trouble) -> bool {
        let lasts = trouble == Trouble::LicenceExpired || self.failures >= Self::ENOUGH;
        self.trouble == Some(trouble) && lasts
    }
}

impl Trouble {
    /// Its name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::LicenceExpired => "licence_expired",
        }
    }
}

impl FromStr for Trouble {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Unreachable, Self::LicenceExpired].into_iter().find(|it| it.as_str() == text).ok_or(UnknownWord)
    }
}

/// Events in a portal's name that carried another `application_token` than the known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusals {
    /// How many we noticed since the first; we don't count a flood to its end.
    pub count: u32,
    /// When the first came.
    pub first_at: OffsetDateTime,
    /// When the last was noticed.
    pub last_at: OffsetDateTime,
    /// When a test event from the portal confirmed the known token.
    pub confirmed_at: Option<OffsetDateTime>,
}

impl Refusals {
    /// How many within [`WINDOW`](Self::WINDOW) are more than an accident.
    pub const BURST: u32 = 3;
    /// Refusals further apart are unrelated.
    pub const WINDOW: Duration = Duration::minutes(10);
    /// How long after the last one they raise an alarm even if the portal has confirmed its token.
    const LASTS: Duration = Duration::HOUR;

    /// Whether they raise an alarm.
    pub fn alarms(&self, now: OffsetDateTime) -> bool {
        self.count >= Self::BURST && (self.is_open() || now - self.last_at < Self::LASTS)
    }

    /// Whether the portal has not confirmed the known token since the last one.
    pub fn is_open(&self) -> bool {
        self.confirmed_at.is_none_or(|confirmed_at| confirmed_at < self.last_at)
    }

    /// Whether refusals from `first_at` on continue these.
    pub fn go_on(&self, first_at: OffsetDateTime) -> bool {
        first_at - self.last_at < Self::WINDOW || self.alarms(first_at)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn one_failure_is_no_alarm_but_an_expired_licence_is() {
        let look = |trouble, failures| Look { trouble: Some(trouble), failures, ..Look::default() };
        assert!(!look(Trouble::Unreachable, 1).is_troubled_by(Trouble::Unreachable));
        assert!(look(Trouble::Unreachable, 2).is_troubled_by(Trouble::Unreachable));
        assert!(look(Trouble::LicenceExpired, 1).is_troubled_by(Trouble::LicenceExpired));
        assert!(!look(Trouble::LicenceExpired, 9).is_troubled_by(Trouble::Unreachable));
        for trouble in [Trouble::Unreachable, Trouble::LicenceExpired] {
            assert_eq!(trouble.as_str().parse(), Ok(trouble));
        }
    }

    #[test]
    fn burst_of_refusals_alarms_until_it_is_explained_and_for_an_hour() {
        let at = datetime!(2026-11-20 12:00 UTC);
        let of = |count| Refusals { count, first_at: at, last_at: at, confirmed_at: None };
        assert!(!of(2).alarms(at));
        assert!(of(3).alarms(at + Duration::days(3)), "the portal could not be asked");
        let confirmed = Refusals { confirmed_at: Some(at + Duration::MINUTE), ..of(3) };
        assert!(confirmed.alarms(at + Duration::minutes(59)));
        assert!(!confirmed.alarms(at + Duration::HOUR));
        assert!(of(1).go_on(at + Duration::minutes(9)) && !of(1).go_on(at + Duration::minutes(10)));
        assert!(of(3).go_on(at + Duration::HOUR), "later ones do not end the alarm");
    }
}
