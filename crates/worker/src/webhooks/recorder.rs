//! Writes the outcomes of attempts, as many together as have gathered, so that many attempts cost few transactions.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::Clock;
use domain::audit::AuditEntry;
use domain::journal::JournalEntry;
use domain::webhook::DisabledWhy;
use store::{Disabled, Outcome, Store, StoreError};
use tokio::sync::{Notify, mpsc};
use tokio::time::sleep;

use super::timers::Timers;

/// How many outcomes to write together at most.
const TOGETHER: usize = 200;
/// How long to pause after the database refused them, and how often to try; then others take the messages over.
const PAUSE: Duration = Duration::from_millis(250);
const ATTEMPTS: usize = 40;

#[derive(Debug)]
pub(super) struct Done {
    pub(super) outcome: Outcome,
    pub(super) host: String,
}

/// Writes outcomes until all senders are gone.
pub(super) struct Recorder {
    store: Store,
    clock: Clock,
    freed: Arc<Notify>,
    timers: Arc<Timers>,
}

impl Recorder {
    pub(super) fn new(store: Store, clock: Clock, freed: Arc<Notify>, timers: Arc<Timers>) -> Self {
        Self { store, clock, freed, timers }
    }

    pub(super) async fn run(self, mut done: mpsc::UnboundedReceiver<Done>) {
        let mut gathered = Vec::with_capacity(TOGETHER);
        while done.recv_many(&mut gathered, TOGETHER).await > 0 {
            let (outcomes, hosts): (Vec<_>, Vec<_>) =
                gathered.drain(..).map(|Done { outcome, host }| (outcome, host)).unzip();
            let again: Vec<_> = outcomes.iter().filter_map(Outcome::again_at).collect();
            self.write(outcomes, &hosts).await;
            for at in again {
                self.timers.add(at, self.clock.now());
            }
            self.freed.notify_one(); // an ordered endpoint waits for it
        }
    }

    async fn write(&self, outcomes: Vec<Outcome>, hosts: &[String]) {
        for attempt in 1..=ATTEMPTS {
            match record(&self.store, &self.clock, outcomes.clone(), hosts).await {
                Ok(()) => return,
                Err(error) if attempt == ATTEMPTS => {
                    tracing::error!(%error, "the outcomes of webhooks can't be written; they are delivered once more");
                }
                Err(error) => {
                    tracing::debug!(%error, "the outcomes of webhooks can't be written; the worker retries it");
                    sleep(PAUSE).await;
                }
            }
        }
    }
}

/// Writes outcomes, each with its host, and announces endpoints that were disabled.
pub(super) async fn record(
    store: &Store,
    clock: &Clock,
    outcomes: Vec<Outcome>,
    hosts: &[String],
) -> Result<(), StoreError> {
    if outcomes.is_empty() {
        return Ok(());
    }
    let ids = outcomes.iter().map(|outcome| outcome.endpoint_id().to_owned());
    let hosts: HashMap<String, String> = ids.zip(hosts.iter().cloned()).collect();
    for disabled in store.record_outcomes(&outcomes, clock.now()).await? {
        let host = hosts.get(&disabled.id).cloned().unwrap_or_default();
        if let Err(error) = announce(store, clock, &disabled, host).await {
            tracing::warn!(%error, webhook_id = disabled.id, "the audit has no line about a webhook that is disabled");
        }
    }
    Ok(())
}

async fn announce(store: &Store, clock: &Clock, disabled: &Disabled, host: String) -> Result<(), StoreError> {
    let Disabled { portal, id, why } = disabled;
    let member_id = portal.as_ref().map(ToString::to_string);
    tracing::error!(member_id, webhook_id = id, host, %why, "an endpoint of outgoing webhooks is disabled");
    metrics::counter!("tombstone_webhooks_disabled_total", "why" => why.as_str()).increment(1);
    let (now, gone) = (clock.now(), *why == DisabledWhy::Gone);
    if let Some(portal) = portal {
        let line = JournalEntry::WebhookDisabled { id: id.clone(), host: host.clone(), gone };
        store.tenant(portal).record_journal(now, &line).await?;
    }
    let line = AuditEntry::WebhookDisabled { id: id.clone(), host, gone };
    store.record_audit(now, "worker", portal.as_ref(), &line).await
}
