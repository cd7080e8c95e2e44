//! How far each event log was indexed, and what could not be.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(cursors()).await?;
        manager.create_table(quarantine()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["quarantine", "cursors"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn cursors() -> TableCreateStatement {
    Table::create().table("cursors").col(string_len("source", 32).primary_key()).col(big_integer("position")).take()
}

fn quarantine() -> TableCreateStatement {
    Table::create()
        .table("quarantine")
        .col(string_len("source", 32))
        .col(big_integer("position"))
        .col(string_len_null("member_id", 64)) // none if the record can't even be read
        .col(big_integer("received_at"))
        .col(text("reason"))
        .col(blob("record"))
        .primary_key(Index::create().col("source").col("position"))
        .take()
}
