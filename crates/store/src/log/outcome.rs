//! The outcome of writing to the event log.

use std::time::Instant;

use tokio::sync::OwnedSemaphorePermit;

/// Where a received event was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// In the event log.
    Stored,
    /// On local disk, until the database is back.
    Spooled,
}

/// Why an event was not taken into the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// The disk refuses, or the writer is gone.
    #[error("the event log can't be written")]
    Unwritable,
    /// Too many commands wait.
    #[error("too many events wait for the event log")]
    Overloaded,
    /// The data folder has all that it may have.
    #[error("the spool is full")]
    Full,
}

/// Memory reserved for a record, if any; freed once the record is written.
pub(super) type Room = Option<OwnedSemaphorePermit>;

pub(super) fn note_commit(events: usize, started: Instant) {
    if events == 0 {
        return;
    }
    metrics::histogram!("tombstone_log_commit_events").record(u32::try_from(events).map_or(f64::MAX, f64::from));
    metrics::histogram!("tombstone_log_commit_seconds").record(started.elapsed());
}
