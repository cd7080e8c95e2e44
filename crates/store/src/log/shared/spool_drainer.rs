//! Drains the local log into the database: spooled events, and admitted ones.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

use super::connection::LogConnection;
use super::intake::Request;
use crate::availability::Availability;
use crate::connect::PostgresUrl;
use crate::error::StoreError;
use crate::log::local::LocalLog;

/// How long a block may take; intake does not wait for it.
const DRAIN: Duration = Duration::from_secs(5);
/// How long to wait after the database refused.
const PAUSE: Duration = Duration::from_millis(250);
/// A smaller block ends draining; intake takes the rest.
const FEW: usize = 512;

pub(super) struct SpoolDrainer {
    pub(super) server: PostgresUrl,
    pub(super) local: LocalLog,
    pub(super) availability: Arc<Availability>,
    pub(super) spooling: watch::Receiver<bool>,
    /// Weak, so that the log ends when nobody appends to it any more.
    pub(super) requests: mpsc::WeakSender<Request>,
    /// Up to where the database has the local log.
    pub(super) drained: watch::Sender<i64>,
}

impl SpoolDrainer {
    /// Works until the log is closed.
    pub(super) async fn run(mut self) {
        let mut positions = self.local.last_position.clone();
        let mut refused = false;
        loop {
            positions.mark_unchanged();
            self.spooling.mark_unchanged();
            if *self.spooling.borrow() || !self.local.stats.is_drained() {
                match self.drain().await {
                    Ok(true) => refused = false,
                    Ok(false) => continue,
                    Err(error) => {
                        self.availability.note_away();
                        if !refused {
                            tracing::warn!(%error, "the spool can't be drained yet; the drainer retries");
                        }
                        refused = true;
                        tokio::time::sleep(PAUSE).await;
                        if self.requests.upgrade().is_none() {
                            return;
                        }
                        continue;
                    }
                }
            }
            tokio::select! {
                changed = positions.changed() => if changed.is_err() { return },
                changed = self.spooling.changed() => if changed.is_err() { return },
            }
        }
    }

    /// Drains the spool. False if there is more by now.
    async fn drain(&self) -> Result<bool, StoreError> {
        let source = &self.local.source;
        let mut connection = LogConnection::open(&self.server, source).await.map_err(StoreError::refused)?;
        let mut reached = connection.reached(source).await.map_err(StoreError::refused)?;
        self.note_drained(reached).await;
        while let Some(block) = self.local.read_after(reached).await? {
            connection.drain(source, &block.rows, DRAIN).await.map_err(StoreError::refused)?;
            metrics::counter!("tombstone_spool_drained_total").increment(block.rows.len() as u64);
            reached = block.last;
            self.note_drained(reached).await;
            if block.rows.len() < FEW {
                break;
            }
        }
        if !*self.spooling.borrow() {
            self.availability.note_back();
            return Ok(self.local.stats.is_drained());
        }
        connection.announce().await.map_err(StoreError::refused)?;
        let Some(requests) = self.requests.upgrade() else { return Ok(true) };
        let (done, answer) = oneshot::channel();
        if requests.send(Request::HandOver { connection, reached, done }).await.is_err() {
            return Ok(true);
        }
        drop(requests);
        let taken_over = answer.await.unwrap_or(true);
        if taken_over {
            self.drained.send_replace(*self.local.last_position.borrow());
        }
        Ok(taken_over)
    }

    async fn note_drained(&self, reached: i64) {
        self.local.trim(reached).await;
        self.drained.send_replace(reached);
    }
}
