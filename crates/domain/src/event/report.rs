//! The deletions that an event reports.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{Event, Kind, Payload};
use crate::catalogue::{UNKNOWN, usual_id};

/// The longest id or attribute, in bytes: indexes have a bound, and a list repeats what its elements share. What is
/// longer stays in the payload only.
pub const MAX_ID: usize = 1024;

/// Tells the deletions of a portal's events apart.
pub type Fingerprint = [u8; 12];

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
        Reported {
            entity: UNKNOWN,
            entity_id: usual_id(self).unwrap_or_default(),
            attributes: BTreeMap::new(),
            payload: self.payload(),
            fingerprint: fingerprint(self, &self.digest(), 0),
        }
    }
}

/// What tells the deletions of all events of a portal apart: the second in which the event was sent, so that neighbours
/// in time are neighbours in an index, then a hash of the event's digest and the place in it.
pub(crate) fn fingerprint(event: &Event, digest: &[u8; 32], ordinal: usize) -> Fingerprint {
    let ordinal = u32::try_from(ordinal).unwrap_or(u32::MAX);
    let second = event.plain_second().and_then(|second| u32::try_from(second).ok()).unwrap_or_default();
    let hash = Sha256::new().chain_update(digest).chain_update(ordinal.to_be_bytes()).finalize();
    let mut fingerprint = Fingerprint::default();
    fingerprint[..4].copy_from_slice(&second.to_be_bytes());
    fingerprint[4..].copy_from_slice(&hash[..8]);
    fingerprint
}
