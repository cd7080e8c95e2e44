//! Recovery: fetches from a portal's offline queue what it could not deliver (docs/protocol.md 4).
//!
//! Whatever the plan, a record is on our disk before it is taken out of the portal's queue, so that a crash between two
//! steps loses nothing; what is fetched a second time after it is recognised by the indexer, so that nothing doubles.

mod queue;
mod record;
mod stop;

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use domain::failure::Failure;
use domain::portal::{OfflineQueue, Portal};
use domain::recovery::{Recovery as Ended, RecoveryOutcome};
use domain::{Clock, MemberId};
use store::{EventLog, Store, StoreError};

use crate::calls::{PortalError, Portals};
use crate::keeper::TokenError;
use queue::Look;
use stop::Stop;

/// Reads offline queues.
#[derive(Debug)]
pub struct Recovery {
    store: Store,
    portals: Portals,
    log: EventLog,
    clock: Clock,
    in_flight: Mutex<HashSet<MemberId>>,
}

/// What became of a look into a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// It ended so, and failed so often in a row.
    Ended {
        /// How.
        recovery: Ended,
        /// How often in a row it failed, this one included.
        failures: u32,
    },
    /// The portal was never installed.
    NoPortal,
    /// This process is looking into the same queue already.
    InFlight,
}

/// Names the portal as one whose queue is read, until it is dropped.
struct Turn<'a> {
    recovery: &'a Recovery,
    member_id: &'a MemberId,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.recovery.in_flight().remove(self.member_id);
    }
}

impl Recovery {
    /// Brings what queues of `portals` have into `log`.
    pub fn new(store: Store, portals: Portals, log: EventLog, clock: Clock) -> Self {
        Self { store, portals, log, clock, in_flight: Mutex::default() }
    }

    /// Reads a portal's queue, to its end unless there is much, and records what came of it.
    pub async fn recover(&self, member_id: &MemberId) -> Result<Recovered, StoreError> {
        if !self.in_flight().insert(member_id.clone()) {
            return Ok(Recovered::InFlight);
        }
        let _turn = Turn { recovery: self, member_id };
        let Some(portal) = self.store.tenant(member_id).find_portal().await? else { return Ok(Recovered::NoPortal) };
        let begun_at = self.clock.now();
        let mut look = Look::new(&self.store, &self.portals, &self.log, &portal);
        let read = match portal.offline_queue {
            OfflineQueue::Confirmed => look.confirmed().await,
            OfflineQueue::Unconfirmed => look.unconfirmed().await,
            OfflineQueue::Unavailable => {
                return self.end(&portal, &look, begun_at, RecoveryOutcome::Unavailable, None).await;
            }
            OfflineQueue::Unknown => return self.end(&portal, &look, begun_at, RecoveryOutcome::Unknown, None).await,
        };
        let (outcome, reason) = match read {
            Ok(true) => (RecoveryOutcome::Complete, None),
            Ok(false) => (RecoveryOutcome::Partial, None),
            Err(Stop::Portal(PortalError::Store(error))) => return Err(error),
            Err(stop) => (judged(&stop), Some(Failure::from(&stop))),
        };
        self.end(&portal, &look, begun_at, outcome, reason).await
    }

    async fn end(
        &self,
        portal: &Portal,
        look: &Look<'_>,
        begun_at: time::OffsetDateTime,
        outcome: RecoveryOutcome,
        reason: Option<Failure>,
    ) -> Result<Recovered, StoreError> {
        let (found, unreadable) = (look.found(), look.unreadable());
        let recovery = Ended { begun_at, ended_at: self.clock.now(), outcome, found, unreadable, reason };
        let failures = self.store.tenant(&portal.member_id).record_recovery(&recovery).await?;
        metrics::counter!("tombstone_recoveries_total", "outcome" => outcome.as_str()).increment(1);
        let member_id = &portal.member_id;
        if found > 0 || unreadable > 0 || !matches!(outcome, RecoveryOutcome::Complete | RecoveryOutcome::Unavailable) {
            let reason = recovery.reason.as_ref();
            tracing::info!(%member_id, %outcome, found, unreadable, ?reason, "the portal's offline queue was read");
        }
        Ok(Recovered::Ended { recovery, failures })
    }

    fn in_flight(&self) -> std::sync::MutexGuard<'_, HashSet<MemberId>> {
        self.in_flight.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether it may pass by itself, or somebody has to change something there.
fn judged(stop: &Stop) -> RecoveryOutcome {
    match stop {
        Stop::Portal(PortalError::Refused(code)) if bitrix24::is_passing(code) => RecoveryOutcome::Failed,
        Stop::Portal(PortalError::Refused(_) | PortalError::Suspended(_) | PortalError::Token(TokenError::None)) => {
            RecoveryOutcome::Refused
        }
        Stop::Portal(_) | Stop::Log(_) | Stop::Endless | Stop::Unreadable => RecoveryOutcome::Failed,
    }
}
