//! What is known of all connections together.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::time::Instant;

use super::Connection;
use super::phase::QUEUES;

#[derive(Debug, Default)]
pub(super) struct All {
    pub(super) open: usize,
    /// How many of them were asked to close, by the queue that they were in.
    pub(super) closing: [usize; QUEUES],
    /// Counts up with each change of a phase.
    pub(super) changes: u64,
    pub(super) queues: [BTreeMap<EvictionKey, Arc<Connection>>; QUEUES],
}

/// From when on a connection may be closed to make room. The one with the lowest is the first; of those that wait since
/// the same moment it is the one that came first.
pub(super) type EvictionKey = (Instant, u64);

impl All {
    /// How many of all were asked to close.
    pub(super) fn closing(&self) -> usize {
        self.closing.iter().sum()
    }
}
