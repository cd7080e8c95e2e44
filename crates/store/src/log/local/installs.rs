//! Installs and updates that came while the database was away: sealed, until it is back.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, NotSet, PaginatorTrait, QueryOrder, QuerySelect, Set};

use crate::entities::pending_event;
use crate::entities::waiting_install::{ActiveModel, Column, Entity, Model};

/// How many may wait.
const TOTAL: u64 = 1_000;
/// How many are brought over together.
const BLOCK: u64 = 100;

/// Keeps one, once; false if there is no room for it.
pub(super) async fn keep(db: &impl ConnectionTrait, install: pending_event::Model) -> Result<bool, DbErr> {
    if Entity::find().count(db).await? >= TOTAL {
        return Ok(false);
    }
    let row = ActiveModel {
        position: NotSet,
        member_id: Set(install.member_id),
        digest: Set(install.digest),
        sealed: Set(install.sealed),
        received_at: Set(install.received_at),
    };
    let once = OnConflict::column(Column::Digest).do_nothing().to_owned();
    Entity::insert(row).on_conflict(once).exec_without_returning(db).await?;
    Ok(true)
}

/// Those that wait longest, each with its place.
pub(super) async fn list(db: &impl ConnectionTrait) -> Result<Vec<(i64, pending_event::Model)>, DbErr> {
    let rows: Vec<Model> = Entity::find().order_by_asc(Column::Position).limit(BLOCK).all(db).await?;
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
