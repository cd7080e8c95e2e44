//! Alarms.

use domain::{burst, catalogue, health};
use poem_openapi::{Enum, Object};
use time::OffsetDateTime;

/// Something wrong with a portal.
#[derive(Debug, Object)]
pub(crate) struct Alarm {
    /// What it is.
    kind: AlarmKind,
    /// When it became known.
    since: OffsetDateTime,
    /// What it is, as a sentence.
    meaning: String,
    /// Who deleted what, if the alarm is about that; else null.
    #[oai(nullable)]
    burst: Option<Burst>,
}

/// More deletions within minutes than the portal's usual activity explains.
#[derive(Debug, Object)]
pub(crate) struct Burst {
    /// The user; null if there were several or the events do not say.
    #[oai(nullable)]
    user_id: Option<String>,
    /// The event's code; null if there were several.
    #[oai(nullable)]
    event: Option<String>,
    /// The kind of thing deleted; null if there were several.
    #[oai(nullable)]
    entity: Option<String>,
    /// How many deletions.
    deletions: u64,
    /// When the first happened.
    from: OffsetDateTime,
    /// When the last happened.
    to: OffsetDateTime,
}

/// Something wrong with a portal, and what to do about it.
#[derive(Debug, Object)]
pub(crate) struct AdvisedAlarm {
    #[oai(flatten)]
    alarm: Alarm,
    /// What the operator can do about it, as a sentence or two.
    advice: String,
}

/// A cause for alarm, most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(crate) enum AlarmKind {
    /// Tombstone can call nothing there: an administrator must open or install the app again.
    NeedsReinstall,
    /// Bitrix24 has silently stopped all events.
    PaymentEnded,
    /// The licence of the portal's own server has expired: it answers no calls.
    LicenceExpired,
    /// Tombstone can't call its methods, so nobody knows whether it still reports deletions.
    Unreachable,
    /// Token renewal fails and is being retried.
    TokenFailing,
    /// Tombstone refuses events in its name: their `application_token` is not the known one.
    EventsRefused,
    /// Expected events are not bound, so they do not come.
    SubscriptionsMissing,
    /// The last test event did not arrive.
    ProbeLost,
    /// Deletions from a gap are not fetched, or can't be.
    GapOpen,
    /// Tombstone has disabled an endpoint of its outgoing webhooks: whoever listens there gets nothing more.
    WebhookDisabled,
    /// Somebody deleted more within minutes than its usual activity explains.
    Burst,
    /// It has been quiet unusually long.
    Silent,
    /// The installation began but did not finish within an hour: nothing comes.
    NotFinished,
}

impl From<health::Alarm> for Alarm {
    fn from(alarm: health::Alarm) -> Self {
        let meaning = words::english().alarm(&alarm, None, &domain::Zone::default());
        Self { kind: alarm.kind.into(), since: alarm.since, meaning, burst: alarm.burst.map(Burst::from) }
    }
}

impl From<burst::Burst> for Burst {
    fn from(known: burst::Burst) -> Self {
        let burst::Burst { user_id, event, deletions, from, to, .. } = known;
        let entity = event.as_deref().and_then(catalogue::find).map(|entry| entry.entity.to_owned());
        Self { user_id, event, entity, deletions, from, to }
    }
}

impl From<health::Alarm> for AdvisedAlarm {
    fn from(alarm: health::Alarm) -> Self {
        let advice = words::english().alarm_advice(alarm.kind, true);
        Self { alarm: alarm.into(), advice }
    }
}

impl From<health::AlarmKind> for AlarmKind {
    fn from(kind: health::AlarmKind) -> Self {
        match kind {
            health::AlarmKind::NeedsReinstall => Self::NeedsReinstall,
            health::AlarmKind::PaymentEnded => Self::PaymentEnded,
            health::AlarmKind::LicenceExpired => Self::LicenceExpired,
            health::AlarmKind::Unreachable => Self::Unreachable,
            health::AlarmKind::TokenFailing => Self::TokenFailing,
            health::AlarmKind::EventsRefused => Self::EventsRefused,
            health::AlarmKind::SubscriptionsMissing => Self::SubscriptionsMissing,
            health::AlarmKind::ProbeLost => Self::ProbeLost,
            health::AlarmKind::GapOpen => Self::GapOpen,
            health::AlarmKind::WebhookDisabled => Self::WebhookDisabled,
            health::AlarmKind::Burst => Self::Burst,
            health::AlarmKind::Silent => Self::Silent,
            health::AlarmKind::NotFinished => Self::NotFinished,
        }
    }
}

impl From<AlarmKind> for health::AlarmKind {
    fn from(kind: AlarmKind) -> Self {
        match kind {
            AlarmKind::NeedsReinstall => Self::NeedsReinstall,
            AlarmKind::PaymentEnded => Self::PaymentEnded,
            AlarmKind::LicenceExpired => Self::LicenceExpired,
            AlarmKind::Unreachable => Self::Unreachable,
            AlarmKind::TokenFailing => Self::TokenFailing,
            AlarmKind::EventsRefused => Self::EventsRefused,
            AlarmKind::SubscriptionsMissing => Self::SubscriptionsMissing,
            AlarmKind::ProbeLost => Self::ProbeLost,
            AlarmKind::GapOpen => Self::GapOpen,
            AlarmKind::WebhookDisabled => Self::WebhookDisabled,
            AlarmKind::Burst => Self::Burst,
            AlarmKind::Silent => Self::Silent,
            AlarmKind::NotFinished => Self::NotFinished,
        }
    }
}
