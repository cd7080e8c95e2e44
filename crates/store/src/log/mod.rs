//! The event log: an accepted event is one row, durable before it is answered, until the indexer has it.
//!
//! With the embedded database it is a file beside it; with PostgreSQL a table there, and the file is the spool.

mod erasing;
mod local;
mod reader;
mod record;
mod shared;
mod shares;

use std::collections::HashSet;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::event::Event;
use domain::vault::KeyedHash;
use domain::{Clock, MemberId};
use sea_orm::DatabaseConnection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot, watch};

use crate::connect::PostgresUrl;
use crate::error::StoreError;
use crate::presence::Presence;
use crate::{PendingEvent, Store};

pub use local::{HeldLimits, Spool, Unjudged, Verdict};
pub use reader::{LogBlock, LogReader};
pub use record::{CompactRecord, LoggedEvent, Unparsable};
pub(crate) use shared::remove;
pub use wal::LogRow;

use local::{LocalLog, QUEUE};
use reader::Kind;
use shared::{Front, Line, Phase, Request, SharedLog, SpoolDrainer};
use shares::Shares;

/// How many bytes of events may wait to be written.
const QUEUE_BYTES: usize = 64 << 20;
/// How long what was released is waited for until the database has it.
const SETTLE: Duration = Duration::from_secs(1);

/// How much may lie in the data folder.
#[derive(Clone, Copy, Debug)]
pub struct LogLimits {
    /// What is held of portals that are not installed.
    pub held: HeldLimits,
    /// Bytes of events that the database does not have yet.
    pub spool_bytes: u64,
    /// Bytes of events that can't be verified now, or can't take effect, since the database is away or answers with an error.
    /// One network may take half of them, since most portals of the cloud send from few networks.
    pub unjudged_bytes: u64,
}

impl Default for LogLimits {
    fn default() -> Self {
        Self { held: HeldLimits::default(), spool_bytes: 1 << 30, unjudged_bytes: 64 << 20 }
    }
}

/// The event log of this process.
#[derive(Clone, Debug)]
pub struct EventLog {
    local: LocalLog,
    shared: Option<Shared>,
    presence: Arc<Presence>,
    room: Arc<Semaphore>,
    held_shares: Arc<Shares>,
    apart_shares: Arc<Shares>,
}

/// What there is beside the local log if the database is a server.
#[derive(Clone, Debug)]
struct Shared {
    requests: mpsc::Sender<Request>,
    phase: watch::Receiver<Phase>,
    brought: watch::Receiver<i64>,
    log: SharedLog,
}

/// Where an event is that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Where it belongs.
    Stored,
    /// On local disk, until the database is back.
    Spooled,
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
    /// As much lies in the data folder as may.
    #[error("the spool is full")]
    Full,
}

/// How the log is.
#[derive(Clone, Debug)]
pub struct LogState {
    /// Events are kept in the data folder, since the database is away or has not got all of them yet, or could not say
    /// what decides about them.
    pub spooling: bool,
    /// What lies in the data folder that the database does not have.
    pub spool: Spool,
    /// Files that were damaged and are set aside.
    pub set_aside: Vec<PathBuf>,
}

impl EventLog {
    /// Opens the log of `store`, whose file is at `path`; it is created if it is not there.
    pub async fn open(path: &Path, store: &Store, clock: Clock, limits: LogLimits) -> Result<Self, StoreError> {
        let mut local = LocalLog::open(path, clock.clone(), limits).await?;
        let presence = Arc::clone(&store.presence);
        let room = Arc::new(Semaphore::new(QUEUE_BYTES));
        let reached = store.find_cursor(local.source()).await?;
        local.renew_if_behind(reached).await?;
        let shared = match &store.connections.server {
            None => {
                local.trim(reached).await;
                None
            }
            Some(server) => Some(Shared::open(server, &store.connections.read, &mut local, clock, &presence).await?),
        };
        let held_shares = Arc::new(Shares::new(limits.held.bytes / 4));
        let apart_shares = Arc::new(Shares::new(limits.unjudged_bytes / 2));
        Ok(Self { local, shared, presence, room, held_shares, apart_shares })
    }

    /// Appends an event; it is durable when this returns.
    pub async fn append(&self, event: &LoggedEvent) -> Result<Taken, LogError> {
        let record = event.to_bytes();
        let room = self.take_room(record.len())?;
        match &self.shared {
            Some(shared) => shared.append(record, room).await,
            None if self.presence.is_away() => {
                self.local.append(vec![record::spooled(record)], Some(room)).await?;
                metrics::counter!("tombstone_spooled_events_total").increment(1);
                Ok(Taken::Spooled)
            }
            None => self.local.append(vec![record], Some(room)).await.map(|()| Taken::Stored),
        }
    }

    /// Keeps an event of a portal that is not installed aside; false if there is no room for it.
    pub async fn hold(&self, event: &Event, token: KeyedHash, source: Option<IpAddr>) -> Result<bool, LogError> {
        let record = record::event_bytes(event);
        if !self.held_shares.take(source, record.len()) {
            return Ok(false);
        }
        let room = self.take_room(record.len())?;
        self.local.hold(event.member_id.clone(), token, record, Some(room)).await
    }

    /// Keeps an event apart until the database can say what becomes of it; false if there is no room for it.
    pub async fn set_apart(&self, event: &Event, token: KeyedHash, source: Option<IpAddr>) -> Result<bool, LogError> {
        let record = record::event_bytes(event);
        if !self.apart_shares.take(source, record.len()) {
            return Ok(false);
        }
        let room = self.take_room(record.len())?;
        self.local.set_apart(event.member_id.clone(), token, record, Some(room)).await
    }

    /// Events that were kept apart, some of those after a position.
    pub async fn list_unjudged(&self, after: i64) -> Result<Vec<Unjudged>, StoreError> {
        self.local.list_unjudged(after).await
    }

    /// Lets an event that was kept apart become what the verdict says.
    pub async fn judge(&self, position: i64, verdict: Verdict) -> Result<(), LogError> {
        self.local.judge(position, verdict).await
    }

    /// Keeps an install or update that came while the database is away, sealed; false if there is no room for it.
    pub async fn keep_install(&self, store: &Store, install: &PendingEvent) -> Result<bool, LogError> {
        let install = store.seal_pending(install);
        let room = self.take_room(install.sealed.len())?;
        self.local.keep_install(install, Some(room)).await
    }

    /// Brings the installs that were kept so into the database, where they wait to be verified, sealed by the present
    /// key, but those of some portals. One for which there is no room, or no key, is left for another time. Returns how
    /// many were brought.
    pub async fn bring_installs(&self, store: &Store, but: &HashSet<MemberId>) -> Result<u64, StoreError> {
        let (mut brought, mut after) = (0, 0);
        while let Some((position, install)) = self.local.next_install(after).await? {
            after = position;
            store.promptly(store.ping()).await?;
            let Some(install) = store.open_pending(install) else { continue };
            if but.contains(&install.member_id) || !store.save_pending(&install).await? {
                continue;
            }
            match self.local.drop_install(position).await {
                Ok(()) => brought += 1,
                Err(error) => {
                    tracing::warn!(%error, "an install that is in the database lies in the data folder too");
                }
            }
        }
        Ok(brought)
    }

    /// The ids of the keys that this process needs: that with which `store` seals, and those of the installs that wait in
    /// the data folder.
    pub async fn list_keys(&self, store: &Store) -> Result<Vec<String>, StoreError> {
        let mut keys = self.local.list_keys().await?;
        keys.retain(|key| key != store.present_key_id());
        keys.push(store.present_key_id().to_owned());
        Ok(keys)
    }

    /// Moves what is held of a portal and came with this `application_token` into the log. Returns how many.
    pub async fn release(&self, member_id: &MemberId, token: KeyedHash, generation: i64) -> Result<u64, LogError> {
        let released = self.local.release(member_id.clone(), token, generation).await?;
        if let Some(shared) = self.shared.as_ref().filter(|_| released > 0) {
            let position = *self.local.last_position().borrow();
            shared.settle(position).await;
        }
        Ok(released)
    }

    /// The portals of which something is held, with what would prove it.
    pub async fn list_held(&self) -> Result<Vec<(MemberId, KeyedHash)>, StoreError> {
        self.local.list_held().await
    }

    /// Drops what is held for longer than it may be. Returns how many.
    pub async fn drop_expired(&self) -> Result<u64, LogError> {
        self.local.drop_expired().await
    }

    /// The log, for the indexer.
    pub fn reader(&self) -> LogReader {
        LogReader(match &self.shared {
            None => Kind::File(self.local.clone()),
            Some(shared) => Kind::Table(shared.log.clone()),
        })
    }

    /// How the log is.
    pub fn state(&self) -> LogState {
        let spooling = match &self.shared {
            None => self.presence.is_away(),
            Some(shared) => shared.phase.borrow().is_none(),
        };
        let spool = self.local.spool();
        LogState { spooling: spooling || spool.unjudged > 0, spool, set_aside: self.local.set_aside() }
    }

    /// Whether the data folder can be written. It is tried only if the last event could not be.
    pub async fn check_disk(&self) -> Result<(), LogError> {
        if self.local.is_failing() { self.local.probe().await } else { Ok(()) }
    }

    /// Closes the file. What waits for the writer is refused.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.local.close().await
    }

    /// Room in memory for an event until it is written, whether anybody still waits for that or not.
    fn take_room(&self, bytes: usize) -> Result<OwnedSemaphorePermit, LogError> {
        let bytes = u32::try_from(bytes).map_err(|_| LogError::Overloaded)?;
        Arc::clone(&self.room).try_acquire_many_owned(bytes).map_err(|_| LogError::Overloaded)
    }
}

impl Shared {
    /// Begins where the last process on this folder ended: with what it spooled, if there is something left.
    async fn open(
        server: &PostgresUrl,
        db: &DatabaseConnection,
        local: &mut LocalLog,
        clock: Clock,
        presence: &Arc<Presence>,
    ) -> Result<Self, StoreError> {
        let mut line = Line::open(server, local.source()).await.map_err(StoreError::refused)?;
        let reached = line.reached(local.source()).await.map_err(StoreError::refused)?;
        local.renew_if_behind(reached).await?;
        local.trim(reached).await;
        let line = if local.is_brought_over() {
            line.announce().await.map_err(StoreError::refused)?;
            Some(line)
        } else {
            None
        };
        let (front, phase, arrivals) = Front::new(local.clone(), clock, Arc::clone(presence), line);
        let (requests, queue) = mpsc::channel(QUEUE);
        let (brought, brought_to) = watch::channel(0);
        let drainer = SpoolDrainer {
            server: server.clone(),
            local: local.clone(),
            presence: Arc::clone(presence),
            phase: phase.clone(),
            requests: requests.downgrade(),
            brought,
        };
        tokio::spawn(front.run(queue));
        tokio::spawn(drainer.run());
        Ok(Self { requests, phase, brought: brought_to, log: SharedLog::new(db.clone(), arrivals) })
    }

    async fn append(&self, record: Vec<u8>, room: OwnedSemaphorePermit) -> Result<Taken, LogError> {
        let (done, answer) = oneshot::channel();
        self.requests.try_send(Request::Append { record, room, done }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => LogError::Overloaded,
            mpsc::error::TrySendError::Closed(_) => LogError::Unwritable,
        })?;
        answer.await.unwrap_or(Err(LogError::Unwritable))
    }

    /// Waits a moment until the database has the local log up to `position`.
    async fn settle(&self, position: i64) {
        let mut brought = self.brought.clone();
        // If it takes longer, it is brought over nonetheless.
        drop(tokio::time::timeout(SETTLE, brought.wait_for(|brought| *brought >= position)).await);
    }
}

/// What is given back when a record is written that took it: room in memory, if it took any.
type Room = Option<OwnedSemaphorePermit>;

/// Counts a commit of events.
fn note_commit(events: usize, started: Instant) {
    if events == 0 {
        return;
    }
    metrics::histogram!("tombstone_log_commit_events").record(u32::try_from(events).map_or(f64::MAX, f64::from));
    metrics::histogram!("tombstone_log_commit_seconds").record(started.elapsed());
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
        // Whoever asked is gone before the writer had its turn.
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
