//! What the pages call the states of gaps and of readings of offline queues.

use domain::gap::GapState;
use domain::recovery::RecoveryOutcome;

use super::{Label, label};

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

/// What became of a gap.
pub(crate) fn gap_state(state: GapState) -> Label {
    match state {
        GapState::Open => label("Open", "warn"),
        GapState::Closed => label("Closed", "ok"),
        GapState::Lost => label("Lost", "bad"),
    }
}
