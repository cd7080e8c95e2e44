//! Reading the log from a position on, while it is written.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::repair::{Damage, keep_aside, scavenge};
use super::segment::{self, LogRow, ROWS, Rows};
use super::segment_list::SegmentList;

/// A reader of the log that remembers its place.
#[derive(Clone, Debug)]
pub struct WalReader {
    folder: PathBuf,
    segments: Arc<SegmentList>,
    place: Arc<Mutex<Place>>,
}

#[derive(Debug, Default)]
struct Place {
    open: Option<OpenSegment>,
    /// The segments whose damage was reported.
    reported: Vec<i64>,
}

/// A reader's place: after the row at `position` of a segment.
#[derive(Debug)]
struct OpenSegment {
    first: i64,
    file: Arc<File>,
    offset: u64,
    position: i64,
}

impl WalReader {
    pub(super) fn new(folder: PathBuf, segments: Arc<SegmentList>) -> Self {
        Self { folder, segments, place: Arc::default() }
    }

    /// The rows after `position`, in order, up to `durable`, until `fits` refuses one. Skips unreadable rows and
    /// reports their segment once.
    pub fn read_after(&self, position: i64, durable: i64, mut fits: impl FnMut(&LogRow) -> bool) -> io::Result<Run> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        let Place { open, reported } = &mut *place;
        let mut run = Run { rows: Vec::new(), last: position, damage: Vec::new() };
        while run.last < durable {
            let Some((first, next)) = self.segments.find(run.last) else { break };
            if first > durable {
                run.last = durable; // an indexed segment was removed; after a rename the caller starts from the beginning
                break;
            }
            let here = match open.take().filter(|open| open.first == first && open.position <= run.last) {
                Some(here) => here,
                None => self.beginning_of(first)?,
            };
            let here = open.insert(here);
            let last = durable.min(next.saturating_sub(1));
            match here.read(last, &mut fits, &mut run)? {
                Ended::Full => break,
                Ended::Read => {}
                Ended::Broken => {
                    let path = segment::path(&self.folder, first);
                    let left = scavenge(&path, run.last, last)?;
                    if !reported.contains(&first) {
                        run.damage.push(Damage { file: keep_aside(&path)?, rows: left.len() });
                        reported.push(first);
                    }
                    if !left.into_iter().all(|(row, end)| here.take(row, end, &mut fits, &mut run)) {
                        break;
                    }
                    run.last = last; // the segment has no others up to there
                }
            }
        }
        Ok(run)
    }

    fn beginning_of(&self, first: i64) -> io::Result<OpenSegment> {
        let file = Arc::new(File::open(segment::path(&self.folder, first))?);
        Ok(OpenSegment { first, file, offset: ROWS, position: first - 1 })
    }
}

/// The result of a read.
#[derive(Debug)]
pub struct Run {
    /// The rows, in order.
    pub rows: Vec<LogRow>,
    /// Every readable row up to this position was read.
    pub last: i64,
    /// Newly found damage.
    pub damage: Vec<Damage>,
}

/// Why reading a segment stopped.
enum Ended {
    /// No more fits.
    Full,
    Read,
    /// Something other than the expected row.
    Broken,
}

impl OpenSegment {
    /// Reads rows up to `last`.
    fn read(&mut self, last: i64, fits: &mut impl FnMut(&LogRow) -> bool, run: &mut Run) -> io::Result<Ended> {
        let file = Arc::clone(&self.file);
        let mut rows = Rows::new(&file, self.offset)?;
        while run.last < last {
            // A later row is void: it was written again in the next segment.
            let Some(row) = rows.next()?.filter(|row| row.position <= last) else { return Ok(Ended::Broken) };
            if !self.take(row, rows.at, fits, run) {
                return Ok(Ended::Full);
            }
        }
        Ok(Ended::Read)
    }

    /// Takes a row that ends at offset `end`, unless it was taken before; false if it does not fit.
    fn take(&mut self, row: LogRow, end: u64, fits: &mut impl FnMut(&LogRow) -> bool, run: &mut Run) -> bool {
        let is_known = row.position > run.last && !row.record.is_empty();
        if is_known && !fits(&row) {
            return false;
        }
        (self.offset, self.position) = (end, row.position);
        run.last = run.last.max(row.position);
        if is_known {
            run.rows.push(row);
        }
        true
    }
}
