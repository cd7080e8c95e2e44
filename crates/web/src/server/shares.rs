//! What all requests together may take of the process: bytes of bodies, and places of requests that are worked on. What
//! comes to `/bitrix24/events` has a share that nothing else can take, since a portal sends an event only once; installs
//! have one for the same reason.

use std::sync::Arc;
use std::time::Duration;

use metrics::Gauge;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Limits;
use super::connections::Connection;
use super::share::Share;

/// How many bytes of bodies are in memory at the same time, of events, of installs and of all else. What is made of a
/// body when it is decoded takes up to about three times as much beside it.
pub(super) const EVENTS: u32 = 12 << 20;
pub(super) const INSTALLS: u32 = 2 << 20;
pub(super) const OTHER: u32 = 6 << 20;
/// How long the body of an install may be to count as one; an honest one has a few KiB.
pub(super) const INSTALL: usize = 64 << 10;
/// How long a request waits for its share.
const PATIENCE: Duration = Duration::from_secs(2);
/// How soon another connection gives way for it.
const NEXT: Duration = Duration::from_millis(20);

/// There was no room in a share, for longer than a request waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRoom;

/// The shares of a server.
#[derive(Debug)]
pub(super) struct Shares {
    events: Arc<Semaphore>,
    installs: Arc<Semaphore>,
    other: Arc<Semaphore>,
    /// How many requests that count for [`Share::Other`] are worked on: each may take long, and holds a connection.
    places: Arc<Semaphore>,
    /// The same for [`Share::Installs`].
    install_places: Arc<Semaphore>,
    /// How many of those may ask other servers: the rest is kept at once, and verified later.
    verifications: Arc<Semaphore>,
    pub(super) held: Gauge,
}

impl Shares {
    pub(super) fn new(Limits { connections }: Limits) -> Self {
        let semaphore = |size: usize| Arc::new(Semaphore::new(size));
        let [events, installs, other] = [EVENTS, INSTALLS, OTHER].map(|size| semaphore(size as usize));
        Self {
            events,
            installs,
            other,
            places: semaphore(connections * 3 / 8),
            install_places: semaphore(connections / 4),
            verifications: semaphore(connections / 8),
            held: metrics::gauge!("tombstone_request_body_bytes"),
        }
    }

    fn bytes(&self, share: Share) -> &Arc<Semaphore> {
        match share {
            Share::Events => &self.events,
            Share::Installs => &self.installs,
            Share::Other => &self.other,
        }
    }

    /// So many bytes, if there are as many.
    pub(super) fn try_bytes(&self, share: Share, size: u32) -> Option<OwnedSemaphorePermit> {
        Arc::clone(self.bytes(share)).try_acquire_many_owned(size).ok()
    }

    /// So many bytes. As long as there are not as many, the connections give way whose bodies take the longest.
    pub(super) async fn take_bytes(
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

    /// A place to be worked on; none if the share has no number of them.
    pub(super) async fn take_place(&self, share: Share) -> Result<Option<OwnedSemaphorePermit>, NoRoom> {
        let places = match share {
            Share::Events => return Ok(None),
            Share::Installs => &self.install_places,
            Share::Other => &self.places,
        };
        in_time(Arc::clone(places).acquire_owned()).await.map(Some)
    }

    /// A place among the installs that are verified, if there is one.
    pub(super) fn try_verification(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.verifications).try_acquire_owned().ok()
    }
}

async fn in_time<T, E>(taken: impl Future<Output = Result<T, E>>) -> Result<T, NoRoom> {
    tokio::time::timeout(PATIENCE, taken).await.ok().and_then(Result::ok).ok_or(NoRoom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn share_of_a_request_is_known_by_where_it_goes() {
        for path in ["/bitrix24/events", "/bitrix24/events/a", "/health/ready"] {
            assert_eq!(Share::of(path), Share::Events, "{path}");
        }
        assert_eq!(Share::of("/bitrix24/install"), Share::Installs);
        for path in ["/bitrix24/installer", "/bitrix24/eventsandmore", "/healthy", "/", "/api/v1/portals"] {
            assert_eq!(Share::of(path), Share::Other, "{path}");
        }
    }

    #[tokio::test]
    async fn all_places_together_leave_connections_to_events() {
        let shares = Shares::new(Limits { connections: 16 });
        let mut taken = Vec::new();
        for (share, places) in [(Share::Other, 6), (Share::Installs, 4)] {
            for _ in 0..places {
                taken.push(shares.take_place(share).await.unwrap());
            }
        }
        assert_eq!(shares.take_place(Share::Installs).await.map(drop), Err(NoRoom), "the deadline passes");
        assert!(shares.take_place(Share::Events).await.is_ok());
    }
}
