//! The state of the local log, readable without waiting for its writer.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::clock::from_micros;
use time::OffsetDateTime;

use super::budget::{Claim, Counts};
use super::spool_usage::SpoolUsage;
use crate::entities::parked::{Model, Reason};
use crate::log::limits::LogLimits;

/// The events and installs that the database does not have yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spool {
    /// How many events and installs, including those that are parked until the database answers.
    pub events: u64,
    /// How many of them are parked.
    pub parked: u64,
    /// How many bytes the events have.
    pub bytes: u64,
    /// How many bytes they may have.
    pub limit: u64,
    /// Whether it or its parked events have so little room left that another receiver should take the events.
    pub is_nearly_full: bool,
    /// When the oldest was received.
    pub oldest_at: Option<OffsetDateTime>,
}

#[derive(Debug)]
pub(in crate::log) struct LogStats {
    usage: Mutex<SpoolUsage>,
    pub(super) parked: Counts,
    limits: LogLimits,
    failing: AtomicBool,
    /// Damaged files that were set aside.
    set_aside: Mutex<Vec<PathBuf>>,
}

impl LogStats {
    pub(super) fn new(usage: SpoolUsage, limits: LogLimits, set_aside: Vec<PathBuf>) -> Self {
        Self {
            usage: Mutex::new(usage),
            parked: Counts::new(limits),
            limits,
            failing: AtomicBool::new(false),
            set_aside: Mutex::new(set_aside),
        }
    }

    pub(super) fn usage(&self) -> MutexGuard<'_, SpoolUsage> {
        self.usage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn has_room_for(&self, bytes: u64) -> bool {
        let parked = self.parked.taken(Reason::Unverified).bytes.unsigned_abs();
        self.usage().bytes + parked + bytes <= self.limits.spool_bytes
    }

    /// Whether the row may be parked, as far as is known, so that refusing it costs the writer nothing.
    pub(in crate::log) fn has_parking_for(&self, row: &Model) -> bool {
        let fits_the_spool = row.reason != Reason::Unverified || self.has_room_for(row.bytes.unsigned_abs());
        let may_be_there = row.reason == Reason::Unsaved;
        fits_the_spool && (may_be_there || self.parked.has_room(&Claim::of(row)))
    }

    pub(in crate::log) fn spool(&self) -> Spool {
        let [events, installs] = [Reason::Unverified, Reason::Unsaved].map(|reason| self.parked.taken(reason));
        let parked = (events.rows + installs.rows).unsigned_abs();
        let LogLimits { spool_bytes: limit, unverified_bytes: parked_limit, .. } = self.limits;
        let (usage, parked_bytes) = (self.usage(), events.bytes.unsigned_abs());
        let bytes = usage.bytes + parked_bytes;
        Spool {
            events: usage.events + parked,
            parked,
            bytes,
            limit,
            is_nearly_full: bytes >= limit / 10 * 9 || (parked_bytes > 0 && parked_bytes >= parked_limit / 10 * 9),
            oldest_at: usage.oldest().map(from_micros),
        }
    }

    /// Whether the database has all of the log.
    pub(in crate::log) fn is_drained(&self) -> bool {
        self.usage().events == 0
    }

    /// Whether the last write failed.
    pub(in crate::log) fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }

    pub(super) fn note_write(&self, done: bool) {
        self.failing.store(!done, Ordering::Relaxed);
    }

    /// Files that were set aside and still exist.
    pub(in crate::log) fn set_aside(&self) -> Vec<PathBuf> {
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
