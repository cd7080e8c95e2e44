//! Records of a portal's offline queue.

use serde_json::{Value as Json, json};
use time::OffsetDateTime;

use crate::php::{Value, date};

/// A record of the offline queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The record's number.
    pub id: u64,
    /// 32 hex digits over event and data: equal for all rows about the same thing.
    pub message_id: String,
    /// When the row was last updated, to the second.
    pub timestamp: OffsetDateTime,
    /// The event's code.
    pub event: String,
    /// The `data` that an online handler would get.
    pub data: Value,
    /// The acting user.
    pub user: Option<u64>,
    /// The connector whose queue holds it.
    pub connector: String,
    /// The process that reserved it; empty if none.
    pub process_id: String,
    /// Whether a process reported it as failed.
    pub error: bool,
}

impl Record {
    /// The record as REST methods print it; `full` adds what only the list has.
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

    /// The value of a column for filters and orders.
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
