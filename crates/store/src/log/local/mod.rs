//! The local log: a file of its own in the data folder, so that its writer never waits for the database's.
//!
//! With the embedded database it is the event log; with a server it is the spool for when that one is away. Events lie
//! in files, what is held aside in a small database beside it.

mod apart;
mod depth;
mod former;
mod held;
mod installs;
mod log_stats;
mod mend;
mod writer;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::vault::KeyedHash;
use domain::{Clock, MemberId};
use migrations::LogMigrator;
use sea_orm::SqlxError;
use sea_orm_migration::MigratorTrait;
use tokio::sync::{mpsc, oneshot, watch};
use wal::{Damage, Run, Wal, WalReader};

use super::reader::{LogBlock, within_a_block};
use super::{LogError, LogLimits, Room};
use crate::connect::{Connections, LOG};
use crate::entities::pending_event;
use crate::error::StoreError;

pub use apart::{Unjudged, Verdict};
pub use held::HeldLimits;
pub use log_stats::Spool;

use depth::{Chunk, Depth};
use log_stats::LogStats;
use writer::{Command, Writer};

/// A small database that is larger is not written anew: events that are held would wait for too long.
const REWRITTEN: i64 = 16 << 20;
/// How many commands may wait for the writer; more are refused at once, since they would wait too long.
pub(super) const QUEUE: usize = 4096;

/// The handle of the local log. Rows are handed to one writer, which commits whatever has gathered and then answers
/// all of it: one sync serves many.
#[derive(Clone, Debug)]
pub(super) struct LocalLog {
    commands: mpsc::Sender<Command>,
    connections: Connections,
    reader: WalReader,
    source: Arc<str>,
    last_position: watch::Receiver<i64>,
    stats: Arc<LogStats>,
}

impl LocalLog {
    /// Opens, and creates if it is not there, the log at `path`. One that can't be read is set aside, and what can
    /// still be read of it is taken over.
    pub(super) async fn open(path: &Path, clock: Clock, limits: LogLimits) -> Result<Self, StoreError> {
        let connections = mend::open(path).await?;
        let (mut wal, depth, mut set_aside) = open_wal(path).await?;
        set_aside.extend(mend::set_aside(path));
        let stats = Arc::new(LogStats::new(depth, limits.spool_bytes, set_aside));
        former::take_over(&connections, &mut wal, &stats).await?;
        let (source, reader) = (wal.source().into(), wal.reader());
        let (commands, receiver) = mpsc::channel(QUEUE);
        let (writer, last_position) = Writer::new(connections.clone(), wal, clock, limits, Arc::clone(&stats)).await?;
        tokio::spawn(writer.run(receiver));
        Ok(Self { commands, connections, reader, source, last_position, stats })
    }

    /// Appends records, in order; they are durable when this returns.
    pub(super) async fn append(&self, records: Vec<Vec<u8>>, room: Room) -> Result<(), LogError> {
        self.ask(|done| Command::Append { records, room, done }).await
    }

    pub(super) async fn hold(
        &self,
        member_id: MemberId,
        token: KeyedHash,
        record: Vec<u8>,
        room: Room,
    ) -> Result<bool, LogError> {
        self.ask(|done| Command::Hold { member_id, token, record, room, done }).await
    }

    pub(super) async fn release(
        &self,
        member_id: MemberId,
        token: KeyedHash,
        generation: i64,
    ) -> Result<u64, LogError> {
        self.ask(|done| Command::Release { member_id, token, generation, done }).await
    }

    pub(super) async fn list_held(&self) -> Result<Vec<(MemberId, KeyedHash)>, StoreError> {
        Ok(held::list(&self.connections.read).await?)
    }

    pub(super) async fn drop_portal(
        &self,
        member_id: MemberId,
        events_before: i64,
        installs_before: i64,
    ) -> Result<u64, LogError> {
        self.ask(|done| Command::DropPortal { member_id, events_before, installs_before, done }).await
    }

    /// Goes on in another file if the present one has rows from before a time, and removes what is done with.
    pub(super) async fn turn_over(&self, before: i64) -> Result<(), LogError> {
        self.ask(|done| Command::TurnOver { before, done }).await
    }

    /// Leaves nothing in the small database's files of what was removed from it. False if it has to be tried again.
    pub(super) async fn scrub(&self) -> Result<bool, StoreError> {
        self.connections.rewrite(REWRITTEN).await?;
        Ok(self.connections.empty_wal().await?)
    }

    pub(super) async fn drop_expired(&self) -> Result<u64, LogError> {
        self.ask(|done| Command::DropExpired { done }).await
    }

    pub(super) async fn set_apart(
        &self,
        member_id: MemberId,
        token: KeyedHash,
        record: Vec<u8>,
        room: Room,
    ) -> Result<bool, LogError> {
        self.ask(|done| Command::SetApart { member_id, token, record, room, done }).await
    }

    pub(super) async fn list_unjudged(&self, after: i64) -> Result<Vec<Unjudged>, StoreError> {
        Ok(apart::list(&self.connections.read, after).await?)
    }

    pub(super) async fn judge(&self, position: i64, verdict: Verdict) -> Result<(), LogError> {
        self.ask(|done| Command::Judge { position, verdict, done }).await
    }

    pub(super) async fn keep_install(&self, install: pending_event::Model, room: Room) -> Result<bool, LogError> {
        self.ask(|done| Command::KeepInstall { install, room, done }).await
    }

    pub(super) async fn next_install(&self, after: i64) -> Result<Option<(i64, pending_event::Model)>, StoreError> {
        Ok(installs::next(&self.connections.read, after).await?)
    }

    pub(super) async fn list_keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(installs::list_keys(&self.connections.read).await?)
    }

    pub(super) async fn drop_install(&self, position: i64) -> Result<(), LogError> {
        self.ask(|done| Command::DropInstall { position, done }).await
    }

    /// Tells that the database has all rows up to `position`. What can't be removed now is removed the next time; it is
    /// not read again.
    pub(super) async fn trim(&self, position: i64) {
        let _ = self.ask(|done| Command::Trim { position, done }).await; // the next one does it too
    }

    /// Writes as an event would be written.
    pub(super) async fn probe(&self) -> Result<(), LogError> {
        self.ask(|done| Command::Probe { done }).await
    }

    /// The next events after `position`; none if there are none.
    pub(super) async fn read_after(&self, position: i64) -> Result<Option<LogBlock>, StoreError> {
        let durable = *self.last_position.borrow();
        if position >= durable {
            return Ok(None);
        }
        let reader = self.reader.clone();
        let read = move || reader.read_after(position, durable, within_a_block());
        let Run { rows, last, damage } = blocking(read).await?;
        for damage in damage {
            tell_of(&damage);
            self.stats.note_set_aside(damage.file);
        }
        Ok((last > position).then(|| LogBlock { source: Arc::clone(&self.source), after: position, last, rows }))
    }

    /// The name under which the database keeps how far this log was indexed.
    pub(super) fn source(&self) -> &Arc<str> {
        &self.source
    }

    /// The position of the last durable event; changes tell that there is more.
    pub(super) fn last_position(&self) -> watch::Receiver<i64> {
        self.last_position.clone()
    }

    pub(super) fn spool(&self) -> Spool {
        self.stats.spool()
    }

    /// Whether the database has all that is on the log.
    pub(super) fn is_brought_over(&self) -> bool {
        self.stats.is_brought_over()
    }

    pub(super) fn is_failing(&self) -> bool {
        self.stats.is_failing()
    }

    pub(super) fn set_aside(&self) -> Vec<PathBuf> {
        self.stats.set_aside()
    }

    /// Gives the log a new name if it is older than what the database has of it: a copy was put back, and its new
    /// events would be taken for indexed ones. What is indexed twice is recognised as repeated.
    pub(super) async fn renew_if_behind(&mut self, reached: i64) -> Result<(), StoreError> {
        if reached > *self.last_position.borrow() {
            let renamed = self.ask(|done| Command::Rename { done }).await;
            self.source = renamed.map_err(|error| unreadable(io::Error::other(error)))?.into();
            tracing::warn!("the event log is older than the database; it is indexed anew");
        }
        Ok(())
    }

    /// Closes the file. What waits for the writer is refused.
    pub(super) async fn close(&self) -> Result<(), StoreError> {
        Ok(self.connections.close().await?)
    }

    async fn ask<T>(
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
}

/// Opens the file as it is, with the present schema.
async fn open_file(path: &Path) -> Result<Connections, StoreError> {
    let connections = Connections::open_file(path, LOG).await?;
    match LogMigrator::up(&connections.write, None).await {
        Ok(()) => Ok(connections),
        Err(error) => {
            connections.close().await?; // otherwise it is closed while the file is set aside
            Err(error.into())
        }
    }
}

/// The log beside the file at `path`, what lies on it, and what of it was damaged.
async fn open_wal(path: &Path) -> Result<(Wal, Depth, Vec<PathBuf>), StoreError> {
    let folder = path.parent().unwrap_or(path).to_owned();
    let open = move || {
        let mut depth = Depth::default();
        let (wal, damage) = Wal::open(&folder, |row| depth.appended(Chunk::of(row)))?;
        damage.iter().for_each(tell_of);
        Ok((wal, depth, wal::set_aside(&folder)?))
    };
    blocking(open).await
}

fn tell_of(Damage { file, rows }: &Damage) {
    tracing::error!(rows, file = %file.display(), "a damaged part of the event log is set aside; what can be read of it is taken over");
}

/// Does what blocks where it may.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)));
    done.map_err(unreadable)
}

/// The disk refuses: as if the database were away.
fn unreadable(error: io::Error) -> StoreError {
    StoreError::refused(SqlxError::Io(error))
}

#[cfg(test)]
mod tests {
    use domain::deletion::Source;
    use domain::event::Arrival;
    use domain::wire::decode_form;
    use tempfile::TempDir;

    use super::*;
    use crate::log::LoggedEvent;

    fn event(number: usize) -> LoggedEvent {
        let filler = "x".repeat(20_000);
        let body = format!("event=ONCRMLEADDELETE&data[ID]={number}&data[x]={filler}&auth[member_id]=m");
        let event = Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap().event;
        LoggedEvent { generation: 1, source: Source::Live, event }
    }

    #[tokio::test]
    async fn probe_tells_whether_events_could_be_written() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("events.db");
        let log = LocalLog::open(&path, Clock::system(), LogLimits::default()).await.unwrap();
        let probe = folder.path().join("events.probe");
        assert!(log.probe().await.is_ok() && !probe.exists());
        std::fs::create_dir(&probe).unwrap();
        assert!(matches!(log.probe().await, Err(LogError::Unwritable)), "the folder of the log refuses");
        std::fs::remove_dir(&probe).unwrap();
        assert!(log.probe().await.is_ok() && !probe.exists());
    }

    #[tokio::test]
    async fn log_that_is_older_than_the_database_is_indexed_anew() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("events.db");
        let mut log = LocalLog::open(&path, Clock::system(), LogLimits::default()).await.unwrap();
        log.append(vec![event(0).to_bytes()], None).await.unwrap();
        let name = Arc::clone(log.source());
        log.renew_if_behind(1).await.unwrap();
        assert_eq!(*log.source(), name);
        log.renew_if_behind(2).await.unwrap();
        assert_ne!(*log.source(), name);
    }
}
