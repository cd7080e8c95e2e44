//! Events that nobody could verify when they came, or that could not take effect: kept apart until the database answers.

use domain::MemberId;
use domain::clock::from_micros;
use domain::event::Event;
use domain::vault::KeyedHash;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, NotSet, QueryFilter, QueryOrder, QuerySelect,
    Set,
};

use time::OffsetDateTime;

use super::installs;
use super::log_stats::Waiting;
use crate::entities::unjudged_event::{ActiveModel, Column, Entity, Model};

/// How many are looked at together.
const BLOCK: u64 = 200;

/// An event that waits for its verdict.
#[derive(Clone, Debug)]
pub struct Unjudged {
    /// Its place: earlier ones are judged first.
    pub position: i64,
    /// The portal that it names.
    pub member_id: MemberId,
    /// What came with it as proof.
    pub token: KeyedHash,
    /// When it came.
    pub received_at: OffsetDateTime,
    /// The event.
    pub event: Event,
}

/// What becomes of an event that was kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is proven, for this installation.
    Admit(i64),
    /// Its portal is not installed: it is held like any other of the kind.
    Hold,
    /// It is not the portal's.
    Drop,
}

/// What is kept apart, counted in memory.
#[derive(Debug)]
pub(super) struct Apart {
    waiting: Waiting,
    /// As it was before the open transaction.
    before: Waiting,
}

impl Apart {
    pub(super) async fn load(db: &impl ConnectionTrait, limit: u64) -> Result<Self, DbErr> {
        let size = Expr::expr(Func::cust("length").arg(Expr::col(Column::Record))).sum();
        let all = Entity::find().select_only().column_as(size, "bytes").column_as(Column::Position.count(), "events");
        let (bytes, events): (Option<i64>, i64) = all.into_tuple().one(db).await?.unwrap_or_default();
        let (bytes, events) = (bytes.unwrap_or_default().unsigned_abs(), events.unsigned_abs());
        let installs = installs::count(db).await?;
        let waiting = Waiting { events, bytes, installs, limit, oldest: oldest(db).await? };
        Ok(Self { waiting, before: waiting })
    }

    /// What waits as soon as the open transaction is durable.
    pub(super) fn waiting(&self) -> Waiting {
        self.waiting
    }

    /// How many installs wait as soon as the open transaction is durable.
    pub(super) fn note_installs(&mut self, installs: u64) {
        self.waiting.installs = installs;
    }

    /// How many bytes the open transaction adds.
    pub(super) fn added(&self) -> u64 {
        self.waiting.bytes.saturating_sub(self.before.bytes)
    }

    /// The transaction is durable.
    pub(super) fn keep_changes(&mut self) {
        self.before = self.waiting;
    }

    /// The transaction was rolled back.
    pub(super) fn forget_changes(&mut self) {
        self.waiting = self.before;
    }

    /// False if there is no room for it beside what lies on the log.
    pub(super) async fn keep(
        &mut self,
        db: &impl ConnectionTrait,
        member_id: &MemberId,
        token: KeyedHash,
        record: Vec<u8>,
        now: i64,
    ) -> Result<bool, DbErr> {
        let bytes = record.len() as u64;
        if self.waiting.bytes + bytes > self.waiting.limit {
            return Ok(false);
        }
        let row = ActiveModel {
            position: NotSet,
            member_id: Set(member_id.to_string()),
            application_token_hash: Set(token.as_bytes().to_vec()),
            received_at: Set(now),
            record: Set(record),
        };
        row.insert(db).await?;
        self.waiting.events += 1;
        self.waiting.bytes += bytes;
        self.waiting.oldest.get_or_insert(now);
        Ok(true)
    }

    /// Drops what came of one portal up to a time. Returns how many.
    pub(super) async fn drop_portal(
        &mut self,
        db: &impl ConnectionTrait,
        member_id: &MemberId,
        time: i64,
    ) -> Result<u64, DbErr> {
        let own = Entity::delete_many().filter(Column::MemberId.eq(member_id.as_str()));
        let dropped = own.filter(Column::ReceivedAt.lte(time)).exec(db).await?.rows_affected;
        if dropped > 0 {
            self.waiting = Self::load(db, self.waiting.limit).await?.waiting;
        }
        Ok(dropped)
    }

    /// Takes one out.
    pub(super) async fn take(&mut self, db: &impl ConnectionTrait, position: i64) -> Result<Option<Model>, DbErr> {
        let Some(row) = Entity::find_by_id(position).one(db).await? else { return Ok(None) };
        Entity::delete_by_id(position).exec(db).await?;
        self.waiting.events = self.waiting.events.saturating_sub(1);
        self.waiting.bytes = self.waiting.bytes.saturating_sub(row.record.len() as u64);
        self.waiting.oldest = oldest(db).await?;
        Ok(Some(row))
    }
}

/// When the first of them came.
async fn oldest(db: &impl ConnectionTrait) -> Result<Option<i64>, DbErr> {
    let first = Entity::find().select_only().column(Column::ReceivedAt).order_by_asc(Column::Position);
    first.limit(1).into_tuple().one(db).await
}

/// The next of them after a position. One that can't be read has no portal to be verified for, and is left out.
pub(super) async fn list(db: &impl ConnectionTrait, after: i64) -> Result<Vec<Unjudged>, DbErr> {
    let rows = Entity::find().filter(Column::Position.gt(after)).order_by_asc(Column::Position).limit(BLOCK);
    let rows = rows.all(db).await?;
    let readable = rows.into_iter().filter_map(|row| {
        let event: Event = serde_json::from_slice(&row.record).ok()?;
        let token = KeyedHash::try_from(row.application_token_hash.as_slice()).ok()?;
        let received_at = from_micros(row.received_at);
        Some(Unjudged { position: row.position, member_id: event.member_id.clone(), token, received_at, event })
    });
    Ok(readable.collect())
}
