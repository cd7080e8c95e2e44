//! Audit lines that the database could not take. What they record is done, so the process keeps them until it can.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::entities::audit::Model;

/// How many lines to keep; it bounds the memory.
const MOST: usize = 10_000;

#[derive(Debug, Default)]
pub(crate) struct Unwritten(Mutex<VecDeque<Model>>);

impl Unwritten {
    /// Keeps a line, and logs it: the process may end before the database takes it.
    pub(super) fn keep(&self, row: Model) {
        let mut lines = self.lock();
        let is_kept = lines.len() < MOST;
        let Model { actor, member_id, source, code, parameters, .. } = &row;
        let (member_id, source) = (member_id.as_deref(), source.as_deref());
        tracing::error!(member_id, actor, source, code, parameters, is_kept, "the audit lacks this line");
        if is_kept {
            lines.push_back(row);
        }
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
