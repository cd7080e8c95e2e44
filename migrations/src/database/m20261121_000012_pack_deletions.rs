//! Deletions in few bytes: in the order of their arrival, with what repeats kept once, a link of a chain each, and
//! counted by the hour.

use sea_orm_migration::prelude::*;

mod back;
mod entities;
mod forth;
mod tables;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rename(manager, "deletions", "deletions_before").await?;
        tables::create(manager).await?;
        super::byte_order::set(manager).await?; // no text is in them yet
        forth::carry(manager).await?;
        drop_table(manager, "deletions_before").await?;
        tables::create_indexes(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rename(manager, "deletions", "deletions_after").await?;
        tables::create_former(manager).await?;
        super::byte_order::set(manager).await?;
        back::carry(manager).await?;
        drop_table(manager, "deletions_after").await?;
        tables::create_former_indexes(manager).await?;
        tables::drop(manager).await
    }
}

async fn rename(manager: &SchemaManager<'_>, from: &'static str, to: &'static str) -> Result<(), DbErr> {
    manager.rename_table(Table::rename().table(from, to).to_owned()).await
}

async fn drop_table(manager: &SchemaManager<'_>, table: &'static str) -> Result<(), DbErr> {
    manager.drop_table(Table::drop().table(table).to_owned()).await
}
