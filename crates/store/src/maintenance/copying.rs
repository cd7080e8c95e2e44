//! Copies a data folder while a service runs on it.
//!
//! An event goes from the parked ones to the event log, and from there to the database. The copy reads in the same
//! order, so that it has each event at least once, wherever it goes meanwhile; indexing recognises duplicates. It reads
//! the large file of the database first and SQLite's write-ahead log last: SQLite removes nothing from that log while
//! the copy holds it, so that both together are the database as it is at the end.

mod held;
mod settling;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use domain::Clock;
use time::OffsetDateTime;

use crate::error::StoreError;
use crate::secrets::OpenError;
use held::Held;

pub use settling::settle_copy;

/// The names of the files in a copy, whatever their names are elsewhere.
const DATABASE: &str = "tombstone.db";
const EVENT_LOG: &str = "events.db";
const JOURNAL: &str = "-wal";
const DAMAGED: &str = ".corrupt-";

/// Why copying a data folder, or settling a copy, failed.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// A database could not be opened or read, or is of a newer version.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A file of a copy is damaged.
    #[error("{file} is damaged: {what}")]
    Damaged {
        /// Its name.
        file: &'static str,
        /// What is wrong with it.
        what: String,
    },
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] io::Error),
}

impl From<StoreError> for CopyError {
    fn from(error: StoreError) -> Self {
        Self::Open(error.into())
    }
}

/// Where the files of a copy go.
pub trait CopySink {
    /// Takes a file of `length` bytes, to the last one.
    ///
    /// # Errors
    /// If it can't be read or kept.
    fn put(&mut self, name: &str, length: u64, bytes: &mut dyn Read) -> io::Result<()>;

    /// Makes durable what was put so far: the small files that follow should not wait for it.
    ///
    /// # Errors
    /// If that fails.
    fn settle(&mut self) -> io::Result<()>;
}

/// A copy in progress: the database keeps what the copy needs, and its write-ahead log grows.
#[derive(Debug)]
pub struct FolderCopy {
    database: Option<Held>,
    event_log: PathBuf,
    /// What the database holds.
    pub summary: CopySummary,
}

/// What the database of a copy holds; nothing if it is on a server, and so in no copy.
#[derive(Clone, Debug, Default)]
pub struct CopySummary {
    /// The last applied step of the schema.
    pub schema: Option<String>,
    /// How many portals there are.
    pub portals: u64,
    /// How many deletions they have.
    pub deletions: u64,
}

impl FolderCopy {
    /// Begins with the embedded database, if there is one. `event_log` is the file of parked events, beside the log.
    pub async fn begin(database: Option<&Path>, event_log: &Path) -> Result<Self, CopyError> {
        let (mut held, mut summary) = (None, CopySummary::default());
        if let Some(path) = database {
            let mut database = Held::begin(path).await?;
            summary = database.summary().await?;
            held = Some(database);
        }
        Ok(Self { database: held, event_log: event_log.to_owned(), summary })
    }

    /// How many bytes are to be copied, as far as that is known before.
    pub fn bytes(&self) -> io::Result<u64> {
        self.database.as_ref().map_or(Ok(0), Held::bytes)
    }

    /// Copies everything, which blocks the thread. All that was answered before the returned time is in the copy.
    pub async fn copy(self, clock: &Clock, sink: &mut impl CopySink) -> Result<OffsetDateTime, CopyError> {
        if let Some(database) = &self.database {
            database.put_file(DATABASE, sink)?;
            sink.settle()?;
        }
        let complete_to = clock.now();
        if self.event_log.try_exists()? {
            let parked = Held::begin(&self.event_log).await?;
            parked.put_file(EVENT_LOG, sink)?;
            parked.put_journal(EVENT_LOG, sink)?;
            parked.release().await?;
        }
        let folder = self.event_log.parent().unwrap_or(&self.event_log);
        for (path, file) in wal::open_segments(folder)? {
            put(name(&path), &file, sink)?;
        }
        if let Some(database) = self.database {
            database.put_journal(DATABASE, sink)?;
            database.release().await?;
        }
        for path in set_aside(folder)? {
            put(name(&path), &File::open(&path)?, sink)?;
        }
        Ok(complete_to)
    }
}

/// Whether a file of this name may be part of a copy.
pub fn is_copied(name: &str) -> bool {
    let of_a_database = [DATABASE, EVENT_LOG]
        .iter()
        .any(|database| name.strip_prefix(database).is_some_and(|rest| rest.is_empty() || rest == JOURNAL));
    of_a_database || is_damaged_file(name) || wal::is_log_file(name)
}

/// Whether it is a damaged file of parked events, or its journal, that was set aside.
fn is_damaged_file(name: &str) -> bool {
    let number = name.strip_prefix(EVENT_LOG).and_then(|rest| rest.strip_prefix(DAMAGED));
    let number = number.map(|number| number.strip_suffix(JOURNAL).unwrap_or(number));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Damaged files that are kept until somebody has looked at them.
fn set_aside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut aside = wal::set_aside(folder)?;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        aside.extend(entry.file_name().to_str().is_some_and(is_damaged_file).then(|| entry.path()));
    }
    Ok(aside)
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// Puts a file at its current length, whatever is appended meanwhile, and with zeros for what is cut off meanwhile: its
/// log or database no longer uses that.
fn put(name: &str, file: &File, sink: &mut impl CopySink) -> io::Result<()> {
    let length = file.metadata()?.len();
    sink.put(name, length, &mut file.chain(io::repeat(0)).take(length))
}
