//! What came of the last look at a portal, events in its name that were refused, a second pair of tokens, and for which
//! portal an authorization was begun.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            manager.alter_table(Table::alter().table("portals").add_column(column).take()).await?;
        }
        let begun_for = string_len_null("member_id", 64);
        manager.alter_table(Table::alter().table("oauth_flows").add_column(begun_for).take()).await?;
        // Whoever begins an authorization names a host.
        let by_domain = Index::create().name("portals_by_domain").table("portals").col("domain").take();
        manager.create_index(by_domain).await?;
        manager.create_table(spare_tokens()).await?;
        super::byte_order::set(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("spare_tokens").to_owned()).await?;
        manager.drop_index(Index::drop().name("portals_by_domain").table("portals").to_owned()).await?;
        manager.alter_table(Table::alter().table("oauth_flows").drop_column("member_id").take()).await?;
        for column in columns() {
            let name = column.get_column_name();
            manager.alter_table(Table::alter().table("portals").drop_column(name).take()).await?;
        }
        Ok(())
    }
}

fn columns() -> Vec<ColumnDef> {
    vec![
        string_len_null("look_trouble", 16).take(),
        text_null("look_detail").take(),
        big_integer_null("look_failed_since").take(),
        integer("refused_count").default(0).take(),
        big_integer_null("refused_first_at").take(),
        big_integer_null("refused_last_at").take(),
        big_integer_null("application_token_confirmed_at").take(),
        text_null("handler").take(), // at which address its events are bound
    ]
}

/// The pair of a portal's system user, which takes over when the installer's is refused.
fn spare_tokens() -> TableCreateStatement {
    Table::create()
        .table("spare_tokens")
        .col(string_len("member_id", 64))
        .col(text("access_token"))
        .col(text("refresh_token"))
        .col(big_integer("expires_at"))
        .col(big_integer("received_at"))
        .col(big_integer("renew_at"))
        .col(text_null("user_id"))
        .primary_key(Index::create().col("member_id"))
        .take()
}
