//! Delivers outgoing webhooks, as many at once as endpoints and this process can take, so that a dead endpoint slows
//! nobody.

mod post;
mod recorder;
mod slots;
mod timers;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use bitrix24::WebhookClient;
use domain::Clock;
use domain::webhook::RetryPolicy;
use store::{Store, StoreError, Target};
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use self::post::Poster;
use self::recorder::{Done, Recorder};
use self::slots::{Slot, Slots};
use self::timers::Timers;

pub use domain::webhook::RetryPolicy as WebhookPolicy;

/// How soon to notice what is due later, and what other processes left.
const POLL: Duration = Duration::from_secs(1);
/// How long to leave other processes' messages to them: the process that indexed a deletion delivers it at once.
const HEAD_START: time::Duration = time::Duration::milliseconds(500);
/// How long a process holds a message: twice the longest attempt. Then another process takes over.
const LEASE: time::Duration = time::Duration::seconds(30);
/// How long the slot of an endpoint that only fails rests after an attempt: one that refuses at once would keep a
/// processor busy with what is queued for it.
const PAUSE: Duration = Duration::from_millis(100);
/// How long attempts may go on after the stop signal; other processes take over the rest.
const REST: Duration = Duration::from_secs(1);

/// Delivers queued messages.
#[derive(Clone, Debug)]
pub struct Deliverer {
    store: Store,
    clock: Clock,
    poster: Poster,
}

enum Woken {
    /// A message was queued, ended or is due again here.
    Here,
    /// Time has passed.
    Elsewhere,
}

impl Deliverer {
    /// Delivers the messages of `store` with `client`.
    pub fn new(store: Store, client: WebhookClient, policy: RetryPolicy, clock: Clock) -> Self {
        let poster = Poster::new(client, policy, clock.clone());
        Self { store, clock, poster }
    }

    /// Delivers due messages until `stop` is true.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let (freed, slots, timers) = (Arc::new(Notify::new()), Slots::default(), Arc::new(Timers::default()));
        let (done, outcomes) = mpsc::unbounded_channel();
        let recorder = Recorder::new(self.store.clone(), self.clock.clone(), Arc::clone(&freed), Arc::clone(&timers));
        let recorder = tokio::spawn(recorder.run(outcomes));
        let (mut queued, mut attempts, mut woken) = (self.store.queued(), JoinSet::new(), Woken::Here);
        while !*stop.borrow() {
            queued.mark_unchanged();
            if let Err(error) = self.begin_due(&woken, &slots, (&done, &freed), &mut attempts).await {
                tracing::debug!(%error, "due webhooks can't be listed; the worker retries");
            }
            woken = tokio::select! {
                _ = queued.changed() => Woken::Here,
                () = freed.notified() => Woken::Here,
                () = timers.first(&self.clock) => Woken::Here,
                () = tokio::time::sleep(POLL) => Woken::Elsewhere,
                _ = stop.wait_for(|stop| *stop) => break,
            };
            while attempts.try_join_next().is_some() {} // the recorder has their outcomes
        }
        drop(done);
        let _ = timeout(REST, async { while attempts.join_next().await.is_some() {} }).await;
        attempts.shutdown().await;
        let _ = timeout(REST, recorder).await; // what it has not written is delivered again
    }

    /// Begins to deliver due messages, as far as there is room.
    async fn begin_due(
        &self,
        woken: &Woken,
        slots: &Slots,
        (done, freed): (&mpsc::UnboundedSender<Done>, &Arc<Notify>),
        attempts: &mut JoinSet<()>,
    ) -> Result<(), StoreError> {
        let now = match woken {
            Woken::Here => self.clock.now(),
            Woken::Elsewhere => self.clock.now() - HEAD_START,
        };
        let targets = self.store.list_due_webhooks(now).await?;
        // Take slots before claiming, so that no more are claimed than fit, and each endpoint has its share.
        let share = (slots::ALL / (targets.len() as u64).max(1)).max(1);
        let mut taken: HashMap<&str, (Arc<Target>, Vec<Slot>)> = HashMap::with_capacity(targets.len());
        let mut wanted = Vec::with_capacity(targets.len());
        for target in &targets {
            let room = slots.room(&target.endpoint).min(share);
            if room > 0 {
                let own = (0..room).map(|_| slots.take(&target.endpoint)).collect();
                taken.insert(&target.endpoint.id, (Arc::new(target.clone()), own));
                wanted.push((&target.endpoint, room));
            }
        }
        let until = self.clock.now() + LEASE;
        for message in self.store.claim_messages(&wanted, now, until).await? {
            let Some((target, own)) = taken.get_mut(message.endpoint_id()) else { continue };
            let (poster, target, slot) = (self.poster.clone(), Arc::clone(target), own.pop());
            let (done, freed) = (done.clone(), Arc::clone(freed));
            attempts.spawn(async move {
                let outcome = poster.attempt(&target, &message).await;
                let _ = done.send(Done { outcome, host: target.endpoint.host() }); // nobody hears it after the stop signal
                if slot.as_ref().is_some_and(Slot::is_failing) {
                    tokio::time::sleep(PAUSE).await;
                }
                drop(slot);
                freed.notify_one();
            });
        }
        Ok(())
    }

    /// Delivers all messages that are due now, once. Returns how many.
    pub async fn deliver_due(&self) -> Result<usize, StoreError> {
        let (now, mut outcomes, mut hosts) = (self.clock.now(), Vec::new(), Vec::new());
        for target in self.store.list_due_webhooks(now).await? {
            let all = [(&target.endpoint, u64::MAX >> 1)];
            for message in self.store.claim_messages(&all, now, now + LEASE).await? {
                outcomes.push(self.poster.attempt(&target, &message).await);
                hosts.push(target.endpoint.host());
            }
        }
        let delivered = outcomes.len();
        recorder::record(&self.store, &self.clock, outcomes, &hosts).await?;
        Ok(delivered)
    }
}
