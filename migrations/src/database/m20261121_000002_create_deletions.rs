//! Deletions, the texts by which they are found, and each portal's counters.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(clustered(manager, deletions())).await?;
        for columns in [
            ["member_id", "event", "number"],
            ["member_id", "entity", "number"],
            ["member_id", "user_id", "number"],
            ["member_id", "received_at", "number"],
            ["received_at", "member_id", "number"],
        ] {
            manager.create_index(index(columns)).await?;
        }
        let mut once = Index::create().name("deletions_once").table("deletions").unique().take();
        manager.create_index(once.col("member_id").col("fingerprint").take()).await?;
        manager.create_table(clustered(manager, terms())).await?;
        manager.create_table(counters()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["counters", "terms", "deletions"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// On SQLite the rows lie in their key's tree itself, not in a second one beside it.
fn clustered(manager: &SchemaManager<'_>, mut table: TableCreateStatement) -> TableCreateStatement {
    if manager.get_database_backend() == sea_orm_migration::sea_orm::DbBackend::Sqlite {
        table.extra("WITHOUT ROWID");
    }
    table
}

fn deletions() -> TableCreateStatement {
    Table::create()
        .table("deletions")
        .col(string_len("member_id", 64))
        .col(big_integer("number"))
        .col(var_binary("fingerprint", 16))
        .col(text("event"))
        .col(text("entity"))
        .col(text("entity_id"))
        .col(text("attributes")) // JSON
        .col(text_null("user_id"))
        .col(big_integer("sent_at"))
        .col(big_integer("received_at"))
        .col(string_len("source", 9))
        .col(text_null("event_handler_id"))
        .col(text("payload")) // JSON, without any token
        .primary_key(Index::create().col("member_id").col("number"))
        .take()
}

fn index(columns: [&'static str; 3]) -> IndexCreateStatement {
    let mut index =
        Index::create().table("deletions").name(format!("deletions_by_{}_{}", columns[0], columns[1])).take();
    columns.into_iter().fold(&mut index, |index, column| index.col(column)).take()
}

fn terms() -> TableCreateStatement {
    Table::create()
        .table("terms")
        .col(string_len("member_id", 64))
        .col(text("term")) // in small letters, shortened
        .col(big_integer("number"))
        .primary_key(Index::create().col("member_id").col("term").col("number"))
        .take()
}

fn counters() -> TableCreateStatement {
    Table::create()
        .table("counters")
        .col(string_len("member_id", 64).primary_key())
        .col(big_integer("last_number"))
        .col(big_integer("deletions"))
        .col(big_integer("last_received_at"))
        .take()
}
