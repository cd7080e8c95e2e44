//! The deletions that an event reports.

use std::collections::BTreeMap;

use super::reported::Reported;
use super::{Event, Fingerprints, Kind};
use crate::catalogue::{UNKNOWN, usual_id};

impl Event {
    /// The deletions that the event reports, in its order; empty if it is about something else.
    ///
    /// Together they take memory in proportion to the event.
    pub fn deletions(&self) -> Vec<Reported<'_>> {
        match self.code.kind() {
            Kind::Deletion(entry) => entry.report(self),
            Kind::UnknownDeletion => vec![self.unknown()],
            Kind::LifeCycle(_) | Kind::Change(_) | Kind::Other => Vec::new(),
        }
    }

    /// The number of [`Event::deletions`], without building them.
    pub fn deletion_count(&self) -> usize {
        match self.code.kind() {
            Kind::Deletion(entry) => entry.count(self),
            Kind::UnknownDeletion => 1,
            Kind::LifeCycle(_) | Kind::Change(_) | Kind::Other => 0,
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
