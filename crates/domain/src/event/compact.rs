//! An event of the log, read with no more work than indexing needs.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Event, EventCode};
use crate::MemberId;
use crate::wire::{Map, Value};

/// The serialised form of an [`Event`] whose auth block stays unparsed text.
#[derive(Debug, Deserialize)]
pub struct CompactEvent<'a> {
    #[serde(rename = "e")]
    code: EventCode,
    #[serde(rename = "m")]
    member_id: MemberId,
    #[serde(rename = "d", default)]
    data: Option<Value>,
    #[serde(rename = "t", default)]
    ts: Option<String>,
    #[serde(rename = "h", default)]
    event_handler_id: Option<String>,
    #[serde(rename = "u", default)]
    user_id: Option<String>,
    #[serde(rename = "a", default, borrow)]
    auth: Option<&'a RawValue>,
}

impl<'a> CompactEvent<'a> {
    /// The event, and its auth block as JSON; the event holds the block itself only where its deletions depend on it.
    pub fn into_event(self) -> Result<(Event, &'a str), serde_json::Error> {
        let Self { code, member_id, data, ts, event_handler_id, user_id, auth } = self;
        let auth = auth.map_or("{}", RawValue::get);
        let mut event = Event { code, member_id, data, ts, event_handler_id, user_id, auth: Map::default() };
        // Their total weight decides what goes with each of several deletions.
        if event.deletion_count() > 1 {
            event.auth = serde_json::from_str(auth)?;
        }
        Ok((event, auth))
    }
}
