//! Events of portals that are not installed (yet): kept aside, bounded, shown to nobody.

use std::collections::HashMap;

use domain::MemberId;
use domain::deletion::Source;
use domain::vault::KeyedHash;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use time::Duration;

use crate::entities::held_event::{ActiveModel, Column, Entity};
use crate::log::record::admitted;

/// How much may be held, and how long.
#[derive(Clone, Copy, Debug)]
pub struct HeldLimits {
    /// Events of one portal.
    pub per_portal: u64,
    /// Bytes of one portal's events.
    pub portal_bytes: u64,
    /// Bytes of all portals' events together; one network may take a quarter of them in a day.
    pub bytes: u64,
    /// How long an event waits for the install that proves it.
    pub lifetime: Duration,
}

impl Default for HeldLimits {
    fn default() -> Self {
        Self { per_portal: 1_000, portal_bytes: 2 << 20, bytes: 32 << 20, lifetime: Duration::hours(24) }
    }
}

/// The portals and tokens of what is held.
pub(super) async fn list(db: &impl ConnectionTrait) -> Result<Vec<(MemberId, KeyedHash)>, DbErr> {
    let rows: Vec<(String, Vec<u8>)> = Entity::find()
        .select_only()
        .columns([Column::MemberId, Column::ApplicationTokenHash])
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let readable = rows.iter().filter_map(|(member_id, token)| {
        Some((MemberId::parse(member_id).ok()?, KeyedHash::try_from(token.as_slice()).ok()?))
    });
    Ok(readable.collect())
}

/// What is held, counted in memory, so that a full house costs no query.
pub(super) struct Held {
    limits: HeldLimits,
    portals: HashMap<MemberId, Room>,
    bytes: u64,
    /// Portals as they were before the open transaction.
    before: HashMap<MemberId, Option<Room>>,
}

#[derive(Clone, Copy, Default)]
struct Room {
    events: u64,
    bytes: u64,
    last_number: i64,
}

impl Held {
    pub(super) async fn load(db: &impl ConnectionTrait, limits: HeldLimits) -> Result<Self, DbErr> {
        let rows: Vec<(String, i64, i64, i64)> = Entity::find()
            .select_only()
            .column(Column::MemberId)
            .column_as(Column::Number.count(), "events")
            .column_as(Expr::expr(Func::cust("length").arg(Expr::col(Column::Record))).sum(), "bytes")
            .column_as(Column::Number.max(), "last_number")
            .group_by(Column::MemberId)
            .into_tuple()
            .all(db)
            .await?;
        let rooms = rows.into_iter().filter_map(|(member_id, events, bytes, last_number)| {
            let room = Room { events: events.unsigned_abs(), bytes: bytes.unsigned_abs(), last_number };
            Some((MemberId::parse(&member_id).ok()?, room))
        });
        let portals: HashMap<_, _> = rooms.collect();
        let bytes = portals.values().map(|room| room.bytes).sum();
        Ok(Self { limits, portals, bytes, before: HashMap::new() })
    }

    /// Holds an event; false if there is no room for it.
    pub(super) async fn hold(
        &mut self,
        db: &impl ConnectionTrait,
        member_id: &MemberId,
        token: KeyedHash,
        record: Vec<u8>,
        now: i64,
    ) -> Result<bool, DbErr> {
        let room = self.portals.get(member_id).copied().unwrap_or_default();
        let bytes = record.len() as u64;
        let limits = self.limits;
        let fits = room.events < limits.per_portal
            && room.bytes + bytes <= limits.portal_bytes
            && self.bytes + bytes <= limits.bytes;
        if !fits {
            return Ok(false);
        }
        let number = room.last_number + 1;
        let row = ActiveModel {
            member_id: Set(member_id.to_string()),
            number: Set(number),
            application_token_hash: Set(token.as_bytes().to_vec()),
            received_at: Set(now),
            record: Set(record),
        };
        row.insert(db).await?;
        self.change(member_id, Some(Room { events: room.events + 1, bytes: room.bytes + bytes, last_number: number }));
        Ok(true)
    }

    /// Takes out what came with `token`, in order, as rows of the log.
    pub(super) async fn release(
        &mut self,
        db: &impl ConnectionTrait,
        member_id: &MemberId,
        token: KeyedHash,
        generation: i64,
    ) -> Result<Vec<Vec<u8>>, DbErr> {
        let Some(room) = self.portals.get(member_id).copied() else { return Ok(Vec::new()) };
        let proven = Condition::all()
            .add(Column::MemberId.eq(member_id.as_str()))
            .add(Column::ApplicationTokenHash.eq(token.as_bytes().to_vec()));
        let rows = Entity::find().filter(proven.clone()).order_by_asc(Column::Number).all(db).await?;
        Entity::delete_many().filter(proven).exec(db).await?;
        let events = room.events.saturating_sub(rows.len() as u64);
        let bytes = room.bytes.saturating_sub(rows.iter().map(|row| row.record.len() as u64).sum());
        self.change(member_id, (events > 0).then_some(Room { events, bytes, ..room }));
        let records = rows.iter().filter_map(|row| match admitted(&row.record, generation, Source::Live) {
            Ok(record) => Some(record),
            Err(error) => {
                tracing::error!(%member_id, %error, "a held event can't be read and is dropped");
                None
            }
        });
        Ok(records.collect())
    }

    /// Drops what came of one portal up to a time.
    pub(super) async fn drop_portal(
        &mut self,
        db: &impl ConnectionTrait,
        member_id: &MemberId,
        time: i64,
    ) -> Result<u64, DbErr> {
        if !self.portals.contains_key(member_id) {
            return Ok(0);
        }
        let own = Entity::delete_many().filter(Column::MemberId.eq(member_id.as_str()));
        let dropped = own.filter(Column::ReceivedAt.lte(time)).exec(db).await?.rows_affected;
        if dropped > 0 {
            let fresh = Self::load(db, self.limits).await?;
            self.change(member_id, fresh.portals.get(member_id).copied());
        }
        Ok(dropped)
    }

    /// Drops what waited too long.
    pub(super) async fn drop_expired(&mut self, db: &impl ConnectionTrait, now: i64) -> Result<u64, DbErr> {
        if self.portals.is_empty() {
            return Ok(0);
        }
        let lifetime = i64::try_from(self.limits.lifetime.whole_microseconds()).unwrap_or(i64::MAX);
        let expired = Column::ReceivedAt.lt(now.saturating_sub(lifetime));
        let dropped = Entity::delete_many().filter(expired).exec(db).await?.rows_affected;
        if dropped > 0 {
            let fresh = Self::load(db, self.limits).await?;
            for member_id in self.portals.keys().cloned().collect::<Vec<_>>() {
                let room = fresh.portals.get(&member_id).copied();
                self.change(&member_id, room);
            }
        }
        Ok(dropped)
    }

    /// The transaction is durable.
    pub(super) fn keep_changes(&mut self) {
        self.before.clear();
        metrics::gauge!("tombstone_held_bytes").set(u32::try_from(self.bytes).map_or(f64::MAX, f64::from));
    }

    /// The transaction was rolled back.
    pub(super) fn forget_changes(&mut self) {
        for (member_id, room) in std::mem::take(&mut self.before) {
            self.put(&member_id, room);
        }
    }

    fn change(&mut self, member_id: &MemberId, room: Option<Room>) {
        let before = self.portals.get(member_id).copied();
        self.before.entry(member_id.clone()).or_insert(before);
        self.put(member_id, room);
    }

    fn put(&mut self, member_id: &MemberId, room: Option<Room>) {
        let bytes = |room: Option<Room>| room.map_or(0, |room| room.bytes);
        let before = match room {
            Some(room) => self.portals.insert(member_id.clone(), room),
            None => self.portals.remove(member_id),
        };
        self.bytes = self.bytes + bytes(room) - bytes(before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rolled_back_changes_are_forgotten() {
        let mut held =
            Held { limits: HeldLimits::default(), portals: HashMap::new(), bytes: 0, before: HashMap::new() };
        let portal = MemberId::parse("a").unwrap();
        held.change(&portal, Some(Room { events: 2, bytes: 20, last_number: 2 }));
        held.keep_changes();
        held.change(&portal, Some(Room { events: 3, bytes: 30, last_number: 3 }));
        held.change(&portal, None);
        held.forget_changes();
        assert_eq!((held.bytes, held.portals[&portal].last_number), (20, 2));
    }
}
