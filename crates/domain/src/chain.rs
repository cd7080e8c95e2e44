//! The hash chain of a portal's deletions: each digest covers a deletion and the digest before, so that nobody can
//! change, remove or insert one unnoticed.

use sha2::{Digest, Sha256};

/// The digest of one link of the chain.
pub type Link = [u8; 32];

/// A deletion as the chain sees it. It omits how the deletion came, since a second source may become known later, and
/// so the fingerprint, which only repeats event and `data`; and its place among other portals' deletions.
#[derive(Clone, Copy, Debug)]
pub struct Linked<'a> {
    /// The portal.
    pub member_id: &'a str,
    /// Its number within the portal.
    pub number: i64,
    /// The event code.
    pub event: &'a str,
    /// The deleted thing's id.
    pub entity_id: &'a str,
    /// The event's other attributes, as JSON.
    pub attributes: Option<&'a str>,
    /// The acting user.
    pub user_id: Option<&'a str>,
    /// When it was sent, in microseconds since 1970.
    pub sent_at: i64,
    /// When it was received, in microseconds since 1970.
    pub received_at: i64,
    /// The portal's number of the subscription.
    pub event_handler_id: Option<&'a str>,
    /// The payload's `data`, as JSON.
    pub data: Option<&'a str>,
    /// Its `ts`, as stored.
    pub ts: Option<&'a str>,
    /// The digest of its auth block.
    pub auth: Option<&'a Link>,
    /// Its `expires`.
    pub expires: Option<i64>,
}

impl Linked<'_> {
    /// The digest of this deletion and the one before; `None` if it is the chain's first.
    pub fn digest(&self, previous: Option<&Link>) -> Link {
        let mut hash = Sha256::new_with_prefix(previous.unwrap_or(&[0; 32]));
        for number in [self.number, self.sent_at, self.received_at] {
            hash.update(number.to_be_bytes());
        }
        let texts = [Some(self.member_id), Some(self.event), Some(self.entity_id), self.attributes, self.user_id];
        let more = [self.event_handler_id, self.data, self.ts];
        for text in texts.into_iter().chain(more) {
            feed(text.map(str::as_bytes), &mut hash);
        }
        feed(self.auth.map(Link::as_slice), &mut hash);
        feed(self.expires.map(i64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice), &mut hash);
        hash.finalize().into()
    }
}

/// The result of checking a portal's chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many deletions are in the chain and fit.
    pub linked: u64,
    /// How many are older than the chain, which says nothing about them.
    pub older: u64,
    /// The digest of the first one.
    pub first: Option<Link>,
    /// The digest of the last one.
    pub last: Option<Link>,
    /// The first thing that does not fit.
    pub fault: Option<Fault>,
}

/// A fault in a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The deletion has changed since it was linked.
    #[error("deletion {0} was changed")]
    Changed(i64),
    /// No deletion has this number.
    #[error("deletion {0} is missing")]
    Missing(i64),
    /// It was never linked under this number.
    #[error("deletion {0} is not in its place")]
    Misplaced(i64),
    /// All deletions fit, but their number differs from the counter.
    #[error("{found} deletions exist, but the counter says {counted}")]
    Miscounted {
        /// How many the portal's counter has.
        counted: i64,
        /// How many there are.
        found: i64,
    },
}

/// The state of one deletion in its portal's chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is what was linked after its predecessor.
    Fits,
    /// It or its predecessor differs from what was linked.
    Changed,
    /// Its predecessor is missing.
    PredecessorMissing,
    /// It is older than the chain, which says nothing about it.
    OlderThanChain,
}

impl Fault {
    /// The number of the first deletion that does not fit.
    pub fn number(self) -> Option<i64> {
        match self {
            Self::Changed(number) | Self::Missing(number) | Self::Misplaced(number) => Some(number),
            Self::Miscounted { .. } => None,
        }
    }
}

/// The digest of an auth block, which identifies it and stands for it in the chain.
pub fn auth_digest(auth: &str) -> Link {
    Sha256::digest(auth).into()
}

/// Hashes `bytes` with their length first, so that no two sequences run together; absent differs from empty.
fn feed(bytes: Option<&[u8]>, hash: &mut Sha256) {
    hash.update(bytes.map_or(u64::MAX, |bytes| bytes.len() as u64).to_be_bytes());
    hash.update(bytes.unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAD: Linked<'_> = Linked {
        member_id: "bac1cd5c8940947a75e0d71b1a84e348",
        number: 7,
        event: "ONCRMLEADDELETE",
        entity_id: "1000983",
        attributes: None,
        user_id: Some("27"),
        sent_at: 1_742_807_199_000_000,
        received_at: 1_742_807_200_123_456,
        event_handler_id: Some("711"),
        data: Some(r#"{"FIELDS":{"ID":"1000983"}}"#),
        ts: None,
        auth: Some(&[2; 32]),
        expires: Some(1_742_810_799),
    };

    #[test]
    fn everything_counts() {
        let first = LEAD.digest(None);
        let others = [
            LEAD.digest(Some(&first)),
            Linked { member_id: "other", ..LEAD }.digest(None),
            Linked { number: 8, ..LEAD }.digest(None),
            Linked { event: "ONLEADDELETE", ..LEAD }.digest(None),
            Linked { entity_id: "1000984", ..LEAD }.digest(None),
            Linked { attributes: Some("{}"), ..LEAD }.digest(None),
            Linked { user_id: None, ..LEAD }.digest(None),
            Linked { sent_at: 0, ..LEAD }.digest(None),
            Linked { received_at: 0, ..LEAD }.digest(None),
            Linked { event_handler_id: None, ..LEAD }.digest(None),
            Linked { data: None, ..LEAD }.digest(None),
            Linked { ts: Some(""), ..LEAD }.digest(None),
            Linked { auth: None, ..LEAD }.digest(None),
            Linked { expires: None, ..LEAD }.digest(None),
            // The same bytes, split differently.
            Linked { user_id: Some("2"), event_handler_id: Some("7711"), ..LEAD }.digest(None),
        ];
        let mut all: Vec<_> = others.into_iter().chain([first]).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 16);
    }

    #[test]
    fn digests_are_stable() {
        let digest = LEAD.digest(None);
        assert_eq!(digest[..4], [152, 81, 192, 185], "a change here breaks every chain there is");
    }
}
