//! Decodes the events of a block into deletions.

use std::collections::HashSet;
use std::sync::Arc;

use domain::Event;
use domain::clock::micros;
use domain::deletion::{Source, terms_of};
use domain::event::{AuthText, Reported};
use store::{CompactRecord, NewDeletion, Unparsable};

/// The deletions of a block's events, in the order of the log.
#[derive(Debug, Default)]
pub struct Decoding {
    deletions: Vec<NewDeletion>,
    /// Each auth block once: the events of a portal share theirs.
    auths: HashSet<Arc<str>>,
    scratch: String,
}

impl Decoding {
    /// For a block of `events` events.
    pub fn of(events: usize) -> Self {
        Self { deletions: Vec::with_capacity(events), ..Self::default() }
    }

    /// Adds the deletions that a row of the log reports.
    pub fn add(&mut self, record: &[u8], received_at: i64) -> Result<(), Unparsable> {
        let record = CompactRecord::parse(record)?;
        let Self { deletions, auths, scratch } = self;
        let auth = record.auth(|pieces| {
            scratch.clear();
            scratch.extend(pieces.iter().copied());
            shared(auths, scratch)
        })?;
        let reported = record.event.deletions().into_iter();
        deletions.extend(reported.map(|reported| new_deletion(&record, &auth, reported, received_at)));
        Ok(())
    }

    /// How many deletions there are so far.
    pub fn len(&self) -> usize {
        self.deletions.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.deletions.is_empty()
    }

    /// All deletions.
    pub fn into_deletions(self) -> Vec<NewDeletion> {
        self.deletions
    }
}

fn shared(auths: &mut HashSet<Arc<str>>, text: &str) -> Arc<str> {
    if let Some(known) = auths.get(text) {
        return Arc::clone(known);
    }
    let new: Arc<str> = text.into();
    auths.insert(Arc::clone(&new));
    new
}

fn new_deletion(record: &CompactRecord<'_>, auth: &AuthText, reported: Reported<'_>, received_at: i64) -> NewDeletion {
    let Event { code, member_id, event_handler_id, user_id, .. } = &record.event;
    let attributes = &reported.attributes;
    let payload = reported.payload.parts(&record.event, auth);
    NewDeletion {
        member_id: member_id.clone(),
        generation: record.generation,
        fingerprint: reported.fingerprint,
        neighbours: reported.neighbours.filter(|_| record.source != Source::Recovered),
        event: code.as_str().to_owned(),
        terms: terms_of(&reported.entity_id, attributes, reported.payload.data.as_deref()),
        attributes: (!attributes.is_empty()).then(|| serde_json::to_string(attributes).expect("attributes are texts")),
        entity_id: reported.entity_id,
        user_id: user_id.clone(),
        sent_at: record.event.sent_at().map(micros),
        received_at,
        source: record.source,
        event_handler_id: event_handler_id.clone(),
        payload,
    }
}
