//! What the pages say of gaps, and of looks into offline queues.

use domain::gap::{Gap, GapState};
use domain::recovery::{Recovery, RecoveryOutcome};

use super::{Label, count, label, sentence};

/// How a look into the queue ended.
pub(crate) fn read(outcome: RecoveryOutcome) -> Label {
    match outcome {
        RecoveryOutcome::Complete => label("Read to its end", "ok"),
        RecoveryOutcome::Partial => label("Reading goes on", "plain"),
        RecoveryOutcome::Failed => label("Failed, being retried", "warn"),
        RecoveryOutcome::Refused => label("Refused", "bad"),
        RecoveryOutcome::Unavailable => label("Nothing to read", ""),
        RecoveryOutcome::Unknown => label("Not known yet", "plain"),
    }
}

/// What it brought, or why it brought nothing.
pub(crate) fn read_sentence(recovery: &Recovery) -> String {
    let found = match recovery.found {
        0 => "There were no deletions in it.".to_owned(),
        1 => "There was 1 deletion in it.".to_owned(),
        found => format!("There were {} deletions in it.", count(found)),
    };
    let reached = matches!(recovery.outcome, RecoveryOutcome::Complete | RecoveryOutcome::Partial);
    let left = format!("{} records can’t be read and are left there.", count(recovery.unreadable));
    let sentences = [
        Some(found).filter(|_| reached || recovery.found > 0),
        recovery.reason.as_deref().map(refusal),
        Some(left).filter(|_| recovery.unreadable > 0),
    ];
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Why a queue is not read.
pub(crate) fn refusal(reason: &str) -> String {
    if reason.ends_with("access_denied") {
        return "Only an administrator’s tokens may read it: ask one to open the app.".to_owned();
    }
    format!("{}.", sentence(reason.trim_end_matches('.')))
}

/// What became of a gap.
pub(crate) fn gap_state(state: GapState) -> Label {
    match state {
        GapState::Open => label("Open", "warn"),
        GapState::Closed => label("Closed", "ok"),
        GapState::Lost => label("Lost", "bad"),
    }
}

/// What became of a gap, in a sentence or two.
pub(crate) fn gap_sentence(gap: &Gap) -> String {
    let found = match gap.found {
        1 => "1 deletion of that time was found in the portal’s offline queue.".to_owned(),
        found => format!("{} deletions of that time were found in the portal’s offline queue.", count(found)),
    };
    let why = gap.reason.as_deref().map(refusal);
    match gap.state {
        GapState::Closed if gap.found == 0 => "Nothing of that time was in the portal’s offline queue.".to_owned(),
        GapState::Closed => found,
        GapState::Lost => format!("What was deleted then is not known. {}", why.unwrap_or_default()).trim().to_owned(),
        GapState::Open => {
            let so_far = if gap.found > 0 { format!("{found} There may be more. ") } else { String::new() };
            let why = why.unwrap_or_else(|| "What was deleted then is being fetched.".to_owned());
            format!("{so_far}{why}")
        }
    }
}
