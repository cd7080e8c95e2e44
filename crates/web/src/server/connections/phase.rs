//! What a connection waits for, and whether it may be closed meanwhile.

use std::time::Duration;

use crate::server::share::Share;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server) enum Phase {
    /// Another request; none has begun to arrive.
    Idle,
    /// Its first request; none of it has arrived.
    Silent,
    /// The rest of a header.
    Header,
    /// The body of a request that counts for this share.
    Body(Share),
    /// Our answer.
    Answering,
}

/// How long a new connection may be silent: busy clients connect well before they send, and a portal sends each event
/// only once, on a connection of its own.
const FIRST_WORD: Duration = Duration::from_millis(250);

/// How many queues there are of connections that may be closed to make room.
pub(super) const QUEUES: usize = 5;

impl Phase {
    /// The queue of connections that may be closed in this phase; `None` while a request is worked on.
    pub(super) fn queue(self) -> Option<usize> {
        match self {
            Self::Idle => Some(0),
            Self::Silent | Self::Header => Some(1),
            Self::Body(Share::Other) => Some(2),
            Self::Body(Share::Installs) => Some(3),
            Self::Body(Share::Events) => Some(4),
            Self::Answering => None,
        }
    }

    /// How long after its beginning a connection may be closed to make room.
    pub(super) fn patience(self) -> Duration {
        if self == Self::Silent { FIRST_WORD } else { Duration::ZERO }
    }
}
