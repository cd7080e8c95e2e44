//! A portal's offline queue: one record for each object and event, kept until it is fetched.

use serde_json::{Value as Json, json};
use time::OffsetDateTime;

use crate::envelope::Happening;
use crate::php::{Value, date};
use crate::state::{PortalState, hex32};

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

impl PortalState {
    /// Puts the event into the queues bound for it; says whether it is in any.
    pub(crate) fn queue_offline(&mut self, happening: &Happening, now: OffsetDateTime) -> bool {
        let bound = self.subscriptions.iter().filter(|bound| bound.offline && bound.event == happening.code);
        let connectors: Vec<String> = bound.map(|bound| bound.connector.clone()).collect();
        for connector in &connectors {
            self.queue_record(happening, connector, now);
        }
        !connectors.is_empty()
    }

    /// A row that no process holds is updated, and stays failed if it is; else there is a new one.
    fn queue_record(&mut self, happening: &Happening, connector: &str, now: OffsetDateTime) {
        let timestamp = now.replace_nanosecond(0).unwrap_or(now);
        let message_id = hex32(&[&happening.code, &happening.data.to_json().to_string()]);
        let same = |record: &&mut Record| {
            record.message_id == message_id && record.connector == connector && record.process_id.is_empty()
        };
        if let Some(record) = self.offline.iter_mut().find(same) {
            record.timestamp = timestamp;
            record.user = happening.actor;
            return;
        }
        self.offline.push(Record {
            id: self.next_record,
            message_id,
            timestamp,
            event: happening.code.clone(),
            data: happening.data.clone(),
            user: happening.actor,
            connector: connector.to_owned(),
            process_id: String::new(),
            error: false,
        });
        self.next_record += 1;
    }

    /// `event.offline.error`: rows of these messages that this process holds are failed and free; other rows of the
    /// same messages go, unless they had failed before (docs/protocol.md 8.1).
    pub(crate) fn mark_failed(&mut self, process_id: &str, connector: &str, message_ids: &[String]) {
        let named = |record: &Record| record.connector == connector && message_ids.contains(&record.message_id);
        self.offline.retain(|record| !named(record) || record.error || record.process_id == process_id);
        for record in self.offline.iter_mut().filter(|record| named(record) && !record.error) {
            record.error = true;
            record.process_id.clear();
        }
    }
}
