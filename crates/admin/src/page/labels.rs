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

/// A word for a state, and the tone that repeats it in colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// The word.
    pub(crate) text: String,
    /// `ok`, `warn`, `bad` or nothing; a class of the style sheet.
    pub(crate) tone: &'static str,
}

/// A word for a state.
pub(crate) fn label(text: impl Into<String>, tone: &'static str) -> Label {
    Label { text: text.into(), tone }
}

/// Where a portal stands.
pub(crate) fn status(words: &Words, status: PortalStatus) -> Label {
    label(words.status_label(status), status_tone(status))
}

fn status_tone(status: PortalStatus) -> &'static str {
    match status {
        PortalStatus::Active => "ok",
        PortalStatus::Installing | PortalStatus::PaymentRequired => "warn",
        PortalStatus::NeedsReinstall => "bad",
        PortalStatus::Uninstalled | PortalStatus::Deleted => "",
    }
}

/// How a portal is, in a word; none where its status or its alarms say it.
pub(crate) fn condition(words: &Words, condition: Condition) -> Option<Label> {
    let tone = match condition {
        Condition::Well => "ok",
        Condition::Unknown => "warn",
        Condition::Alarmed(_) | Condition::Installing | Condition::Gone => return None,
    };
    Some(label(words.condition_label(condition), tone))
}

/// An alarm.
pub(crate) fn alarm(words: &Words, kind: AlarmKind) -> Label {
    label(words.alarm_label(kind), alarm_tone(kind))
}

/// The colour of an alarm.
fn alarm_tone(kind: AlarmKind) -> &'static str {
    match kind {
        AlarmKind::TokenFailing | AlarmKind::Burst | AlarmKind::Silent | AlarmKind::NotFinished => "warn",
        _ => "bad",
    }
}

/// How a portal's tokens are.
fn token(words: &Words, health: TokenHealth) -> Label {
    let tone = match health {
        TokenHealth::Ok => "ok",
        TokenHealth::Failing => "warn",
        TokenHealth::Dead => "bad",
        TokenHealth::None => "",
    };
    label(words.token_label(health), tone)
}

/// How the tokens of a portal are; nothing while it is closed, since nobody can tell.
pub(crate) fn token_of(words: &Words, portal: &Portal) -> Option<Label> {
    (portal.status != PortalStatus::Deleted).then(|| token(words, portal.token.health))
}

/// What a portal's offline queue is good for.
pub(crate) fn queue(words: &Words, queue: OfflineQueue) -> Label {
    let tone = match queue {
        OfflineQueue::Confirmed => "ok",
        OfflineQueue::Unconfirmed => "warn",
        OfflineQueue::Unavailable => "",
        OfflineQueue::Unknown => "plain",
    };
    label(words.queue_label(queue), tone)
}

/// How a deletion came.
pub(crate) fn source(words: &Words, source: Source) -> Label {
    label(words.source_label(source), "plain")
}

/// How a reading of an offline queue ended.
pub(crate) fn recovery(words: &Words, outcome: RecoveryOutcome) -> Label {
    label(words.recovery_label(outcome), recovery_tone(outcome))
}

/// The colour of how a reading ended.
pub(crate) fn recovery_tone(outcome: RecoveryOutcome) -> &'static str {
    match outcome {
        RecoveryOutcome::Complete => "ok",
        RecoveryOutcome::Partial | RecoveryOutcome::Unknown => "plain",
        RecoveryOutcome::Failed => "warn",
        RecoveryOutcome::Refused => "bad",
        RecoveryOutcome::Unavailable => "",
    }
}

/// The colour of what happened to a portal.
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

/// The colour of what somebody did.
pub(crate) fn audit_tone(entry: &AuditEntry) -> &'static str {
    match entry {
        AuditEntry::TaskEnded { outcome, .. } => outcome_tone(outcome),
        AuditEntry::PurgeRequested { .. } | AuditEntry::PortalPurged { .. } => "bad",
        _ => "",
    }
}

/// The colour of how a task ended that somebody had requested.
pub(crate) fn outcome_tone(outcome: &TaskOutcome) -> &'static str {
    match outcome {
        TaskOutcome::Checked { found, expected } if found < expected => "warn",
        TaskOutcome::Checked { .. } | TaskOutcome::QueueRead { .. } | TaskOutcome::TokensRenewed => "ok",
        TaskOutcome::ProbeSent => "",
        TaskOutcome::NotCalled | TaskOutcome::Failed { .. } => "bad",
    }
}

/// What became of a gap.
pub(crate) fn gap(words: &Words, state: GapState) -> Label {
    let tone = match state {
        GapState::Open => "warn",
        GapState::Closed => "ok",
        GapState::Lost => "bad",
    };
    label(words.gap_label(state), tone)
}
