//! On SQLite, fingerprints in their own order: each begins with the second of its event, so that those of all portals
//! come to the same few pages. On PostgreSQL each key begins with the portal, so that it can be spread over machines.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const NAME: &str = "deletions_once_12";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        order(manager, ["fingerprint", "member_id"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        order(manager, ["member_id", "fingerprint"]).await
    }
}

async fn order(manager: &SchemaManager<'_>, columns: [&'static str; 2]) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        return Ok(());
    }
    manager.drop_index(Index::drop().name(NAME).table("deletions").to_owned()).await?;
    let mut index = Index::create().name(NAME).table("deletions").unique().take();
    manager.create_index(columns.into_iter().fold(&mut index, |index, column| index.col(column)).take()).await
}
