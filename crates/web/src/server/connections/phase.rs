//! What a connection waits for, and whether it may be closed meanwhile.

use crate::server::shares::Share;

/// What a connection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server) enum Phase {
    /// Another request; none has begun to arrive.
    Idle,
    /// The header of a request.
    Header,
    /// The body of a request that counts for this share.
    Body(Share),
    /// Our answer.
    Answering,
}

/// How many kinds of phases there are in which a connection may be closed to make room.
pub(super) const QUEUES: usize = 5;

impl Phase {
    /// The queue of those that may be closed in this phase; none while a request is worked on.
    pub(super) fn queue(self) -> Option<usize> {
        match self {
            Self::Idle => Some(0),
            Self::Header => Some(1),
            Self::Body(Share::Other) => Some(2),
            Self::Body(Share::Installs) => Some(3),
            Self::Body(Share::Events) => Some(4),
            Self::Answering => None,
        }
    }
}
