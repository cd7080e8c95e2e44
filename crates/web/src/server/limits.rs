//! How many connections a process may hold.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Least and most descriptors kept for the database, the event log and calls to other servers; between them, a quarter.
const RESERVE: (usize, usize) = (64, 512);
/// More connections would need more memory than the process should have, whatever the descriptors allow.
const MOST: usize = 16_384;
/// How many connections may wait for a request or for the rest of one: each may hold a header of [`MAX_HEADER`]. The
/// others are being answered; most of them are streams.
pub(super) const MOST_WAITING: usize = 4_096;
/// Fewer connections are of no use.
const LEAST: usize = 16;
/// The most bytes of a request's header, and of one read of a body.
pub(super) const MAX_HEADER: usize = 16 * 1024;

/// What the server may take of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many connections may be open at the same time.
    pub connections: usize,
}

impl Limits {
    /// Raises the descriptor limit of this process as far as possible and keeps a reserve of it. Processes often start
    /// with a low limit, for the sake of programs that can't handle more.
    pub fn of_process() -> Self {
        let maximum = getrlimit(Resource::Nofile).maximum;
        if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
            tracing::debug!(%error, "the limit of open files could not be raised");
        }
        let descriptors = getrlimit(Resource::Nofile).current.and_then(|limit| usize::try_from(limit).ok());
        Self::of_descriptors(descriptors.unwrap_or(usize::MAX))
    }

    fn of_descriptors(descriptors: usize) -> Self {
        let (least, most) = RESERVE;
        let reserve = (descriptors / 4).clamp(least, most);
        Self { connections: descriptors.saturating_sub(reserve).clamp(LEAST, MOST) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserve_is_kept_of_few_and_of_many_descriptors() {
        let connections = |descriptors| Limits::of_descriptors(descriptors).connections;
        assert_eq!([64, 160, 1_024, usize::MAX].map(connections), [LEAST, 96, 768, MOST]);
    }
}
