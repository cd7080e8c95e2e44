//! What says that a portal's data was removed, and since when its app is.

use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const SINCE: &str = "uninstalled_at";
const DUE: &str = "portals_by_uninstalled_at";
const BY_TIME: &str = "receipts_by_finished_at";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let since = Table::alter().table("portals").add_column(big_integer_null(SINCE)).take();
        manager.alter_table(since).await?;
        note_uninstalled(manager).await?;
        manager.create_index(Index::create().name(DUE).table("portals").col(SINCE).take()).await?;
        manager.create_table(receipts()).await?;
        let by_time = Index::create().name(BY_TIME).table("receipts").col("finished_at").take();
        manager.create_index(by_time).await?;
        super::byte_order::set(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("receipts").to_owned()).await?;
        manager.drop_index(Index::drop().name(DUE).table("portals").to_owned()).await?;
        manager.alter_table(Table::alter().table("portals").drop_column(SINCE).take()).await
    }
}

/// The journal says since when; where it does not any more, the days begin now.
async fn note_uninstalled(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let now = match manager.get_database_backend() {
        DbBackend::Postgres => "CAST(extract(epoch FROM now()) * 1000000 AS bigint)",
        _ => "CAST(strftime('%s', 'now') AS integer) * 1000000",
    };
    let said = "SELECT max(at) FROM journal WHERE journal.member_id = portals.member_id AND what = 'uninstalled'";
    let note = format!(
        "UPDATE portals SET {SINCE} = coalesce(({said}), {now}) \
         WHERE status = 'uninstalled' AND removal_at IS NULL AND generation > purged_generation"
    );
    manager.get_connection().execute_unprepared(&note).await.map(drop)
}

fn receipts() -> TableCreateStatement {
    Table::create()
        .table("receipts")
        .col(string_len("member_id", 64))
        .col(big_integer("generation")) // the installation whose data was removed
        .col(string_len("reason", 12))
        .col(integer_null("days")) // for how many it was uninstalled, if that is the reason
        .col(big_integer_null("uninstalled_at"))
        .col(big_integer("begun_at"))
        .col(big_integer_null("finished_at"))
        .col(big_integer("deletions")) // how many were removed
        .primary_key(Index::create().col("member_id").col("generation"))
        .take()
}
