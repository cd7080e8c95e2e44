//! A record of a portal's offline queue.

use serde_json::{Value as Json, json};
use time::OffsetDateTime;

use crate::php::{Value, date};

/// A record of the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its number.
    pub id: u64,
    /// 32 hex digits that stand for the event and its data: the same for each row about the same thing.
    pub message_id: String,
    /// When it was last updated, to the second.
    pub timestamp: OffsetDateTime,
    /// The event's code.
    pub event: String,
    /// What an online handler would have got as `data`.
    pub data: Value,
    /// Who did it.
    pub user: Option<u64>,
    /// Which connector's queue it is in.
    pub connector: String,
    /// By which process it is reserved; empty if by none.
    pub process_id: String,
    /// Whether a process reported that it could not deal with it.
    pub error: bool,
}

impl Record {
    /// The record as the REST methods print it; `full` adds what only the list has.
    pub(crate) fn to_json(&self, full: bool) -> Json {
        let data = if self.data == Value::Null { json!(false) } else { self.data.to_json() };
        let additional = self.user.map_or(json!(false), |user| json!({"user_id": user.to_string()}));
        let mut record = json!({
            "ID": self.id.to_string(),
            "TIMESTAMP_X": date(self.timestamp),
            "EVENT_NAME": self.event,
            "EVENT_DATA": data,
            "EVENT_ADDITIONAL": additional,
            "MESSAGE_ID": self.message_id,
        });
        if full {
            record["PROCESS_ID"] = json!(self.process_id);
            record["ERROR"] = json!(if self.error { "1" } else { "0" });
        }
        record
    }

    /// The value of a column that can be filtered or sorted by.
    pub(crate) fn column(&self, name: &str) -> String {
        match name {
            "ID" => self.id.to_string(),
            "TIMESTAMP_X" => date(self.timestamp),
            "EVENT_NAME" => self.event.clone(),
            "MESSAGE_ID" => self.message_id.clone(),
            "PROCESS_ID" => self.process_id.clone(),
            "ERROR" => u8::from(self.error).to_string(),
            _ => String::new(),
        }
    }
}
