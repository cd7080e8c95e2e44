//! The caretaker does what is due for each portal, so that it keeps sending. One process at a time holds its lease.

pub(crate) mod care;
mod outcome;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::burst::Burst;
use domain::health::causes;
use domain::portal::{PortalStatus, TokenHealth};
use domain::recovery::RecoveryOutcome;
use domain::requested_task::{RequestedTask, TaskOutcome};
use domain::schedule::{Task, next_check, next_recovery, next_watch, retry};
use domain::{Clock, MemberId};
use portals::{Installer, People, PortalError, Portals, Recovered, Settled, Titles, TokenError};
use store::{Store, StoreError};
use time::OffsetDateTime;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::rate_limit::RateLimit;

/// How many portals are called at the same time for each task.
const AT_ONCE: usize = 16;
/// The same for the alarm check, which only asks the database.
const WATCHED_AT_ONCE: usize = 64;
/// When a claimed task is due again: the process that claimed it has died.
const CLAIM: time::Duration = time::Duration::minutes(5);
/// How much of that one portal may take.
const PATIENCE: Duration = Duration::from_mins(4);
/// How soon after a subscription check a portal is probed, while its token still works.
const PROBE_SOON: time::Duration = time::Duration::seconds(5);
/// How soon to go on with a queue that was read in part, or that is being read elsewhere in this process.
const READ_ON: time::Duration = time::Duration::seconds(1);

/// How soon to ask a portal for more names: leaves room for other calls.
const NAME_MORE: time::Duration = time::Duration::seconds(1);
/// How soon to ask the authorization server again about a removal it could not confirm.
const CONFIRM_AGAIN: time::Duration = time::Duration::seconds(30);

/// When a finished task is due again.
enum Again {
    /// At a time, or not at all.
    At(Option<OffsetDateTime>),
    /// The task itself has set it.
    Set,
}

/// Does what is due for portals.
#[derive(Clone, Debug)]
pub struct Caretaker {
    store: Store,
    portals: Portals,
    installer: Installer,
    people: People,
    clock: Clock,
    /// When missed periods before the start are known; recoveries wait, to count for the right gap.
    knows_missed_at: OffsetDateTime,
    renewals: Arc<Mutex<RateLimit>>,
    /// One for each task, so that no task holds up another.
    rooms: HashMap<Task, Arc<Semaphore>>,
}

impl Caretaker {
    /// A caretaker that begins at most `renewals_per_day` scheduled token renewals in a day.
    pub fn new(store: Store, portals: Portals, installer: Installer, clock: Clock, renewals_per_day: u32) -> Self {
        let renewals = Arc::new(Mutex::new(RateLimit::new(renewals_per_day, clock.now())));
        let room = |task| Arc::new(Semaphore::new(if task == Task::AlarmCheck { WATCHED_AT_ONCE } else { AT_ONCE }));
        let rooms = Task::ALL.into_iter().map(|task| (task, room(task))).collect();
        let knows_missed_at = clock.now() + Store::SETTLED;
        let people = People::new(store.clone(), portals.clone(), clock.clone());
        Self { store, portals, installer, people, clock, knows_missed_at, renewals, rooms }
    }

    /// Does everything that is due now, and returns when all is done.
    pub async fn do_due(&self) {
        let mut under_way = JoinSet::new();
        loop {
            if let Err(error) = self.begin_due(&mut under_way, None).await {
                return tracing::warn!(%error, "due tasks can't be listed");
            }
            if under_way.is_empty() {
                return;
            }
            while under_way.join_next().await.is_some() {}
        }
    }

    /// After a change of the public address, portals send to the old one until their subscriptions are checked.
    async fn note_address(&self) -> Result<(), StoreError> {
        let handler = self.installer.inspector().handler();
        let portals = self.store.note_handler(handler.as_str(), self.clock.now()).await?;
        if portals > 0 {
            tracing::warn!(portals, %handler, "portals send their events to another address; they are bound anew");
        }
        Ok(())
    }

    async fn begin_due(&self, under_way: &mut JoinSet<()>, but: Option<Task>) -> Result<(), StoreError> {
        for (&task, room) in self.rooms.iter().filter(|(task, _)| Some(**task) != but) {
            let (claimed, until) = self.claim(task, room.available_permits()).await?;
            for member_id in claimed {
                let Ok(room) = Arc::clone(room).acquire_owned().await else { return Ok(()) };
                let caretaker = self.clone();
                under_way.spawn(async move {
                    let _room = room;
                    Box::pin(caretaker.attend(task, &member_id, until)).await;
                });
            }
        }
        self.portals.shrink();
        Ok(())
    }

    /// Claims due portals. Also returns until when the claim lasts.
    async fn claim(&self, task: Task, room: usize) -> Result<(Vec<MemberId>, OffsetDateTime), StoreError> {
        let now = self.clock.now();
        let until = now + CLAIM;
        let room = if task == Task::Renew { self.limit(|limit| limit.now(now, room)) } else { room };
        if room == 0 {
            return Ok((Vec::new(), until));
        }
        let claimed = self.store.claim_due(task, now, until, room as u64).await?;
        if task == Task::Renew {
            self.limit(|limit| limit.spend(claimed.len()));
        }
        Ok((claimed, until))
    }

    fn limit<T>(&self, of: impl FnOnce(&mut RateLimit) -> T) -> T {
        of(&mut self.renewals.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn attend(&self, task: Task, member_id: &MemberId, claimed: OffsetDateTime) {
        let _hold = self.clock.hold();
        let begun_at = self.clock.now();
        let doing = async {
            match task {
                Task::Renew => self.renew(member_id, begun_at).await,
                Task::SubscriptionCheck => Box::pin(self.check_subscriptions(member_id, begun_at)).await,
                Task::Probe => self.probe(member_id, begun_at).await,
                Task::AlarmCheck => self.watch(member_id).await,
                Task::Learn => self.learn(member_id).await,
                Task::Recover => self.recover(member_id, begun_at).await,
                Task::Confirm => self.confirm(member_id).await,
                Task::Names => self.name_users(member_id).await,
                Task::Titles => self.name_things(member_id).await,
            }
        };
        let Ok(outcome) = tokio::time::timeout(PATIENCE, doing).await else {
            return tracing::warn!(%member_id, task = task.as_str(), "it takes too long; it is tried again");
        };
        let done = match outcome {
            Ok(Again::At(at)) => self.store.tenant(member_id).reschedule(task, claimed, at, self.clock.now()).await,
            Ok(Again::Set) => Ok(()),
            Err(error) => Err(error),
        };
        metrics::counter!("tombstone_tasks_total", "task" => task.as_str()).increment(1);
        if let Err(error) = done {
            tracing::warn!(%member_id, task = task.as_str(), %error, "it is tried again in some minutes");
        }
    }

    /// The keeper sets when the next renewal is due; a portal that is no longer called has nothing to renew.
    async fn renew(&self, member_id: &MemberId, begun_at: OffsetDateTime) -> Result<Again, StoreError> {
        let renewed = self.portals.keeper().renew(member_id).await;
        self.end_request(RequestedTask::Renew, member_id, begun_at, outcome::of_renewal(&renewed)).await?;
        match renewed {
            Ok(()) | Err(TokenError::Failing(_) | TokenError::PortalUnknown(_)) => Ok(Again::Set),
            Err(TokenError::Store(error)) => Err(error),
            Err(TokenError::None) => Ok(Again::At(None)),
            Err(TokenError::Suspended(status)) => {
                Ok(Again::At(status.is_called().then(|| self.clock.now() + time::Duration::DAY)))
            }
        }
    }

    async fn check_subscriptions(&self, member_id: &MemberId, begun_at: OffsetDateTime) -> Result<Again, StoreError> {
        let tenant = self.store.tenant(member_id);
        self.renew_spare(member_id).await?;
        let outcome = self.installer.inspector().inspect(member_id).await;
        let known = tenant.find_portal().await?;
        let failures = known.as_ref().map_or(0, |portal| portal.look.failures);
        let ended = outcome::of_check(&outcome, known.and_then(|portal| portal.subscriptions).as_ref());
        self.end_request(RequestedTask::Check, member_id, begun_at, ended).await?;
        let now = self.clock.now();
        match outcome {
            Err(PortalError::Store(error)) => return Err(error),
            Err(PortalError::Suspended(_)) => {}
            Err(error) => {
                tracing::warn!(%member_id, %error, failures, "the portal can't be looked at; it is tried again");
                return Ok(look_again(failures, now));
            }
            Ok(inspection) if !inspection.unanswered.is_empty() => {
                let unanswered = inspection.unanswered.join(", ");
                tracing::warn!(%member_id, unanswered, failures, "the portal leaves questions open; it is asked again");
                return Ok(look_again(failures, now));
            }
            Ok(inspection) => {
                if !inspection.repaired.is_empty() {
                    tracing::info!(%member_id, repaired = ?inspection.repaired, "events are bound");
                }
                if self.is(member_id, PortalStatus::Active).await? {
                    tenant.schedule(Task::Probe, Some(now + PROBE_SOON)).await?;
                    let missed = inspection.was_bound && !inspection.repaired.is_empty();
                    self.let_recover(member_id, missed).await?;
                }
            }
        }
        let portal = tenant.find_portal().await?;
        Ok(Again::At(portal.and_then(|portal| next_check(portal.status, now, rand::random()))))
    }

    /// Keeps the spare pair alive, which takes over when the present one is refused.
    async fn renew_spare(&self, member_id: &MemberId) -> Result<(), StoreError> {
        match self.portals.keeper().renew_spare(member_id).await {
            Err(TokenError::Store(error)) => Err(error),
            Err(error) => {
                tracing::warn!(%member_id, %error, "the system user's tokens can't be renewed now");
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// The next subscription check makes it due again.
    async fn probe(&self, member_id: &MemberId, begun_at: OffsetDateTime) -> Result<Again, StoreError> {
        let mut ended = Some(TaskOutcome::NotCalled);
        if self.is(member_id, PortalStatus::Active).await? {
            let probed = self.installer.prober().probe(member_id).await;
            ended = outcome::of_probe(&probed);
            match probed {
                Err(PortalError::Store(error)) => return Err(error),
                Err(error) => tracing::warn!(%member_id, %error, "the portal could not be asked for a test event"),
                Ok(()) => {}
            }
        }
        self.end_request(RequestedTask::Probe, member_id, begun_at, ended).await?;
        Ok(Again::At(None))
    }

    async fn watch(&self, member_id: &MemberId) -> Result<Again, StoreError> {
        let (tenant, now) = (self.store.tenant(member_id), self.clock.now());
        let Some(health) = tenant.find_health(now).await? else { return Ok(Again::At(None)) };
        let portal = &health.portal;
        tenant.save_alarms(&causes(&health, now), now).await?;
        let probed = portal.probe.is_some_and(|probe| probe.received_at.is_none() && !probe.is_lost(now));
        let under_way = probed || portal.token.health == TokenHealth::Failing;
        let ends_at = health.alarms.iter().filter_map(|alarm| alarm.burst.as_ref().map(Burst::ends_at)).min();
        let next = next_watch(under_way, now, rand::random());
        let next = ends_at.filter(|ends_at| *ends_at > now).map_or(next, |ends_at| next.min(ends_at));
        Ok(Again::At(portal.status.accepts_events().then_some(next)))
    }

    async fn learn(&self, member_id: &MemberId) -> Result<Again, StoreError> {
        match self.installer.prober().await_token(member_id).await {
            Err(PortalError::Store(error)) => return Err(error),
            Ok(false) => return Ok(Again::At(None)),
            Ok(true) => {}
            Err(error) => tracing::warn!(%member_id, %error, "the portal's application_token can't be learned yet"),
        }
        let failures = self.store.tenant(member_id).count_learn_failures().await?;
        Ok(Again::At(Some(retry(failures, self.clock.now(), rand::random()))))
    }

    /// Schedules a recovery: now if a gap is open or something may have been missed, else some times a day.
    async fn let_recover(&self, member_id: &MemberId, missed: bool) -> Result<(), StoreError> {
        let (tenant, now) = (self.store.tenant(member_id), self.clock.now());
        let open = missed || !tenant.list_open_gaps().await?.is_empty();
        tenant.bring_forward(Task::Recover, if open { now } else { next_recovery(now, rand::random()) }).await
    }

    async fn recover(&self, member_id: &MemberId, begun_at: OffsetDateTime) -> Result<Again, StoreError> {
        let recovered = Box::pin(self.installer.recovery().recover(member_id)).await?;
        self.end_request(RequestedTask::Recover, member_id, begun_at, outcome::of_recovery(&recovered)).await?;
        let now = self.clock.now();
        let Recovered::Ended { recovery, failures } = recovered else {
            return Ok(Again::At((recovered == Recovered::InFlight).then(|| now + READ_ON)));
        };
        let at = match recovery.outcome {
            RecoveryOutcome::Partial => now + READ_ON,
            RecoveryOutcome::Failed => {
                // A portal that does not answer is unwell: the check reports it.
                self.store.tenant(member_id).bring_forward(Task::SubscriptionCheck, now).await?;
                retry(failures, now, rand::random())
            }
            // The subscription check looks into the obstacle and schedules the next recovery.
            RecoveryOutcome::Refused if !self.is_called(member_id).await? => return Ok(Again::At(None)),
            _ => next_recovery(now, rand::random()),
        };
        Ok(Again::At(Some(at)))
    }

    /// Asks the authorization server whether a removal is real, again and again until it knows.
    async fn confirm(&self, member_id: &MemberId) -> Result<Again, StoreError> {
        let settled = Box::pin(self.installer.settle_removal(member_id, false)).await?;
        Ok(match settled {
            Settled::Done | Settled::Undone => Again::Set,
            Settled::Pending => Again::At(Some(self.clock.now() + CONFIRM_AGAIN)),
        })
    }

    /// Housekeeping makes it due again when a name is.
    async fn name_users(&self, member_id: &MemberId) -> Result<Again, StoreError> {
        let more = self.people.ask(member_id).await?;
        Ok(Again::At(more.then(|| self.clock.now() + NAME_MORE)))
    }

    /// Due again when a title is.
    async fn name_things(&self, member_id: &MemberId) -> Result<Again, StoreError> {
        let titles = Titles::new(self.store.clone(), self.portals.clone(), self.clock.clone());
        Box::pin(titles.ask(member_id)).await.map(Again::At)
    }

    /// Records the outcome for a request that waits for it; an unknown outcome leaves the request open.
    async fn end_request(
        &self,
        task: RequestedTask,
        member_id: &MemberId,
        begun_at: OffsetDateTime,
        outcome: Option<TaskOutcome>,
    ) -> Result<(), StoreError> {
        let Some(outcome) = outcome else { return Ok(()) };
        self.store.tenant(member_id).end_request(task, begun_at, outcome, self.clock.now()).await
    }

    async fn is_called(&self, member_id: &MemberId) -> Result<bool, StoreError> {
        let known = self.store.tenant(member_id).find_cached_portal().await?;
        Ok(known.is_some_and(|known| known.status.is_called()))
    }

    async fn is(&self, member_id: &MemberId, status: PortalStatus) -> Result<bool, StoreError> {
        Ok(self.store.tenant(member_id).find_cached_portal().await?.is_some_and(|known| known.status == status))
    }
}

/// Retries a failed check after pauses that grow to five minutes, so that the alarm ends soon after the trouble.
fn look_again(failures: u32, now: OffsetDateTime) -> Again {
    Again::At(Some(retry(failures, now, rand::random()).min(now + time::Duration::minutes(5))))
}
