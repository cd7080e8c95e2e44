//! The `state` of an authorization says itself what it is for, sealed, so that only those that were used are kept.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("oauth_flows").to_owned()).await?;
        let used = Table::create()
            .table("used_states")
            .col(var_binary("state_hash", 32).primary_key())
            .col(string_len("source", 64))
            .col(big_integer("expires_at"))
            .take();
        manager.create_table(used).await?;
        for column in ["source", "expires_at"] {
            let name = format!("used_states_by_{column}");
            manager.create_index(Index::create().name(name).table("used_states").col(column).take()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("used_states").to_owned()).await?;
        let flows = Table::create()
            .table("oauth_flows")
            .col(var_binary("state_hash", 32).primary_key())
            .col(var_binary("browser_hash", 32))
            .col(text("domain"))
            .col(big_integer("expires_at"))
            .col(string_len_null("member_id", 64))
            .take();
        manager.create_table(flows).await
    }
}
