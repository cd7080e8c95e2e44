//! The processes of the service, and on PostgreSQL the event log that they share.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(processes()).await?;
        // With the embedded database the event log is a file of its own, so that the two never wait for each other.
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.create_table(event_log()).await?;
            manager.get_connection().execute_unprepared(VACUUM).await?;
        }
        super::byte_order::set(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["event_log", "processes"] {
            manager.drop_table(Table::drop().table(table).if_exists().to_owned()).await?;
        }
        Ok(())
    }
}

/// Its rows live for moments, however many there are: what they leave is taken away often and without pauses.
const VACUUM: &str = "ALTER TABLE event_log SET (autovacuum_vacuum_threshold = 20000, \
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_threshold = 1000000000)";

fn processes() -> TableCreateStatement {
    Table::create()
        .table("processes")
        .col(string_len("id", 32).primary_key())
        .col(string_len("roles", 64))
        .col(big_integer("started_at"))
        .col(big_integer("alive_at"))
        .col(big_integer("spool_events"))
        .col(big_integer_null("spool_oldest_at"))
        .take()
}

// No index beside the key: appending is all that happens before an event is answered.
fn event_log() -> TableCreateStatement {
    Table::create()
        .table("event_log")
        .col(string_len("source", 32))
        .col(big_integer("position"))
        .col(big_integer("received_at"))
        .col(blob("record"))
        .primary_key(Index::create().col("source").col("position"))
        .take()
}
