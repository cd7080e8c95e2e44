//! The intake: writes events to the database, or to the spool while the database refuses or stalls.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::Clock;
use domain::clock::micros;
use futures_util::future::join_all;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot, watch};

use super::connection::LogConnection;
use crate::availability::Availability;
use crate::log::local::LocalLog;
use crate::log::outcome::{LogError, Taken, note_commit};
use crate::log::record::spooled;

/// How many events one commit may serve.
const GROUP: usize = 1024;
/// The longest wait of a commit for further events, however long the last one took.
const GATHER: Duration = Duration::from_millis(20);
/// How long a commit may take before its events are spooled: their senders wait no longer than a second in all.
const LIMIT: Duration = Duration::from_millis(500);
/// The same while the database is considered away.
const SHORT: Duration = Duration::from_millis(150);
/// How long intake waits for the rest of the spool when the database is back, and how many events that may be.
const HAND_OVER: Duration = Duration::from_millis(250);
const FEW: usize = 2 * GROUP;
/// So many bytes prolong the limit by a millisecond.
const BYTES: usize = 50_000;

pub(super) enum Request {
    Append {
        record: Vec<u8>,
        room: OwnedSemaphorePermit,
        done: oneshot::Sender<Result<Taken, LogError>>,
    },
    /// The database has the spool up to `reached`: only later rows are left to drain.
    HandOver {
        connection: LogConnection,
        reached: i64,
        done: oneshot::Sender<bool>,
    },
}

/// Writes incoming events. Only it appends events to the spool, so that between two of its steps the spool does not
/// grow, and no event overtakes another when their destination changes.
pub(super) struct Intake {
    local: LocalLog,
    clock: Clock,
    availability: Arc<Availability>,
    connection: Option<LogConnection>,
    /// Whether there is no connection.
    spooling: watch::Sender<bool>,
    arrivals: watch::Sender<i64>,
    last_received_at: i64,
}

impl Intake {
    /// Begins with this connection, or spooling if there is none.
    pub(super) fn new(
        local: LocalLog,
        clock: Clock,
        availability: Arc<Availability>,
        connection: Option<LogConnection>,
    ) -> (Self, watch::Receiver<bool>, watch::Receiver<i64>) {
        let (spooling, is_spooling) = watch::channel(connection.is_none());
        let (arrivals, arrived) = watch::channel(0);
        (Self { local, clock, availability, connection, spooling, arrivals, last_received_at: 0 }, is_spooling, arrived)
    }

    pub(super) async fn run(mut self, mut requests: mpsc::Receiver<Request>) {
        let (mut group, mut last, mut took) = (Vec::with_capacity(GROUP), 0, Duration::ZERO);
        while requests.recv_many(&mut group, GROUP).await > 0 {
            gather(&mut requests, &mut group, last / 2, Ord::min(took / 2, GATHER)).await;
            let started = Instant::now();
            last = group.len();
            let (mut records, mut answers, mut hand_over) = (Vec::new(), Vec::new(), None);
            for request in group.drain(..) {
                match request {
                    Request::Append { record, room, done } => {
                        records.push(record);
                        answers.push((done, room));
                    }
                    Request::HandOver { connection, reached, done } => hand_over = Some((connection, reached, done)),
                }
            }
            if !records.is_empty() {
                for ((answer, _room), outcome) in answers.into_iter().zip(self.take(records).await) {
                    let _ = answer.send(outcome); // the caller may be gone
                }
            }
            if let Some((connection, reached, done)) = hand_over {
                let _ = done.send(self.take_over(connection, reached).await); // the log may be closed
            }
            took = started.elapsed();
        }
    }

    /// Writes events; one outcome for each.
    async fn take(&mut self, records: Vec<Vec<u8>>) -> Vec<Result<Taken, LogError>> {
        if self.append(&records).await {
            return vec![Ok(Taken::Stored); records.len()];
        }
        // One by one, so that as many are spooled as there is room for.
        let spooled = records.into_iter().map(|record| self.local.append(spooled(record), None));
        let outcomes: Vec<_> = join_all(spooled).await.into_iter().map(|done| done.map(|()| Taken::Spooled)).collect();
        let events = outcomes.iter().filter(|outcome| outcome.is_ok()).count() as u64;
        metrics::counter!("tombstone_spooled_events_total").increment(events);
        outcomes
    }

    /// Appends to the database; false if the records have to be spooled.
    async fn append(&mut self, records: &[Vec<u8>]) -> bool {
        let Some(connection) = &mut self.connection else { return false };
        self.last_received_at = Ord::max(self.last_received_at, micros(self.clock.now()));
        let bytes: usize = records.iter().map(Vec::len).sum();
        let base = if self.availability.is_away() { SHORT } else { LIMIT };
        let limit = base + Duration::from_millis((bytes / BYTES) as u64);
        let started = Instant::now();
        match connection.append(self.last_received_at, records, limit).await {
            Ok(()) => {
                note_commit(records.len(), started);
                self.arrivals.send_replace(connection.last);
                true
            }
            Err(error) => {
                tracing::error!(%error, "the database takes no events; they are kept in the data folder until it does");
                metrics::counter!("tombstone_log_commit_failures_total").increment(1);
                self.availability.note_away();
                // Its pending statement may still commit, under a source that is never used again.
                self.connection = None;
                self.spooling.send_replace(true);
                false
            }
        }
    }

    /// Drains the rest of the spool, and goes on in the database. False if it can't.
    async fn take_over(&mut self, mut connection: LogConnection, reached: i64) -> bool {
        let rest = match self.local.read_after(reached).await {
            Ok(rest) => rest,
            Err(error) => {
                tracing::error!(%error, "the spool can't be read");
                return false;
            }
        };
        if let Some(block) = rest {
            let all = block.last >= *self.local.last_position.borrow();
            if !all || block.rows.len() > FEW {
                return false;
            }
            if let Err(error) = connection.drain(&self.local.source, &block.rows, HAND_OVER).await {
                tracing::warn!(%error, "the last of the spool could not be drained; it is tried again");
                return false;
            }
            metrics::counter!("tombstone_spool_drained_total").increment(block.rows.len() as u64);
            self.local.trim(block.last).await;
        }
        tracing::info!("the database takes events again");
        self.availability.note_back();
        self.spooling.send_replace(false);
        self.arrivals.send_replace(connection.last);
        self.connection = Some(connection);
        true
    }
}

/// Lets a group grow to `wanted` requests within `patience`: a sender that was just answered sends its next event at
/// once; otherwise one gets a commit of its own, and all others wait for it.
async fn gather(requests: &mut mpsc::Receiver<Request>, group: &mut Vec<Request>, wanted: usize, patience: Duration) {
    let deadline = tokio::time::Instant::now() + patience;
    while group.len() < wanted
        && let Ok(Some(request)) = tokio::time::timeout_at(deadline, requests.recv()).await
    {
        group.push(request);
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;
    use tokio::sync::Semaphore;

    use super::*;
    use crate::log::limits::LogLimits;

    /// Longer than any test takes.
    const PATIENT: Duration = Duration::from_hours(1);

    async fn send(requests: &mpsc::Sender<Request>, events: usize) {
        let room = Arc::new(Semaphore::new(events));
        for _ in 0..events {
            let room = Arc::clone(&room).acquire_owned().await.unwrap();
            let (done, _) = oneshot::channel();
            assert!(requests.send(Request::Append { record: Vec::new(), room, done }).await.is_ok());
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn commit_waits_for_as_many_as_it_expects_and_no_longer() {
        let (sender, mut requests) = mpsc::channel(GROUP);
        let mut group = Vec::new();
        tokio::join!(gather(&mut requests, &mut group, 3, PATIENT), send(&sender, 3));
        assert_eq!(group.len(), 3, "senders that come meanwhile are in the same commit");
        gather(&mut requests, &mut group, 3, PATIENT).await;
        assert_eq!(group.len(), 3, "nobody is waited for who is not expected");
        gather(&mut requests, &mut group, 4, Duration::ZERO).await;
        assert_eq!(group.len(), 3, "patience ends");
        drop(sender);
        gather(&mut requests, &mut group, 4, PATIENT).await;
        assert_eq!(group.len(), 3, "nobody can come any more");
    }

    #[tokio::test]
    async fn spool_takes_as_many_of_a_group_as_it_has_room_for() {
        let (folder, clock) = (TempDir::new().unwrap(), Clock::system());
        let limits = LogLimits { spool_bytes: 2_500, ..LogLimits::default() };
        let local = LocalLog::open(&folder.path().join("spool.db"), clock.clone(), limits).await.unwrap();
        let (mut intake, _, _) = Intake::new(local, clock, Arc::new(Availability::default()), None);
        let group = vec![vec![0; 1_000], vec![0; 1_000], vec![0; 1_000], vec![0; 100]];
        let spooled = Ok(Taken::Spooled);
        assert_eq!(intake.take(group).await, [spooled, spooled, Err(LogError::Full), spooled]);
    }
}
