//! How the local log is: what its writer knows, for whoever asks without waiting for it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::clock::from_micros;
use time::OffsetDateTime;

use super::depth::{Chunk, Depth};

/// What lies in the local log that the database does not have yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spool {
    /// How many events, those among them that wait to be verified.
    pub events: u64,
    /// How many wait to be verified.
    pub unjudged: u64,
    /// Whether there is hardly room for more that wait to be verified.
    pub few_more_unjudged: bool,
    /// How many bytes they have.
    pub bytes: u64,
    /// How many bytes they may have.
    pub limit: u64,
    /// When the oldest of them came.
    pub oldest_at: Option<OffsetDateTime>,
}

impl Spool {
    /// Whether it is so full that somebody else should take the events.
    pub fn is_nearly_full(&self) -> bool {
        self.bytes >= self.limit / 10 * 9 || self.few_more_unjudged
    }
}

/// What waits to be verified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Waiting {
    pub(super) events: u64,
    pub(super) bytes: u64,
    /// How many bytes there may be.
    pub(super) limit: u64,
    /// How many installs wait beside the events.
    pub(super) installs: u64,
    /// When the oldest event came, in microseconds since 1970.
    pub(super) oldest: Option<i64>,
}

#[derive(Debug)]
pub(super) struct LogStats {
    depth: Mutex<Depth>,
    waiting: Mutex<Waiting>,
    limit: u64,
    failing: AtomicBool,
    /// What was set aside, since it could not be read.
    set_aside: Mutex<Vec<PathBuf>>,
}

impl LogStats {
    pub(super) fn new(depth: Depth, limit: u64, set_aside: Vec<PathBuf>) -> Self {
        Self {
            depth: Mutex::new(depth),
            waiting: Mutex::default(),
            limit,
            failing: AtomicBool::new(false),
            set_aside: Mutex::new(set_aside),
        }
    }

    fn depth(&self) -> MutexGuard<'_, Depth> {
        self.depth.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn waiting(&self) -> Waiting {
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn note_waiting(&self, waiting: Waiting) {
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = waiting;
    }

    pub(super) fn has_room_for(&self, bytes: u64) -> bool {
        self.depth().bytes() + self.waiting().bytes + bytes <= self.limit
    }

    pub(super) fn appended(&self, chunk: Chunk) {
        self.depth().appended(chunk);
    }

    pub(super) fn taken(&self, position: i64) {
        self.depth().taken(position);
    }

    pub(super) fn spool(&self) -> Spool {
        let (depth, waiting) = (self.depth(), self.waiting());
        let oldest = [depth.oldest(), waiting.oldest].into_iter().flatten().min();
        Spool {
            events: depth.events() + waiting.events + waiting.installs,
            unjudged: waiting.events + waiting.installs,
            few_more_unjudged: waiting.bytes > 0 && waiting.bytes >= waiting.limit / 10 * 9,
            bytes: depth.bytes() + waiting.bytes,
            limit: self.limit,
            oldest_at: oldest.map(from_micros),
        }
    }

    /// Whether the database has all that is on the log.
    pub(super) fn is_brought_over(&self) -> bool {
        self.depth().events() == 0
    }

    /// Whether the last write failed.
    pub(super) fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }

    pub(super) fn note_write(&self, done: bool) {
        self.failing.store(!done, Ordering::Relaxed);
    }

    /// Files that were set aside and are still there.
    pub(super) fn set_aside(&self) -> Vec<PathBuf> {
        let files = self.set_aside.lock().unwrap_or_else(PoisonError::into_inner);
        files.iter().filter(|path| path.exists()).cloned().collect()
    }

    pub(super) fn note_set_aside(&self, file: PathBuf) {
        let mut files = self.set_aside.lock().unwrap_or_else(PoisonError::into_inner);
        if !files.contains(&file) {
            files.push(file);
        }
    }
}
