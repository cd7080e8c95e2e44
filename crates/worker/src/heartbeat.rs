//! Tells that this process is alive, and what lies in its data folder that the database does not have.

use std::time::Duration;

use domain::Clock;
use store::{Process, Store};
use time::OffsetDateTime;
use tokio::sync::watch;

/// How often it tells.
const PERIOD: Duration = Duration::from_secs(2);
/// How long the database may take to hear it.
const PATIENCE: Duration = Duration::from_secs(2);

/// The heartbeat of this process.
#[derive(Clone, Debug)]
pub struct Heartbeat {
    store: Store,
    clock: Clock,
    id: String,
    roles: String,
    started_at: OffsetDateTime,
}

impl Heartbeat {
    /// Of the process `id`, which starts now with these roles, separated by commas.
    pub fn new(store: Store, clock: Clock, id: String, roles: String) -> Self {
        let started_at = clock.now();
        Self { store, clock, id, roles, started_at }
    }

    /// Tells until `stop` is true, and once more then.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            self.beat().await;
            tokio::select! {
                () = tokio::time::sleep(PERIOD) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
        }
        self.beat().await;
    }

    /// Tells once. A database that is away hears the next one.
    pub async fn beat(&self) {
        let process = Process {
            id: self.id.clone(),
            roles: self.roles.clone(),
            started_at: self.started_at,
            alive_at: self.clock.now(),
            spool_events: 0,
            spool_oldest_at: None,
        };
        match tokio::time::timeout(PATIENCE, self.store.save_process(&process)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the database can't be told that this process is alive"),
            Err(_) => tracing::warn!("the database takes too long to hear that this process is alive"),
        }
    }
}
