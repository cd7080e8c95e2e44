//! Whether the database is available, as far as this process knows.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often callers that have to answer at once try a database that is away.
const TRY: Duration = Duration::from_secs(1);

#[derive(Debug, Default)]
pub(crate) struct Availability {
    away: AtomicBool,
    /// It answers reads but refuses writes: a successful read does not clear this.
    refusing: AtomicBool,
    tried: Mutex<Option<Instant>>,
}

impl Availability {
    /// Whether it takes no writes at the moment.
    pub(crate) fn is_away(&self) -> bool {
        self.is_silent() || self.refusing.load(Ordering::Relaxed)
    }

    /// Whether it does not even answer reads.
    pub(crate) fn is_silent(&self) -> bool {
        self.away.load(Ordering::Relaxed)
    }

    pub(crate) fn note_away(&self) {
        *self.tried.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        if !self.away.swap(true, Ordering::Relaxed) {
            tracing::warn!("the database is away");
        }
    }

    pub(crate) fn note_back(&self) {
        if self.away.swap(false, Ordering::Relaxed) {
            tracing::info!("the database is back");
        }
    }

    pub(crate) fn note_refusal(&self) {
        if !self.refusing.swap(true, Ordering::Relaxed) {
            tracing::warn!("the database can't be written");
        }
    }

    pub(crate) fn note_written(&self) {
        if self.refusing.swap(false, Ordering::Relaxed) {
            tracing::info!("the database can be written again");
        }
        self.note_back();
    }

    /// Whether to query: the database is available, or is due to be tried, by one caller.
    pub(crate) fn may_ask(&self) -> bool {
        if !self.is_silent() {
            return true;
        }
        let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        if tried.is_some_and(|tried| tried.elapsed() < TRY) {
            return false;
        }
        *tried = Some(Instant::now());
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn database_that_is_away_is_tried_by_one_at_a_time() {
        let availability = Availability::default();
        assert!(availability.may_ask() && availability.may_ask());
        availability.note_away();
        assert!(availability.is_away() && !availability.may_ask());
        *availability.tried.lock().unwrap() = Instant::now().checked_sub(TRY);
        assert!(availability.may_ask() && !availability.may_ask());
        availability.note_back();
        assert!(availability.may_ask() && !availability.is_away());
    }

    #[test]
    fn database_that_only_answers_is_away_until_it_was_written() {
        let availability = Availability::default();
        availability.note_refusal();
        availability.note_back();
        assert!(availability.is_away() && availability.may_ask() && availability.may_ask());
        availability.note_written();
        assert!(!availability.is_away());
    }
}
