//! The event log of this process: opening, appending, state.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::Clock;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::limits::LogLimits;
use super::local::{Command, LocalLog, Spool};
use super::outcome::{LogError, Taken};
use super::reader::{LogKind, LogReader};
use super::record::{LoggedEvent, spooled};
use super::shared::SharedLog;
use crate::Store;
use crate::availability::Availability;
use crate::error::StoreError;
use crate::secrets::OpenError;

/// How many bytes of events may wait in memory to be written.
const QUEUE_BYTES: usize = 64 << 20;

/// The event log of this process.
#[derive(Clone, Debug)]
pub struct EventLog {
    pub(super) local: LocalLog,
    pub(super) shared: Option<SharedLog>,
    pub(super) clock: Clock,
    availability: Arc<Availability>,
    room: Arc<Semaphore>,
}

/// The state of the log.
#[derive(Clone, Debug)]
pub struct LogState {
    /// Whether events stay in the data folder, since the database is away, has not got all of them yet, or could not
    /// verify them.
    pub spooling: bool,
    /// The events in the data folder that the database does not have.
    pub spool: Spool,
    /// Damaged files that were set aside.
    pub set_aside: Vec<PathBuf>,
}

impl EventLog {
    /// Opens the log of `store`, with the parking database at `path`; creates both.
    pub async fn open(path: &Path, store: &Store, clock: Clock, limits: LogLimits) -> Result<Self, OpenError> {
        let mut local = LocalLog::open(path, clock.clone(), limits).await?;
        let availability = Arc::clone(&store.availability);
        local.renew_if_behind(store.find_cursor(&local.source).await?).await?;
        let shared = match &store.connections.server {
            None => {
                local.trim(store.find_cursor(&local.source).await?).await;
                None
            }
            Some(server) => {
                let db = store.connections.read.clone();
                Some(SharedLog::open(server, db, &mut local, clock.clone(), &availability).await?)
            }
        };
        Ok(Self { local, shared, clock, availability, room: Arc::new(Semaphore::new(QUEUE_BYTES)) })
    }

    /// Appends an event; it is durable when this returns.
    pub async fn append(&self, event: &LoggedEvent) -> Result<Taken, LogError> {
        let record = event.to_bytes();
        let room = self.take_room(record.len())?;
        match &self.shared {
            Some(shared) => shared.append(record, room).await,
            None if self.availability.is_away() => {
                self.local.append(spooled(record), Some(room)).await?;
                metrics::counter!("tombstone_spooled_events_total").increment(1);
                Ok(Taken::Spooled)
            }
            None => self.local.append(record, Some(room)).await.map(|()| Taken::Stored),
        }
    }

    /// The reader for the indexer.
    pub fn reader(&self) -> LogReader {
        LogReader(match &self.shared {
            None => LogKind::File(self.local.clone()),
            Some(shared) => LogKind::Table(shared.table.clone()),
        })
    }

    /// The state of the log.
    pub fn state(&self) -> LogState {
        let spooling = match &self.shared {
            None => self.availability.is_away(),
            Some(shared) => *shared.spooling.borrow(),
        };
        let spool = self.local.stats.spool();
        LogState { spooling: spooling || spool.parked > 0, spool, set_aside: self.local.stats.set_aside() }
    }

    /// Whether the data folder can be written. Tries a write as large as an event, but only if the last write failed.
    pub async fn check_disk(&self) -> Result<(), LogError> {
        if self.local.stats.is_failing() { self.local.ask(|done| Command::Probe { done }).await } else { Ok(()) }
    }

    /// Closes the parking database; refuses waiting commands.
    pub async fn close(&self) -> Result<(), StoreError> {
        Ok(self.local.connections.close().await?)
    }

    /// Reserves memory for an event until it is written, even if its sender has gone.
    pub(super) fn take_room(&self, bytes: usize) -> Result<OwnedSemaphorePermit, LogError> {
        let bytes = u32::try_from(bytes).map_err(|_| LogError::Overloaded)?;
        Arc::clone(&self.room).try_acquire_many_owned(bytes).map_err(|_| LogError::Overloaded)
    }
}

#[cfg(test)]
mod tests {
    use domain::deletion::Source;
    use domain::event::Arrival;
    use domain::vault::{SecretKey, Vault};
    use domain::wire::decode_form;
    use tempfile::TempDir;

    use super::*;
    use crate::Database;

    #[tokio::test]
    async fn room_is_taken_until_an_event_is_written_also_if_nobody_waits_for_it() {
        let folder = TempDir::new().unwrap();
        let database = Database::Sqlite(folder.path().join("tombstone.db"));
        let store = Store::open(&database, Vault::new(SecretKey::generate(), [])).await.unwrap();
        let path = folder.path().join("events.db");
        let log = EventLog::open(&path, &store, Clock::system(), LogLimits::default()).await.unwrap();
        let body = b"event=ONCRMLEADDELETE&data[ID]=1&auth[member_id]=m";
        let event = Arrival::parse(decode_form(body).unwrap()).unwrap().event;
        let event = LoggedEvent { generation: 1, source: Source::Live, event };
        // The sender is gone before the writer runs.
        tokio::select! {
            biased;
            _ = log.append(&event) => panic!("the writer had its turn"),
            () = std::future::ready(()) => {}
        }
        assert_eq!(log.room.available_permits(), QUEUE_BYTES - event.to_bytes().len());
        log.append(&event).await.unwrap();
        assert_eq!(log.room.available_permits(), QUEUE_BYTES);
    }
}
