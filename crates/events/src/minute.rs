//! One log line for all events of a minute: a line for each would be most of what the service writes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::answer::{ApiError, Outcome, Received};

/// The outcomes since the last line.
#[derive(Debug, Default)]
pub(crate) struct Minute {
    stored: AtomicU64,
    spooled: AtomicU64,
    held: AtomicU64,
    /// About the app itself, or ignored.
    other: AtomicU64,
    refused: AtomicU64,
    unavailable: AtomicU64,
    slowest_micros: AtomicU64,
}

impl Minute {
    pub(crate) const LASTS: Duration = Duration::from_mins(1);

    /// Counts an event that took so long to answer.
    pub(crate) fn count(&self, answer: &Result<Received, ApiError>, took: Duration) {
        let count = match answer {
            Ok(received) => match received.outcome() {
                Outcome::Stored => &self.stored,
                Outcome::Spooled => &self.spooled,
                Outcome::Held => &self.held,
                Outcome::Accepted | Outcome::Ignored | Outcome::Pending => &self.other,
            },
            Err(ApiError::Unavailable(..) | ApiError::Internal(_)) => &self.unavailable,
            Err(_) => &self.refused,
        };
        count.fetch_add(1, Ordering::Relaxed);
        self.slowest_micros.fetch_max(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Writes the line, unless no event came, and starts again at 0.
    pub(crate) fn write(&self) {
        let take = |count: &AtomicU64| count.swap(0, Ordering::Relaxed);
        let (stored, spooled, held) = (take(&self.stored), take(&self.spooled), take(&self.held));
        let (other, refused, unavailable) = (take(&self.other), take(&self.refused), take(&self.unavailable));
        let events = stored + spooled + held + other + refused + unavailable;
        let slowest_micros = take(&self.slowest_micros);
        if events > 0 {
            tracing::info!(
                events,
                stored,
                spooled,
                held,
                other,
                refused,
                unavailable,
                slowest_micros,
                "events of the last minute were answered"
            );
        }
    }
}
