//! The one decision on a portal's condition, which every page, the API, the app's page and the command line show.

use super::{Alarm, AlarmKind};
use crate::portal::{Portal, PortalStatus, TokenHealth};

/// A portal's condition. What we could not find out is never well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It was asked, it answered, and nothing raises an alarm.
    Well,
    /// It was not asked yet, or did not answer everything.
    Unknown,
    /// Something is wrong; this is the most urgent alarm.
    Alarmed(AlarmKind),
    /// Its installation is not finished.
    Installing,
    /// The app was removed there, or the portal is gone: we expect nothing from it.
    Gone,
}

impl Condition {
    /// The condition of `portal` while these `alarms` are on, the most urgent first.
    pub fn of(portal: &Portal, alarms: &[Alarm]) -> Self {
        if let Some(alarm) = alarms.first() {
            return Self::Alarmed(alarm.kind);
        }
        match portal.status {
            PortalStatus::Uninstalled | PortalStatus::Deleted => Self::Gone,
            PortalStatus::Installing => Self::Installing,
            // The alarm follows in a moment.
            PortalStatus::NeedsReinstall => Self::Alarmed(AlarmKind::NeedsReinstall),
            PortalStatus::PaymentRequired => Self::Alarmed(AlarmKind::PaymentEnded),
            PortalStatus::Active => of_active(portal),
        }
    }

    /// How urgently somebody should look at such a portal, the most urgent first: alarms in their order, then unknown,
    /// installing, well, and gone portals.
    pub fn urgency(self) -> i32 {
        match self {
            Self::Alarmed(kind) => kind.urgency(),
            Self::Unknown => 20,
            Self::Installing => 30,
            Self::Well => 40,
            Self::Gone => 50,
        }
    }

    /// Its name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Unknown => "unknown",
            Self::Alarmed(_) => "alarmed",
            Self::Installing => "installing",
            Self::Gone => "gone",
        }
    }
}

fn of_active(portal: &Portal) -> Condition {
    let tokens = match portal.token.health {
        TokenHealth::Ok => None,
        TokenHealth::Failing => Some(Condition::Alarmed(AlarmKind::TokenFailing)),
        TokenHealth::Dead | TokenHealth::None => Some(Condition::Unknown),
    };
    tokens.unwrap_or(match &portal.subscriptions {
        Some(known) if !known.missing.is_empty() => Condition::Alarmed(AlarmKind::SubscriptionsMissing),
        Some(_) if portal.look.trouble.is_none() && !portal.refusals.is_some_and(|it| it.is_open()) => Condition::Well,
        Some(_) | None => Condition::Unknown,
    })
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;
    use time::macros::datetime;

    use super::*;
    use crate::portal::{Look, Refusals, Subscriptions, Trouble};

    const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    fn looked_at() -> Portal {
        let all = Subscriptions { expected: 61, missing: Vec::new(), checked_at: NOW };
        Portal { subscriptions: Some(all), ..Portal::example("a.example") }
    }

    #[test]
    fn what_was_not_found_out_is_never_well() {
        let of = |portal: &Portal| Condition::of(portal, &[]);
        assert_eq!(of(&looked_at()), Condition::Well);
        assert_eq!(of(&Portal { subscriptions: None, ..looked_at() }), Condition::Unknown);
        let failed = Look { trouble: Some(Trouble::Unreachable), failures: 1, ..Look::default() };
        assert_eq!(of(&Portal { look: failed, ..looked_at() }), Condition::Unknown);
        let refused = Refusals { count: 1, first_at: NOW, last_at: NOW, confirmed_at: None };
        let of_refused = |refusals| of(&Portal { refusals: Some(refusals), ..looked_at() });
        assert_eq!(of_refused(refused), Condition::Unknown, "its token may be another one");
        assert_eq!(of_refused(Refusals { confirmed_at: Some(NOW), ..refused }), Condition::Well);
        let mut tokenless = looked_at();
        tokenless.token.health = TokenHealth::None;
        assert_eq!(of(&tokenless), Condition::Unknown);
    }

    #[test]
    fn alarm_or_status_that_says_more_comes_first() {
        let alarm = Alarm { kind: AlarmKind::Silent, since: NOW, burst: None };
        assert_eq!(Condition::of(&looked_at(), &[alarm]), Condition::Alarmed(AlarmKind::Silent));
        let of = |status| Condition::of(&Portal { status, ..looked_at() }, &[]);
        assert_eq!(of(PortalStatus::Installing), Condition::Installing);
        assert_eq!(of(PortalStatus::PaymentRequired), Condition::Alarmed(AlarmKind::PaymentEnded));
        assert_eq!(of(PortalStatus::NeedsReinstall), Condition::Alarmed(AlarmKind::NeedsReinstall));
        assert_eq!(of(PortalStatus::Uninstalled), Condition::Gone);
    }
}
