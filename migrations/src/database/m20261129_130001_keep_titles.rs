//! The titles of things, and when to ask portals for them.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::create(manager, vec![titles()]).await?;
        super::byte_order::set(manager).await?;
        super::index(manager, "titles", &["member_id", "due_at"]).await?;
        super::index(manager, "titles", &["expires_at"]).await?;
        let due = Table::alter().table("portals").add_column(big_integer_null("titles_at")).take();
        manager.alter_table(due).await?;
        super::index(manager, "portals", &["titles_at"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("portals_by_titles_at").table("portals").to_owned()).await?;
        manager.alter_table(Table::alter().table("portals").drop_column("titles_at").take()).await?;
        super::drop(manager, &["titles"]).await
    }
}

fn titles() -> TableCreateStatement {
    Table::create()
        .table("titles")
        .col(string_len("member_id", 64))
        .col(string_len("entity", 32)) // as in the catalogue
        .col(string_len("entity_id", 20))
        .col(text_null("title")) // sealed; null while unknown
        .col(big_integer_null("noted_at")) // when the portal gave it
        .col(big_integer_null("due_at")) // when to ask the portal; null while no change is reported
        .col(integer("failures").default(0)) // in a row
        .col(big_integer_null("expires_at")) // until when we keep it; null: forever, or not known yet
        .primary_key(Index::create().col("member_id").col("entity").col("entity_id"))
        .take()
}
