//! How much one network may let lie in the data folder of what nobody could verify: strangers make up portals, and must not
//! take the room that others need.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::network::network;
use moka::sync::Cache;

/// How long a network's share is used up, which is how long things are held.
const LASTS: Duration = Duration::from_hours(24);
/// How many networks are remembered.
const NETWORKS: u64 = 10_000;

/// The shares of all networks in one kind of room.
#[derive(Debug)]
pub(super) struct Shares {
    bytes: u64,
    taken: Cache<String, Arc<AtomicU64>>,
}

impl Shares {
    /// Shares of so many bytes each.
    pub(super) fn new(bytes: u64) -> Self {
        Self { bytes, taken: Cache::builder().max_capacity(NETWORKS).time_to_live(LASTS).build() }
    }

    /// Whether whoever sends from there has so much left, which is then taken.
    pub(super) fn take(&self, source: Option<IpAddr>, bytes: usize) -> bool {
        let Some(source) = source else { return true };
        let taken = self.taken.get_with(network(source), Arc::default);
        let more = |taken: u64| taken.checked_add(bytes as u64).filter(|taken| *taken <= self.bytes);
        taken.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_network_leaves_room_to_others() {
        let shares = Shares::new(1_000);
        let from = |host: u8, network: u8| Some(IpAddr::from([192, 0, network, host]));
        assert!(shares.take(from(1, 2), 600) && shares.take(from(2, 2), 400));
        assert!(!shares.take(from(3, 2), 1), "its neighbours have the same share");
        assert!(shares.take(from(1, 3), 1_000) && shares.take(None, 5_000));
    }
}
