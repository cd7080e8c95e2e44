//! What the log keeps of an event: JSON, so that a stranger can read it and a later version too.

use domain::deletion::Source;
use domain::event::Event;
use serde::{Deserialize, Serialize};

/// A verified event, without any token, as the log keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct LoggedEvent {
    /// The installation that it was verified for.
    pub generation: i64,
    /// How it came.
    pub source: Source,
    /// The event.
    pub event: Event,
}

/// A row of the log does not say what it should.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unparsable(String);

#[derive(Serialize, Deserialize)]
struct Record<E> {
    generation: i64,
    source: String,
    event: E,
}

impl LoggedEvent {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let record = Record { generation: self.generation, source: self.source.to_string(), event: &self.event };
        serde_json::to_vec(&record).expect("an event is texts and maps with text keys")
    }

    /// Reads what the log kept.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unparsable> {
        let record: Record<Event> = serde_json::from_slice(bytes).map_err(|error| Unparsable(error.to_string()))?;
        let source = record.source.parse().map_err(|_| Unparsable("unknown source".into()))?;
        Ok(Self { generation: record.generation, source, event: record.event })
    }
}

/// What is held of an event: it has no installation yet.
pub(super) fn event_bytes(event: &Event) -> Vec<u8> {
    serde_json::to_vec(event).expect("an event is texts and maps with text keys")
}

/// The row of a held event that was released into the installation `generation`.
pub(super) fn released(event: &[u8], generation: i64) -> Result<Vec<u8>, Unparsable> {
    let event = serde_json::from_slice(event).map_err(|error| Unparsable(error.to_string()))?;
    Ok(LoggedEvent { generation, source: Source::Live, event }.to_bytes())
}
