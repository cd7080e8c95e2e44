//! Indexes quarantined events once the obstacle is gone: a bug in this program, or a rule in the database.

use domain::clock::micros;
use domain::quarantine::QuarantineReason;
use store::{Indexed, QuarantinedEvent, Store, StoreError};
use time::OffsetDateTime;

use crate::decoding::Decoding;

/// How many events to read at once.
const PAGE: u64 = 100;

/// What became of quarantined events.
#[derive(Debug, Default)]
pub struct Retried {
    /// Events that are indexed now.
    pub events: u64,
    /// Their new deletions.
    pub deletions: u64,
    /// Their deletions of installations whose data was removed meanwhile: gone for good.
    pub purged: u64,
    /// Events that stay in quarantine, each with the reason of this attempt.
    pub stay: Vec<(QuarantinedEvent, QuarantineReason)>,
    /// The error that ended the attempt early, if any; it concerns no single event, so the call can be repeated.
    pub ended_by: Option<StoreError>,
}

/// Tries every event once.
pub async fn retry_quarantined(store: &Store) -> Retried {
    let mut retried = Retried::default();
    retried.ended_by = retry_all(store, &mut retried).await.err();
    retried
}

async fn retry_all(store: &Store, retried: &mut Retried) -> Result<(), StoreError> {
    let mut last: Option<QuarantinedEvent> = None;
    loop {
        let after = last.as_ref().map(|event| (event.source.as_str(), event.position));
        let events = store.all_portals().list_quarantined(after, PAGE).await?;
        for event in &events {
            match retry(event, store).await? {
                Outcome::Indexed(indexed) => {
                    retried.events += 1;
                    retried.deletions += indexed.added;
                    retried.purged += indexed.purged;
                }
                Outcome::Stays(reason) => retried.stay.push((event.clone(), reason)),
                Outcome::Gone => {}
            }
        }
        last = events.into_iter().last();
        if last.is_none() {
            return Ok(());
        }
    }
}

/// Tries the events that somebody asked to retry.
pub async fn retry_wanted(store: &Store, now: OffsetDateTime) -> Result<(), StoreError> {
    loop {
        let events = store.list_wanted_quarantined(PAGE).await?;
        for event in &events {
            match retry(event, store).await? {
                Outcome::Indexed(indexed) => {
                    tracing::info!(
                        event.source,
                        event.position,
                        deletions = indexed.added,
                        "a quarantined event is indexed"
                    );
                }
                Outcome::Stays(reason) => store.keep_quarantined(event, &reason, now).await?,
                Outcome::Gone => {}
            }
        }
        if events.is_empty() {
            return Ok(());
        }
    }
}

enum Outcome {
    Indexed(Indexed),
    Stays(QuarantineReason),
    /// Another process had it first.
    Gone,
}

async fn retry(event: &QuarantinedEvent, store: &Store) -> Result<Outcome, StoreError> {
    let mut decoding = Decoding::of(1);
    if let Err(error) = decoding.add(&event.record, micros(event.received_at)) {
        return Ok(Outcome::Stays(QuarantineReason::Unreadable { detail: error.to_string() }));
    }
    match store.record_quarantined(event, &decoding.into_deletions()).await {
        Ok(Some(indexed)) => Ok(Outcome::Indexed(indexed)),
        Ok(None) => Ok(Outcome::Gone),
        Err(StoreError::Conflict) => Ok(Outcome::Stays(QuarantineReason::Crowded)),
        Err(error) if error.is_about_values() => {
            Ok(Outcome::Stays(QuarantineReason::Refused { detail: error.to_string() }))
        }
        Err(error) => Err(error),
    }
}
