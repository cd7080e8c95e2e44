//! What is due every few seconds for one event log: held events that waited too long, or whose portal is there by now.

use std::time::Duration;

use store::{EventLog, Store, StoreError};
use tokio::sync::watch;

use crate::housekeeping::note;

/// How often it is looked at.
const PERIOD: Duration = Duration::from_secs(5);

/// Keeps one event log: every process that has one keeps its own.
#[derive(Clone, Debug)]
pub struct LogKeeper {
    store: Store,
    log: EventLog,
}

impl LogKeeper {
    /// A keeper of this log, whose portals are in `store`.
    pub fn new(store: Store, log: EventLog) -> Self {
        Self { store, log }
    }

    /// Keeps the log until `stop` is true. Whatever is under way then is given up: it is taken up at the next start.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
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

    /// One round of it. What fails is logged, and tried again in the next.
    pub async fn keep(&self) {
        if let Ok(dropped @ 1..) = self.log.drop_expired().await {
            tracing::info!(dropped, "held events are dropped: no install proved them in time");
        }
        note("releasing held events", self.release_late().await);
    }

    /// Releases what was held while its portal's install was just being verified, here or in another process.
    async fn release_late(&self) -> Result<(), StoreError> {
        for (member_id, token) in self.log.list_held().await? {
            let Some(admission) = self.store.find_admission(&member_id, token).await? else { continue };
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
