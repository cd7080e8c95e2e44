//! What one request takes of the shares, from the arrival of its body to its response.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt;
use poem::Request;
use tokio::sync::OwnedSemaphorePermit;

use super::connections::{Connection, Phase};
use super::share::Share;
use super::shares::{NoRoom, Shares};

/// When an install is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verification {
    /// Immediately.
    Now,
    /// Later: too many are being verified, so this one is stored first.
    Later,
}

/// Counts the request as an install from now on. Anybody may send one, and it may take long, since we ask other servers
/// before we answer. Without limits it is verified now.
pub async fn count_as_install(request: &Request) -> Result<Verification, NoRoom> {
    match request.extensions().get::<Arc<Admitted>>() {
        Some(admitted) => admitted.count_as_install().await,
        None => Ok(Verification::Now),
    }
}

/// Holds what the request takes, for work that continues after its response has begun.
#[derive(Clone, Debug)]
pub struct Admission(#[expect(dead_code, reason = "held until it is dropped")] Option<Arc<Admitted>>);

/// Keeps what the request takes until the value is dropped.
pub fn admission(request: &Request) -> Admission {
    Admission(request.extensions().get::<Arc<Admitted>>().cloned())
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
    verification: Option<OwnedSemaphorePermit>,
}

impl Taken {
    fn size(&self) -> u32 {
        self.bytes.as_ref().map_or(0, |bytes| u32::try_from(bytes.num_permits()).unwrap_or(u32::MAX))
    }
}

impl Admitted {
    pub(super) fn new(shares: &Arc<Shares>, share: Share, connection: Option<Arc<Connection>>) -> Self {
        let taken = Mutex::new(Taken { share, bytes: None, verification: None });
        Self { shares: Arc::clone(shares), connection, taken }
    }

    /// Takes `size` more bytes, if they are free.
    pub(super) fn try_grow(&self, size: u32) -> bool {
        let permit = self.shares.try_bytes(self.share(), size);
        permit.is_some_and(|permit| {
            self.add(permit);
            true
        })
    }

    /// Takes `size` more bytes and waits for them.
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

    /// Takes a place among the requests in progress, if the share limits their number.
    pub(super) async fn take_place(&self) -> Result<(), NoRoom> {
        let place = self.shares.take_place(self.share()).await?;
        if let (Some(place), Some(connection)) = (place, &self.connection) {
            connection.keep(place);
        }
        Ok(())
    }

    /// Takes its bytes from another share and returns those that it has.
    pub(super) async fn change_share(&self, share: Share) -> Result<(), NoRoom> {
        let size = self.taken(|taken| taken.size());
        let bytes = self.shares.take_bytes(share, size, self.connection.as_ref()).await?;
        self.taken(|taken| (taken.share, taken.bytes) = (share, Some(bytes)));
        Ok(())
    }

    async fn count_as_install(&self) -> Result<Verification, NoRoom> {
        if self.share() == Share::Events {
            self.join_installs().await?;
        }
        let verification = self.shares.try_verification();
        let is_now = verification.is_some();
        self.taken(|taken| taken.verification = verification);
        Ok(if is_now { Verification::Now } else { Verification::Later })
    }

    async fn join_installs(&self) -> Result<(), NoRoom> {
        let joined = async {
            self.change_share(Share::Installs).await?;
            self.take_place().await
        };
        let mut joined = std::pin::pin!(joined);
        if let Some(joined) = joined.as_mut().now_or_never() {
            return joined;
        }
        // Waiting requests must not hold all connections.
        self.enter(Phase::Body(Share::Installs));
        let joined = joined.await;
        self.enter(Phase::Answering);
        joined
    }

    fn enter(&self, phase: Phase) {
        if let Some(connection) = &self.connection {
            connection.enter(phase);
        }
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
    use crate::server::Limits;
    use crate::server::shares::{EVENTS, INSTALLS, OTHER};

    fn shares() -> Arc<Shares> {
        Arc::new(Shares::new(Limits { connections: 16 }))
    }

    #[test]
    fn no_share_can_be_taken_by_another_one() {
        let (shares, all) = (shares(), [(Share::Events, EVENTS), (Share::Installs, INSTALLS), (Share::Other, OTHER)]);
        for (full, size) in all {
            let taken = Admitted::new(&shares, full, None);
            assert!(taken.try_grow(size));
            for (share, size) in all {
                assert_eq!(Admitted::new(&shares, share, None).try_grow(size), share != full, "{share:?} {full:?}");
            }
        }
    }

    #[tokio::test]
    async fn install_that_came_as_an_event_gives_its_share_back() {
        let shares = shares();
        let admitted = |share| Admitted::new(&shares, share, None);
        let event = admitted(Share::Events);
        assert!(event.try_grow(INSTALLS));
        assert_eq!(event.count_as_install().await, Ok(Verification::Now));
        assert!(admitted(Share::Events).try_grow(EVENTS) && !admitted(Share::Installs).try_grow(1));
    }

    #[tokio::test]
    async fn install_is_verified_later_if_enough_are_verified_now() {
        let shares = shares();
        let install = || Admitted::new(&shares, Share::Installs, None);
        let (first, second) = (install(), install());
        let verified =
            [first.count_as_install().await, second.count_as_install().await, install().count_as_install().await];
        assert_eq!(verified, [Ok(Verification::Now), Ok(Verification::Now), Ok(Verification::Later)]);
        drop(first);
        assert_eq!(install().count_as_install().await, Ok(Verification::Now));
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
