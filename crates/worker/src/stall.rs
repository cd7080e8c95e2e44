//! Whether indexing has stalled, for reasons that waiting does not cure, such as a table that does not fit.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long every block has to fail before it counts as a stall.
const PATIENCE: Duration = Duration::from_secs(10);

/// Since when every attempt to index has failed.
#[derive(Clone, Debug, Default)]
pub struct Stall(Arc<Mutex<Option<Instant>>>);

impl Stall {
    pub(crate) fn note(&self, failed: bool, now: Instant) {
        let mut since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *since = failed.then(|| since.unwrap_or(now));
    }

    /// How long the stall has lasted; none if there is none.
    pub fn lasts(&self, now: Instant) -> Option<Duration> {
        let since = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.map(|since| now.duration_since(since)).filter(|lasts| *lasts >= PATIENCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lasts_from_the_first_failure_to_the_next_success() {
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let stall = Stall::default();
        assert_eq!(stall.lasts(after(60)), None);
        stall.note(true, after(60));
        stall.note(true, after(69));
        assert_eq!(stall.lasts(after(69)), None, "what lasts for a moment is waited out");
        assert_eq!(stall.lasts(after(70)), Some(PATIENCE));
        stall.note(false, after(71));
        assert_eq!(stall.lasts(after(90)), None);
    }
}
