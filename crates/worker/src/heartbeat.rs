//! Records that this process is alive, and how much its data folder holds that the database lacks.

use std::time::Duration;

use domain::Clock;
use store::{EventLog, Process, Spool, Store, StoreError};
use time::OffsetDateTime;

use crate::job::{Progress, Run};

/// How long the database may take to record it, and then to take lines of the audit that wait.
const PATIENCE: Duration = Duration::from_secs(2);

/// The heartbeat of this process.
#[derive(Clone, Debug)]
pub struct Heartbeat {
    store: Store,
    log: EventLog,
    clock: Clock,
    id: String,
    roles: String,
    started_at: OffsetDateTime,
    has_begun: bool,
}

impl Heartbeat {
    /// The heartbeat of the process `id`, which starts now with these roles, separated by commas.
    pub fn new(store: Store, log: EventLog, clock: Clock, id: String, roles: String) -> Self {
        let started_at = clock.now();
        Self { store, log, clock, id, roles, started_at, has_begun: false }
    }

    /// Records one heartbeat.
    ///
    /// # Errors
    /// If the database is away; the next heartbeat tries again.
    pub async fn beat(&self) -> Result<(), StoreError> {
        let spool = self.log.state().spool;
        self.gauge(spool);
        let pool = self.store.pool();
        for (state, connections) in [("used", pool.used), ("idle", pool.idle)] {
            metrics::gauge!("tombstone_pool_connections", "state" => state).set(f64::from(connections));
        }
        let recorded = tokio::time::timeout(PATIENCE, self.record(spool)).await;
        let recorded = recorded.unwrap_or_else(|_| Err(StoreError::late()));

        self.store.note(&recorded);
        recorded?;
        let audited = async {
            self.store.record_unwritten().await?;
            self.store.record_suppressed(self.clock.now()).await
        };
        tokio::time::timeout(PATIENCE, audited).await.unwrap_or_else(|_| Err(StoreError::late()))
    }

    async fn record(&self, spool: Spool) -> Result<(), StoreError> {
        let process = Process {
            id: self.id.clone(),
            roles: self.roles.clone(),
            started_at: self.started_at,
            alive_at: self.clock.now(),
            spool_events: spool.events,
            spool_oldest_at: spool.oldest_at,
            key_ids: self.log.list_keys(&self.store).await?,
        };
        self.store.save_process(&process).await
    }

    /// Keeps the spool's gauges true, also while the database is away.
    fn gauge(&self, spool: Spool) {
        let number = |number: u64| u32::try_from(number).map_or(f64::MAX, f64::from);
        metrics::gauge!("tombstone_spool_events").set(number(spool.events));
        let bytes = u32::try_from(spool.bytes).map_or_else(|_| number(spool.bytes >> 10) * 1024.0, f64::from);
        metrics::gauge!("tombstone_spool_bytes").set(bytes);
        let age = spool.oldest_at.map_or(0.0, |oldest| (self.clock.now() - oldest).as_seconds_f64().max(0.0));
        metrics::gauge!("tombstone_spool_oldest_seconds").set(age);
    }
}

impl Run for Heartbeat {
    async fn run(&mut self) -> Result<Progress, StoreError> {
        if !std::mem::replace(&mut self.has_begun, true)
            && let Err(error) = self.store.begin_listening(self.started_at).await
        {
            tracing::warn!(%error, "the process can't record that it listens");
        }
        self.beat().await.map(|()| Progress::Done)
    }

    /// The last heartbeat records until when this process listened.
    async fn stop(&mut self) {
        if let Err(error) = self.beat().await {
            tracing::warn!(%error, "the process can't record until when it listened");
        }
    }
}
