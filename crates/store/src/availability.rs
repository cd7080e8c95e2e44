//! Whether the database can be asked at the moment, as far as this process knows.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::time::timeout;

use crate::Store;
use crate::error::StoreError;

/// How long somebody who has to answer at once waits for the database.
const PROMPT: Duration = Duration::from_millis(300);
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

    fn note_refusal(&self) {
        if !self.refusing.swap(true, Ordering::Relaxed) {
            tracing::warn!("the database can't be written");
        }
    }

    fn note_written(&self) {
        if self.refusing.swap(false, Ordering::Relaxed) {
            tracing::info!("the database can be written again");
        }
        self.note_back();
    }

    /// Whether it is worth asking: it is there, or was not tried for a while. Only one gets the leave to try.
    fn may_ask(&self) -> bool {
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

impl Store {
    /// Whether the database could not be asked when that was last tried.
    pub fn is_away(&self) -> bool {
        self.availability.is_away()
    }

    /// Asks the database for somebody who can't wait: an answer, or soon the error that it is away.
    pub async fn promptly<T>(&self, asked: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        if !self.availability.may_ask() {
            return Err(StoreError::late());
        }
        let answer = timeout(PROMPT, asked).await.unwrap_or_else(|_| Err(StoreError::late()));
        match &answer {
            Err(error) if error.is_away() => self.availability.note_away(),
            Err(StoreError::Database(_)) => {}
            _ => self.availability.note_back(),
        }
        answer
    }

    /// Notes by the outcome of writing whether the database is there. An embedded one answers nonetheless if it can't be
    /// written, since somebody else has it or the disk is full.
    pub fn note<T>(&self, written: &Result<T, StoreError>) {
        match written {
            Err(error) if error.is_away() && self.connections.server.is_none() => self.availability.note_refusal(),
            Err(error) if error.is_away() => self.availability.note_away(),
            Err(StoreError::Database(_)) => {}
            _ => self.availability.note_written(),
        }
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
