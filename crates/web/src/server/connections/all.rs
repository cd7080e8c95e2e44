//! What is known of all connections together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Connection;
use super::phase::QUEUES;

#[derive(Debug, Default)]
pub(super) struct All {
    pub(super) open: usize,
    /// How many of them were asked to close, by the queue that they were in.
    pub(super) closing: [usize; QUEUES],
    /// Counts up with each change of a phase, so that the lowest in a queue is there for the longest.
    pub(super) order: u64,
    pub(super) queues: [BTreeMap<u64, Arc<Connection>>; QUEUES],
}

impl All {
    /// How many of all were asked to close.
    pub(super) fn closing(&self) -> usize {
        self.closing.iter().sum()
    }
}
