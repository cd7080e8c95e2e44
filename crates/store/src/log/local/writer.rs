//! The writer: commits what has gathered and never waits for more.

use std::sync::Arc;
use std::time::Instant;

use domain::clock::micros;
use domain::deletion::Source;
use domain::vault::KeyedHash;
use domain::{Clock, MemberId};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tokio::sync::{mpsc, oneshot, watch};

use super::apart::{Apart, Verdict};
use super::depth::Chunk;
use super::held::Held;
use super::vitals::Vitals;
use crate::connect::Connections;
use crate::entities::logged_event::{Column, Entity};
use crate::entities::{probe, unjudged_event};
use crate::log::backlog::Backlog;
use crate::log::record::admitted;
use crate::log::{LogError, LogLimits, note_commit};

/// How many commands one commit may serve.
const GROUP: usize = 1024;
/// How many rows one statement inserts; SQLite takes at most 32,766 values in one.
const STATEMENT: usize = 4096;
/// How many rows one commit may remove, so that intake never waits long for it.
const TRIM: u64 = 4096;
/// What is written to see whether the disk takes it: more than most events have.
const PROBE: usize = 64 << 10;

type Done<T> = oneshot::Sender<Result<T, LogError>>;

pub(super) enum Command {
    Append { records: Vec<Vec<u8>>, done: Done<()> },
    Hold { member_id: MemberId, token: KeyedHash, record: Vec<u8>, done: Done<bool> },
    Release { member_id: MemberId, token: KeyedHash, generation: i64, done: Done<u64> },
    DropHeld { member_id: MemberId, done: Done<u64> },
    DropExpired { done: Done<u64> },
    SetApart { member_id: MemberId, token: KeyedHash, record: Vec<u8>, done: Done<bool> },
    Judge { position: i64, verdict: Verdict, done: Done<()> },
    Trim { position: i64, done: Done<u64> },
    Probe { done: Done<()> },
}

pub(super) struct Writer {
    connections: Connections,
    clock: Clock,
    held: Held,
    apart: Apart,
    backlog: Backlog,
    vitals: Arc<Vitals>,
    last_received_at: i64,
    last_position: watch::Sender<i64>,
}

/// The answers that may be given once the transaction is durable.
type Answers = Vec<Box<dyn FnOnce(Result<(), LogError>) + Send>>;

/// What lies in the file, for the count of what the database does not have yet.
pub(super) async fn chunks(connections: &Connections) -> Result<Vec<Chunk>, DbErr> {
    let rows: Vec<(i64, i64, i64, i64)> = Entity::find()
        .select_only()
        .column_as(Column::Position.max(), "last")
        .column_as(Column::Position.count(), "events")
        .column_as(Expr::expr(Func::cust("length").arg(Expr::col(Column::Record))).sum(), "bytes")
        .column_as(Column::ReceivedAt.min(), "received_at")
        .group_by(Expr::col(Column::Position).div(64))
        .order_by_asc(Column::Position)
        .into_tuple()
        .all(&connections.read)
        .await?;
    let chunk = |(last, events, bytes, received_at): (i64, i64, i64, i64)| Chunk {
        last,
        events: events.unsigned_abs(),
        bytes: bytes.unsigned_abs(),
        received_at,
    };
    Ok(rows.into_iter().map(chunk).collect())
}

impl Writer {
    pub(super) async fn new(
        connections: Connections,
        clock: Clock,
        limits: LogLimits,
        vitals: Arc<Vitals>,
    ) -> Result<(Self, watch::Receiver<i64>), DbErr> {
        let held = Held::load(&connections.read, limits.held).await?;
        let apart = Apart::load(&connections.read, limits.unjudged_bytes).await?;
        let last = Entity::find().order_by_desc(Column::Position).one(&connections.read).await?;
        let (position, last_received_at) = last.map_or((0, 0), |row| (row.position, row.received_at));
        let (last_position, watcher) = watch::channel(position);
        let backlog = Backlog::default();
        let writer = Self { connections, clock, held, apart, backlog, vitals, last_received_at, last_position };
        Ok((writer, watcher))
    }

    pub(super) async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        let mut group = Vec::with_capacity(GROUP);
        while commands.recv_many(&mut group, GROUP).await > 0 {
            let events = group.iter().map(Command::events).sum();
            let started = Instant::now();
            let (answers, outcome) = self.commit(std::mem::take(&mut group)).await;
            note_commit(events, started);
            for answer in answers {
                answer(outcome);
            }
            if let Some(pause) = self.backlog.pause(Instant::now()) {
                tokio::time::sleep(pause).await;
            }
            group.reserve(GROUP);
        }
    }

    /// Carries out all commands in one transaction. The answers are given only after it, with its outcome.
    async fn commit(&mut self, group: Vec<Command>) -> (Answers, Result<(), LogError>) {
        let mut answers = Answers::with_capacity(group.len());
        let writes = group.iter().any(Command::writes);
        match self.try_commit(group, &mut answers).await {
            Ok(appended) => {
                if let Some(chunk) = appended {
                    self.backlog.appended(chunk.last, Instant::now());
                    self.vitals.appended(chunk);
                    self.last_position.send_replace(chunk.last);
                }
                if writes {
                    self.vitals.note_write(true);
                }
                (answers, Ok(()))
            }
            Err(error) => {
                tracing::error!(%error, "the event log can't be written; events are refused until it can");
                metrics::counter!("tombstone_log_commit_failures_total").increment(1);
                self.vitals.note_write(false);
                self.held.forget_changes();
                self.apart.forget_changes();
                (answers, Err(LogError::Unwritable))
            }
        }
    }

    async fn try_commit(&mut self, group: Vec<Command>, answers: &mut Answers) -> Result<Option<Chunk>, DbErr> {
        // A command that is dropped unanswered, since the database refused before its turn, is answered so too.
        let mut records = Vec::with_capacity(group.len());
        let mut rest = Vec::new();
        let mut bytes = 0;
        for command in group {
            match command {
                Command::Append { records: more, done } => {
                    let size = size(&more);
                    if !self.vitals.has_room_for(bytes + size) {
                        let _ = done.send(Err(LogError::Full)); // whoever asked may be gone
                        continue;
                    }
                    bytes += size;
                    records.extend(more);
                    answers.push(answer(done, ()));
                }
                other => rest.push(other),
            }
        }
        if rest.is_empty() && records.len() <= STATEMENT {
            // One statement is a transaction by itself.
            let now = self.now();
            let (events, position) = (records.len() as u64, insert(&self.connections.write, now, records).await?);
            return Ok(position.map(|last| Chunk { last, events, bytes, received_at: now }));
        }
        let transaction = self.connections.begin().await?;
        for command in rest {
            self.carry_out(&transaction, command, &mut records, answers).await?;
        }
        let (now, mut position) = (self.now(), None);
        let (events, bytes) = (records.len() as u64, size(&records));
        while !records.is_empty() {
            let rest = records.split_off(records.len().min(STATEMENT));
            position = insert(&transaction, now, records).await?.or(position);
            records = rest;
        }
        transaction.commit().await?;
        self.held.keep_changes();
        self.apart.keep_changes();
        Ok(position.map(|last| Chunk { last, events, bytes, received_at: now }))
    }

    async fn carry_out(
        &mut self,
        transaction: &DatabaseTransaction,
        command: Command,
        records: &mut Vec<Vec<u8>>,
        answers: &mut Answers,
    ) -> Result<(), DbErr> {
        let now = self.now();
        match command {
            Command::Append { .. } => unreachable!("appended events are taken out before"),
            Command::Hold { member_id, token, record, done } => {
                let room = self.held.hold(transaction, &member_id, token, record, now).await?;
                answers.push(answer(done, room));
            }
            Command::Release { member_id, token, generation, done } => {
                let released = self.held.release(transaction, &member_id, token, generation).await?;
                answers.push(answer(done, released.len() as u64));
                records.extend(released);
            }
            Command::DropHeld { member_id, done } => {
                answers.push(answer(done, self.held.drop_portal(transaction, &member_id).await?));
            }
            Command::DropExpired { done } => {
                answers.push(answer(done, self.held.drop_expired(transaction, now).await?));
            }
            Command::SetApart { member_id, token, record, done } => {
                let room = self.apart.keep(transaction, &member_id, token, record, now).await?;
                answers.push(answer(done, room));
            }
            Command::Judge { position, verdict, done } => {
                if let Some(row) = self.apart.take(transaction, position).await? {
                    records.extend(self.carry_out_verdict(transaction, row, verdict).await?);
                }
                answers.push(answer(done, ()));
            }
            Command::Trim { position, done } => {
                self.backlog.indexed(position);
                self.vitals.taken(position);
                answers.push(answer(done, trim(transaction, position).await?));
            }
            Command::Probe { done } => {
                try_disk(transaction).await?;
                answers.push(answer(done, ()));
            }
        }
        Ok(())
    }

    /// The record that the log gets, if the event was proven.
    async fn carry_out_verdict(
        &mut self,
        transaction: &DatabaseTransaction,
        row: unjudged_event::Model,
        verdict: Verdict,
    ) -> Result<Option<Vec<u8>>, DbErr> {
        match verdict {
            Verdict::Admit(generation) => match admitted(&row.record, generation, Source::Spooled) {
                Ok(record) => return Ok(Some(record)),
                Err(error) => tracing::error!(%error, "an event that was kept apart can't be read and is dropped"),
            },
            Verdict::Hold => {
                let portal = MemberId::parse(&row.member_id).ok();
                let token = KeyedHash::try_from(row.application_token_hash.as_slice()).ok();
                if let Some((portal, token)) = portal.zip(token) {
                    self.held.hold(transaction, &portal, token, row.record, row.received_at).await?;
                }
            }
            Verdict::Drop => {}
        }
        Ok(None)
    }

    /// The time, never before that of an earlier row, also when the clock jumps backwards.
    fn now(&mut self) -> i64 {
        self.last_received_at = Ord::max(self.last_received_at, micros(self.clock.now()));
        self.last_received_at
    }
}

impl Command {
    fn events(&self) -> usize {
        match self {
            Self::Append { records, .. } => records.len(),
            _ => 0,
        }
    }

    /// Whether it tells that the disk can be written.
    fn writes(&self) -> bool {
        matches!(self, Self::Append { .. } | Self::Hold { .. } | Self::SetApart { .. } | Self::Probe { .. })
    }
}

fn size(records: &[Vec<u8>]) -> u64 {
    records.iter().map(|record| record.len() as u64).sum()
}

fn answer<T: Send + 'static>(done: Done<T>, value: T) -> Box<dyn FnOnce(Result<(), LogError>) + Send> {
    Box::new(move |outcome| drop(done.send(outcome.map(|()| value))))
}

/// Removes the oldest rows up to `position`; the last row of all stays, so that its time is not forgotten.
async fn trim(transaction: &DatabaseTransaction, position: i64) -> Result<u64, DbErr> {
    let newest = Entity::find().select_only().column_as(Column::Position.max(), "position");
    let Some(newest) = newest.into_tuple::<Option<i64>>().one(transaction).await?.flatten() else { return Ok(0) };
    let old = Query::select()
        .column(Column::Position)
        .from(Entity)
        .and_where(Expr::col(Column::Position).lte(position))
        .and_where(Expr::col(Column::Position).lt(newest))
        .order_by(Column::Position, sea_orm::Order::Asc)
        .limit(TRIM)
        .take();
    let removed = Entity::delete_many().filter(Column::Position.in_subquery(old)).exec(transaction).await?;
    Ok(removed.rows_affected)
}

/// Writes pages that were not there before, as an event does, and takes them away.
async fn try_disk(transaction: &DatabaseTransaction) -> Result<(), DbErr> {
    use sea_orm::{ActiveModelTrait, Set};
    probe::Entity::delete_many().exec(transaction).await?;
    probe::ActiveModel { id: Set(1), filler: Set(rand::random_iter().take(PROBE).collect()) }
        .insert(transaction)
        .await?;
    Ok(())
}

/// Inserts records with one statement and returns the last position.
async fn insert(db: &impl ConnectionTrait, now: i64, records: Vec<Vec<u8>>) -> Result<Option<i64>, DbErr> {
    if records.is_empty() {
        return Ok(None);
    }
    let mut insert = Query::insert();
    insert.into_table(Entity).columns([Column::ReceivedAt, Column::Record]);
    for record in records {
        insert.values_panic([Expr::value(now), Expr::value(record)]);
    }
    Ok(i64::try_from(db.execute(&insert).await?.last_insert_id()).ok())
}
