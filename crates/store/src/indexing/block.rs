//! What is indexed: a run of one event log, decoded into deletions.

use domain::MemberId;
use domain::deletion::Source;
use domain::event::{Fingerprint, Parts};
use domain::quarantine::QuarantineReason;

/// A run of one event log, decoded into deletions, in the order of the log.
#[derive(Debug)]
pub struct Block<'a> {
    /// The log.
    pub source: &'a str,
    /// The position that must have been reached before.
    pub after: i64,
    /// The position that is reached with it.
    pub last: i64,
    /// What the events report.
    pub deletions: Vec<NewDeletion>,
    /// What can't be indexed.
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
    /// What it would be a second earlier and later: the same event may have come so by another of our handlers.
    pub neighbours: Option<[Fingerprint; 2]>,
    /// The event's code.
    pub event: String,
    /// Which one.
    pub entity_id: String,
    /// Parents and outer identifiers, as JSON; none if there are none.
    pub attributes: Option<String>,
    /// The texts by which it is found.
    pub terms: Vec<String>,
    /// The acting user.
    pub user_id: Option<String>,
    /// The event's `ts`, in microseconds since 1970, if it has one.
    pub sent_at: Option<i64>,
    /// When the log had it, in microseconds since 1970.
    pub received_at: i64,
    /// How it came.
    pub source: Source,
    /// The portal's number of the subscription.
    pub event_handler_id: Option<String>,
    /// What is shown of the event.
    pub payload: Parts,
}

/// An event that can't be indexed; it is kept for a human and stops nobody else.
#[derive(Clone, Debug)]
pub struct Quarantined {
    /// Its place in the log.
    pub position: i64,
    /// Its portal, if the event can be read.
    pub member_id: Option<MemberId>,
    /// When the log had it, in microseconds since 1970.
    pub received_at: i64,
    /// Why.
    pub reason: QuarantineReason,
    /// The row of the log.
    pub record: Vec<u8>,
}

/// What became of a block.
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
