//! How many connections a process may hold.

use rustix::process::{Resource, getrlimit};

/// Descriptors that are kept for the database, the event log and calls to other servers: a quarter of all, within these.
const RESERVE: (usize, usize) = (64, 512);
/// More connections would need more memory than the process should have, whatever the descriptors allow: each may hold a
/// header of [`MAX_HEADER`].
const MOST: usize = 4_096;
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
    /// What the descriptors of this process allow, less a reserve.
    pub fn of_process() -> Self {
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
