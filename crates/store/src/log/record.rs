//! The log's record of an event: JSON, so that strangers and later versions can read it.

use std::borrow::Cow;
use std::sync::Arc;

use domain::deletion::Source;
use domain::event::{AuthText, CompactEvent, Event};
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

/// A row of the log can't be parsed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unparsable(String);

#[derive(Serialize, Deserialize)]
struct Record<'a, E> {
    generation: i64,
    #[serde(borrow)]
    source: Cow<'a, str>,
    event: E,
}

impl LoggedEvent {
    /// The record of the log.
    pub fn to_bytes(&self) -> Vec<u8> {
        let record = Record { generation: self.generation, source: self.source.as_str().into(), event: &self.event };
        let mut bytes = Vec::with_capacity(USUAL);
        serde_json::to_writer(&mut bytes, &record).expect("an event is texts and maps with text keys");
        bytes
    }

    /// Parses a record of the log.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unparsable> {
        let record: Record<'_, Event> = serde_json::from_slice(bytes).map_err(|error| Unparsable(error.to_string()))?;
        let source = record.source.parse().map_err(|_| Unparsable("unknown source".into()))?;
        Ok(Self { generation: record.generation, source, event: record.event })
    }
}

/// The part of a record that indexing needs.
#[derive(Debug)]
pub struct CompactRecord<'a> {
    /// The installation that it was verified for.
    pub generation: i64,
    /// How it came.
    pub source: Source,
    /// The event; see [`CompactEvent::into_event`].
    pub event: Event,
    /// Its auth block, as JSON.
    auth: &'a str,
}

impl<'a> CompactRecord<'a> {
    /// Parses a record of the log.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Unparsable> {
        let unparsable = |error: serde_json::Error| Unparsable(error.to_string());
        let record: Record<'_, CompactEvent<'_>> = serde_json::from_slice(bytes).map_err(unparsable)?;
        let source = record.source.parse().map_err(|_| Unparsable("unknown source".into()))?;
        let (event, auth) = record.event.into_event().map_err(unparsable)?;
        Ok(Self { generation: record.generation, source, event, auth })
    }

    /// Its auth block as it is kept; see [`AuthText::of`].
    pub fn auth(&self, share: impl FnOnce(&[&str]) -> Arc<str>) -> Result<AuthText, Unparsable> {
        let user_id = self.event.user_id.as_deref();
        AuthText::of(self.auth, user_id, share).map_err(|error| Unparsable(error.to_string()))
    }
}

/// The bytes of a parked event: it has no installation yet.
pub(super) fn event_bytes(event: &Event) -> Vec<u8> {
    serde_json::to_vec(event).expect("an event is texts and maps with text keys")
}

/// The record of a parked event that is proven now, for the installation `generation`.
pub(super) fn admitted(event: &[u8], generation: i64, source: Source) -> Result<Vec<u8>, Unparsable> {
    let event = serde_json::from_slice(event).map_err(|error| Unparsable(error.to_string()))?;
    Ok(LoggedEvent { generation, source, event }.to_bytes())
}

/// The record of an event that goes to the spool: a live one becomes a spooled one. The source precedes everything that
/// the sender controls.
pub(super) fn spooled(record: Vec<u8>) -> Vec<u8> {
    let live = br#""source":"live""#;
    let Some(at) = record.windows(live.len()).position(|window| window == live) else { return record };
    if at > HEAD {
        return record;
    }
    [&record[..at], br#""source":"spooled""#, &record[at + live.len()..]].concat()
}

/// The usual size in bytes.
const USUAL: usize = 1 << 10;
/// The last offset at which the source can begin.
const HEAD: usize = 40;

#[cfg(test)]
mod tests {
    use domain::event::Arrival;
    use domain::wire::decode_form;

    use super::*;

    #[test]
    fn live_event_becomes_a_spooled_one_and_stays_itself() {
        let body = br#"event=ONCRMLEADDELETE&data[ID]="source":"live"&auth[member_id]=m"#;
        let event = Arrival::parse(decode_form(body).unwrap()).unwrap().event;
        for generation in [1, i64::MAX] {
            for (source, then) in [(Source::Live, Source::Spooled), (Source::Recovered, Source::Recovered)] {
                let logged = LoggedEvent { generation, source, event: event.clone() };
                let spooled = LoggedEvent::parse(&spooled(logged.to_bytes())).unwrap();
                assert_eq!(spooled, LoggedEvent { source: then, ..logged });
            }
        }
    }
}
