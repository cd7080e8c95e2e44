//! What installs that wait take up, where they came from, and whether they are of a known portal: each has its budget.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            manager.alter_table(Table::alter().table("pending_events").add_column(column).take()).await?;
        }
        let size = "UPDATE pending_events SET bytes = length(sealed)";
        manager.get_connection().execute_unprepared(size).await?;
        let mut by_share = Index::create().name("pending_events_by_share").table("pending_events").take();
        manager.create_index(by_share.col("known").col("source").col("bytes").to_owned()).await?;
        let mut by_age = Index::create().name("pending_events_by_age").table("pending_events").take();
        manager.create_index(by_age.col("received_at").to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in ["pending_events_by_age", "pending_events_by_share"] {
            manager.drop_index(Index::drop().name(index).table("pending_events").to_owned()).await?;
        }
        for column in columns() {
            let name = column.get_column_name();
            manager.alter_table(Table::alter().table("pending_events").drop_column(name).take()).await?;
        }
        Ok(())
    }
}

fn columns() -> [ColumnDef; 3] {
    [
        string_len_null("source", 64).take(),
        boolean("known").default(false).take(),
        big_integer("bytes").default(0).take(),
    ]
}
