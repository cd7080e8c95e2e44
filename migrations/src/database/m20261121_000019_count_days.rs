//! How many deletions of a portal the complete hours of a day have. What counts by the hour has another name now, so that
//! processes of the earlier version, which would not count days, fail as soon as they have an hour to count or to remove.

use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rename(manager, "hour_counts", "hourly_counts").await?; // first of all, since nobody writes to it any more then
        manager.create_table(daily_counts(manager)).await?;
        super::byte_order::set(manager).await?;
        let counted = "INSERT INTO daily_counts (member_id, day, event, deletions) \
            SELECT member_id, hour / 24, event, CAST(sum(deletions) AS bigint) FROM hourly_counts \
            GROUP BY member_id, hour / 24, event";
        manager.get_connection().execute_unprepared(counted).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("daily_counts").to_owned()).await?;
        rename(manager, "hourly_counts", "hour_counts").await
    }
}

async fn rename(manager: &SchemaManager<'_>, from: &'static str, to: &'static str) -> Result<(), DbErr> {
    manager.rename_table(Table::rename().table(from, to).to_owned()).await
}

/// On SQLite, a table that is its own key.
fn daily_counts(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let mut table = Table::create()
        .table("daily_counts")
        .col(string_len("member_id", 64))
        .col(integer("day")) // since 1970, in UTC
        .col(text("event"))
        .col(big_integer("deletions"))
        .primary_key(Index::create().col("member_id").col("day").col("event"))
        .take();
    if manager.get_database_backend() == DbBackend::Sqlite {
        table.extra("WITHOUT ROWID");
    }
    table
}
