//! Installs and updates that came while the database was away: sealed, until it is back.

use domain::MemberId;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, NotSet, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::entities::pending_event;
use crate::entities::waiting_install::{ActiveModel, Column, Entity, Model};
use crate::queue_budget::{Budget, size_of};

/// What may wait of one portal, and of one portal from one address; an honest one has one or two.
const OF_PORTAL: Budget = Budget { rows: 60, bytes: 1 << 19 };
const OF_PORTAL_FROM_ONE: Budget = Budget { rows: 20, bytes: 1 << 18 };
/// What strangers at one address may let wait.
const FROM_ONE: Budget = Budget { rows: 250, bytes: 2 << 20 };
/// What may wait of known portals, and of strangers: neither takes the other's room.
const SHARE: Budget = Budget { rows: 1_000, bytes: 8 << 20 };

/// Keeps one, once; false if there is no room for it.
pub(super) async fn keep(db: &impl ConnectionTrait, install: pending_event::Model) -> Result<bool, DbErr> {
    if Entity::find().filter(Column::Digest.eq(install.digest.clone())).count(db).await? > 0 {
        return Ok(true);
    }
    if !has_room(db, &install).await? {
        return Ok(false);
    }
    let row = ActiveModel {
        position: NotSet,
        member_id: Set(install.member_id),
        digest: Set(install.digest),
        sealed: Set(install.sealed),
        received_at: Set(install.received_at),
        source: Set(install.source),
        known: Set(install.known),
        bytes: Set(install.bytes),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(true)
}

async fn has_room(db: &impl ConnectionTrait, install: &pending_event::Model) -> Result<bool, DbErr> {
    let share = Entity::find().filter(Column::Known.eq(install.known));
    let of_portal = share.clone().filter(Column::MemberId.eq(install.member_id.as_str()));
    let mut budgets = vec![(share.clone(), SHARE), (of_portal.clone(), OF_PORTAL)];
    if let Some(source) = &install.source {
        budgets.push((of_portal.filter(Column::Source.eq(source)), OF_PORTAL_FROM_ONE));
        if !install.known {
            budgets.push((share.filter(Column::Source.eq(source)), FROM_ONE));
        }
    }
    for (rows, budget) in budgets {
        let taken = size_of(rows, Column::Bytes, db).await?;
        if !budget.has_room(taken, install.bytes) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How many wait.
pub(super) async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    Entity::find().count(db).await
}

/// The ids of the keys that open what waits.
pub(super) async fn list_keys(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let key_id = Expr::cust("substr(sealed, 1, instr(sealed, '.') - 1)"); // as the vault writes it
    let ids = Entity::find().select_only().expr_as(key_id, "key_id").distinct();
    ids.into_tuple().all(db).await
}

/// The first that waits after a place, with its own: their bodies are not in memory all at once.
pub(super) async fn next(db: &impl ConnectionTrait, after: i64) -> Result<Option<(i64, pending_event::Model)>, DbErr> {
    let first = Entity::find().filter(Column::Position.gt(after)).order_by_asc(Column::Position);
    Ok(first.one(db).await?.map(|row| {
        let Model { position, member_id, digest, sealed, received_at, source, known, bytes } = row;
        (position, pending_event::Model { member_id, digest, sealed, received_at, source, known, bytes })
    }))
}

/// Drops what came of one portal up to a time. Returns how many.
pub(super) async fn drop_portal(db: &impl ConnectionTrait, member_id: &MemberId, time: i64) -> Result<u64, DbErr> {
    let own = Entity::delete_many().filter(Column::MemberId.eq(member_id.as_str()));
    Ok(own.filter(Column::ReceivedAt.lte(time)).exec(db).await?.rows_affected)
}

/// One of them is in the database.
pub(super) async fn drop(db: &impl ConnectionTrait, position: i64) -> Result<(), DbErr> {
    Entity::delete_by_id(position).exec(db).await?;
    Ok(())
}
