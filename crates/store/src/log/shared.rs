//! The event log of PostgreSQL: one table that all processes append to, each under sources of its own, with the local
//! log as the spool for when the database refuses or stalls.
//!
//! Imports go down: this file → `spool_drainer` → `intake` → `connection`, and `table` for the indexer.

mod connection;
mod intake;
mod spool_drainer;
pub(crate) mod table;

use std::sync::Arc;
use std::time::Duration;

use domain::Clock;
use sea_orm::DatabaseConnection;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot, watch};

use super::limits::QUEUE;
use super::local::LocalLog;
use super::outcome::{LogError, Taken};
use crate::availability::Availability;
use crate::connect::PostgresUrl;
use crate::error::StoreError;

use connection::LogConnection;
use intake::{Intake, Request};
use spool_drainer::SpoolDrainer;
use table::SharedTable;

/// How long to wait until the database has events that were released.
const SETTLE: Duration = Duration::from_secs(1);

/// The parts of the log that only a server's database needs.
#[derive(Clone, Debug)]
pub(super) struct SharedLog {
    requests: mpsc::Sender<Request>,
    /// Whether events go to the spool, not to the database.
    pub(super) spooling: watch::Receiver<bool>,
    drained: watch::Receiver<i64>,
    pub(super) table: SharedTable,
}

impl SharedLog {
    /// Continues where the last process on this folder ended: with its spool, if anything is left.
    pub(super) async fn open(
        server: &PostgresUrl,
        db: DatabaseConnection,
        local: &mut LocalLog,
        clock: Clock,
        availability: &Arc<Availability>,
    ) -> Result<Self, StoreError> {
        let mut connection = LogConnection::open(server, &local.source).await.map_err(StoreError::refused)?;
        let reached = connection.reached(&local.source).await.map_err(StoreError::refused)?;
        local.renew_if_behind(reached).await?;
        local.trim(reached).await;
        let connection = if local.stats.is_drained() {
            connection.announce().await.map_err(StoreError::refused)?;
            Some(connection)
        } else {
            None
        };
        let (intake, spooling, arrivals) = Intake::new(local.clone(), clock, Arc::clone(availability), connection);
        let (requests, queue) = mpsc::channel(QUEUE);
        let (reached, drained_to) = watch::channel(0);
        let spool_drainer = SpoolDrainer {
            server: server.clone(),
            local: local.clone(),
            availability: Arc::clone(availability),
            spooling: spooling.clone(),
            requests: requests.downgrade(),
            drained: reached,
        };
        tokio::spawn(intake.run(queue));
        tokio::spawn(spool_drainer.run());
        Ok(Self { requests, spooling, drained: drained_to, table: SharedTable { db, arrivals } })
    }

    /// Hands an event to the intake; durable when this returns.
    pub(super) async fn append(&self, record: Vec<u8>, room: OwnedSemaphorePermit) -> Result<Taken, LogError> {
        let (done, answer) = oneshot::channel();
        self.requests.try_send(Request::Append { record, room, done }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => LogError::Overloaded,
            mpsc::error::TrySendError::Closed(_) => LogError::Unwritable,
        })?;
        answer.await.unwrap_or(Err(LogError::Unwritable))
    }

    /// Waits a moment until the database has the local log up to `position`.
    pub(super) async fn settle(&self, position: i64) {
        let mut drained = self.drained.clone();
        // The drainer goes on even if this times out.
        drop(tokio::time::timeout(SETTLE, drained.wait_for(|drained| *drained >= position)).await);
    }
}
