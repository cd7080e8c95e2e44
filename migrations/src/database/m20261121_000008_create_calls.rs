//! Calls to portals, masked, for the three days that the marketplace asks for; and flows and leases of the service itself.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(calls()).await?;
        manager.create_index(Index::create().name("calls_by_at").table("calls").col("at").take()).await?;
        manager.create_table(oauth_flows()).await?;
        manager.create_table(leases()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["leases", "oauth_flows", "calls"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn calls() -> TableCreateStatement {
    Table::create()
        .table("calls")
        .col(string_len("member_id", 64))
        .col(big_integer("at"))
        .col(big_integer("turn")) // tells calls of one moment apart
        .col(text("method"))
        .col(integer_null("status")) // none if there was no answer
        .col(integer("millis"))
        .col(text("request")) // masked
        .col(text("answer")) // masked, or why there was none
        .primary_key(Index::create().col("member_id").col("at").col("turn"))
        .take()
}

fn oauth_flows() -> TableCreateStatement {
    Table::create()
        .table("oauth_flows")
        .col(var_binary("state_hash", 32).primary_key())
        .col(var_binary("browser_hash", 32))
        .col(text("domain"))
        .col(big_integer("expires_at"))
        .take()
}

fn leases() -> TableCreateStatement {
    Table::create()
        .table("leases")
        .col(string_len("name", 32).primary_key())
        .col(text("owner"))
        .col(big_integer("until"))
        .take()
}
