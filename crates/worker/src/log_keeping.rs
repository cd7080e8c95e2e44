//! What is due every few seconds for one event log: held events that waited too long, or whose portal is there by now,
//! and events that could not be verified while the database was away.

use std::collections::HashSet;
use std::time::Duration;

use domain::Clock;
use store::{Admission, EventLog, Known, Store, StoreError, Unjudged, Verdict};
use tokio::sync::watch;

use crate::housekeeping::note;

/// How often it is looked at.
const PERIOD: Duration = Duration::from_secs(2);

/// Keeps one event log: every process that has one keeps its own.
#[derive(Clone, Debug)]
pub struct LogKeeper {
    store: Store,
    log: EventLog,
    clock: Clock,
}

impl LogKeeper {
    /// A keeper of this log, whose portals are in `store`.
    pub fn new(store: Store, log: EventLog, clock: Clock) -> Self {
        Self { store, log, clock }
    }

    /// Keeps the log until `stop` is true. Whatever is under way then is given up: it is taken up at the next start.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        self.learn().await;
        loop {
            tokio::select! {
                () = self.keep() => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            tokio::select! {
                () = tokio::time::sleep(PERIOD) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    async fn learn(&self) {
        match self.store.learn_admissions().await {
            Ok(portals) => tracing::debug!(portals, "portals are known, also while the database is away"),
            Err(error) => tracing::warn!(%error, "not all portals are known while the database is away"),
        }
    }

    /// One round of it. What fails is logged, and tried again in the next.
    pub async fn keep(&self) {
        if let Ok(dropped @ 1..) = self.log.drop_expired().await {
            tracing::info!(dropped, "held events are dropped: no install proved them in time");
        }
        note("judging events that were kept apart", self.judge().await);
        note("releasing held events", self.release_late().await);
    }

    /// Verifies what came while the database was away and nobody could tell, in order. A portal about which nothing can
    /// be told yet keeps no other waiting.
    async fn judge(&self) -> Result<(), StoreError> {
        let (mut after, mut untold) = (0, HashSet::new());
        loop {
            let unjudged = self.log.list_unjudged(after).await?;
            let Some(last) = unjudged.last() else { return Ok(()) };
            after = last.position;
            for event in unjudged {
                if untold.contains(&event.member_id) {
                    continue;
                }
                match self.store.find_admission(&event.member_id, event.token).await {
                    Known::Admission(known) => self.carry_out(&event, known).await?,
                    Known::Unknown if self.store.is_away() => return Ok(()),
                    Known::Unknown => drop(untold.insert(event.member_id)),
                }
            }
        }
    }

    async fn carry_out(&self, event: &Unjudged, known: Option<Admission>) -> Result<(), StoreError> {
        let verdict = match known.filter(Admission::accepts_events) {
            Some(known) if known.is_proven_by(event.token) => Verdict::Admit(known.generation),
            Some(_) => Verdict::Drop,
            None => Verdict::Hold,
        };
        if verdict == Verdict::Drop {
            metrics::counter!("tombstone_events_refused_total", "why" => "application_token").increment(1);
            let detail = format!("{} with a wrong application_token, while the database was away", event.code);
            self.store.record_refusal(self.clock.now(), &event.member_id, "event refused", &detail).await?;
        }
        if let Err(error) = self.log.judge(event.position, verdict).await {
            tracing::warn!(member_id = %event.member_id, %error, "an event that was kept apart can't be taken yet");
        }
        Ok(())
    }

    /// Releases what was held while its portal's install was just being verified, here or in another process.
    async fn release_late(&self) -> Result<(), StoreError> {
        for (member_id, token) in self.log.list_held().await? {
            let known = self.store.find_admission(&member_id, token).await;
            let Known::Admission(Some(admission)) = known else { continue };
            if admission.accepts_events() && admission.is_proven_by(token) {
                match self.log.release(&member_id, token, admission.generation).await {
                    Ok(released) => tracing::info!(%member_id, released, "held events are released"),
                    Err(error) => tracing::warn!(%member_id, %error, "held events can't be released yet"),
                }
            }
        }
        Ok(())
    }
}
