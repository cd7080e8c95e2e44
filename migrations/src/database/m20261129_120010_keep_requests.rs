//! The last request of each task for a portal, and its outcome; and who asked to remove a portal's data.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("requests")
            .col(string_len("member_id", 64))
            .col(string_len("task", 20))
            .col(big_integer("asked_at"))
            .col(text_null("outcome")) // null while nobody has run it
            .primary_key(Index::create().col("member_id").col("task"))
            .take();
        manager.create_table(table).await?;
        let actor = Table::alter().table("receipts").add_column(text_null("asked_by")).take();
        manager.alter_table(actor).await?;
        super::byte_order::set(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("receipts").drop_column("asked_by").take()).await?;
        super::drop(manager, &["requests"]).await
    }
}
