//! What all requests together may take of the process: bytes of bodies, and places of requests that are worked on. What
//! comes to `/bitrix24/events` has a share that nothing else can take, since a portal sends an event only once.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use metrics::Gauge;
use poem::Request;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Limits;
use super::connections::Connection;

/// How many bytes of bodies are in memory at the same time, of events and of all else. What is made of a body when it is
/// decoded takes up to about three times as much beside it.
const EVENTS: u32 = 12 << 20;
const OTHER: u32 = 8 << 20;
/// How long a request waits for its share.
const PATIENCE: Duration = Duration::from_secs(2);

/// How soon another connection gives way for it.
const NEXT: Duration = Duration::from_millis(20);

/// Whose share a request takes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    /// Events of portals, and whoever asks how the process is.
    Events,
    /// Everything else.
    Other,
}

impl Share {
    /// By where a request goes.
    pub(super) fn of(path: &str) -> Self {
        let is_below =
            |base: &str| path.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if is_below("/bitrix24/events") || is_below("/health") { Self::Events } else { Self::Other }
    }
}

/// There was no room in a share, for longer than a request waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRoom;

/// The shares of a server.
#[derive(Debug)]
pub(super) struct Shares {
    events: Arc<Semaphore>,
    other: Arc<Semaphore>,
    /// How many requests that count for [`Share::Other`] are worked on: each may take long, and holds a connection.
    places: Arc<Semaphore>,
    held: Gauge,
}

impl Shares {
    pub(super) fn new(limits: Limits) -> Self {
        let [events, other] = [EVENTS, OTHER].map(|size| Arc::new(Semaphore::new(size as usize)));
        let places = Arc::new(Semaphore::new(limits.connections / 2));
        Self { events, other, places, held: metrics::gauge!("tombstone_request_body_bytes") }
    }

    fn bytes(&self, share: Share) -> &Arc<Semaphore> {
        match share {
            Share::Events => &self.events,
            Share::Other => &self.other,
        }
    }

    /// So many bytes, if there are as many.
    fn try_bytes(&self, share: Share, size: u32) -> Option<OwnedSemaphorePermit> {
        Arc::clone(self.bytes(share)).try_acquire_many_owned(size).ok()
    }

    /// So many bytes. As long as there are not as many, the connections give way whose bodies take the longest.
    async fn take_bytes(
        &self,
        share: Share,
        size: u32,
        connection: Option<&Arc<Connection>>,
    ) -> Result<OwnedSemaphorePermit, NoRoom> {
        let taken = async {
            loop {
                let taken = Arc::clone(self.bytes(share)).acquire_many_owned(size);
                if let Ok(taken) = tokio::time::timeout(NEXT, taken).await {
                    return taken;
                }
                if let Some(connection) = connection {
                    connection.close_slowest_body(share);
                }
            }
        };
        in_time(taken).await
    }

    /// A place to be worked on.
    async fn take_place(&self) -> Result<OwnedSemaphorePermit, NoRoom> {
        in_time(Arc::clone(&self.places).acquire_owned()).await
    }
}

async fn in_time<T, E>(taken: impl Future<Output = Result<T, E>>) -> Result<T, NoRoom> {
    tokio::time::timeout(PATIENCE, taken).await.ok().and_then(Result::ok).ok_or(NoRoom)
}

/// Lets a request count for the share of everything else from now on: an event that is answered only after another server
/// was asked, which anybody may send and which may take long. Nothing happens where there are no bounds.
pub async fn leave_events(request: &Request) -> Result<(), NoRoom> {
    match request.extensions().get::<Arc<Admitted>>() {
        Some(admitted) => admitted.leave_events().await,
        None => Ok(()),
    }
}

/// What one request takes, until it is dropped.
#[derive(Debug)]
pub(super) struct Admitted {
    shares: Arc<Shares>,
    connection: Option<Arc<Connection>>,
    taken: Mutex<Taken>,
}

#[derive(Debug)]
struct Taken {
    share: Share,
    bytes: Option<OwnedSemaphorePermit>,
}

impl Taken {
    fn size(&self) -> u32 {
        self.bytes.as_ref().map_or(0, |bytes| u32::try_from(bytes.num_permits()).unwrap_or(u32::MAX))
    }
}

impl Admitted {
    pub(super) fn new(shares: &Arc<Shares>, share: Share, connection: Option<Arc<Connection>>) -> Self {
        Self { shares: Arc::clone(shares), connection, taken: Mutex::new(Taken { share, bytes: None }) }
    }

    /// Takes so many bytes more, if there are as many.
    pub(super) fn try_grow(&self, size: u32) -> bool {
        let permit = self.shares.try_bytes(self.share(), size);
        permit.is_some_and(|permit| {
            self.add(permit);
            true
        })
    }

    /// Takes so many bytes more.
    pub(super) async fn grow(&self, size: u32) -> Result<(), NoRoom> {
        self.add(self.shares.take_bytes(self.share(), size, self.connection.as_ref()).await?);
        Ok(())
    }

    fn add(&self, permit: OwnedSemaphorePermit) {
        self.shares.held.increment(u32::try_from(permit.num_permits()).unwrap_or(u32::MAX));
        self.taken(|taken| match &mut taken.bytes {
            Some(bytes) => bytes.merge(permit),
            bytes => *bytes = Some(permit),
        });
    }

    /// Takes a place among the requests that are worked on, if the request's share has a number of them.
    pub(super) async fn take_place(&self) -> Result<(), NoRoom> {
        if self.share() == Share::Events {
            return Ok(());
        }
        let place = self.shares.take_place().await?;
        if let Some(connection) = &self.connection {
            connection.keep(place);
        }
        Ok(())
    }

    async fn leave_events(&self) -> Result<(), NoRoom> {
        if self.share() == Share::Other {
            return Ok(());
        }
        let size = self.taken(|taken| taken.size());
        let bytes = self.shares.take_bytes(Share::Other, size, self.connection.as_ref()).await?;
        self.taken(|taken| (taken.share, taken.bytes) = (Share::Other, Some(bytes)));
        self.take_place().await
    }

    fn share(&self) -> Share {
        self.taken(|taken| taken.share)
    }

    fn taken<T>(&self, look: impl FnOnce(&mut Taken) -> T) -> T {
        look(&mut self.taken.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Admitted {
    fn drop(&mut self) {
        let size = self.taken(|taken| taken.size());
        self.shares.held.decrement(size);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_events_and_health_take_from_the_share_of_events() {
        for path in ["/bitrix24/events", "/bitrix24/events/a", "/health/ready"] {
            assert_eq!(Share::of(path), Share::Events, "{path}");
        }
        for path in ["/bitrix24/install", "/bitrix24/eventsandmore", "/healthy", "/", "/api/v1/portals"] {
            assert_eq!(Share::of(path), Share::Other, "{path}");
        }
    }

    fn shares() -> Arc<Shares> {
        Arc::new(Shares::new(Limits { connections: 16 }))
    }

    #[test]
    fn other_requests_can_not_take_the_share_of_events() {
        let shares = shares();
        let admitted = |share| Admitted::new(&shares, share, None);
        let (other, event) = (admitted(Share::Other), admitted(Share::Events));
        assert!(other.try_grow(OTHER) && !admitted(Share::Other).try_grow(1));
        assert!(event.try_grow(EVENTS) && !admitted(Share::Events).try_grow(1));
        drop((other, event));
        assert!(admitted(Share::Events).try_grow(EVENTS) && admitted(Share::Other).try_grow(OTHER));
    }

    #[tokio::test]
    async fn event_that_waits_for_others_gives_its_share_back() {
        let shares = shares();
        let admitted = |share| Admitted::new(&shares, share, None);
        let event = admitted(Share::Events);
        assert!(event.try_grow(EVENTS.min(OTHER)));
        event.leave_events().await.unwrap();
        assert!(admitted(Share::Events).try_grow(EVENTS) && !admitted(Share::Other).try_grow(OTHER));
    }

    #[tokio::test]
    async fn bytes_that_are_given_back_are_waited_for() {
        let shares = shares();
        let admitted = || Admitted::new(&shares, Share::Other, None);
        let first = admitted();
        assert!(first.try_grow(OTHER));
        let second = admitted();
        let waiting = second.grow(1);
        let (grown, ()) = tokio::join!(waiting, async { drop(first) });
        assert_eq!(grown, Ok(()));
    }
}
