//! What writing to the event log comes to.

use std::time::Instant;

use tokio::sync::OwnedSemaphorePermit;

/// Where an event is that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Where it belongs.
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
    /// More wait than can be served in time.
    #[error("too many events wait for the event log")]
    Overloaded,
    /// As much lies in the data folder as may.
    #[error("the spool is full")]
    Full,
}

/// What is given back when a record is written that took it: room in memory, if it took any.
pub(super) type Room = Option<OwnedSemaphorePermit>;

/// Counts a commit of events.
pub(super) fn note_commit(events: usize, started: Instant) {
    if events == 0 {
        return;
    }
    metrics::histogram!("tombstone_log_commit_events").record(u32::try_from(events).map_or(f64::MAX, f64::from));
    metrics::histogram!("tombstone_log_commit_seconds").record(started.elapsed());
}
