//! Reading the tape from a position on, while it is written.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::shelf::Shelf;
use super::volume::{self, Found, ROWS, Rows};
use crate::log::reader::LogRow;

/// A reader of the tape that remembers where it is.
#[derive(Clone, Debug)]
pub(in crate::log::local) struct TapeReader {
    folder: PathBuf,
    shelf: Arc<Shelf>,
    spot: Arc<Mutex<Option<Spot>>>,
}

/// Where a reader is: after the row at `position` of a volume.
#[derive(Debug)]
struct Spot {
    first: i64,
    file: File,
    offset: u64,
    position: i64,
}

impl TapeReader {
    pub(super) fn new(folder: PathBuf, shelf: Arc<Shelf>) -> Self {
        Self { folder, shelf, spot: Arc::default() }
    }

    /// The next rows after `position`, in order, none of them after `durable`; as many as `fits` lets through.
    pub(in crate::log::local) fn read_after(
        &self,
        position: i64,
        durable: i64,
        mut fits: impl FnMut(&LogRow) -> bool,
    ) -> io::Result<Vec<LogRow>> {
        let mut spot = self.spot.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut rows, mut reached) = (Vec::new(), position);
        while reached < durable {
            let Some((first, next)) = self.shelf.find(reached) else { break };
            let here = match spot.take().filter(|spot| spot.first == first && spot.position <= reached) {
                Some(here) => here,
                None => self.beginning_of(first)?,
            };
            let here = spot.insert(here);
            let ended = here.read(&mut reached, durable.min(next.saturating_sub(1)), &mut fits, &mut rows)?;
            match ended {
                Ended::Full => break,
                Ended::Volume if next == i64::MAX => {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "a row of the event log can't be read"));
                }
                Ended::Volume => reached = reached.max(next - 1),
            }
        }
        Ok(rows)
    }

    fn beginning_of(&self, first: i64) -> io::Result<Spot> {
        let file = File::open(volume::path(&self.folder, first))?;
        Ok(Spot { first, file, offset: ROWS, position: first - 1 })
    }
}

/// Why a volume is read no further.
#[derive(PartialEq, Eq)]
enum Ended {
    /// Everything is read that was asked for, or fits.
    Full,
    /// It has no more rows.
    Volume,
}

impl Spot {
    /// Reads rows after `reached` up to `last`.
    fn read(
        &mut self,
        reached: &mut i64,
        last: i64,
        fits: &mut impl FnMut(&LogRow) -> bool,
        out: &mut Vec<LogRow>,
    ) -> io::Result<Ended> {
        let mut rows = Rows::new(&self.file, self.offset);
        while *reached < last {
            let Found::Row(row) = rows.next()? else { return Ok(Ended::Volume) };
            if row.position > last {
                return Ok(Ended::Volume); // void: written again in the next volume
            }
            if row.position > *reached && !fits(&row) {
                return Ok(Ended::Full);
            }
            (self.offset, self.position) = (rows.at(), row.position);
            if row.position > *reached {
                *reached = row.position;
                out.push(row);
            }
        }
        Ok(Ended::Full)
    }
}
