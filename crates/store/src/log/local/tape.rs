//! The tape: rows appended to files one after the other and synced before anybody is told so. Files that are done with
//! are removed whole, so that a row is written once, read once and never changed.

mod mending;
mod reader;
mod shelf;
mod volume;

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) use self::mending::{Damage, set_aside};
pub(super) use self::reader::TapeReader;

use self::mending::{look_through, mend};
use self::shelf::{Shelf, volumes_in};
use self::volume::{Header, ROWS};
use crate::log::reader::LogRow;

/// From which size on a new volume is begun.
const FULL: u64 = 16 << 20;
/// How much memory is kept from one append to the next.
const KEPT: usize = 1 << 20;
/// From which size on a volume that is done with is not gone on with.
const WORN: u64 = 1 << 20;

/// The end of the tape, where rows are appended. Its calls block.
#[derive(Debug)]
pub(super) struct Tape {
    folder: PathBuf,
    source: u128,
    /// The volume that is written, and how long it is; none after a failure: a new one is begun then.
    open: Option<(File, u64)>,
    last: Last,
    shelf: Arc<Shelf>,
    buffer: Vec<u8>,
}

/// The last row.
#[derive(Clone, Copy, Debug, Default)]
struct Last {
    position: i64,
    received_at: i64,
}

impl Tape {
    /// Opens, and begins if there is none, the tape in `folder`, and shows all rows of it in order. What is broken in it
    /// is set aside and told; what can still be read of it is kept.
    pub(super) fn open(folder: &Path, mut seen_row: impl FnMut(&LogRow)) -> io::Result<(Self, Vec<Damage>)> {
        let mut damage = Vec::new();
        let (mut last, mut source, mut firsts, mut end) = (Last::default(), None, Vec::new(), 0);
        let found = volumes_in(folder)?;
        for (place, &first) in found.iter().enumerate() {
            let next = found.get(place + 1).copied().unwrap_or(i64::MAX);
            if look_through(folder, first, next, |_| {})?.is_damaged {
                damage.push(mend(folder, first, source)?);
            }
            let seen = look_through(folder, first, next, &mut seen_row)?;
            source = source.or(Some(seen.header.source));
            last.position = Ord::max(last.position, seen.last.position.max(first - 1));
            last.received_at = Ord::max(last.received_at, seen.last.received_at.max(seen.header.earliest));
            end = seen.end;
            firsts.push(first);
        }
        let source = source.unwrap_or_else(rand::random);
        let shelf = Arc::new(Shelf::new(firsts));
        let mut tape = Self { folder: folder.to_owned(), source, open: None, last, shelf, buffer: Vec::new() };
        if let Some(&first) = found.last() {
            let file = fs::OpenOptions::new().read(true).write(true).open(volume::path(folder, first))?;
            file.set_len(end)?; // what was torn was never answered
            tape.open = Some((file, end));
        } else if let Err(error) = tape.begin_volume() {
            tracing::warn!(%error, "the event log can't be begun yet"); // the first event tries again
        }
        Ok((tape, damage))
    }

    /// The name of the log: the same for all its volumes, another one after it was begun anew.
    pub(super) fn source(&self) -> String {
        format!("{:032x}", self.source)
    }

    /// The position of the last row; zero if there never was one.
    pub(super) fn last_position(&self) -> i64 {
        self.last.position
    }

    /// The time of the last row: no later row has an earlier one.
    pub(super) fn last_received_at(&self) -> i64 {
        self.last.received_at
    }

    pub(super) fn reader(&self) -> TapeReader {
        TapeReader::new(self.folder.clone(), Arc::clone(&self.shelf))
    }

    /// Appends records, and returns the last position when all of them are on the disk. If it fails, none of them is
    /// on the tape, whatever reached the disk: the next volume begins with their positions.
    pub(super) fn append<R: AsRef<[u8]>>(&mut self, received_at: i64, records: &[R]) -> io::Result<i64> {
        if records.is_empty() {
            return Ok(self.last.position);
        }
        let received_at = Ord::max(received_at, self.last.received_at);
        let mut position = self.last.position;
        self.buffer.clear();
        for record in records {
            position += 1;
            volume::encode(position, received_at, record.as_ref(), &mut self.buffer);
        }
        let written = self.write();
        self.buffer.shrink_to(KEPT);
        if let Err(error) = written {
            self.open = None;
            return Err(error);
        }
        self.last = Last { position, received_at };
        Ok(position)
    }

    fn write(&mut self) -> io::Result<()> {
        if self.open.as_ref().is_none_or(|(_, length)| *length >= FULL) {
            self.begin_volume()?;
        }
        let Some((file, length)) = &mut self.open else { return Err(io::ErrorKind::NotFound.into()) };
        let written = file.write_all_at(&self.buffer, *length).and_then(|()| file.sync_data());
        if let Err(error) = written {
            // The next volume's first position makes these rows void; without them there is also room again.
            let _ = file.set_len(*length);
            return Err(error);
        }
        *length += self.buffer.len() as u64;
        Ok(())
    }

    fn begin_volume(&mut self) -> io::Result<()> {
        let first = self.last.position + 1;
        let header = Header { source: self.source, first, earliest: self.last.received_at };
        let file = volume::create(&self.folder, header)?;
        self.open = Some((file, ROWS));
        self.shelf.put(first);
        Ok(())
    }

    /// Removes the volumes all of whose rows are at `position` or before it, and which are not small. Returns whether
    /// any was.
    pub(super) fn trim(&mut self, position: i64) -> io::Result<bool> {
        let worn = self.open.as_ref().is_some_and(|(_, length)| *length >= WORN);
        if worn && position >= self.last.position {
            self.begin_volume()?; // on a full disk it stays as it is
        }
        let mut removed = false;
        while let Some(first) = self.shelf.take_done(position) {
            fs::remove_file(volume::path(&self.folder, first))?;
            removed = true;
        }
        Ok(removed)
    }

    /// Begins the log anew under another name, with what is on the tape.
    pub(super) fn rename(&mut self) -> io::Result<()> {
        self.source = rand::random();
        let firsts = self.shelf.all();
        for first in firsts {
            let file = fs::OpenOptions::new().read(true).write(true).open(volume::path(&self.folder, first))?;
            let Some(header) = volume::read_header(&file)? else { continue };
            volume::write_header(&file, Header { source: self.source, ..header })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
