//! Fingerprints, which identify a deletion within its portal.

use sha2::{Digest, Sha256};

use super::Event;
use crate::wire::text_into;

/// Identifies a deletion within its portal: the second in which the event was sent, so that neighbours in time are
/// neighbours in an index, then a hash of all else and of the place in the event.
pub type Fingerprint = [u8; 12];

/// The fingerprints of an event's deletions, and of the same event a second earlier or later.
pub(crate) struct Fingerprints {
    /// Hash of the code, `data`, and a `ts` that is no plain second.
    content: Sha256,
    second: u32,
    /// The seconds before and after; `None` if the event names no handler or has no plain time.
    around: Option<[u32; 2]>,
}

impl Fingerprints {
    pub(crate) fn of(event: &Event) -> Self {
        let mut content = event.content();
        let second = event.plain_second().and_then(|second| u32::try_from(second).ok());
        if let (None, Some(ts)) = (second, &event.ts) {
            text_into(ts, &mut content);
        }
        let around = second.and_then(|second| Some([second.checked_sub(1)?, second.checked_add(1)?]));
        // Only another of our handlers sends the same event at another time (docs/protocol.md 8.3).
        let around = around.filter(|_| event.event_handler_id.is_some());
        Self { content, second: second.unwrap_or_default(), around }
    }

    /// The fingerprint of the deletion at this place in the event, and those it would have a second earlier and later.
    pub(crate) fn at(&self, ordinal: usize) -> (Fingerprint, Option<[Fingerprint; 2]>) {
        let ordinal = u32::try_from(ordinal).unwrap_or(u32::MAX);
        let hash = self.content.clone().chain_update(ordinal.to_be_bytes()).finalize();
        let sent_in = |second: u32| {
            let mut fingerprint = Fingerprint::default();
            fingerprint[..4].copy_from_slice(&second.to_be_bytes());
            fingerprint[4..].copy_from_slice(&hash[..8]);
            fingerprint
        };
        (sent_in(self.second), self.around.map(|around| around.map(sent_in)))
    }
}
