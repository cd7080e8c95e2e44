//! Whether the database can be asked at the moment, as far as this process knows.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often a database that is away is tried by those who have to answer at once.
const TRY: Duration = Duration::from_secs(1);

/// What this process knows of the database.
#[derive(Debug, Default)]
pub(crate) struct Availability {
    away: AtomicBool,
    /// It answers, but takes nothing: what is asked of it says nothing about that.
    refusing: AtomicBool,
    tried: Mutex<Option<Instant>>,
}

impl Availability {
    /// Whether it takes nothing at the moment.
    pub(crate) fn is_away(&self) -> bool {
        self.is_silent() || self.refusing.load(Ordering::Relaxed)
    }

    fn is_silent(&self) -> bool {
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

    /// Whether it is worth asking: it is there, or was not tried for a while. Only one gets the leave to try.
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
