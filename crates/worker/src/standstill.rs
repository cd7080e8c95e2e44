//! Whether indexing has come to a standstill: for reasons that no waiting mends, such as a table that does not fit.

use std::sync::{Arc, Mutex, PoisonError};

use domain::Clock;
use time::{Duration, OffsetDateTime};

/// How long every block may fail until it counts as one.
const PATIENCE: Duration = Duration::seconds(10);

/// Since when every attempt to index has failed.
#[derive(Clone, Debug)]
pub struct Standstill {
    clock: Clock,
    since: Arc<Mutex<Option<OffsetDateTime>>>,
}

impl Standstill {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, since: Arc::default() }
    }

    pub(crate) fn note(&self, failed: bool) {
        let mut since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        *since = failed.then(|| since.unwrap_or_else(|| self.clock.now()));
    }

    /// How long it has lasted; none if there is none.
    pub fn lasts(&self) -> Option<Duration> {
        let since = *self.since.lock().unwrap_or_else(PoisonError::into_inner);
        since.map(|since| self.clock.now() - since).filter(|lasts| *lasts >= PATIENCE)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn lasts_from_the_first_failure_to_the_next_success() {
        let (clock, hands) = Clock::manual(datetime!(2026-11-20 12:00 UTC));
        let standstill = Standstill::new(clock);
        hands.advance(Duration::MINUTE);
        assert_eq!(standstill.lasts(), None);
        standstill.note(true);
        hands.advance(Duration::seconds(9));
        standstill.note(true);
        assert_eq!(standstill.lasts(), None, "what lasts for a moment is waited out");
        hands.advance(Duration::SECOND);
        assert_eq!(standstill.lasts(), Some(Duration::seconds(10)));
        standstill.note(false);
        assert_eq!(standstill.lasts(), None);
    }
}
