//! The local log: files of its own in the data folder, so that its writer never waits for the database's.
//!
//! With the embedded database it is the event log; with a server it is the spool for when that is away. Events lie in
//! the write-ahead log, and parked rows in a small database beside it.
//!
//! Imports go down: this file → `writer`, `repair` → `command`, `parked`, `log_stats` → `budget`, `spool_usage`.

mod budget;
mod command;
mod log_stats;
pub(super) mod parked;
mod repair;
mod spool_usage;
mod writer;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::Clock;
use sea_orm::SqlxError;
use tokio::sync::{mpsc, oneshot, watch};
use wal::{Damage, Run, Wal, WalReader};

use super::block::{LogBlock, within_a_block};
use super::limits::{LogLimits, QUEUE};
use super::outcome::{LogError, Room};
use crate::connect::Connections;
use crate::error::StoreError;
use crate::secrets::OpenError;

pub(super) use command::Command;
pub use log_stats::Spool;

use log_stats::LogStats;
use spool_usage::{Chunk, SpoolUsage};
use writer::Writer;

/// The handle of the local log. One writer commits the rows that have gathered and then answers all callers: one sync
/// serves many.
#[derive(Clone, Debug)]
pub(super) struct LocalLog {
    commands: mpsc::Sender<Command>,
    /// The parking database.
    pub(super) connections: Connections,
    reader: WalReader,
    /// The name under which the database keeps this log's cursor.
    pub(super) source: Arc<str>,
    /// The position of the last durable event; a change means that there is more.
    pub(super) last_position: watch::Receiver<i64>,
    pub(super) stats: Arc<LogStats>,
}

impl LocalLog {
    /// Opens the log at `path`, or creates it. Sets a damaged file aside and takes over what can still be read of it.
    pub(super) async fn open(path: &Path, clock: Clock, limits: LogLimits) -> Result<Self, OpenError> {
        let connections = repair::open(path).await?;
        let (wal, usage, mut set_aside) = open_wal(path).await?;
        set_aside.extend(repair::set_aside(path));
        let stats = Arc::new(LogStats::new(usage, limits, set_aside));
        let (source, reader) = (wal.source().into(), wal.reader());
        let (commands, receiver) = mpsc::channel(QUEUE);
        let (writer, last_position) = Writer::new(connections.clone(), wal, clock, Arc::clone(&stats)).await?;
        tokio::spawn(writer.run(receiver));
        Ok(Self { commands, connections, reader, source, last_position, stats })
    }

    /// Sends the writer a command; done durably when this returns.
    pub(super) async fn ask<T>(
        &self,
        command: impl FnOnce(oneshot::Sender<Result<T, LogError>>) -> Command,
    ) -> Result<T, LogError> {
        let (done, answer) = oneshot::channel();
        self.commands.try_send(command(done)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => LogError::Overloaded,
            mpsc::error::TrySendError::Closed(_) => LogError::Unwritable,
        })?;
        answer.await.unwrap_or(Err(LogError::Unwritable))
    }

    /// Appends a record; it is durable when this returns.
    pub(super) async fn append(&self, record: Vec<u8>, room: Room) -> Result<(), LogError> {
        self.ask(|done| Command::Append { record, room, done }).await
    }

    /// Notes that the database has all rows up to `position`. A later call removes what this one can't; it is not read
    /// again.
    pub(super) async fn trim(&self, position: i64) {
        let _ = self.ask(|done| Command::Trim { position, done }).await; // a later call repeats it
    }

    /// The next events after `position`; none if there are none.
    pub(super) async fn read_after(&self, position: i64) -> Result<Option<LogBlock>, StoreError> {
        let durable = *self.last_position.borrow();
        if position >= durable {
            return Ok(None);
        }
        let (reader, mut fits) = (self.reader.clone(), within_a_block());
        let read = move || reader.read_after(position, durable, |row| fits(row.record.len()));
        let Run { rows, last, damage } = blocking(read).await?;
        for damage in damage {
            report(&damage);
            self.stats.note_set_aside(damage.file);
        }
        Ok((last > position).then(|| LogBlock { source: Arc::clone(&self.source), after: position, last, rows }))
    }

    /// Renames the log if the database is ahead of it: it was restored from a backup, and its new events would pass for
    /// indexed ones. Events that are indexed twice are recognised as repeats.
    pub(super) async fn renew_if_behind(&mut self, reached: i64) -> Result<(), StoreError> {
        if reached > *self.last_position.borrow() {
            let renamed = self.ask(|done| Command::Rename { done }).await;
            self.source = renamed.map_err(|error| unreadable(io::Error::other(error)))?.into();
            tracing::warn!("the event log is older than the database; it is indexed anew");
        }
        Ok(())
    }
}

/// Opens the write-ahead log beside `path`; with its usage and damaged files.
async fn open_wal(path: &Path) -> Result<(Wal, SpoolUsage, Vec<PathBuf>), StoreError> {
    let folder = path.parent().unwrap_or(path).to_owned();
    let open = move || {
        let mut usage = SpoolUsage::default();
        let (wal, damage) = Wal::open(&folder, |row| usage.appended(Chunk::of(row)))?;
        damage.iter().for_each(report);
        Ok((wal, usage, wal::set_aside(&folder)?))
    };
    blocking(open).await
}

fn report(Damage { file, rows }: &Damage) {
    tracing::error!(rows, file = %file.display(), "a damaged part of the event log is set aside; what can be read of it is taken over");
}

/// Runs blocking work.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)));
    done.map_err(unreadable)
}

/// A disk error counts as if the database were away.
fn unreadable(error: io::Error) -> StoreError {
    StoreError::refused(SqlxError::Io(error))
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[tokio::test]
    async fn probe_shows_whether_events_could_be_written() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("events.db");
        let log = LocalLog::open(&path, Clock::system(), LogLimits::default()).await.unwrap();
        let probe = folder.path().join("events.probe");
        assert!(log.ask(|done| Command::Probe { done }).await.is_ok() && !probe.exists());
        std::fs::create_dir(&probe).unwrap();
        assert!(
            matches!(log.ask(|done| Command::Probe { done }).await, Err(LogError::Unwritable)),
            "the folder of the log refuses"
        );
        std::fs::remove_dir(&probe).unwrap();
        assert!(log.ask(|done| Command::Probe { done }).await.is_ok() && !probe.exists());
    }

    #[tokio::test]
    async fn log_that_is_older_than_the_database_is_indexed_anew() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("events.db");
        let mut log = LocalLog::open(&path, Clock::system(), LogLimits::default()).await.unwrap();
        log.append(vec![1; 900], None).await.unwrap();
        let name = Arc::clone(&log.source);
        log.renew_if_behind(1).await.unwrap();
        assert_eq!(log.source, name);
        log.renew_if_behind(2).await.unwrap();
        assert_ne!(log.source, name);
    }
}
