//! Recoveries: fetching from a portal's offline queue what it could not deliver (docs/protocol.md 4).

use std::fmt;
use std::str::FromStr;

use time::OffsetDateTime;

use crate::failure::Failure;
use crate::portal::UnknownWord;

/// The last look into a portal's offline queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// When it began.
    pub begun_at: OffsetDateTime,
    /// When it ended.
    pub ended_at: OffsetDateTime,
    /// How.
    pub outcome: RecoveryOutcome,
    /// How many deletions were in the queue, those among them that had been delivered too.
    pub found: u64,
    /// How many records could not be read; they are left in the portal's queue.
    pub unreadable: u64,
    /// Why it did not reach the end of the queue.
    pub reason: Option<Failure>,
}

/// How a recovery ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecoveryOutcome {
    /// The queue is empty.
    Complete,
    /// There is more in the queue; it goes on in a moment.
    Partial,
    /// Something that may pass was in the way.
    Failed,
    /// The portal refuses, or can't be called.
    Refused,
    /// The portal keeps no queue for the app.
    Unavailable,
    /// It is not known yet whether it keeps one.
    Unknown,
}

impl RecoveryOutcome {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Complete, Self::Partial, Self::Failed, Self::Refused, Self::Unavailable, Self::Unknown];

    /// The word that API, pages, metrics and database use.
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
