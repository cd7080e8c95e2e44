//! A portal's offline queue: one record for each object and event, kept until it is fetched.

use serde_json::{Value as Json, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::envelope::Happening;
use crate::php::Value;
use crate::state::PortalState;

/// A record of the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its number, which is also its `MESSAGE_ID`.
    pub id: u64,
    /// When it was last updated.
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
            "TIMESTAMP_X": self.timestamp.format(&Rfc3339).unwrap_or_default(),
            "EVENT_NAME": self.event,
            "EVENT_DATA": data,
            "EVENT_ADDITIONAL": additional,
            "MESSAGE_ID": self.id.to_string(),
        });
        if full {
            record["PROCESS_ID"] = json!(self.process_id);
            record["ERROR"] = json!(if self.error { "1" } else { "0" });
        }
        record
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

    fn queue_record(&mut self, happening: &Happening, connector: &str, now: OffsetDateTime) {
        let same = |record: &&mut Record| {
            record.event == happening.code
                && record.data == happening.data
                && record.connector == connector
                && record.process_id.is_empty()
        };
        if let Some(record) = self.offline.iter_mut().find(same) {
            record.timestamp = now;
            record.user = happening.actor;
            return;
        }
        self.offline.push(Record {
            id: self.next_record,
            timestamp: now,
            event: happening.code.clone(),
            data: happening.data.clone(),
            user: happening.actor,
            connector: connector.to_owned(),
            process_id: String::new(),
            error: false,
        });
        self.next_record += 1;
    }
}
