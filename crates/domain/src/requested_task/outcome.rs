//! The outcome of a requested task.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::RequestedTask;
use crate::failure::Failure;

/// How a requested task ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum TaskOutcome {
    /// The portal reported what it has bound.
    Checked {
        /// How many of the expected events are bound now.
        found: u32,
        /// How many should be.
        expected: u32,
    },
    /// We asked the portal for a test event, which arrives later.
    ProbeSent,
    /// The offline queue was read.
    QueueRead {
        /// How many deletions were in it.
        found: u64,
    },
    /// The portal has new tokens.
    TokensRenewed,
    /// The portal is not called in its present status.
    NotCalled,
    /// It failed.
    Failed {
        /// Why.
        reason: Failure,
    },
}

/// The last request of a task for a portal, and its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastRequest {
    /// The task.
    pub task: RequestedTask,
    /// When somebody asked for it.
    pub asked_at: OffsetDateTime,
    /// How it ended; `None` while nobody has run it.
    pub outcome: Option<TaskOutcome>,
}

impl TaskOutcome {
    /// One of each outcome, for tests.
    #[doc(hidden)]
    pub fn examples() -> Vec<Self> {
        vec![
            Self::Checked { found: 61, expected: 61 },
            Self::Checked { found: 58, expected: 61 },
            Self::ProbeSent,
            Self::QueueRead { found: 0 },
            Self::QueueRead { found: 1 },
            Self::QueueRead { found: 26 },
            Self::TokensRenewed,
            Self::NotCalled,
            Self::Failed { reason: Failure::ServerUnreachable },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_as_it_is_kept() {
        crate::coded::assert_kept(&TaskOutcome::examples());
    }
}
