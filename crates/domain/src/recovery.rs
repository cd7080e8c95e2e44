//! Recovery: fetching from a portal's offline queue what it could not deliver (docs/protocol.md 4).

use std::fmt;
use std::str::FromStr;

use time::OffsetDateTime;

use crate::failure::Failure;
use crate::portal::UnknownWord;

/// The last reading of a portal's offline queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// When it began.
    pub begun_at: OffsetDateTime,
    /// When it ended.
    pub ended_at: OffsetDateTime,
    /// How it ended.
    pub outcome: RecoveryOutcome,
    /// How many deletions were in the queue, including delivered ones.
    pub found: u64,
    /// How many records could not be read; they stay in the portal's queue.
    pub unreadable: u64,
    /// Why it stopped before the end of the queue.
    pub reason: Option<Failure>,
}

/// How a recovery ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecoveryOutcome {
    /// The queue is empty.
    Complete,
    /// The queue holds more; the worker goes on in a moment.
    Partial,
    /// Something temporary was in the way.
    Failed,
    /// The portal refuses, or can't be called.
    Refused,
    /// The portal keeps no queue for the app.
    Unavailable,
    /// We don't know yet whether it keeps one.
    Unknown,
}

impl RecoveryOutcome {
    /// All outcomes.
    pub const ALL: [Self; 6] =
        [Self::Complete, Self::Partial, Self::Failed, Self::Refused, Self::Unavailable, Self::Unknown];

    /// Its name in the API, on pages, in metrics and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Partial => "partial",
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::Unavailable => "unavailable",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for RecoveryOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for RecoveryOutcome {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text).ok_or(UnknownWord)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_read_as_they_are_written() {
        for outcome in RecoveryOutcome::ALL {
            assert_eq!(outcome.as_str().parse(), Ok(outcome));
        }
    }
}
