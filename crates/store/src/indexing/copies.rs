//! Copies: the same event from another of our handlers. Portals stamp each handler's on its own, so that a copy may be
//! a second off (docs/protocol.md 8.3).

use std::collections::HashMap;

use domain::MemberId;

use super::block::NewDeletion;
use super::counts::PortalCount;

/// How much later another handler may get the same event, in microseconds.
pub(super) const SECOND: i64 = 1_000_000;

/// The counts of the portals of a block.
pub(super) type Counts = HashMap<MemberId, PortalCount>;

/// Notes when the deletions were sent, so that later blocks look for copies of them.
pub(super) fn await_copies(reported: &[&NewDeletion], counts: &mut Counts) {
    for new in reported.iter().filter(|new| new.neighbours.is_some()) {
        if let Some((count, sent_at)) = counts.get_mut(&new.member_id).zip(new.sent_at) {
            count.note_sent(sent_at);
        }
    }
}
