//! The deletions that an event reports.

use std::collections::BTreeMap;

use super::{Event, Fingerprint, Fingerprints, Kind, Payload};
use crate::catalogue::{UNKNOWN, usual_id};

/// The longest id or attribute, in bytes: indexes have a bound, and a list repeats what its elements share. What is
/// longer stays in the payload only.
pub const MAX_ID: usize = 1024;

/// One deletion of an event, before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported<'a> {
    /// What kind of thing; `unknown` if the catalogue does not have the code.
    pub entity: &'static str,
    /// Which one; empty if the event does not say.
    pub entity_id: String,
    /// Its parents and outer identifiers; `incomplete` is `true` if the event should have an id and has none.
    pub attributes: BTreeMap<String, String>,
    /// The event as far as it is about this deletion.
    pub payload: Payload<'a>,
    /// The same whenever the same event comes again, and different for each deletion of it.
    pub fingerprint: Fingerprint,
    /// What `fingerprint` would be had the event been sent a second earlier or later; none if that can't matter.
    pub neighbours: Option<[Fingerprint; 2]>,
}

impl Event {
    /// The deletions that the event reports, in its order; none if it is about something else.
    ///
    /// All of them together take memory in proportion to the event.
    pub fn deletions(&self) -> Vec<Reported<'_>> {
        match self.code.kind() {
            Kind::Deletion(entry) => entry.report(self),
            Kind::UnknownDeletion => vec![self.unknown()],
            Kind::LifeCycle(_) | Kind::Other => Vec::new(),
        }
    }

    /// How many [`Event::deletions`] there are, without making them.
    pub fn deletion_count(&self) -> usize {
        match self.code.kind() {
            Kind::Deletion(entry) => entry.count(self),
            Kind::UnknownDeletion => 1,
            Kind::LifeCycle(_) | Kind::Other => 0,
        }
    }

    fn unknown(&self) -> Reported<'_> {
        let (fingerprint, neighbours) = Fingerprints::of(self).at(0);
        Reported {
            entity: UNKNOWN,
            entity_id: usual_id(self).unwrap_or_default(),
            attributes: BTreeMap::new(),
            payload: self.payload(),
            fingerprint,
            neighbours,
        }
    }
}
