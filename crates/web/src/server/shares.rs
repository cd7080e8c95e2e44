//! What all requests together may take of the process: bytes of bodies, and places of requests in progress. Requests to
//! `/bitrix24/events` have a share that nothing else can take, since a portal sends an event only once; installs have
//! one for the same reason.

use std::sync::Arc;
use std::time::Duration;

use metrics::Gauge;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Limits;
use super::connections::Connection;
use super::share::Share;

/// How many bytes of bodies may be in memory at the same time: of events, of installs and of everything else. Decoding
/// a body takes up to about three times as much on top.
pub(super) const EVENTS: u32 = 12 << 20;
pub(super) const INSTALLS: u32 = 2 << 20;
pub(super) const OTHER: u32 = 6 << 20;
/// The longest body that counts as an install, in bytes; an honest one has a few KiB.
pub(super) const INSTALL: usize = 64 << 10;
/// How long a request waits for its share.
const PATIENCE: Duration = Duration::from_secs(2);
/// How soon a waiting request makes another connection give way.
const NEXT: Duration = Duration::from_millis(20);

/// A share had no room for longer than a request waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRoom;

#[derive(Debug)]
pub(super) struct Shares {
    events: Arc<Semaphore>,
    installs: Arc<Semaphore>,
    other: Arc<Semaphore>,
    /// Places of requests in progress that count for [`Share::Other`]: each may take long, and holds a connection.
    places: Arc<Semaphore>,
    /// The same for [`Share::Installs`].
    install_places: Arc<Semaphore>,
    /// How many installs may ask other servers at once; the others are stored at once and verified later.
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

    /// Takes `size` bytes, if they are free.
    pub(super) fn try_bytes(&self, share: Share, size: u32) -> Option<OwnedSemaphorePermit> {
        Arc::clone(self.bytes(share)).try_acquire_many_owned(size).ok()
    }

    /// Waits for `size` bytes. Meanwhile the connections whose bodies take longest give way.
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

    /// Takes a place for a request in progress; `None` if the share does not limit them.
    pub(super) async fn take_place(&self, share: Share) -> Result<Option<OwnedSemaphorePermit>, NoRoom> {
        let places = match share {
            Share::Events => return Ok(None),
            Share::Installs => &self.install_places,
            Share::Other => &self.places,
        };
        in_time(Arc::clone(places).acquire_owned()).await.map(Some)
    }

    /// Takes a place among the installs being verified, if one is free.
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
