//! Installs and updates that came while the database was away: sealed, until it is back.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, NotSet, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::entities::pending_event;
use crate::entities::waiting_install::{ActiveModel, Column, Entity, Model};

/// How many may wait in all, and of one portal; an honest one has one or two.
const TOTAL: u64 = 1_000;
const PER_PORTAL: u64 = 20;
/// How many are brought over together.
const BLOCK: u64 = 100;

/// Keeps one, once; false if there is no room for it.
pub(super) async fn keep(db: &impl ConnectionTrait, install: pending_event::Model) -> Result<bool, DbErr> {
    if Entity::find().filter(Column::Digest.eq(install.digest.clone())).count(db).await? > 0 {
        return Ok(true);
    }
    let of_portal = Entity::find().filter(Column::MemberId.eq(install.member_id.as_str())).count(db).await?;
    if of_portal >= PER_PORTAL || count(db).await? >= TOTAL {
        return Ok(false);
    }
    let row = ActiveModel {
        position: NotSet,
        member_id: Set(install.member_id),
        digest: Set(install.digest),
        sealed: Set(install.sealed),
        received_at: Set(install.received_at),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(true)
}

/// How many wait.
pub(super) async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    Entity::find().count(db).await
}

/// Some that wait after a place, each with its own.
pub(super) async fn list(db: &impl ConnectionTrait, after: i64) -> Result<Vec<(i64, pending_event::Model)>, DbErr> {
    let rows = Entity::find().filter(Column::Position.gt(after)).order_by_asc(Column::Position).limit(BLOCK);
    let rows: Vec<Model> = rows.all(db).await?;
    let installs = rows.into_iter().map(|Model { position, member_id, digest, sealed, received_at }| {
        (position, pending_event::Model { member_id, digest, sealed, received_at })
    });
    Ok(installs.collect())
}

/// One of them is in the database.
pub(super) async fn drop(db: &impl ConnectionTrait, position: i64) -> Result<(), DbErr> {
    Entity::delete_by_id(position).exec(db).await?;
    Ok(())
}
