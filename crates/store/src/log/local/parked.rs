//! Parked events and installs, in one table with the reason for each: bounded, and never shown.

use std::net::IpAddr;

use domain::MemberId;
use domain::clock::from_micros;
use domain::deletion::Source;
use domain::event::Event;
use domain::network::network;
use domain::vault::KeyedHash;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, NotSet, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use time::OffsetDateTime;

use super::budget::{Claim, Counts};
use crate::entities::parked::{Column, Entity, Model, Reason};
use crate::entities::pending_event;
use crate::log::record::{admitted, event_bytes};

/// How many events are read at once.
const BLOCK: u64 = 200;

/// A row to be parked: content, reason, claimed portal, origin and size.
#[derive(Clone, Debug)]
pub struct ToPark(pub(in crate::log) Model);

impl ToPark {
    /// An event of a portal that is not installed: it waits for the install that proves it.
    pub fn not_installed(event: &Event, token: KeyedHash, source: Option<IpAddr>) -> Self {
        Self::event(Reason::NotInstalled, event, token, source)
    }

    /// An event that can't be verified now, or can't take effect: it waits for the database.
    pub fn unverified(event: &Event, token: KeyedHash, source: Option<IpAddr>) -> Self {
        Self::event(Reason::Unverified, event, token, source)
    }

    fn event(reason: Reason, event: &Event, token: KeyedHash, source: Option<IpAddr>) -> Self {
        let body = event_bytes(event);
        Self(Model {
            position: 0, // the table assigns it
            reason,
            member_id: event.member_id.to_string(),
            token: Some(token.as_bytes().to_vec()),
            digest: None,
            source: source.map(network),
            known: false,
            received_at: 0, // the log sets it
            bytes: body.len().try_into().unwrap_or(i64::MAX),
            body,
        })
    }

    /// An install or update, sealed.
    pub(in crate::log) fn sealed(install: pending_event::Model) -> Self {
        let pending_event::Model { member_id, digest, sealed, received_at, source, known, bytes } = install;
        let (token, digest, body) = (None, Some(digest), sealed.into_bytes());
        let (position, reason) = (0, Reason::Unsaved);
        Self(Model { position, reason, member_id, token, digest, source, known, received_at, bytes, body })
    }
}

/// An event that waits for a decision.
#[derive(Clone, Debug)]
pub struct ParkedEvent {
    /// Its place: earlier events are decided on first.
    pub position: i64,
    /// The portal that it names.
    pub member_id: MemberId,
    /// The hash of its token.
    pub token: KeyedHash,
    /// When it came.
    pub received_at: OffsetDateTime,
    /// The event.
    pub event: Event,
}

pub(in crate::log) fn at(position: i64) -> Condition {
    Condition::all().add(Column::Position.eq(position))
}

/// Events since `time` that an install of this portal with this token proves.
pub(in crate::log) fn proven_by(member_id: &MemberId, token: KeyedHash, time: i64) -> Condition {
    let came = of_portal(member_id).add(waits_for_install()).add(Column::ReceivedAt.gte(time));
    came.add(Column::Token.eq(token.as_bytes().to_vec()))
}

/// Events from before `time` that wait for an install.
pub(in crate::log) fn expired(time: i64) -> Condition {
    Condition::all().add(waits_for_install()).add(Column::ReceivedAt.lt(time))
}

/// A portal's events and installs, each up to a time.
pub(in crate::log) fn came_before(member_id: &MemberId, events: i64, installs: i64) -> Condition {
    let install = || Column::Reason.eq(Reason::Unsaved);
    let events = Condition::all().add(install().not()).add(Column::ReceivedAt.lte(events));
    let installs = Condition::all().add(install()).add(Column::ReceivedAt.lte(installs));
    of_portal(member_id).add(Condition::any().add(events).add(installs))
}

fn of_portal(member_id: &MemberId) -> Condition {
    Condition::all().add(Column::MemberId.eq(member_id.as_str()))
}

fn waits_for_install() -> Expr {
    Column::Reason.eq(Reason::NotInstalled)
}

/// The table within an open transaction, and its counts.
pub(super) struct Parked<'a> {
    pub(super) transaction: &'a DatabaseTransaction,
    pub(super) counts: &'a Counts,
}

impl Parked<'_> {
    /// Parks a row; false if there is no room for it. Does not park an install twice.
    pub(super) async fn park(&self, row: Model) -> Result<bool, DbErr> {
        if let Some(digest) = &row.digest
            && Entity::find().filter(Column::Digest.eq(digest.clone())).count(self.transaction).await? > 0
        {
            return Ok(true);
        }
        let claim = Claim::of(&row);
        if !self.counts.has_room(&claim) {
            return Ok(false);
        }
        self.counts.add(&claim);
        let mut row = row.into_active_model().reset_all();
        row.position = NotSet;
        Entity::insert(row).exec_without_returning(self.transaction).await?;
        Ok(true)
    }

    /// Removes events that are proven now; returns records of the log for the installation `generation`.
    pub(super) async fn admit(&self, which: Condition, generation: i64) -> Result<Vec<Vec<u8>>, DbErr> {
        let rows = Entity::find().filter(which.clone()).order_by_asc(Column::Position).all(self.transaction).await?;
        self.remove(which).await?;
        let records = rows.iter().filter_map(|row| {
            let source = if row.reason == Reason::NotInstalled { Source::Live } else { Source::Spooled };
            let record = admitted(&row.body, generation, source);
            record
                .inspect_err(|error| {
                    tracing::error!(member_id = row.member_id, %error, "a parked event can't be read and is dropped");
                })
                .ok()
        });
        Ok(records.collect())
    }

    /// Makes an event wait for its portal's install from now on, or drops it if there is no room for that.
    pub(super) async fn await_install(&self, position: i64) -> Result<(), DbErr> {
        let Some(claim) = claims(self.transaction, at(position)).await?.pop() else { return Ok(()) };
        let installable = Claim { reason: Reason::NotInstalled, ..claim.clone() };
        if !self.counts.has_room(&installable) {
            tracing::warn!(
                member_id = claim.member_id,
                "a parked event is dropped: its portal is not installed, and there is no room to await that"
            );
            metrics::counter!("tombstone_parked_dropped_total").increment(1);
            return self.remove(at(position)).await.map(drop);
        }
        self.counts.subtract(&claim);
        self.counts.add(&installable);
        let reason = Expr::value(Reason::NotInstalled);
        let changed = Entity::update_many().filter(at(position)).col_expr(Column::Reason, reason);
        changed.exec(self.transaction).await.map(drop)
    }

    /// Returns how many.
    pub(super) async fn remove(&self, which: Condition) -> Result<u64, DbErr> {
        let claims = claims(self.transaction, which.clone()).await?;
        if claims.is_empty() {
            return Ok(0);
        }
        for claim in &claims {
            self.counts.subtract(claim);
        }
        Ok(Entity::delete_many().filter(which).exec(self.transaction).await?.rows_affected)
    }
}

pub(super) async fn claims(db: &impl ConnectionTrait, which: Condition) -> Result<Vec<Claim>, DbErr> {
    let kind = [Column::Reason, Column::MemberId, Column::Source, Column::Known];
    let rows = kind
        .iter()
        .fold(Entity::find().filter(which).select_only().columns(kind), |rows, column| rows.group_by(*column));
    let sizes = rows.column_as(Column::Position.count(), "rows").column_as(Column::Bytes.sum(), "bytes");
    sizes.into_model().all(db).await
}

/// When the oldest event came that waits for the database.
pub(super) async fn oldest(db: &impl ConnectionTrait) -> Result<Option<i64>, DbErr> {
    let first = Entity::find().filter(Column::Reason.eq(Reason::Unverified)).order_by_asc(Column::Position);
    first.select_only().column(Column::ReceivedAt).into_tuple().one(db).await
}

/// The next events after a position that wait for the database. An unreadable one names no portal to verify it for, and
/// is left out.
pub(in crate::log) async fn unverified(db: &impl ConnectionTrait, mut after: i64) -> Result<Vec<ParkedEvent>, DbErr> {
    let read = |row: Model| {
        let event: Event = serde_json::from_slice(&row.body).ok()?;
        let token = KeyedHash::try_from(row.token?.as_slice()).ok()?;
        let received_at = from_micros(row.received_at);
        Some(ParkedEvent { position: row.position, member_id: event.member_id.clone(), token, received_at, event })
    };
    loop {
        let rows = Entity::find().filter(Column::Reason.eq(Reason::Unverified)).filter(Column::Position.gt(after));
        let rows = rows.order_by_asc(Column::Position).limit(BLOCK).all(db).await?;
        let Some(last) = rows.last() else { return Ok(Vec::new()) };
        after = last.position;
        let readable: Vec<_> = rows.into_iter().filter_map(read).collect();
        if !readable.is_empty() {
            return Ok(readable);
        }
    }
}

/// The portals whose install is awaited, with the hashes of their tokens.
pub(in crate::log) async fn awaited(db: &impl ConnectionTrait) -> Result<Vec<(MemberId, KeyedHash)>, DbErr> {
    let portals = Entity::find().filter(waits_for_install()).select_only().columns([Column::MemberId, Column::Token]);
    let rows: Vec<(String, Vec<u8>)> = portals.distinct().into_tuple().all(db).await?;
    let readable = rows.iter().filter_map(|(member_id, token)| {
        Some((MemberId::parse(member_id).ok()?, KeyedHash::try_from(token.as_slice()).ok()?))
    });
    Ok(readable.collect())
}

/// The first install after a position, with its own: one body in memory at a time.
pub(in crate::log) async fn next_install(
    db: &impl ConnectionTrait,
    after: i64,
) -> Result<Option<(i64, pending_event::Model)>, DbErr> {
    let installs = Entity::find().filter(Column::Reason.eq(Reason::Unsaved)).filter(Column::Position.gt(after));
    let first = installs.order_by_asc(Column::Position).one(db).await?;
    Ok(first.map(|row| {
        let Model { position, member_id, digest, body, received_at, source, known, bytes, .. } = row;
        let (digest, sealed) = (digest.unwrap_or_default(), String::from_utf8(body).unwrap_or_default());
        (position, pending_event::Model { member_id, digest, sealed, received_at, source, known, bytes })
    }))
}

/// The ids of the keys of parked installs.
pub(in crate::log) async fn key_ids(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let key_id = Expr::cust("CAST(substr(body, 1, instr(body, x'2e') - 1) AS TEXT)"); // in the vault's format
    let installs = Entity::find().filter(Column::Reason.eq(Reason::Unsaved)).select_only();
    installs.expr_as(key_id, "key_id").distinct().into_tuple().all(db).await
}

#[cfg(test)]
mod tests;
