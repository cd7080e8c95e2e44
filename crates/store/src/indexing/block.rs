//! The indexer's input, a run of one event log, and its result.

use domain::MemberId;
use domain::deletion::Source;
use domain::event::{Fingerprint, Parts};
use domain::quarantine::QuarantineReason;

/// A run of one event log, decoded into deletions, in the order of the log.
#[derive(Debug)]
pub struct Block<'a> {
    /// The log's name.
    pub source: &'a str,
    /// The position where the log's cursor has to be.
    pub after: i64,
    /// The position to which it moves the cursor.
    pub last: i64,
    /// What the events report.
    pub deletions: Vec<NewDeletion>,
    /// Events that can't be indexed.
    pub quarantined: Vec<Quarantined>,
}

/// A deletion that has no number yet.
#[derive(Clone, Debug)]
pub struct NewDeletion {
    /// The portal.
    pub member_id: MemberId,
    /// The installation that its event was verified for.
    pub generation: i64,
    /// Equal for the same deletion, however often it is reported.
    pub fingerprint: Fingerprint,
    /// Fingerprints a second earlier and later, with which another of our handlers may have brought the same event.
    pub neighbours: Option<[Fingerprint; 2]>,
    /// The event's code.
    pub event: String,
    /// The id of what was deleted.
    pub entity_id: String,
    /// Parents and outer identifiers, as JSON; none if there are none.
    pub attributes: Option<String>,
    /// The texts by which the search index finds it.
    pub terms: Vec<String>,
    /// The acting user.
    pub user_id: Option<String>,
    /// The event's `ts`, in microseconds since 1970, if it has one.
    pub sent_at: Option<i64>,
    /// When the log received it, in microseconds since 1970.
    pub received_at: i64,
    /// How it came.
    pub source: Source,
    /// The portal's number for the subscription.
    pub event_handler_id: Option<String>,
    /// The parts of the event that are shown.
    pub payload: Parts,
}

/// An event that can't be indexed: kept for an operator, without stopping others.
#[derive(Clone, Debug)]
pub struct Quarantined {
    /// Its position in the log.
    pub position: i64,
    /// Its portal, if the event can be read.
    pub member_id: Option<MemberId>,
    /// When the log received it, in microseconds since 1970.
    pub received_at: i64,
    /// Why.
    pub reason: QuarantineReason,
    /// The row of the log.
    pub record: Vec<u8>,
}

/// The result of indexing a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// Deletions that are new.
    pub added: u64,
    /// Deletions that were known already.
    pub repeated: u64,
    /// Deletions that were known already from another source.
    pub joined: u64,
    /// Deletions of installations whose data was removed meanwhile.
    pub purged: u64,
}
