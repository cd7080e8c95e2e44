//! The segments of the log.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::segment;

/// The segments by their first positions, shared by the writer and the readers.
#[derive(Debug)]
pub(super) struct SegmentList(Mutex<Vec<i64>>);

impl SegmentList {
    pub(super) fn new(firsts: Vec<i64>) -> Self {
        Self(Mutex::new(firsts))
    }

    /// Their first positions, in order.
    pub(super) fn firsts(&self) -> MutexGuard<'_, Vec<i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the oldest segment off the list if the next one begins by the row after `position`.
    pub(super) fn take_done(&self, position: i64) -> Option<i64> {
        let mut firsts = self.firsts();
        let done = firsts.get(1).is_some_and(|next| *next <= position.saturating_add(1));
        done.then(|| firsts.remove(0))
    }

    /// The segment in which to look for the row after `position`, and where the next one begins.
    pub(super) fn find(&self, position: i64) -> Option<(i64, i64)> {
        let firsts = self.firsts();
        let place = firsts.partition_point(|first| *first <= position.saturating_add(1)).saturating_sub(1);
        let next = firsts.get(place + 1).copied().unwrap_or(i64::MAX);
        firsts.get(place).map(|first| (*first, next))
    }
}

/// The first positions of the segments in a folder, in order.
pub(super) fn segments_in(folder: &Path) -> io::Result<Vec<i64>> {
    let mut firsts = Vec::new();
    for entry in fs::read_dir(folder)? {
        firsts.extend(entry?.file_name().to_str().and_then(segment::first_of));
    }
    firsts.sort_unstable();
    Ok(firsts)
}

/// Opens the segments in a folder, in order, with their paths, for reading while the log is written. No row between the
/// first and the last is missing, whatever is removed meanwhile.
pub fn open_segments(folder: &Path) -> io::Result<Vec<(PathBuf, File)>> {
    let mut open = Vec::new();
    for first in segments_in(folder)?.into_iter().rev() {
        let path = segment::path(folder, first);
        match File::open(&path) {
            Ok(file) => open.push((path, file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => break, // older ones were removed before this one
            Err(error) => return Err(error),
        }
    }
    open.reverse();
    Ok(open)
}

/// Whether a file of this name belongs to a log: a segment, or a damaged one that was set aside.
pub fn is_log_file(name: &str) -> bool {
    let (name, aside) = name.split_once(".corrupt-").unwrap_or((name, "1"));
    segment::first_of(name).is_some() && aside.bytes().all(|byte| byte.is_ascii_digit())
}
