//! Who else reported a deletion, and up to when a portal's deletions were sent: what was sent later can't be known yet
//! from another of our handlers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text_null};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let also = Table::alter().table("deletions").add_column(text_null("also_reported_by")).take();
        manager.alter_table(also).await?;
        let sent = Table::alter().table("counters").add_column(big_integer("sent_until").default(0)).take();
        manager.alter_table(sent).await?;
        // What is there was sent before it was received, as far as clocks agree within an hour.
        let known = "UPDATE counters SET sent_until = last_received_at + 3600000000";
        manager.get_connection().execute_unprepared(known).await.map(drop)
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("counters").drop_column("sent_until").take()).await?;
        manager.alter_table(Table::alter().table("deletions").drop_column("also_reported_by").take()).await
    }
}
