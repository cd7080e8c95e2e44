//! A portal's offline queue: one record for each object and event, kept until it is fetched.

use time::OffsetDateTime;

use crate::events::envelope::Happening;
use crate::events::record::Record;
use crate::state::{PortalState, hex32};

impl PortalState {
    /// Queues the event for each bound connector; returns whether there is one.
    pub(crate) fn queue_offline(&mut self, happening: &Happening, now: OffsetDateTime) -> bool {
        let bound = self.subscriptions.iter().filter(|bound| bound.offline && bound.event == happening.code);
        let connectors: Vec<String> = bound.map(|bound| bound.connector.clone()).collect();
        for connector in &connectors {
            self.queue_record(happening, connector, now);
        }
        !connectors.is_empty()
    }

    /// Updates the row if no process holds it, leaving it failed if it is; otherwise adds a row.
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

    /// `event.offline.error`: fails and frees this process's rows of these messages; deletes other rows of the same
    /// messages unless they had failed before (docs/protocol.md 8.1).
    pub(crate) fn mark_failed(&mut self, process_id: &str, connector: &str, message_ids: &[String]) {
        let named = |record: &Record| record.connector == connector && message_ids.contains(&record.message_id);
        self.offline.retain(|record| !named(record) || record.error || record.process_id == process_id);
        for record in self.offline.iter_mut().filter(|record| named(record) && !record.error) {
            record.error = true;
            record.process_id.clear();
        }
    }
}
