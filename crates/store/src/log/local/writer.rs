//! The writer: commits gathered commands. Under load it waits only for senders that the last commit answered.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::Clock;
use domain::clock::micros;
use sea_orm::{Condition, DatabaseTransaction, DbErr, EntityTrait};
use tokio::sync::{mpsc, watch};
use wal::{PROBE, Wal};

use super::command::{Answer, Command, answer};
use super::log_stats::LogStats;
use super::parked::{Parked, claims, oldest};
use super::spool_usage::Chunk;
use crate::connect::Connections;
use crate::entities::probe;
use crate::log::outcome::{LogError, note_commit};

/// How many commands one commit may serve.
const GROUP: usize = 1024;

pub(super) struct Writer {
    connections: Connections,
    wal: Arc<Mutex<Wal>>,
    clock: Clock,
    stats: Arc<LogStats>,
    last_position: watch::Sender<i64>,
}

/// A group of commands, sorted. One that is dropped unanswered because an earlier one failed is answered as failed.
#[derive(Default)]
struct Work {
    /// Records to append.
    records: Vec<Vec<u8>>,
    /// The position up to which it is indexed.
    trim: Option<i64>,
    /// Closes a segment with older rows.
    turn_over: Option<i64>,
    /// Whether to probe the log's disk if no append shows that it can be written.
    probes: bool,
    /// Answers to give once the log is written.
    appended: Vec<Answer>,
    /// Commands about parked rows.
    parked: Vec<Command>,
    /// Answers to give once those are committed.
    settled: Vec<Answer>,
    /// Whether it writes something new, or fails, so that its outcome shows whether the disk can be written.
    writes: bool,
}

impl Writer {
    pub(super) async fn new(
        connections: Connections,
        wal: Wal,
        clock: Clock,
        stats: Arc<LogStats>,
    ) -> Result<(Self, watch::Receiver<i64>), DbErr> {
        for claim in claims(&connections.read, Condition::all()).await? {
            stats.parked.add(&claim);
        }
        stats.parked.keep_changes();
        let oldest = oldest(&connections.read).await?;
        stats.usage().oldest_parked = oldest;
        let (last_position, watcher) = watch::channel(wal.last_position());
        let wal = Arc::new(Mutex::new(wal));
        Ok((Self { connections, wal, clock, stats, last_position }, watcher))
    }

    pub(super) async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        let (mut group, mut last, mut took) = (Vec::with_capacity(GROUP), 0, Duration::ZERO);
        while commands.recv_many(&mut group, GROUP).await > 0 {
            gather(&mut commands, &mut group, last / 2, took / 2).await;
            let events = group.iter().filter(|command| matches!(command, Command::Append { .. })).count();
            let started = Instant::now();
            last = group.len();
            self.serve(std::mem::take(&mut group)).await;
            note_commit(events, started);
            took = started.elapsed();
            group.reserve(GROUP);
        }
    }

    /// Serves all commands of a group. Each is answered only once its effect is durable.
    async fn serve(&mut self, group: Vec<Command>) {
        let mut work = self.sort(group);
        let asked = work.records.len();
        let parked = self.set_about(&mut work).await;
        if parked.is_err() {
            work.records.truncate(asked); // events not admitted stay parked
            work.writes = true;
        }
        let appended = self.append(&mut work).await;
        let settled = self.settle(parked, appended).await;
        if work.writes {
            self.stats.note_write(appended.is_ok() && settled.is_ok());
        }
        for answer in work.appended {
            answer(appended);
        }
        for answer in work.settled {
            answer(settled);
        }
    }

    /// Sorts the commands by whether they concern the log or parked rows.
    fn sort(&mut self, group: Vec<Command>) -> Work {
        let probes = group.iter().any(|command| matches!(command, Command::Probe { .. }));
        let mut work = Work { writes: probes, probes, ..Work::default() };
        let mut bytes = 0;
        for command in group {
            match command {
                Command::Append { record, room, done } => {
                    let size = record.len() as u64;
                    if !self.stats.has_room_for(bytes + size) {
                        let _ = done.send(Err(LogError::Full)); // the caller may be gone
                        continue;
                    }
                    bytes += size;
                    work.writes = true;
                    work.records.push(record);
                    work.appended.push(answer(room, done, ()));
                }
                Command::Trim { position, done } => {
                    self.stats.usage().taken(position);
                    work.trim = work.trim.max(Some(position));
                    work.appended.push(answer(None, done, ()));
                }
                Command::TurnOver { before, done } => {
                    work.turn_over = work.turn_over.max(Some(before));
                    work.appended.push(answer(None, done, ()));
                }
                Command::Rename { done } => drop(done.send(self.rename())),
                about_parked => work.parked.push(about_parked),
            }
        }
        work
    }

    /// Carries out the commands about parked rows, up to the commit. Adds admitted events to the records.
    async fn set_about(&self, work: &mut Work) -> Result<Option<Prepared>, LogError> {
        let commands = std::mem::take(&mut work.parked);
        if commands.is_empty() {
            return Ok(None);
        }
        let carried_out = async {
            let transaction = self.connections.begin().await?;
            for command in commands {
                self.carry_out(&transaction, command, work).await?;
            }
            let oldest = oldest(&transaction).await?;
            Ok(Prepared { transaction, oldest })
        };
        carried_out.await.map(Some).map_err(|error: DbErr| unwritable(&error))
    }

    /// Appends records, in order, and removes indexed segments. Durable when it returns.
    async fn append(&mut self, work: &mut Work) -> Result<(), LogError> {
        let records = std::mem::take(&mut work.records);
        let Work { trim, turn_over, probes, .. } = *work;
        if records.is_empty() && trim.is_none() && turn_over.is_none() && !probes {
            return Ok(());
        }
        let (wal, now) = (Arc::clone(&self.wal), micros(self.clock.now()));
        let (events, bytes) = (records.len() as u64, records.iter().map(|record| record.len() as u64).sum::<u64>());
        let write = move || {
            let mut wal = wal.lock().unwrap_or_else(PoisonError::into_inner);
            let can_write = if probes && records.is_empty() { wal.probe() } else { Ok(()) };
            let appended = can_write.and_then(|()| wal.append(now, &records));
            let appended = appended.map(|last| (last, wal.last_received_at()));
            let trimmed = trim.map_or(Ok(false), |position| wal.trim(position));
            let trimmed = trimmed.and_then(|_| turn_over.map_or(Ok(()), |time| wal.turn_over(time)));
            if let Err(error) = trimmed {
                tracing::warn!(%error, "what the database has can't be removed from the event log yet");
            }
            appended
        };
        let written = tokio::task::spawn_blocking(write).await.unwrap_or_else(|error| Err(io::Error::other(error)));
        let (last, received_at) = written.map_err(|error| unwritable(&error))?;
        if events > 0 {
            self.stats.usage().appended(Chunk { last, events, bytes, received_at });
            self.last_position.send_replace(last);
        }
        Ok(())
    }

    /// Commits the changes to parked rows, once the admitted events are on the log. If the commit fails, they are
    /// admitted again, and recognised as repeats.
    async fn settle(
        &self,
        parked: Result<Option<Prepared>, LogError>,
        appended: Result<(), LogError>,
    ) -> Result<(), LogError> {
        let committed = match (parked, appended) {
            (Ok(None), _) => return Ok(()),
            (Ok(Some(Prepared { transaction, oldest })), Ok(())) => {
                let committed = transaction.commit().await;
                committed.map(|()| self.stats.usage().oldest_parked = oldest).map_err(|error| unwritable(&error))
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        match committed {
            Ok(()) => self.stats.parked.keep_changes(),
            Err(_) => self.stats.parked.forget_changes(),
        }
        committed
    }

    fn rename(&mut self) -> Result<String, LogError> {
        let mut wal = self.wal.lock().unwrap_or_else(PoisonError::into_inner);
        wal.rename().map_err(|error| unwritable(&error))?;
        Ok(wal.source())
    }

    async fn carry_out(
        &self,
        transaction: &DatabaseTransaction,
        command: Command,
        work: &mut Work,
    ) -> Result<(), DbErr> {
        let parked = Parked { transaction, counts: &self.stats.parked };
        match command {
            Command::Append { .. } | Command::Trim { .. } | Command::TurnOver { .. } | Command::Rename { .. } => {
                unreachable!("what concerns the log is taken out before")
            }
            Command::Park { row, room, done } => {
                let is_parked = self.stats.has_parking_for(&row) && parked.park(*row).await?;
                work.writes |= is_parked;
                work.settled.push(answer(room, done, is_parked));
            }
            Command::Admit { which, generation, done } => {
                let admitted = parked.admit(which, generation).await?;
                work.settled.push(answer(None, done, admitted.len() as u64));
                work.records.extend(admitted);
            }
            Command::AwaitInstall { position, done } => {
                parked.await_install(position).await?;
                work.settled.push(answer(None, done, ()));
            }
            Command::Remove { which, done } => work.settled.push(answer(None, done, parked.remove(which).await?)),
            Command::Probe { done } => {
                try_disk(transaction).await?;
                work.settled.push(answer(None, done, ()));
            }
        }
        Ok(())
    }
}

/// Lets a group grow to `wanted` commands within `patience`, while other tasks run. A sender that was just answered
/// sends its next event at once; otherwise one sender gets a commit of its own, and all others wait for it.
async fn gather(commands: &mut mpsc::Receiver<Command>, group: &mut Vec<Command>, wanted: usize, patience: Duration) {
    let started = Instant::now();
    while group.len() < wanted && started.elapsed() < patience {
        tokio::task::yield_now().await;
        while group.len() < GROUP
            && let Ok(command) = commands.try_recv()
        {
            group.push(command);
        }
    }
}

/// The changes to parked rows, up to the commit.
struct Prepared {
    transaction: DatabaseTransaction,
    /// When the oldest event came that still waits.
    oldest: Option<i64>,
}

fn unwritable(error: &impl std::error::Error) -> LogError {
    tracing::error!(%error, "the event log can't be written; events are refused until it can");
    metrics::counter!("tombstone_log_commit_failures_total").increment(1);
    LogError::Unwritable
}

/// Replaces the probe row, which allocates pages as an event does.
async fn try_disk(transaction: &DatabaseTransaction) -> Result<(), DbErr> {
    use sea_orm::{ActiveModelTrait, Set};
    probe::Entity::delete_many().exec(transaction).await?;
    probe::ActiveModel { id: Set(1), filler: Set(rand::random_iter().take(PROBE).collect()) }
        .insert(transaction)
        .await?;
    Ok(())
}
