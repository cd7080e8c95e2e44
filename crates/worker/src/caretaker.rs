//! The caretaker: does for each portal what is due, so that it keeps sending. One process at a time has the lease on it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bitrix24::{Installer, PortalError, Portals, TokenError};
use domain::health::causes;
use domain::portal::{PortalStatus, TokenHealth};
use domain::schedule::{Task, next_watch, retry};
use domain::{Clock, MemberId};
use store::{Store, StoreError};
use time::OffsetDateTime;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::allowance::Allowance;

/// How often it is looked what is due.
const PERIOD: Duration = Duration::from_secs(1);
/// How many portals are cared for at the same time.
const AT_ONCE: usize = 16;
/// How many are claimed at once of one task.
const BATCH: usize = 64;
/// How long what was claimed may take before it is due again: whoever claimed it has died.
const CLAIM: time::Duration = time::Duration::minutes(5);
/// The lease's name, and how long it outlives its owner.
const LEASE: &str = "caretaker";
const LEASED: time::Duration = time::Duration::seconds(20);
/// How soon after a look at its subscriptions a portal is probed, while its token still works.
const PROBE_SOON: time::Duration = time::Duration::seconds(5);

/// Cares for portals.
#[derive(Clone, Debug)]
pub struct Caretaker {
    store: Store,
    portals: Portals,
    installer: Installer,
    clock: Clock,
    owner: Arc<str>,
    renewals: Arc<Mutex<Allowance>>,
    room: Arc<Semaphore>,
}

impl Caretaker {
    /// A caretaker that begins at most so many scheduled renewals of tokens in a day.
    pub fn new(store: Store, portals: Portals, installer: Installer, clock: Clock, renewals_per_day: u32) -> Self {
        let owner = format!("{:016x}", rand::random::<u64>()).into();
        let renewals = Arc::new(Mutex::new(Allowance::new(renewals_per_day, clock.now())));
        let room = Arc::new(Semaphore::new(AT_ONCE));
        Self { store, portals, installer, clock, owner, renewals, room }
    }

    /// Does what is due until `stop` is true. What is under way then is given up, and due again later.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut under_way = JoinSet::new();
        loop {
            let now = self.clock.now();
            match self.store.hold_lease(LEASE, &self.owner, now, now + LEASED).await {
                Ok(true) => self.begin_due(&mut under_way).await,
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "what is due for portals can't be found out"),
            }
            while under_way.try_join_next().is_some() {}
            tokio::select! {
                () = tokio::time::sleep(PERIOD) => {}
                _ = stop.wait_for(|stop| *stop) => break,
            }
        }
        under_way.shutdown().await;
        self.portals.keeper().finish().await;
        // Another process need not wait for its end.
        let _ = self.store.release_lease(LEASE, &self.owner).await;
    }

    /// Does everything that is due now and returns when it is done.
    pub async fn do_due(&self) {
        let mut under_way = JoinSet::new();
        loop {
            self.begin_due(&mut under_way).await;
            if under_way.is_empty() {
                return;
            }
            while under_way.join_next().await.is_some() {}
        }
    }

    async fn begin_due(&self, under_way: &mut JoinSet<()>) {
        for task in Task::ALL {
            let room = self.room.available_permits().min(BATCH);
            let claimed = match self.claim(task, room).await {
                Ok(claimed) => claimed,
                Err(error) => return tracing::warn!(%error, "what is due for portals can't be found out"),
            };
            for member_id in claimed {
                let Ok(room) = Arc::clone(&self.room).acquire_owned().await else { return };
                let caretaker = self.clone();
                under_way.spawn(async move {
                    let _room = room;
                    caretaker.attend(task, &member_id).await;
                });
            }
        }
        self.portals.shrink();
    }

    async fn claim(&self, task: Task, room: usize) -> Result<Vec<MemberId>, StoreError> {
        let now = self.clock.now();
        let room = if task == Task::Renew { self.allowance(|allowance| allowance.now(now, room)) } else { room };
        if room == 0 {
            return Ok(Vec::new());
        }
        let claimed = self.store.claim_due(task, now, now + CLAIM, room as u64).await?;
        if task == Task::Renew {
            self.allowance(|allowance| allowance.spend(claimed.len()));
        }
        Ok(claimed)
    }

    fn allowance<T>(&self, of: impl FnOnce(&mut Allowance) -> T) -> T {
        of(&mut self.renewals.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn attend(&self, task: Task, member_id: &MemberId) {
        let outcome = match task {
            Task::Renew => self.renew(member_id).await,
            Task::Guard => self.guard(member_id).await,
            Task::Probe => self.probe(member_id).await,
            Task::Watch => self.watch(member_id).await,
            Task::Learn => self.learn(member_id).await,
        };
        metrics::counter!("tombstone_tasks_total", "task" => task.as_str()).increment(1);
        if let Err(error) = outcome {
            tracing::warn!(%member_id, task = task.as_str(), %error, "it is tried again in some minutes");
        }
    }

    /// What fails is due again by itself; a portal that is not called any more has nothing to renew.
    async fn renew(&self, member_id: &MemberId) -> Result<(), StoreError> {
        let again = match self.portals.keeper().renew(member_id).await {
            Ok(()) | Err(TokenError::Failing(_) | TokenError::PortalUnknown(_)) => return Ok(()),
            Err(TokenError::Store(error)) => return Err(error),
            Err(TokenError::None) => None,
            Err(TokenError::Suspended(status)) => status.is_called().then(|| self.clock.now() + time::Duration::DAY),
        };
        self.store.tenant(member_id).schedule(Task::Renew, again).await
    }

    async fn guard(&self, member_id: &MemberId) -> Result<(), StoreError> {
        let tenant = self.store.tenant(member_id);
        let outcome = self.installer.inspector().inspect(member_id).await;
        let failed = matches!(
            outcome,
            Err(PortalError::Token(_) | PortalError::Call(_) | PortalError::Limited | PortalError::Refused(_))
        );
        let failures = tenant.record_guard(failed).await?;
        let now = self.clock.now();
        match outcome {
            Err(PortalError::Store(error)) => return Err(error),
            Err(PortalError::Suspended(_)) => return tenant.schedule_guard(now, rand::random()).await,
            Err(error) => {
                tracing::warn!(%member_id, %error, failures, "the portal can't be looked at; it is tried again");
                return tenant.schedule(Task::Guard, Some(retry(failures, now, rand::random()))).await;
            }
            Ok(inspection) if !inspection.repaired.is_empty() => {
                tracing::info!(%member_id, repaired = ?inspection.repaired, "events are bound");
            }
            Ok(_) => {}
        }
        tenant.schedule_guard(now, rand::random()).await?;
        if self.is(member_id, PortalStatus::Active).await? {
            tenant.schedule(Task::Probe, Some(now + PROBE_SOON)).await?;
        }
        Ok(())
    }

    async fn probe(&self, member_id: &MemberId) -> Result<(), StoreError> {
        let tenant = self.store.tenant(member_id);
        match self.installer.prober().probe(member_id).await {
            Err(PortalError::Store(error)) => return Err(error),
            Err(error) => tracing::warn!(%member_id, %error, "the portal could not be asked for a test event"),
            Ok(()) => {}
        }
        tenant.schedule(Task::Probe, None).await // the next look at its subscriptions makes it due again
    }

    async fn watch(&self, member_id: &MemberId) -> Result<(), StoreError> {
        let (tenant, now) = (self.store.tenant(member_id), self.clock.now());
        let Some(health) = tenant.find_health(now).await? else { return Ok(()) };
        let portal = &health.portal;
        tenant.save_alarms(&causes(portal, &health.rhythm, now), now).await?;
        let probed = portal.probe.is_some_and(|probe| probe.received_at.is_none() && !probe.is_lost(now));
        let under_way = probed || portal.token.health == TokenHealth::Failing;
        let again = portal.status.accepts_events().then(|| next_watch(under_way, now, rand::random()));
        tenant.schedule(Task::Watch, again).await
    }

    async fn learn(&self, member_id: &MemberId) -> Result<(), StoreError> {
        let tenant = self.store.tenant(member_id);
        let again = match self.installer.prober().await_token(member_id).await {
            Err(PortalError::Store(error)) => return Err(error),
            Ok(false) => None,
            outcome => {
                if let Err(error) = outcome {
                    tracing::warn!(%member_id, %error, "the portal can't tell its application_token yet");
                }
                Some(self.next_lesson(member_id).await?)
            }
        };
        tenant.schedule(Task::Learn, again).await
    }

    async fn next_lesson(&self, member_id: &MemberId) -> Result<OffsetDateTime, StoreError> {
        let failures = self.store.tenant(member_id).count_learn_failures().await?;
        Ok(retry(failures, self.clock.now(), rand::random()))
    }

    async fn is(&self, member_id: &MemberId, status: PortalStatus) -> Result<bool, StoreError> {
        Ok(self.store.tenant(member_id).find_admission().await?.is_some_and(|known| known.status == status))
    }
}
