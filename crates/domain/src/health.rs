//! How a portal is: what is known of it, and what gives cause for alarm.

use std::fmt;
use std::str::FromStr;

use time::OffsetDateTime;

use crate::gap::Gap;
use crate::portal::{Portal, PortalStatus, TokenHealth, UnknownWord};
use crate::recovery::Recovery;
use crate::rhythm::Rhythm;
use crate::schedule::INSTALLING;

/// A cause for alarm, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AlarmKind {
    /// Nothing can be called there, and an administrator has to open or install the app again.
    NeedsReinstall,
    /// Bitrix24 has stopped all events, without a word.
    PaymentEnded,
    /// Renewing the tokens fails and is being retried.
    TokenFailing,
    /// Events are not bound that should be: they do not come.
    SubscriptionsMissing,
    /// The last test event did not arrive.
    ProbeLost,
    /// What was deleted while nobody listened is not fetched, or can't be.
    GapOpen,
    /// It is quiet for longer than it ever is.
    Silent,
    /// The installation was begun and not finished within an hour: nothing comes.
    NotFinished,
}

impl AlarmKind {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 8] = [
        Self::NeedsReinstall,
        Self::PaymentEnded,
        Self::TokenFailing,
        Self::SubscriptionsMissing,
        Self::ProbeLost,
        Self::GapOpen,
        Self::Silent,
        Self::NotFinished,
    ];

    /// The word that API, pages, metrics and database use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NeedsReinstall => "needs_reinstall",
            Self::PaymentEnded => "payment_ended",
            Self::TokenFailing => "token_failing",
            Self::SubscriptionsMissing => "subscriptions_missing",
            Self::ProbeLost => "probe_lost",
            Self::GapOpen => "gap_open",
            Self::Silent => "silent",
            Self::NotFinished => "not_finished",
        }
    }

    /// What is wrong, as a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::NeedsReinstall => "Its tokens are dead: nothing can be asked or repaired there.",
            Self::PaymentEnded => "The app's paid period is over: Bitrix24 sends no events, without a word.",
            Self::TokenFailing => "Its tokens can't be renewed at the moment; that is being retried.",
            Self::SubscriptionsMissing => "Some events are not bound: such deletions do not arrive.",
            Self::ProbeLost => "The last test event did not arrive: deletions may be lost on the way too.",
            Self::GapOpen => "What was deleted there while nobody listened is not fetched, or is lost.",
            Self::Silent => "It is quiet for longer than it ever was in the last four weeks.",
            Self::NotFinished => "The installation was begun and is not finished: nothing arrives.",
        }
    }

    /// What the operator can do about it, as a sentence.
    pub fn advice(self) -> &'static str {
        match self {
            Self::NeedsReinstall => {
                "Ask an administrator of the portal to open the app once; that heals it. If the app is not in their \
                 menu any more, they have to install it again."
            }
            Self::PaymentEnded => {
                "Ask the customer to renew the app. It is noticed by itself within a day; `Check now` looks at once."
            }
            Self::TokenFailing => {
                "Wait if the authorization server is down. If it goes on, run `tombstone doctor` and compare \
                 TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET with the app's card."
            }
            Self::SubscriptionsMissing => {
                "`Check now` binds them again. If it fails, the portal lacks a scope or a module: ask its administrator \
                 to update the app."
            }
            Self::ProbeLost => {
                "Check that TOMBSTONE_PUBLIC_URL can be reached from the internet with a valid certificate, and that a \
                 self-hosted portal lets its event queue out. `Probe now` tries again."
            }
            Self::GapOpen => {
                "The Health page says why. The offline queue is read with an administrator's tokens only: ask an \
                 administrator of the portal to open the app, then `Recover now`. What the portal did not keep is lost; \
                 the alarm ends after a week."
            }
            Self::Silent => "`Probe now` tells whether events still arrive; if they do, nothing was deleted there.",
            Self::NotFinished => {
                "Ask an administrator of the portal to open the app again; its installer goes on where it stopped."
            }
        }
    }
}

impl fmt::Display for AlarmKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for AlarmKind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(UnknownWord)
    }
}

/// An alarm that is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// What is wrong.
    pub kind: AlarmKind,
    /// Since when that is known.
    pub since: OffsetDateTime,
}

/// Everything that is known of how a portal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The portal.
    pub portal: Portal,
    /// How often its deletions come.
    pub rhythm: Rhythm,
    /// What gives cause for alarm, the most urgent first.
    pub alarms: Vec<Alarm>,
    /// When the guard looks at it again; none if it does not.
    pub guard_at: Option<OffsetDateTime>,
    /// The last look into its offline queue.
    pub recovery: Option<Recovery>,
    /// The last times in which nobody listened to it, newest first.
    pub gaps: Vec<Gap>,
}

/// What gives cause for alarm now. The most urgent first.
pub fn causes(health: &Health, now: OffsetDateTime) -> Vec<AlarmKind> {
    use PortalStatus::{Active, Installing, NeedsReinstall, PaymentRequired};
    let Health { portal, rhythm, gaps, .. } = health;
    let is = |kind: &AlarmKind| match kind {
        AlarmKind::NeedsReinstall => portal.status == NeedsReinstall,
        AlarmKind::PaymentEnded => portal.status == PaymentRequired,
        AlarmKind::TokenFailing => {
            portal.token.health == TokenHealth::Failing && matches!(portal.status, Active | Installing)
        }
        AlarmKind::SubscriptionsMissing => {
            portal.status == Active && portal.subscriptions.as_ref().is_some_and(|known| !known.missing.is_empty())
        }
        AlarmKind::ProbeLost => portal.status == Active && portal.probe.is_some_and(|probe| probe.is_lost(now)),
        AlarmKind::GapOpen => portal.status.accepts_events() && gaps.iter().any(|gap| gap.alarms(now)),
        AlarmKind::Silent => {
            portal.status == Active && portal.last_event_at.is_some_and(|last| rhythm.is_silent(last, now))
        }
        AlarmKind::NotFinished => {
            portal.status == Installing && portal.installed_at.is_some_and(|begun| now - begun >= INSTALLING)
        }
    };
    AlarmKind::ALL.into_iter().filter(is).collect()
}

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::datetime;

    use super::*;
    use crate::MemberId;
    use crate::gap::GapState;
    use crate::portal::{OfflineQueue, Plan, Probe, Subscriptions, TokenState};

    const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    fn portal() -> Portal {
        Portal {
            member_id: MemberId::parse("a").unwrap(),
            domain: "a.example".into(),
            status: PortalStatus::Active,
            app_status: None,
            finished: true,
            scopes: Vec::new(),
            language: None,
            generation: 1,
            installed_at: Some(NOW - Duration::DAY),
            last_event_at: None,
            deletions: 0,
            token: TokenState {
                health: TokenHealth::Ok,
                expires_at: None,
                refreshed_at: None,
                renew_at: None,
                error: None,
            },
            subscriptions: None,
            plan: Some(Plan::default()),
            offline_queue: OfflineQueue::Unknown,
            probe: None,
        }
    }

    fn with(portal: &Portal, gaps: Vec<Gap>) -> Vec<AlarmKind> {
        let (portal, rhythm) = (portal.clone(), Rhythm::new(Vec::new()));
        causes(&Health { portal, rhythm, alarms: Vec::new(), guard_at: None, recovery: None, gaps }, NOW)
    }

    fn of(portal: &Portal) -> Vec<AlarmKind> {
        with(portal, Vec::new())
    }

    #[test]
    fn portal_that_is_well_alarms_nobody() {
        let arrived = Probe { sent_at: NOW - Duration::HOUR, received_at: Some(NOW) };
        assert_eq!(of(&Portal { probe: Some(arrived), ..portal() }), []);
    }

    #[test]
    fn each_cause_has_its_alarm() {
        let missing = Subscriptions { expected: 3, missing: vec!["X".into()], checked_at: NOW };
        let lost = Probe { sent_at: NOW - Duration::minutes(11), received_at: None };
        let troubled = Portal { subscriptions: Some(missing), probe: Some(lost), ..portal() };
        assert_eq!(of(&troubled), [AlarmKind::SubscriptionsMissing, AlarmKind::ProbeLost]);
        let status = |status| of(&Portal { status, ..portal() });
        assert_eq!(status(PortalStatus::Installing), [AlarmKind::NotFinished]);
        assert_eq!(status(PortalStatus::PaymentRequired), [AlarmKind::PaymentEnded]);
        assert_eq!(status(PortalStatus::NeedsReinstall), [AlarmKind::NeedsReinstall]);
        assert_eq!(status(PortalStatus::Uninstalled), []);
        let (from, to) = (NOW - Duration::DAY, NOW - Duration::HOUR);
        let gap = |state| Gap { from, to, state, found: 0, settled_at: None, reason: None };
        assert_eq!(with(&portal(), vec![gap(GapState::Closed), gap(GapState::Open)]), [AlarmKind::GapOpen]);
        assert_eq!(with(&portal(), vec![gap(GapState::Closed)]), []);
    }

    #[test]
    fn words_are_read_as_they_are_written() {
        for kind in AlarmKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
    }
}
