//! One deletion as an event reports it.

use std::collections::BTreeMap;

use super::fingerprints::Fingerprint;
use super::payload::Payload;

/// The longest id or attribute, in bytes: indexes have a bound, and a list repeats what its elements share. A longer
/// one stays in the payload only.
pub const MAX_ID: usize = 1024;

/// One deletion of an event, before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported<'a> {
    /// What kind of thing; `unknown` if the catalogue lacks the code.
    pub entity: &'static str,
    /// Its id; empty if the event does not say.
    pub entity_id: String,
    /// Its parents and external identifiers; `incomplete` is `true` if the event should have an id and has none.
    pub attributes: BTreeMap<String, String>,
    /// The event as far as it concerns this deletion.
    pub payload: Payload<'a>,
    /// The same whenever the same event arrives again, and different for each of its deletions.
    pub fingerprint: Fingerprint,
    /// What `fingerprint` would be had the event been sent a second earlier or later; `None` if that can't matter.
    pub neighbours: Option<[Fingerprint; 2]>,
}
