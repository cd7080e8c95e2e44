//! What identifies a deletion among those of its portal.

use sha2::{Digest, Sha256};

use super::{Event, digest_at};

/// Identifies a deletion among those of its portal.
pub type Fingerprint = [u8; 12];

/// The fingerprints of an event's deletions, and those that they would have had a second earlier or later.
pub(crate) struct Fingerprints {
    own: Print,
    neighbours: Option<[Print; 2]>,
}

/// What an event has in all fingerprints: its second and its digest.
struct Print {
    second: u32,
    digest: [u8; 32],
}

impl Fingerprints {
    pub(crate) fn of(event: &Event) -> Self {
        let content = event.content();
        let second = event.plain_second().and_then(|second| u32::try_from(second).ok());
        let at = |second: u32| Print { second, digest: digest_at(content.clone(), Some(&second.to_string())) };
        let around = second.and_then(|second| second.checked_sub(1).zip(second.checked_add(1)));
        // Only another of our handlers has the same event at another time (docs/protocol.md 8.3).
        let around = around.filter(|_| event.event_handler_id.is_some());
        let neighbours = around.map(|(before, after)| [at(before), at(after)]);
        let digest = digest_at(content.clone(), event.ts.as_deref());
        Self { own: Print { second: second.unwrap_or_default(), digest }, neighbours }
    }

    /// That of the deletion at this place in the event.
    pub(crate) fn at(&self, ordinal: usize) -> Fingerprint {
        self.own.at(ordinal)
    }

    /// Those of the same deletion in the same event a second earlier and later; none if it came by no known handler or
    /// has no plain time.
    pub(crate) fn neighbours_at(&self, ordinal: usize) -> Option<[Fingerprint; 2]> {
        self.neighbours.as_ref().map(|neighbours| neighbours.each_ref().map(|print| print.at(ordinal)))
    }
}

impl Print {
    /// The second in which the event was sent, so that neighbours in time are neighbours in an index, then a hash of the
    /// event's digest and the place in it.
    fn at(&self, ordinal: usize) -> Fingerprint {
        let ordinal = u32::try_from(ordinal).unwrap_or(u32::MAX);
        let hash = Sha256::new().chain_update(self.digest).chain_update(ordinal.to_be_bytes()).finalize();
        let mut fingerprint = Fingerprint::default();
        fingerprint[..4].copy_from_slice(&self.second.to_be_bytes());
        fingerprint[4..].copy_from_slice(&hash[..8]);
        fingerprint
    }
}
