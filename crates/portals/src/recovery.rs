//! Recovery: fetches from a portal's offline queue what it could not deliver (docs/protocol.md 4).
//!
//! Whatever the plan, a record is on our disk before it leaves the portal's queue, so a crash between two steps loses
//! nothing; if it is then fetched a second time, the indexer recognises the repeat.

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

/// The outcome of reading a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// The reading ended.
    Ended {
        /// Its outcome and counts.
        recovery: Ended,
        /// How many readings in a row have failed, this one included.
        failures: u32,
    },
    /// The portal was never installed.
    NoPortal,
    /// This process is already reading the same queue.
    InFlight,
}

/// Marks the portal's queue as being read, until dropped.
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
    /// Brings the queues of `portals` into `log`.
    pub fn new(store: Store, portals: Portals, log: EventLog, clock: Clock) -> Self {
        Self { store, portals, log, clock, in_flight: Mutex::default() }
    }

    /// Reads a portal's queue, to its end or a bounded number of pages, and records the outcome.
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

/// Whether the failure may pass by itself, or somebody has to change something in the portal.
fn judged(stop: &Stop) -> RecoveryOutcome {
    match stop {
        Stop::Portal(PortalError::Refused(code)) if bitrix24::is_passing(code) => RecoveryOutcome::Failed,
        Stop::Portal(PortalError::Refused(_) | PortalError::Suspended(_) | PortalError::Token(TokenError::None)) => {
            RecoveryOutcome::Refused
        }
        Stop::Portal(_) | Stop::Log(_) | Stop::Endless | Stop::Unreadable => RecoveryOutcome::Failed,
    }
}
