//! A portal's health: what we know about it, and what raises alarms.

mod alarm;
mod condition;

use time::OffsetDateTime;

use crate::activity_baseline::ActivityBaseline;
use crate::gap::Gap;
use crate::portal::{Portal, PortalStatus, TokenHealth, Trouble};
use crate::recovery::Recovery;
use crate::schedule::INSTALLING;

pub use alarm::{Alarm, AlarmKind};
pub use condition::Condition;

/// Everything that we know about a portal's health.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The portal.
    pub portal: Portal,
    /// How many deletions it usually reports.
    pub baseline: ActivityBaseline,
    /// The alarms that are on, the most urgent first.
    pub alarms: Vec<Alarm>,
    /// When the next subscription check is due; `None` if there is none.
    pub subscription_check_at: Option<OffsetDateTime>,
    /// The last reading of its offline queue.
    pub recovery: Option<Recovery>,
    /// Its last gaps, newest first.
    pub gaps: Vec<Gap>,
    /// How many of its webhook endpoints Tombstone has disabled, not counting those that somebody disabled.
    pub webhooks_disabled: u64,
}

/// What raises alarms now, the most urgent first.
pub fn causes(health: &Health, now: OffsetDateTime) -> Vec<AlarmKind> {
    use PortalStatus::{Active, Installing, NeedsReinstall, PaymentRequired};
    let Health { portal, baseline, alarms, gaps, .. } = health;
    let is_called = matches!(portal.status, Active | Installing);
    let is = |kind: &AlarmKind| match kind {
        AlarmKind::NeedsReinstall => portal.status == NeedsReinstall,
        AlarmKind::PaymentEnded => portal.status == PaymentRequired,
        AlarmKind::LicenceExpired => is_called && portal.look.is_troubled_by(Trouble::LicenceExpired),
        AlarmKind::Unreachable => is_called && portal.look.is_troubled_by(Trouble::Unreachable),
        AlarmKind::EventsRefused => portal.status.accepts_events() && portal.refusals.is_some_and(|it| it.alarms(now)),
        AlarmKind::TokenFailing => {
            portal.token.health == TokenHealth::Failing && matches!(portal.status, Active | Installing)
        }
        AlarmKind::SubscriptionsMissing => {
            portal.status == Active && portal.subscriptions.as_ref().is_some_and(|known| !known.missing.is_empty())
        }
        AlarmKind::ProbeLost => portal.status == Active && portal.probe.is_some_and(|probe| probe.is_lost(now)),
        AlarmKind::GapOpen => portal.status.accepts_events() && gaps.iter().any(|gap| gap.alarms(now)),
        AlarmKind::WebhookDisabled => portal.status.accepts_events() && health.webhooks_disabled > 0,
        AlarmKind::Burst => {
            let alarms = alarms.iter().any(|alarm| alarm.burst.as_ref().is_some_and(|burst| burst.alarms(now)));
            alarms && portal.settings.burst.is_on && portal.status.accepts_events()
        }
        AlarmKind::Silent => {
            // Silence counts from when the portal could report at all.
            let since = portal.last_event_at.max(portal.listened_since());
            portal.status == Active && since.is_some_and(|since| baseline.is_silent(since, now))
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
    use crate::burst::Burst;
    use crate::gap::GapState;
    use crate::portal::{Look, Probe, Refusals, Subscriptions};

    const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    fn portal() -> Portal {
        Portal { installed_at: Some(NOW - Duration::DAY), ..Portal::example("a.example") }
    }

    fn with(portal: &Portal, gaps: Vec<Gap>) -> Vec<AlarmKind> {
        let baseline = ActivityBaseline::new(Vec::new());
        causes(&Health { gaps, ..health(portal.clone(), baseline) }, NOW)
    }

    fn health(portal: Portal, baseline: ActivityBaseline) -> Health {
        let (alarms, gaps) = (Vec::new(), Vec::new());
        Health { portal, baseline, alarms, subscription_check_at: None, recovery: None, gaps, webhooks_disabled: 0 }
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
    fn silence_counts_from_the_last_install() {
        let baseline = ActivityBaseline::new([0].into_iter().chain(std::iter::repeat_n(500, 27)).collect());
        let silent = |installed_at, resumed_at| {
            let last_event_at = Some(NOW - Duration::days(4));
            let portal = Portal { last_event_at, installed_at: Some(installed_at), resumed_at, ..portal() };
            causes(&health(portal, baseline.clone()), NOW).contains(&AlarmKind::Silent)
        };
        assert!(silent(NOW - Duration::days(90), None));
        assert!(!silent(NOW - Duration::HOUR, None), "it was installed again just now");
        assert!(!silent(NOW - Duration::days(90), Some(NOW - Duration::HOUR)), "it was paid for again just now");
    }

    #[test]
    fn each_cause_has_its_alarm() {
        let missing = Subscriptions { expected: 3, missing: vec!["X".into()], checked_at: NOW };
        let lost = Probe { sent_at: NOW - Duration::minutes(11), received_at: None };
        let troubled = Portal { subscriptions: Some(missing), probe: Some(lost), ..portal() };
        assert_eq!(of(&troubled), [AlarmKind::SubscriptionsMissing, AlarmKind::ProbeLost]);
        let look = |trouble| Look { trouble: Some(trouble), failures: 2, ..Look::default() };
        let unreachable = Portal { look: look(Trouble::Unreachable), ..portal() };
        assert_eq!(of(&unreachable), [AlarmKind::Unreachable]);
        assert_eq!(of(&Portal { status: PortalStatus::Uninstalled, ..unreachable }), []);
        assert_eq!(of(&Portal { look: look(Trouble::LicenceExpired), ..portal() }), [AlarmKind::LicenceExpired]);
        let refusals = Refusals { count: Refusals::BURST, first_at: NOW, last_at: NOW, confirmed_at: None };
        assert_eq!(of(&Portal { refusals: Some(refusals), ..portal() }), [AlarmKind::EventsRefused]);
        let status = |status| of(&Portal { status, ..portal() });
        assert_eq!(status(PortalStatus::Installing), [AlarmKind::NotFinished]);
        assert_eq!(status(PortalStatus::PaymentRequired), [AlarmKind::PaymentEnded]);
        assert_eq!(status(PortalStatus::NeedsReinstall), [AlarmKind::NeedsReinstall]);
        assert_eq!(status(PortalStatus::Uninstalled), []);
        let (from, to) = (NOW - Duration::DAY, NOW - Duration::HOUR);
        let gap = |state| Gap { from, to, state, found: 0, settled_at: None, reason: None };
        assert_eq!(with(&portal(), vec![gap(GapState::Closed), gap(GapState::Open)]), [AlarmKind::GapOpen]);
        assert_eq!(with(&portal(), vec![gap(GapState::Closed)]), []);
        let disabled = |portal| {
            let known = health(portal, ActivityBaseline::new(Vec::new()));
            causes(&Health { webhooks_disabled: 1, ..known }, NOW)
        };
        assert_eq!(disabled(portal()), [AlarmKind::WebhookDisabled]);
        assert_eq!(disabled(Portal { status: PortalStatus::Uninstalled, ..portal() }), []);
    }

    #[test]
    fn burst_alarms_for_a_day_unless_it_is_switched_off() {
        let (user_id, event) = (Some("12".to_owned()), None);
        let burst = Burst { user_id, event, deletions: 120, from: NOW, to: NOW, seen_at: NOW };
        let alarm = Alarm { kind: AlarmKind::Burst, since: NOW, burst: Some(burst) };
        let health =
            |portal| Health { alarms: vec![alarm.clone()], ..self::health(portal, ActivityBaseline::new(Vec::new())) };
        assert_eq!(causes(&health(portal()), NOW + Duration::hours(23)), [AlarmKind::Burst]);
        assert_eq!(causes(&health(portal()), NOW + Duration::hours(24)), []);
        let mut off = portal();
        off.settings.burst.is_on = false;
        assert_eq!(causes(&health(off), NOW), []);
    }
}
