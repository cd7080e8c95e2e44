//! The state of all connections together.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::time::Instant;

use super::phase::QUEUES;

#[derive(Debug)]
pub(super) struct All<C> {
    pub(super) open: usize,
    /// How many were asked to close, by the queue that they were in.
    pub(super) closing: [usize; QUEUES],
    /// Grows with each change of a phase.
    pub(super) changes: u64,
    pub(super) queues: [BTreeMap<EvictionKey, Arc<C>>; QUEUES],
}

/// From when a connection may be closed to make room; the lowest goes first. Among equal times it is the one that
/// entered its phase first.
pub(super) type EvictionKey = (Instant, u64);

impl<C> Default for All<C> {
    fn default() -> Self {
        Self { open: 0, closing: [0; QUEUES], changes: 0, queues: Default::default() }
    }
}

impl<C> All<C> {
    /// How many wait for a request or for the rest of one, and were not asked to close.
    pub(super) fn waiting(&self) -> usize {
        self.queues.iter().map(BTreeMap::len).sum()
    }

    pub(super) fn closing(&self) -> usize {
        self.closing.iter().sum()
    }
}
