//! Brings what lies in the local log into the database: what was spooled, released, or left by an earlier version.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

use super::front::{Phase, Request};
use super::line::Line;
use crate::connect::PostgresUrl;
use crate::error::StoreError;
use crate::log::local::LocalLog;
use crate::presence::Presence;

/// How long a block may take; intake does not wait for it.
const BRING: Duration = Duration::from_secs(5);
/// How long to wait after the database refused.
const PAUSE: Duration = Duration::from_millis(250);
/// So few events are left to whoever takes events in.
const FEW: usize = 512;

/// The one that empties the local log.
pub(in crate::log) struct SpoolDrainer {
    pub(in crate::log) server: PostgresUrl,
    pub(in crate::log) local: LocalLog,
    pub(in crate::log) presence: Arc<Presence>,
    pub(in crate::log) phase: watch::Receiver<Phase>,
    /// Weak, so that the log ends when nobody appends to it any more.
    pub(in crate::log) requests: mpsc::WeakSender<Request>,
    /// Up to where the local log is in the database.
    pub(in crate::log) brought: watch::Sender<i64>,
}

impl SpoolDrainer {
    /// Works until the log is closed.
    pub(in crate::log) async fn run(mut self) {
        let mut positions = self.local.last_position();
        let mut refused = false;
        loop {
            positions.mark_unchanged();
            self.phase.mark_unchanged();
            if self.phase.borrow().is_none() || !self.local.is_brought_over() {
                match self.bring_over().await {
                    Ok(true) => refused = false,
                    Ok(false) => continue,
                    Err(error) => {
                        self.presence.note_away();
                        if !refused {
                            tracing::warn!(%error, "the spool can't be brought over yet; it is tried again and again");
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
                changed = self.phase.changed() => if changed.is_err() { return },
            }
        }
    }

    /// Brings everything over. False if there is more by now.
    async fn bring_over(&self) -> Result<bool, StoreError> {
        let source = self.local.source();
        let mut line = Line::open(&self.server, source).await.map_err(StoreError::refused)?;
        let mut reached = line.reached(source).await.map_err(StoreError::refused)?;
        self.note_brought(reached).await;
        while let Some(block) = self.local.read_after(reached).await? {
            line.bring(source, &block.rows, BRING).await.map_err(StoreError::refused)?;
            metrics::counter!("tombstone_spool_brought_over_total").increment(block.rows.len() as u64);
            reached = block.last;
            self.note_brought(reached).await;
            if block.rows.len() < FEW {
                break;
            }
        }
        if self.phase.borrow().is_some() {
            self.presence.note_back();
            return Ok(self.local.is_brought_over());
        }
        line.announce().await.map_err(StoreError::refused)?;
        let Some(requests) = self.requests.upgrade() else { return Ok(true) };
        let (done, answer) = oneshot::channel();
        if requests.send(Request::HandOver { line, reached, done }).await.is_err() {
            return Ok(true);
        }
        drop(requests);
        let taken_over = answer.await.unwrap_or(true);
        if taken_over {
            self.brought.send_replace(*self.local.last_position().borrow());
        }
        Ok(taken_over)
    }

    async fn note_brought(&self, reached: i64) {
        self.local.trim(reached).await;
        self.brought.send_replace(reached);
    }
}
