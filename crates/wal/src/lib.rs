//! The write-ahead log: rows appended to segment files and synced before the caller learns of it. Finished segments are
//! removed whole, so each row is written once, read once and never changed.

mod high_water_mark;
mod reader;
mod repair;
mod segment;
mod segment_list;

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::reader::{Run, WalReader};
pub use self::repair::{Damage, set_aside};
pub use self::segment::LogRow;
pub use self::segment_list::{is_log_file, open_segments};

use self::high_water_mark::HighWaterMark;
use self::repair::{look_through, repair};
use self::segment::{Header, Last, ROWS};
use self::segment_list::{SegmentList, segments_in};

/// How many bytes the disk probe writes: as much as an event may have.
pub const PROBE: usize = 64 << 10;
/// From this size on a new segment begins.
const FULL: u64 = 16 << 20;
/// A file that exists only during a disk probe.
const PROBE_FILE: &str = "events.probe";
const UNMARKED: &str = "the event log's high-water mark can't be written";
/// Bytes of buffer kept from one append to the next.
const KEPT: usize = 1 << 20;
/// From this size on `trim` replaces a fully indexed segment.
const WORN: u64 = 1 << 20;

/// The end of the log, where rows are appended. Its calls block.
#[derive(Debug)]
pub struct Wal {
    folder: PathBuf,
    source: u128,
    /// The open segment and its length; none after a failure, so that the next append begins one.
    open: Option<(File, u64)>,
    last: Last,
    /// The earliest possible time of the open segment's first row; none if it has no row.
    since: Option<i64>,
    /// The last position that the database has.
    done: i64,
    /// The file of the high-water mark; none if the disk refused to open or write it.
    mark: Option<File>,
    segments: Arc<SegmentList>,
    buffer: Vec<u8>,
}

impl Wal {
    /// Opens the log in `folder`, or begins one, and passes every row to `seen_row` in order. Sets damaged segments
    /// aside and reports them; keeps every row that can still be read.
    pub fn open(folder: &Path, mut seen_row: impl FnMut(&LogRow)) -> io::Result<(Self, Vec<Damage>)> {
        let (mut found, mut damage, mut last) = (segments_in(folder)?, Vec::new(), Last::default());
        let mark = HighWaterMark::read(folder);
        let source = find_source(folder, &found)?.or(mark.map(|mark| mark.source)).unwrap_or_else(rand::random);
        let answered = mark.filter(|mark| mark.source == source).map_or(0, |mark| mark.position);
        if found.is_empty() && answered > 0 {
            match stand_in(folder, answered) {
                Ok(()) => found.push(answered),
                Err(error) => tracing::error!(%error, answered, "the event log's segments are missing"),
            }
        }
        let incomplete = take_incomplete(folder, &mut found, answered)?;
        let (mut end, mut since) = (None, None);
        for (place, &first) in found.iter().enumerate() {
            let mut next = found.get(place + 1).copied().unwrap_or(i64::MAX);
            let mut seen = look_through(folder, first, next, &mut seen_row)?;
            if next == i64::MAX && seen.last.position.max(first - 1) < answered {
                (next, seen.is_damaged) = (answered + 1, true);
            }
            let header = seen.header.unwrap_or(Header { source, first, earliest: last.received_at });
            last.position = Ord::max(last.position, seen.last.position.max(first - 1));
            last.received_at = Ord::max(last.received_at, seen.last.received_at.max(header.earliest));
            end = (!seen.is_damaged).then_some(seen.end);
            since = (seen.end > ROWS).then_some(header.earliest);
            if seen.is_damaged {
                match repair(folder, header, next) {
                    Ok(repaired) => damage.push(repaired),
                    Err(error) => {
                        tracing::error!(%error, first, "a damaged part of the event log can't be repaired yet");
                    }
                }
            }
        }
        last.position = last.position.max(incomplete.map_or(0, |first| first - 1)).max(answered);
        let segments = Arc::new(SegmentList::new(found.clone()));
        let mark = HighWaterMark::file(folder).inspect_err(|error| tracing::warn!(%error, "{UNMARKED}")).ok();
        let folder = folder.to_owned();
        let mut wal = Self { folder, source, open: None, last, since, done: 0, mark, segments, buffer: Vec::new() };
        let begun = match found.last().zip(end) {
            Some((&first, end)) => go_on(&wal.folder, first, end).map(|open| wal.open = Some(open)),
            None if found.is_empty() => wal.begin_segment(),
            None => Ok(()), // never append to a damaged segment
        };
        if let Err(error) = begun {
            tracing::warn!(%error, "the event log can't be opened for appending; the first event retries");
        }
        Ok((wal, damage))
    }

    /// The log's identifier: the same in all segments, and a new one once the log is begun anew.
    pub fn source(&self) -> String {
        format!("{:032x}", self.source)
    }

    /// The position of the last row; zero if there never was one.
    pub fn last_position(&self) -> i64 {
        self.last.position
    }

    /// The time of the last row, in microseconds since 1970; no later row has an earlier one.
    pub fn last_received_at(&self) -> i64 {
        self.last.received_at
    }

    /// A reader of the durable rows.
    pub fn reader(&self) -> WalReader {
        WalReader::new(self.folder.clone(), Arc::clone(&self.segments))
    }

    /// Appends records and returns the last position once all of them are on the disk. If it fails, the log has none of
    /// them, whatever reached the disk: the next segment begins at their positions.
    pub fn append<R: AsRef<[u8]>>(&mut self, received_at: i64, records: &[R]) -> io::Result<i64> {
        if records.is_empty() {
            return Ok(self.last.position);
        }
        let received_at = Ord::max(received_at, self.last.received_at);
        let mut position = self.last.position;
        self.buffer.clear();
        for record in records {
            position += 1;
            segment::encode(position, received_at, record.as_ref(), &mut self.buffer);
        }
        let written = self.write();
        self.buffer.shrink_to(KEPT);
        if let Err(error) = written {
            self.open = None;
            return Err(error);
        }
        self.last = Last { position, received_at };
        self.since.get_or_insert(received_at);
        self.mark();
        Ok(position)
    }

    /// A failure loses no row; only a loss at the log's end would then go unnoticed.
    fn mark(&mut self) {
        let mark = HighWaterMark { source: self.source, position: self.last.position };
        if let Some(Err(error)) = self.mark.as_ref().map(|file| mark.write(file)) {
            tracing::warn!(%error, "{UNMARKED}");
            self.mark = None;
        }
    }

    /// Writes as much as an event may have beside the log and removes it: whether the disk accepts data.
    pub fn probe(&self) -> io::Result<()> {
        let path = self.folder.join(PROBE_FILE);
        let filler: Vec<u8> = rand::random_iter().take(PROBE).collect(); // random, so that no file system compresses it
        let written = File::create(&path).and_then(|file| {
            file.write_all_at(&filler, 0)?;
            file.sync_data()
        });
        let removed = fs::remove_file(&path);
        written.and(removed)
    }

    fn write(&mut self) -> io::Result<()> {
        if self.open.as_ref().is_none_or(|(_, length)| *length >= FULL) {
            self.begin_segment()?;
        }
        let Some((file, length)) = &mut self.open else { return Err(io::ErrorKind::NotFound.into()) };
        let written = file.write_all_at(&self.buffer, *length).and_then(|()| file.sync_data());
        if let Err(error) = written {
            // The next segment's first position makes these rows void; truncating them also frees room.
            let _ = file.set_len(*length);
            return Err(error);
        }
        *length += self.buffer.len() as u64;
        Ok(())
    }

    fn begin_segment(&mut self) -> io::Result<()> {
        let first = self.last.position + 1;
        let header = Header { source: self.source, first, earliest: self.last.received_at };
        // If it fails, the new file may exist and void rows that are written to the present segment from now on. So
        // none are: the next append has to begin at this very position.
        self.open = None;
        let file = if self.segments.firsts().last() == Some(&first) {
            segment::clear(&self.folder, header)?
        } else {
            let file = segment::create(&self.folder, header)?;
            self.segments.firsts().push(first);
            file
        };
        self.open = Some((file, ROWS));
        self.since = None;
        Ok(())
    }

    /// Begins another segment if the present one has rows from before `time`, and removes indexed segments of any size,
    /// so that nothing stays in the folder for longer than needed.
    pub fn turn_over(&mut self, time: i64) -> io::Result<()> {
        if self.since.is_some_and(|since| since < time) {
            self.begin_segment()?;
        }
        self.trim(self.done).map(drop)
    }

    /// Removes segments whose rows are all at or before `position`, the open one only if large. Returns whether any
    /// was.
    pub fn trim(&mut self, position: i64) -> io::Result<bool> {
        // The database may be ahead of a log restored from a backup: rows yet to come are not indexed.
        self.done = self.done.max(position.min(self.last.position));
        let worn = self.open.as_ref().is_some_and(|(_, length)| *length >= WORN);
        let is_done = worn && position >= self.last.position;
        let begun = if is_done { self.begin_segment() } else { Ok(()) };
        let mut removed = false;
        while let Some(first) = self.segments.take_done(position) {
            match fs::remove_file(segment::path(&self.folder, first)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    self.segments.firsts().insert(0, first); // its file remains
                    return Err(error);
                }
                _ => removed = true,
            }
        }
        begun.map(|()| removed)
    }

    /// Gives the log a new identifier and keeps its rows.
    pub fn rename(&mut self) -> io::Result<()> {
        self.source = rand::random();
        let firsts = self.segments.firsts().clone();
        for first in firsts {
            let file = segment::open(&self.folder, first)?;
            let Some(header) = segment::read_header(&file)? else { continue };
            segment::write_header(&file, Header { source: self.source, ..header })?;
        }
        self.mark();
        Ok(())
    }
}

/// All segments are gone: an empty one stands for the last, which `open` then finds damaged.
fn stand_in(folder: &Path, answered: i64) -> io::Result<()> {
    OpenOptions::new().create_new(true).write(true).mode(0o600).open(segment::path(folder, answered)).map(drop)
}

/// Removes the last segment if it has no sound header and no rows, since its creation failed, for want of space or power:
/// it would void later rows of the one before it. Its name gives its position. One with an acknowledged row is complete.
fn take_incomplete(folder: &Path, found: &mut Vec<i64>, answered: i64) -> io::Result<Option<i64>> {
    let Some(&last) = found.last().filter(|last| **last > answered) else { return Ok(None) };
    let path = segment::path(folder, last);
    let file = File::open(&path)?;
    if file.metadata()?.len() > ROWS || segment::read_header(&file)?.is_some() {
        return Ok(None);
    }
    found.pop();
    if !found.is_empty() {
        fs::remove_file(path)?;
    }
    Ok(Some(last))
}

/// The log's identifier, from the first sound segment.
fn find_source(folder: &Path, found: &[i64]) -> io::Result<Option<u128>> {
    for &first in found {
        if let Some(header) = segment::read_header(&File::open(segment::path(folder, first))?)? {
            return Ok(Some(header.source));
        }
    }
    Ok(None)
}

/// Opens the last segment, whose rows end at `end`, for appending.
fn go_on(folder: &Path, first: i64, end: u64) -> io::Result<(File, u64)> {
    let file = segment::open(folder, first)?;
    file.set_len(end)?; // a torn row was never acknowledged
    Ok((file, end))
}

#[cfg(test)]
mod tests;
