//! Events that can't be verified while the database is away, and a place to try whether the disk can be written.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(unjudged_events()).await?;
        let probe = Table::create().table("probe").col(integer("id").primary_key()).col(blob("filler")).take();
        manager.create_table(probe).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["probe", "unjudged_events"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn unjudged_events() -> TableCreateStatement {
    Table::create()
        .table("unjudged_events")
        .col(big_pk_auto("position"))
        .col(string_len("member_id", 64))
        .col(var_binary("application_token_hash", 32))
        .col(big_integer("received_at"))
        .col(blob("record"))
        .take()
}
