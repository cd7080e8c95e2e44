//! Portals, their journals, and installs that wait for the authorization server.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(portals()).await?;
        manager.create_table(journal()).await?;
        manager.create_table(pending_events()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["pending_events", "journal", "portals"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn portals() -> TableCreateStatement {
    Table::create()
        .table("portals")
        .col(string_len("member_id", 64).primary_key()) // 32 hex digits in practice, but documented only as text
        .col(text("domain"))
        .col(string_len("status", 16))
        .col(text_null("app_status"))
        .col(boolean("finished"))
        .col(text("scopes")) // separated by commas
        .col(text_null("language"))
        .col(text_null("client_endpoint"))
        .col(text_null("server_endpoint"))
        .col(big_integer("generation"))
        .col(big_integer("purged_generation"))
        .col(boolean("purging"))
        .col(big_integer("purged_up_to")) // the last number of what is, or is to be, removed
        .col(big_integer_null("installed_at"))
        .col(var_binary_null("application_token_hash", 32))
        .col(text_null("access_token")) // sealed
        .col(text_null("refresh_token")) // sealed
        .col(string_len("token_health", 8))
        .col(big_integer_null("token_expires_at"))
        .col(big_integer_null("token_refreshed_at"))
        .col(text_null("token_user_id"))
        .col(integer_null("subscriptions_expected"))
        .col(text_null("subscriptions_missing")) // separated by commas
        .col(big_integer_null("subscriptions_checked_at"))
        .take()
}

fn journal() -> TableCreateStatement {
    Table::create()
        .table("journal")
        .col(string_len("member_id", 64))
        .col(big_integer("number"))
        .col(big_integer("at"))
        .col(text("what"))
        .col(text("detail"))
        .primary_key(Index::create().col("member_id").col("number"))
        .take()
}

fn pending_events() -> TableCreateStatement {
    Table::create()
        .table("pending_events")
        .col(string_len("member_id", 64))
        .col(var_binary("digest", 32))
        .col(text("sealed")) // holds the tokens that are to be verified
        .col(big_integer("received_at"))
        .primary_key(Index::create().col("member_id").col("digest"))
        .take()
}
