//! The event log: an accepted event is one row, durable before it is answered, until the indexer has it.

mod backlog;
mod held;
mod reader;
mod record;
mod writer;

use std::path::Path;
use std::sync::Arc;

use domain::vault::KeyedHash;
use domain::{Clock, MemberId};
use migrations::LogMigrator;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use sea_orm_migration::MigratorTrait;
use tokio::sync::{Semaphore, SemaphorePermit, mpsc, oneshot, watch};

use crate::connect::{Connections, LOG};
use crate::entities::log_source;
use crate::error::StoreError;

pub use held::HeldLimits;
pub use reader::{LogBlock, LogRow};
pub use record::{LoggedEvent, Unparsable};

use writer::{Command, Writer};

/// How many requests may wait for the writer; more are refused at once, since they would wait too long.
const QUEUE: usize = 4096;
/// How many bytes of events may wait for it.
const QUEUE_BYTES: usize = 64 << 20;

/// The event log in a file of its own, so that its writer never waits for the database's.
///
/// Rows are handed to one writer, which commits whatever has gathered and then answers all of it: one sync
/// serves many.
#[derive(Clone, Debug)]
pub struct EventLog {
    commands: mpsc::Sender<Command>,
    connections: Connections,
    source: String,
    last_position: watch::Receiver<i64>,
    room: Arc<Semaphore>,
}

/// Why an event was not taken into the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// The disk refuses, or the writer is gone.
    #[error("the event log can't be written")]
    Unwritable,
    /// More wait than can be served in time.
    #[error("too many events wait for the event log")]
    Overloaded,
}

impl EventLog {
    /// Opens, and creates if it is not there, the event log at `path`.
    pub async fn open(path: &Path, clock: Clock, limits: HeldLimits) -> Result<Self, StoreError> {
        let connections = Connections::open_file(path, LOG).await?;
        LogMigrator::up(&connections.write, None).await?;
        let source = find_or_make_source(&connections).await?;
        let (commands, receiver) = mpsc::channel(QUEUE);
        let (writer, last_position) = Writer::new(connections.clone(), clock, limits).await?;
        tokio::spawn(writer.run(receiver));
        Ok(Self { commands, connections, source, last_position, room: Arc::new(Semaphore::new(QUEUE_BYTES)) })
    }

    /// Appends an event; it is durable when this returns.
    pub async fn append(&self, event: &LoggedEvent) -> Result<(), LogError> {
        let record = event.to_bytes();
        let _room = self.take_room(record.len())?;
        self.ask(|done| Command::Append { record, done }).await
    }

    /// Keeps an event of a portal that is not installed aside; false if there is no room for it.
    pub async fn hold(&self, event: &domain::event::Event, token: KeyedHash) -> Result<bool, LogError> {
        let (member_id, record) = (event.member_id.clone(), record::event_bytes(event));
        let _room = self.take_room(record.len())?;
        self.ask(|done| Command::Hold { member_id, token, record, done }).await
    }

    /// Moves what is held of a portal and came with this `application_token` into the log. Returns how many.
    pub async fn release(&self, member_id: &MemberId, token: KeyedHash, generation: i64) -> Result<u64, LogError> {
        let member_id = member_id.clone();
        self.ask(|done| Command::Release { member_id, token, generation, done }).await
    }

    /// The portals of which something is held, with what would prove it.
    pub async fn list_held(&self) -> Result<Vec<(MemberId, KeyedHash)>, StoreError> {
        Ok(held::list(&self.connections.read).await?)
    }

    /// Drops what is held of a portal. Returns how many.
    pub async fn drop_held(&self, member_id: &MemberId) -> Result<u64, LogError> {
        let member_id = member_id.clone();
        self.ask(|done| Command::DropHeld { member_id, done }).await
    }

    /// Drops what is held for longer than it may be. Returns how many.
    pub async fn drop_expired(&self) -> Result<u64, LogError> {
        self.ask(|done| Command::DropExpired { done }).await
    }

    /// Removes rows up to `position`, which the indexer has, a few thousand at once. Returns how many.
    pub async fn trim(&self, position: i64) -> Result<u64, LogError> {
        self.ask(|done| Command::Trim { position, done }).await
    }

    /// The name under which the database keeps how far this log was indexed.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The position of the last durable event; changes wake the indexer.
    pub fn last_position(&self) -> watch::Receiver<i64> {
        self.last_position.clone()
    }

    /// Gives the log a new name if it is older than what the database has of it: a copy was put back, and its new
    /// events would be taken for indexed ones. What is indexed twice is recognised as repeated.
    pub async fn renew_if_behind(&mut self, reached: i64) -> Result<(), StoreError> {
        if reached > *self.last_position.borrow() {
            log_source::Entity::delete_many().exec(&self.connections.write).await?;
            self.source = find_or_make_source(&self.connections).await?;
            tracing::warn!("the event log is older than the database; it is indexed anew");
        }
        Ok(())
    }

    /// Closes the file. What waits for the writer is refused.
    pub async fn close(&self) -> Result<(), StoreError> {
        Ok(self.connections.close().await?)
    }

    /// Room in memory for an event until it is written.
    fn take_room(&self, bytes: usize) -> Result<SemaphorePermit<'_>, LogError> {
        let bytes = u32::try_from(bytes).map_err(|_| LogError::Overloaded)?;
        self.room.try_acquire_many(bytes).map_err(|_| LogError::Overloaded)
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

async fn find_or_make_source(connections: &Connections) -> Result<String, StoreError> {
    if let Some(source) = log_source::Entity::find().one(&connections.write).await? {
        return Ok(source.name);
    }
    let name = format!("{:032x}", rand::random::<u128>());
    log_source::ActiveModel { name: Set(name.clone()) }.insert(&connections.write).await?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use domain::deletion::Source;
    use domain::event::Arrival;
    use domain::wire::decode_form;
    use sea_orm::ConnectionTrait;
    use tempfile::TempDir;

    use super::*;

    fn event(number: usize) -> LoggedEvent {
        let filler = "x".repeat(20_000);
        let body = format!("event=ONCRMLEADDELETE&data[ID]={number}&data[x]={filler}&auth[member_id]=m");
        let event = Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap().event;
        LoggedEvent { generation: 1, source: Source::Live, event }
    }

    /// Lets the file grow no further for the connection that is open now, as a full disk would.
    async fn fill_the_disk(log: &EventLog) {
        log.connections.write.execute_unprepared("PRAGMA max_page_count = 1").await.unwrap();
    }

    #[tokio::test]
    async fn what_is_answered_after_a_full_disk_is_kept() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("events.db");
        let log = EventLog::open(&path, Clock::system(), HeldLimits::default()).await.unwrap();
        log.append(&event(0)).await.unwrap();
        let (mut answered, mut refused) = (1, 0);
        for round in 0..4 {
            fill_the_disk(&log).await;
            for number in 0..5 {
                match log.append(&event(1 + round * 5 + number)).await {
                    Ok(()) => answered += 1,
                    Err(error) => {
                        assert_eq!(error, LogError::Unwritable);
                        refused += 1;
                    }
                }
            }
        }
        assert!(refused >= 4, "the disk was full {refused} times");
        log.close().await.unwrap();
        let log = EventLog::open(&path, Clock::system(), HeldLimits::default()).await.unwrap();
        let mut kept = 0;
        let mut reached = 0;
        while let Some(block) = log.read_after(reached).await.unwrap() {
            (kept, reached) = (kept + block.rows.len(), block.last);
        }
        assert_eq!(kept, answered);
    }

    #[tokio::test]
    async fn log_that_is_older_than_the_database_is_indexed_anew() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("events.db");
        let mut log = EventLog::open(&path, Clock::system(), HeldLimits::default()).await.unwrap();
        log.append(&event(0)).await.unwrap();
        let name = log.source().to_owned();
        log.renew_if_behind(1).await.unwrap();
        assert_eq!(log.source(), name);
        log.renew_if_behind(2).await.unwrap();
        assert_ne!(log.source(), name);
    }
}
