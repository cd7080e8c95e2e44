//! How far each event log is indexed, what could not be, the processes and their leases, and on PostgreSQL the event
//! log that the processes share.

use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Rows live for moments, however many there are: autovacuum removes them often and without pauses.
const VACUUM: &str = "ALTER TABLE event_log SET (autovacuum_vacuum_threshold = 20000, \
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_threshold = 1000000000)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::create(manager, vec![cursors(), quarantine(), processes(), leases(), listening()]).await?;
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
        super::drop(manager, &["event_log", "listening", "leases", "processes", "quarantine", "cursors"]).await
    }
}

fn cursors() -> TableCreateStatement {
    Table::create().table("cursors").col(string_len("source", 32).primary_key()).col(big_integer("position")).take()
}

fn quarantine() -> TableCreateStatement {
    Table::create()
        .table("quarantine")
        .col(string_len("source", 32))
        .col(big_integer("position"))
        .col(string_len_null("member_id", 64)) // null if the record can't even be read
        .col(big_integer("received_at"))
        .col(text("reason"))
        .col(blob("record"))
        .col(big_integer_null("wanted_at")) // when somebody asked for a retry
        .col(big_integer_null("tried_at"))
        .primary_key(Index::create().col("source").col("position"))
        .take()
}

fn processes() -> TableCreateStatement {
    Table::create()
        .table("processes")
        .col(string_len("id", 32).primary_key())
        .col(string_len("roles", 64))
        .col(big_integer("started_at"))
        .col(big_integer("alive_at"))
        .col(big_integer("spool_events"))
        .col(big_integer_null("spool_oldest_at"))
        .col(text("key_ids")) // the keys that it needs, separated by commas
        .take()
}

fn leases() -> TableCreateStatement {
    Table::create()
        .table("leases")
        .col(string_len("name", 32).primary_key())
        .col(text("owner"))
        .col(big_integer("until"))
        .take()
}

/// Until when we know whether anybody listened: one row.
fn listening() -> TableCreateStatement {
    Table::create().table("listening").col(string_len("name", 12).primary_key()).col(big_integer("until")).take()
}

// No index besides the key: an event is answered once it is appended, and nothing else happens before.
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
