//! The log: one row an event, no index beside its position.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(events()).await?;
        manager.create_table(held_events()).await?;
        manager.create_table(source()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["log_source", "held_events", "logged_events"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

// The position is counted by the database and never used again, also after the row was indexed and removed.
fn events() -> TableCreateStatement {
    Table::create()
        .table("logged_events")
        .col(big_pk_auto("position"))
        .col(big_integer("received_at"))
        .col(blob("record"))
        .take()
}

fn held_events() -> TableCreateStatement {
    Table::create()
        .table("held_events")
        .col(string_len("member_id", 64))
        .col(big_integer("number"))
        .col(var_binary("application_token_hash", 32))
        .col(big_integer("received_at"))
        .col(blob("record"))
        .primary_key(Index::create().col("member_id").col("number"))
        .take()
}

// One row: the name under which the database keeps how far this log was indexed.
fn source() -> TableCreateStatement {
    Table::create().table("log_source").col(string_len("name", 32).primary_key()).take()
}
