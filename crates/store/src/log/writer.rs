//! The writer: commits what has gathered and never waits for more.

use std::time::Instant;

use domain::clock::micros;
use domain::vault::KeyedHash;
use domain::{Clock, MemberId};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tokio::sync::{mpsc, oneshot, watch};

use super::LogError;
use super::backlog::Backlog;
use super::held::{Held, HeldLimits};
use crate::connect::Connections;
use crate::entities::logged_event::{Column, Entity};

/// How many commands one commit may serve.
const GROUP: usize = 1024;
/// How many rows one statement inserts; SQLite takes at most 32,766 values in one.
const STATEMENT: usize = 4096;
/// How many rows one commit may remove, so that intake never waits long for it.
const TRIM: u64 = 4096;

type Done<T> = oneshot::Sender<Result<T, LogError>>;

pub(super) enum Command {
    Append { record: Vec<u8>, done: Done<()> },
    Hold { member_id: MemberId, token: KeyedHash, record: Vec<u8>, done: Done<bool> },
    Release { member_id: MemberId, token: KeyedHash, generation: i64, done: Done<u64> },
    DropHeld { member_id: MemberId, done: Done<u64> },
    DropExpired { done: Done<u64> },
    Trim { position: i64, done: Done<u64> },
}

pub(super) struct Writer {
    connections: Connections,
    clock: Clock,
    held: Held,
    backlog: Backlog,
    last_received_at: i64,
    last_position: watch::Sender<i64>,
}

/// The answers that may be given once the transaction is durable.
type Answers = Vec<Box<dyn FnOnce(Result<(), LogError>) + Send>>;

impl Writer {
    pub(super) async fn new(
        connections: Connections,
        clock: Clock,
        limits: HeldLimits,
    ) -> Result<(Self, watch::Receiver<i64>), DbErr> {
        let held = Held::load(&connections.read, limits).await?;
        let last = Entity::find().order_by_desc(Column::Position).one(&connections.read).await?;
        let (position, last_received_at) = last.map_or((0, 0), |row| (row.position, row.received_at));
        let (last_position, watcher) = watch::channel(position);
        Ok((Self { connections, clock, held, backlog: Backlog::default(), last_received_at, last_position }, watcher))
    }

    pub(super) async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        let mut group = Vec::with_capacity(GROUP);
        while commands.recv_many(&mut group, GROUP).await > 0 {
            let events = group.iter().filter(|command| matches!(command, Command::Append { .. })).count();
            let started = Instant::now();
            let (answers, outcome) = self.commit(std::mem::take(&mut group)).await;
            if events > 0 {
                metrics::histogram!("tombstone_log_commit_events")
                    .record(u32::try_from(events).map_or(f64::MAX, f64::from));
                metrics::histogram!("tombstone_log_commit_seconds").record(started.elapsed());
            }
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
        match self.try_commit(group, &mut answers).await {
            Ok(Some(position)) => {
                self.backlog.appended(position, Instant::now());
                self.last_position.send_replace(position);
                (answers, Ok(()))
            }
            Ok(None) => (answers, Ok(())),
            Err(error) => {
                tracing::error!(%error, "the event log can't be written; events are refused until it can");
                metrics::counter!("tombstone_log_commit_failures_total").increment(1);
                self.held.forget_changes();
                (answers, Err(LogError::Unwritable))
            }
        }
    }

    async fn try_commit(&mut self, group: Vec<Command>, answers: &mut Answers) -> Result<Option<i64>, DbErr> {
        // A command that is dropped unanswered, since the database refused before its turn, is answered so too.
        let mut records = Vec::with_capacity(group.len());
        let mut rest = Vec::new();
        for command in group {
            match command {
                Command::Append { record, done } => {
                    records.push(record);
                    answers.push(answer(done, ()));
                }
                other => rest.push(other),
            }
        }
        if rest.is_empty() && records.len() <= STATEMENT {
            // One statement is a transaction by itself.
            let now = self.now();
            return insert(&self.connections.write, now, records).await;
        }
        let transaction = self.connections.begin().await?;
        for command in rest {
            self.carry_out(&transaction, command, &mut records, answers).await?;
        }
        let (now, mut position) = (self.now(), None);
        while !records.is_empty() {
            let rest = records.split_off(records.len().min(STATEMENT));
            position = insert(&transaction, now, records).await?.or(position);
            records = rest;
        }
        transaction.commit().await?;
        self.held.keep_changes();
        Ok(position)
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
            Command::Trim { position, done } => {
                self.backlog.indexed(position);
                answers.push(answer(done, trim(transaction, position).await?));
            }
        }
        Ok(())
    }

    /// The time, never before that of an earlier row, also when the clock jumps backwards.
    fn now(&mut self) -> i64 {
        self.last_received_at = Ord::max(self.last_received_at, micros(self.clock.now()));
        self.last_received_at
    }
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
