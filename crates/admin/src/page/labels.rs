//! States as a page shows them: a word, and the tone that repeats it in colour.

use domain::audit::AuditEntry;
use domain::deletion::Source;
use domain::gap::GapState;
use domain::health::{AlarmKind, Condition};
use domain::journal::JournalEntry;
use domain::portal::{OfflineQueue, Portal, PortalStatus, TokenHealth};
use domain::recovery::RecoveryOutcome;
use domain::requested_task::TaskOutcome;
use words::Words;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) text: String,
    /// `ok`, `warn`, `bad`, `plain` or empty: a class of the style sheet.
    pub(crate) tone: &'static str,
}

pub(crate) fn label(text: impl Into<String>, tone: &'static str) -> Label {
    Label { text: text.into(), tone }
}

pub(crate) fn status(words: &Words, status: PortalStatus) -> Label {
    label(words.status_label(status), status_tone(status))
}

fn status_tone(status: PortalStatus) -> &'static str {
    match status {
        PortalStatus::Active => "ok",
        PortalStatus::Installing => "warn",
        PortalStatus::PaymentRequired | PortalStatus::NeedsReinstall => "bad",
        PortalStatus::Uninstalled | PortalStatus::Deleted => "",
    }
}

/// The condition of a portal; `None` where its status or its alarms say it.
pub(crate) fn condition(words: &Words, condition: Condition) -> Option<Label> {
    let tone = match condition {
        Condition::Well => "ok",
        Condition::Unknown => "warn",
        Condition::Alarmed(_) | Condition::Installing | Condition::Gone => return None,
    };
    Some(label(words.condition_label(condition), tone))
}

pub(crate) fn alarm(words: &Words, kind: AlarmKind) -> Label {
    label(words.alarm_label(kind), alarm_tone(kind))
}

fn alarm_tone(kind: AlarmKind) -> &'static str {
    match kind {
        AlarmKind::TokenFailing | AlarmKind::Burst | AlarmKind::Silent | AlarmKind::NotFinished => "warn",
        AlarmKind::NeedsReinstall
        | AlarmKind::PaymentEnded
        | AlarmKind::LicenceExpired
        | AlarmKind::Unreachable
        | AlarmKind::EventsRefused
        | AlarmKind::SubscriptionsMissing
        | AlarmKind::ProbeLost
        | AlarmKind::GapOpen
        | AlarmKind::WebhookDisabled => "bad",
    }
}

fn token(words: &Words, health: TokenHealth) -> Label {
    let tone = match health {
        TokenHealth::Ok => "ok",
        TokenHealth::Failing => "warn",
        TokenHealth::Dead => "bad",
        TokenHealth::None => "",
    };
    label(words.token_label(health), tone)
}

/// The state of a portal's tokens; `None` while the portal is closed, since nobody can tell.
pub(crate) fn token_of(words: &Words, portal: &Portal) -> Option<Label> {
    (portal.status != PortalStatus::Deleted).then(|| token(words, portal.token.health))
}

pub(crate) fn queue(words: &Words, queue: OfflineQueue) -> Label {
    let tone = match queue {
        OfflineQueue::Confirmed => "ok",
        OfflineQueue::Unconfirmed => "warn",
        OfflineQueue::Unavailable => "",
        OfflineQueue::Unknown => "plain",
    };
    label(words.queue_label(queue), tone)
}

pub(crate) fn source(words: &Words, source: Source) -> Label {
    label(words.source_label(source), "plain")
}

/// How a read of an offline queue ended.
pub(crate) fn recovery(words: &Words, outcome: RecoveryOutcome) -> Label {
    label(words.recovery_label(outcome), recovery_tone(outcome))
}

pub(crate) fn recovery_tone(outcome: RecoveryOutcome) -> &'static str {
    match outcome {
        RecoveryOutcome::Complete => "ok",
        RecoveryOutcome::Partial | RecoveryOutcome::Unknown => "plain",
        RecoveryOutcome::Failed => "warn",
        RecoveryOutcome::Refused => "bad",
        RecoveryOutcome::Unavailable => "",
    }
}

pub(crate) fn journal_tone(entry: &JournalEntry) -> &'static str {
    use JournalEntry as Entry;
    match entry {
        Entry::Installed { .. }
        | Entry::InstallConfirmed { .. }
        | Entry::InstallationFinished
        | Entry::SubscriptionsRepaired { .. }
        | Entry::AlarmEnded { .. }
        | Entry::TestEventArrived { .. }
        | Entry::RemovalUndone
        | Entry::Recovered { .. } => "ok",
        Entry::EventsBound { bound, expected } => {
            if bound < expected {
                "warn"
            } else {
                "ok"
            }
        }
        Entry::TokensNotRenewed { .. }
        | Entry::SpareTokensRefused { .. }
        | Entry::SpareTokensUsed { .. }
        | Entry::BurstNoticed { .. }
        | Entry::QueueNotRead { .. }
        | Entry::RecordsUnreadable { .. }
        | Entry::WebhookDisabled { .. }
        | Entry::RemovalReported { .. } => "warn",
        Entry::SubscriptionsMissing { .. } | Entry::NotRecovered { .. } | Entry::CallsBlocked => "bad",
        Entry::AlarmRaised { alarm } => alarm_tone(*alarm),
        Entry::StatusChanged { status, .. } => status_tone(*status),
        _ => "",
    }
}

pub(crate) fn audit_tone(entry: &AuditEntry) -> &'static str {
    match entry {
        AuditEntry::TaskEnded { outcome, .. } => outcome_tone(outcome),
        AuditEntry::PurgeRequested { .. } | AuditEntry::PortalPurged { .. } => "bad",
        _ => "",
    }
}

pub(crate) fn outcome_tone(outcome: &TaskOutcome) -> &'static str {
    match outcome {
        TaskOutcome::Checked { found, expected } if found < expected => "warn",
        TaskOutcome::Checked { .. } | TaskOutcome::QueueRead { .. } | TaskOutcome::TokensRenewed => "ok",
        TaskOutcome::ProbeSent => "",
        TaskOutcome::NotCalled | TaskOutcome::Failed { .. } => "bad",
    }
}

pub(crate) fn gap(words: &Words, state: GapState) -> Label {
    let tone = match state {
        GapState::Open => "warn",
        GapState::Closed => "ok",
        GapState::Lost => "bad",
    };
    label(words.gap_label(state), tone)
}
