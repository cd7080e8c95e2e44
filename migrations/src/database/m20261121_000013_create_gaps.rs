//! Times in which nobody listened, and what the portals' offline queues had of them.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const DUE: &str = "recover_at";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let due = Table::alter().table("portals").add_column(big_integer_null(DUE)).take();
        manager.alter_table(due).await?;
        let index = Index::create().name("portals_by_recover_at").table("portals").col(DUE).take();
        manager.create_index(index).await?;
        manager.create_table(gaps()).await?;
        let by_state = Index::create().name("gaps_by_state").table("gaps").col("state").take();
        manager.create_index(by_state).await?;
        manager.create_table(recoveries()).await?;
        manager.create_table(listening()).await?;
        super::byte_order::set(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["listening", "recoveries", "gaps"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        manager.drop_index(Index::drop().name("portals_by_recover_at").table("portals").to_owned()).await?;
        manager.alter_table(Table::alter().table("portals").drop_column(DUE).take()).await
    }
}

fn gaps() -> TableCreateStatement {
    Table::create()
        .table("gaps")
        .col(string_len("member_id", 64))
        .col(big_integer("deaf_from"))
        .col(big_integer("deaf_to"))
        .col(string_len("state", 8))
        .col(big_integer("found")) // deletions of that time that were in the queue
        .col(big_integer_null("settled_at"))
        .col(text_null("reason"))
        .primary_key(Index::create().col("member_id").col("deaf_from"))
        .take()
}

/// The last look into each portal's queue.
fn recoveries() -> TableCreateStatement {
    Table::create()
        .table("recoveries")
        .col(string_len("member_id", 64).primary_key())
        .col(big_integer("begun_at"))
        .col(big_integer("ended_at"))
        .col(string_len("outcome", 12))
        .col(big_integer("found"))
        .col(big_integer("unreadable"))
        .col(big_integer("failures")) // in a row
        .col(text_null("reason"))
        .take()
}

/// Until when it is known whether anybody listened: one row.
fn listening() -> TableCreateStatement {
    Table::create().table("listening").col(string_len("name", 12).primary_key()).col(big_integer("until")).take()
}
