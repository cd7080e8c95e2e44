//! Confirmed administrators of portals, who may go on reading when their portal answers nothing more.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("administrators")
            .col(string_len("member_id", 64))
            .col(text("user_id"))
            .col(big_integer("seen_at"))
            .primary_key(Index::create().col("member_id").col("user_id"))
            .take();
        manager.create_table(table).await?;
        super::index(manager, "administrators", &["seen_at"]).await?;
        super::byte_order::set(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::drop(manager, &["administrators"]).await
    }
}
