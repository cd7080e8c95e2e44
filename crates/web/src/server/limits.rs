//! How many connections a process may hold.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Descriptors that are kept for the database, the event log and calls to other servers: a quarter of all, within these.
const RESERVE: (usize, usize) = (64, 512);
/// More connections would need more memory than the process should have, whatever the descriptors allow.
const MOST: usize = 16_384;
/// How many of them may wait for a request or for the rest of one: each may hold a header of [`MAX_HEADER`]. The others are
/// answered, streams above all.
pub(super) const MOST_WAITING: usize = 4_096;
/// Fewer are of no use.
const LEAST: usize = 16;
/// The size of a request's header, and of what is read of a body at once.
pub(super) const MAX_HEADER: usize = 16 * 1024;

/// What the server may take of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many connections are open at the same time.
    pub connections: usize,
}

impl Limits {
    /// What the descriptors of this process allow, less a reserve. Before that the process takes as many as it may have: what
    /// it is started with is often few, for the sake of programs that can't have more.
    pub fn of_process() -> Self {
        let maximum = getrlimit(Resource::Nofile).maximum;
        if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
            tracing::debug!(%error, "the process stays with the descriptors that it has");
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
