//! Looks after one event log every few seconds: parked events whose portal is installed by now, those that waited for
//! it too long, and those that nobody could verify while the database was away.

use std::collections::HashSet;

use domain::audit::Refused;
use domain::event::{Kind, LifeCycle};
use domain::refusal::RefusalReason;
use domain::{Clock, MemberId};
use portals::{Installer, Unheard};
use store::{CachedPortal, Decision, EventLog, Known, ParkedEvent, Store, StoreError};

use crate::job::{Progress, Run};

/// Keeps the event log of this process.
#[derive(Clone, Debug)]
pub(crate) struct LogKeeper {
    store: Store,
    log: EventLog,
    installer: Installer,
    clock: Clock,
    has_learned: bool,
}

impl LogKeeper {
    pub(crate) fn new(store: Store, log: EventLog, installer: Installer, clock: Clock) -> Self {
        Self { store, log, installer, clock, has_learned: false }
    }

    async fn learn(&self) {
        match self.store.fill_portal_cache().await {
            Ok(portals) => tracing::debug!(portals, "the portal cache is filled"),
            Err(error) => tracing::warn!(%error, "the portal cache could not be filled"),
        }
    }

    async fn move_installs(&self, but: &HashSet<MemberId>) -> Result<(), StoreError> {
        let moved = self.log.move_installs(&self.store, but).await?;
        if moved > 0 {
            tracing::info!(moved, "installs that came while the database was away are verified now");
        }
        Ok(())
    }

    /// Decides on events that came while the database was away, in order. A portal about which the database can't
    /// answer yet holds up no other. Returns the portals with undecided events; none if the database is away.
    async fn decide_all(&self) -> Result<Option<HashSet<MemberId>>, StoreError> {
        let (mut after, mut undecided) = (0, HashSet::new());
        loop {
            let parked = self.log.list_unverified(after).await?;
            let Some(last) = parked.last() else { return Ok(Some(undecided)) };
            after = last.position;
            for event in parked {
                if undecided.contains(&event.member_id) {
                    continue;
                }
                let done = match self.store.find_cached_portal(&event.member_id, event.token).await {
                    Known::Portal(known) => self.carry_out(&event, known).await,
                    Known::Unknown => Ok(false),
                };
                match done {
                    Ok(true) => continue,
                    Err(error) if error.is_away() => return Err(error),
                    Err(error) => {
                        tracing::error!(member_id = %event.member_id, %error, "a parked event can't be decided on yet");
                    }
                    Ok(false) if self.store.is_away() => return Ok(None),
                    Ok(false) => {}
                }
                undecided.insert(event.member_id);
            }
        }
    }

    /// False if it has to be retried.
    async fn carry_out(&self, event: &ParkedEvent, known: Option<CachedPortal>) -> Result<bool, StoreError> {
        let about_the_app = match event.event.code.kind() {
            Kind::LifeCycle(life_cycle) => Some(life_cycle),
            _ => None,
        };
        let decision = match (known.filter(CachedPortal::accepts_events), about_the_app) {
            (Some(known), about) if known.is_proven_by(event.token) => match about {
                Some(life_cycle) => {
                    if !self.hear(life_cycle, event).await? {
                        return Ok(false);
                    }
                    Decision::Drop
                }
                None => Decision::Accept(known.generation),
            },
            (Some(_), _) => {
                self.refuse(event).await?;
                Decision::Drop
            }
            (None, Some(_)) => {
                let code = event.event.code.as_str();
                tracing::info!(member_id = %event.member_id, code, "an event about an app that is not installed is dropped");
                Decision::Drop
            }
            (None, None) => Decision::AwaitInstall,
        };
        let decided = self.log.decide(event.position, decision).await;
        if let Err(error) = &decided {
            tracing::warn!(member_id = %event.member_id, %error, "what was decided on a parked event can't be carried out yet");
        }
        Ok(decided.is_ok())
    }

    /// Applies an event about the app. False if it has to be retried.
    async fn hear(&self, life_cycle: LifeCycle, parked: &ParkedEvent) -> Result<bool, StoreError> {
        match self.installer.hear(life_cycle, &parked.event, parked.received_at).await {
            Ok(()) => Ok(true),
            Err(Unheard::Store(error)) => Err(error),
            Err(Unheard::Log(error)) => {
                tracing::warn!(member_id = %parked.member_id, %error, "an event about the app can't take effect yet");
                Ok(false)
            }
        }
    }

    async fn refuse(&self, parked: &ParkedEvent) -> Result<(), StoreError> {
        metrics::counter!("tombstone_events_refused_total", "why" => "application_token").increment(1);
        let why = RefusalReason::WrongTokenLater { event: parked.event.code.as_str().to_owned() };
        self.store.record_refusal(self.clock.now(), &parked.member_id, Refused::Event, why).await
    }

    /// Releases events that were parked while another task or process was just verifying their portal's install.
    async fn release_late(&self) -> Result<(), StoreError> {
        for (member_id, token) in self.log.list_awaited().await? {
            let known = self.store.find_cached_portal(&member_id, token).await;
            let Known::Portal(Some(cached)) = known else { continue };
            if cached.accepts_events() && cached.is_proven_by(token) {
                match self.log.release(&member_id, token, cached.generation).await {
                    Ok(released) => tracing::info!(%member_id, released, "parked events are released"),
                    Err(error) => tracing::warn!(%member_id, %error, "parked events can't be released yet"),
                }
            }
        }
        Ok(())
    }
}

impl Run for LogKeeper {
    async fn run(&mut self) -> Result<Progress, StoreError> {
        if !std::mem::replace(&mut self.has_learned, true) {
            self.learn().await;
        }
        if let Ok(dropped @ 1..) = self.log.drop_expired().await {
            tracing::info!(dropped, "parked events are dropped: no install proved them in time");
        }
        // An uninstall that came before a new install takes effect before it.
        let decided = match self.decide_all().await {
            Ok(Some(undecided)) => self.move_installs(&undecided).await,
            decided => decided.map(drop),
        };
        let released = self.release_late().await; // whatever became of the others
        decided.and(released).map(|()| Progress::Done)
    }
}
