//! Limits who asks an authorization server at once: anybody can make us ask one, and must not keep others from it.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::MemberId;
use domain::network::network;
use moka::sync::Cache;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Concurrent requests to one server in each class: known portals, strangers, codes, and installs that already waited.
const AT_ONCE: usize = 16;
/// How many of the places one portal may take, or the strangers of one network.
const EACH: usize = 8;
/// How many portals and networks the cache remembers.
const REMEMBERED: u64 = 10_000;
/// How long a request waits for a place: its sender waits for an answer.
const DEADLINE: Duration = Duration::from_secs(2);

/// Who causes a request to the authorization server.
#[derive(Clone, Copy, Debug)]
pub enum Standing<'a> {
    /// A known portal that is proven to have sent the request.
    Known(&'a MemberId),
    /// Anybody, from this address if it is known.
    Stranger(Option<IpAddr>),
    /// Somebody who returns from an authorization with a code that may be made up, from this address.
    Code(Option<IpAddr>),
    /// The request waited already, and nobody waits for its answer.
    Pending,
    /// The request has to wait, whoever sent it.
    Later,
}

#[derive(Debug)]
pub(crate) struct Places {
    known: Arc<Semaphore>,
    strangers: Arc<Semaphore>,
    codes: Arc<Semaphore>,
    pending: Arc<Semaphore>,
    shares: Cache<String, Arc<Semaphore>>,
}

/// A place at a server; dropping it frees it.
#[derive(Debug)]
pub(crate) struct Place(#[expect(dead_code, reason = "held, not read")] [Option<OwnedSemaphorePermit>; 2]);

impl Default for Places {
    fn default() -> Self {
        let [known, strangers, codes, pending] = [(); 4].map(|()| Arc::new(Semaphore::new(AT_ONCE)));
        Self { known, strangers, codes, pending, shares: Cache::new(REMEMBERED) }
    }
}

impl Places {
    /// Takes a place for one request; `None` if none becomes free in time.
    pub(crate) async fn enter(&self, standing: Standing<'_>) -> Option<Place> {
        let (room, share) = match standing {
            Standing::Known(member_id) => (&self.known, member_id.to_string()),
            Standing::Stranger(from) => (&self.strangers, from.map(network).unwrap_or_default()),
            Standing::Code(from) => (&self.codes, format!("code from {}", from.map(network).unwrap_or_default())),
            Standing::Later => return None,
            Standing::Pending => return Some(Place([Arc::clone(&self.pending).acquire_owned().await.ok(), None])),
        };
        let share = self.shares.get_with(share, || Arc::new(Semaphore::new(EACH)));
        let both = async { [share.acquire_owned().await.ok(), Arc::clone(room).acquire_owned().await.ok()] };
        timeout(DEADLINE, both).await.ok().map(Place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stranger(network: u8) -> Standing<'static> {
        Standing::Stranger(Some([192, 0, network, 1].into()))
    }

    #[tokio::test]
    async fn strangers_in_one_network_leave_places_to_others() {
        let places = Places::default();
        let mut taken = Vec::new();
        for _ in 0..EACH {
            taken.push(places.enter(stranger(1)).await.expect("a place"));
        }
        assert!(places.enter(stranger(1)).await.is_none(), "the deadline passes");
        for _ in 0..EACH {
            taken.push(places.enter(stranger(2)).await.expect("a place"));
        }
        drop(taken);
        assert!(places.enter(stranger(1)).await.is_some());
    }

    #[tokio::test]
    async fn codes_from_one_network_leave_places_to_others() {
        let (places, mut taken) = (Places::default(), Vec::new());
        let code = |network: u8| Standing::Code(Some([192, 0, network, 1].into()));
        for _ in 0..EACH {
            taken.push(places.enter(code(1)).await.expect("a place"));
        }
        assert!(places.enter(code(1)).await.is_none(), "the deadline passes");
        assert!(places.enter(code(2)).await.is_some() && places.enter(stranger(1)).await.is_some());
    }

    #[tokio::test]
    async fn strangers_leave_known_portals_and_waiting_installs_their_places() {
        let (places, portal) = (Places::default(), MemberId::parse("m").unwrap());
        let mut taken = Vec::new();
        for number in 0..AT_ONCE {
            taken.push(places.enter(stranger(u8::try_from(number).unwrap())).await.expect("a place"));
        }
        assert!(places.enter(stranger(99)).await.is_none());
        assert!(places.enter(Standing::Known(&portal)).await.is_some());
        assert!(places.enter(Standing::Pending).await.is_some());
        assert!(places.enter(Standing::Code(Some([192, 0, 99, 1].into()))).await.is_some());
    }
}
