//! Audit lines that the database could not take. What they record is done, so the process keeps them until it can.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::entities::audit::Model;

/// How many lines to keep; it bounds the memory.
const MOST: usize = 10_000;

#[derive(Debug, Default)]
pub(crate) struct Unwritten(Mutex<VecDeque<Model>>);

/// A line on its way to the database. If it does not [arrive](Self::arrive), its end logs and keeps it, also when a
/// request is given up meanwhile.
pub(super) struct Line<'a> {
    row: Model,
    has_arrived: bool,
    unwritten: &'a Unwritten,
}

impl Unwritten {
    pub(super) fn begin(&self, row: Model) -> Line<'_> {
        Line { row, has_arrived: false, unwritten: self }
    }

    pub(super) fn oldest(&self) -> Option<Model> {
        self.lock().front().cloned()
    }

    /// Removes the oldest line.
    pub(super) fn forget(&self, row: &Model) {
        self.lock().pop_front_if(|oldest| oldest == row);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Model>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner) // the lines are always consistent
    }
}

impl Line<'_> {
    pub(super) fn row(&self) -> &Model {
        &self.row
    }

    pub(super) fn arrive(mut self) {
        self.has_arrived = true;
    }
}

impl Drop for Line<'_> {
    fn drop(&mut self) {
        if self.has_arrived {
            return;
        }
        let Model { actor, member_id, source, code, parameters, .. } = &self.row;
        let (member_id, source) = (member_id.as_deref(), source.as_deref());
        tracing::error!(member_id, actor, source, code, parameters, "the audit lacks this line; the process retries");
        let mut lines = self.unwritten.lock();
        if lines.len() < MOST {
            lines.push_back(self.row.clone());
        }
    }
}
