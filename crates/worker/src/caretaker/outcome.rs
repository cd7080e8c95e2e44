//! The outcome that a requested task reports; none while it is not known.

use domain::failure::Failure;
use domain::portal::Subscriptions;
use domain::recovery::RecoveryOutcome;
use domain::requested_task::TaskOutcome;
use portals::{Inspection, PortalError, Recovered, TokenError};

pub(super) fn of_renewal(renewed: &Result<(), TokenError>) -> Option<TaskOutcome> {
    Some(match renewed {
        Ok(()) => TaskOutcome::TokensRenewed,
        Err(TokenError::Store(_)) => return None,
        Err(TokenError::None) => TaskOutcome::Failed { reason: Failure::NoTokens },
        Err(TokenError::Suspended(_)) => TaskOutcome::NotCalled,
        Err(TokenError::Failing(reason)) => TaskOutcome::Failed { reason: reason.clone() },
        Err(TokenError::PortalUnknown(answer)) => {
            TaskOutcome::Failed { reason: Failure::PortalUnknown { answer: answer.clone() } }
        }
    })
}

/// `known` are the portal's subscriptions after the check.
pub(super) fn of_check(
    checked: &Result<Inspection, PortalError>,
    known: Option<&Subscriptions>,
) -> Option<TaskOutcome> {
    match checked {
        Ok(inspection) if !inspection.unanswered.is_empty() => {
            let methods = inspection.unanswered.iter().map(|method| (*method).to_owned()).collect();
            Some(TaskOutcome::Failed { reason: Failure::Unanswered { methods } })
        }
        Ok(_) => known.map(|known| TaskOutcome::Checked { found: known.found(), expected: known.expected }),
        Err(error) => of_call(error),
    }
}

pub(super) fn of_probe(probed: &Result<(), PortalError>) -> Option<TaskOutcome> {
    match probed {
        Ok(()) => Some(TaskOutcome::ProbeSent),
        Err(error) => of_call(error),
    }
}

pub(super) fn of_recovery(recovered: &Recovered) -> Option<TaskOutcome> {
    let Recovered::Ended { recovery, .. } = recovered else { return None };
    match (recovery.outcome, &recovery.reason) {
        (RecoveryOutcome::Partial, _) => None, // it goes on in a moment
        (RecoveryOutcome::Complete, _) => Some(TaskOutcome::QueueRead { found: recovery.found }),
        (RecoveryOutcome::Unavailable, _) => Some(TaskOutcome::Failed { reason: Failure::NoQueue }),
        (_, Some(reason)) => Some(TaskOutcome::Failed { reason: reason.clone() }),
        (_, None) => None,
    }
}

fn of_call(error: &PortalError) -> Option<TaskOutcome> {
    match error {
        PortalError::Store(_) => None,
        PortalError::Suspended(_) => Some(TaskOutcome::NotCalled),
        error => Some(TaskOutcome::Failed { reason: error.into() }),
    }
}
