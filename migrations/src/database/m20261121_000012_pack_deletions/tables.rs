//! The tables of this step, and the one that was there before.

use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

/// The tables that are new.
const NEW: [&str; 5] = ["auth_blocks", "segments", "rollups", "totals", "arrivals"];

pub(super) async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(deletions()).await?;
    for table in [auth_blocks(), segments(), rollups(), totals()] {
        manager.create_table(clustered(manager, table)).await?;
    }
    manager.create_table(arrivals()).await?;
    for column in of_counters() {
        manager.alter_table(Table::alter().table("counters").add_column(column).take()).await?;
    }
    manager.alter_table(Table::alter().table("portals").add_column(integer_null("retention_days")).take()).await
}

/// After the rows, since that is quicker.
pub(super) async fn create_indexes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_index(once(12)).await?;
    let arrival = Index::create().name("deletions_by_arrival").table("deletions").col("arrival").take();
    manager.create_index(arrival).await
}

pub(super) async fn drop(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in NEW {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    for column in of_counters() {
        let name = column.get_column_name();
        manager.alter_table(Table::alter().table("counters").drop_column(name).take()).await?;
    }
    manager.alter_table(Table::alter().table("portals").drop_column("retention_days").take()).await
}

pub(super) async fn create_former(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(clustered(manager, former_deletions())).await
}

pub(super) async fn create_former_indexes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for columns in [
        ["member_id", "event", "number"],
        ["member_id", "entity", "number"],
        ["member_id", "user_id", "number"],
        ["member_id", "received_at", "number"],
        ["received_at", "member_id", "number"],
    ] {
        let name = format!("deletions_by_{}_{}", columns[0], columns[1]);
        let mut index = Index::create().table("deletions").name(name).take();
        let index = columns.into_iter().fold(&mut index, |index, column| index.col(column)).take();
        manager.create_index(index).await?;
    }
    manager.create_index(once(16)).await
}

/// No deletion is there twice, by a fingerprint of so many bytes.
fn once(bytes: u32) -> IndexCreateStatement {
    let name = format!("deletions_once_{bytes}");
    Index::create().name(name).table("deletions").unique().col("member_id").col("fingerprint").take()
}

/// On SQLite the rows lie in their key's tree itself, not in a second one beside it.
fn clustered(manager: &SchemaManager<'_>, mut table: TableCreateStatement) -> TableCreateStatement {
    if manager.get_database_backend() == DbBackend::Sqlite {
        table.extra("WITHOUT ROWID");
    }
    table
}

/// What has a fixed size comes first, so that PostgreSQL leaves no gaps between the columns.
fn deletions() -> TableCreateStatement {
    Table::create()
        .table("deletions")
        .col(big_integer("number"))
        .col(big_integer("arrival")) // its place among all portals' deletions
        .col(big_integer("sent_at"))
        .col(big_integer("received_at"))
        .col(big_integer_null("expires")) // `auth.expires`, where it is a plain number
        .col(integer_null("auth")) // the number of the auth block
        .col(small_integer("sources")) // 1 live, 2 recovered, 4 spooled, and sums of them
        .col(string_len("member_id", 64))
        .col(var_binary("fingerprint", 12))
        .col(text("event"))
        .col(text("entity_id"))
        .col(text_null("attributes")) // JSON; null if there are none
        .col(text_null("user_id"))
        .col(text_null("event_handler_id"))
        .col(text_null("data")) // JSON, without any token
        .col(text_null("ts")) // null if it is `sent_at` in seconds, empty if the event has none
        .col(var_binary_null("digest", 32)) // null for what is older than the chain
        .primary_key(Index::create().name("deletions_by_number").col("member_id").col("number"))
        .take()
}

fn auth_blocks() -> TableCreateStatement {
    let mut once = Index::create().name("auth_blocks_once").unique().take();
    Table::create()
        .table("auth_blocks")
        .col(string_len("member_id", 64))
        .col(integer("number"))
        .col(var_binary("digest", 32))
        .col(text("auth")) // JSON, without any token and without `expires`
        .primary_key(Index::create().col("member_id").col("number"))
        .index(once.col("member_id").col("digest"))
        .take()
}

fn segments() -> TableCreateStatement {
    Table::create()
        .table("segments")
        .col(string_len("member_id", 64))
        .col(string_len("kind", 1)) // e: event, u: user
        .col(text("value"))
        .col(integer("segment")) // (number - 1) / 64
        .primary_key(Index::create().col("member_id").col("kind").col("value").col("segment"))
        .take()
}

fn rollups() -> TableCreateStatement {
    Table::create()
        .table("rollups")
        .col(string_len("member_id", 64))
        .col(integer("hour")) // since 1970
        .col(text("event"))
        .col(big_integer("deletions"))
        .primary_key(Index::create().col("member_id").col("hour").col("event"))
        .take()
}

/// The same over all portals.
fn totals() -> TableCreateStatement {
    Table::create()
        .table("totals")
        .col(integer("hour"))
        .col(text("event"))
        .col(big_integer("deletions"))
        .primary_key(Index::create().col("hour").col("event"))
        .take()
}

/// The last arrival: one row, which every indexing transaction locks.
fn arrivals() -> TableCreateStatement {
    Table::create()
        .table("arrivals")
        .col(string_len("name", 16).primary_key())
        .col(big_integer("last"))
        .col(big_integer("last_received_at"))
        .take()
}

fn of_counters() -> [ColumnDef; 6] {
    [
        var_binary_null("last_digest", 32).take(),
        big_integer("checkpoint_number").default(0).take(), // the chain begins after it
        var_binary_null("checkpoint_digest", 32).take(),    // null if nothing is before the chain's first link
        big_integer("recovered_until").default(0).take(),   // no live twin of a recovered deletion was sent later
        integer("last_auth").default(0).take(),             // the number of the last auth block
        integer("auth_epoch").default(0).take(),            // grows whenever auth blocks are removed
    ]
}

fn former_deletions() -> TableCreateStatement {
    Table::create()
        .table("deletions")
        .col(string_len("member_id", 64))
        .col(big_integer("number"))
        .col(var_binary("fingerprint", 16))
        .col(text("event"))
        .col(text("entity"))
        .col(text("entity_id"))
        .col(text("attributes"))
        .col(text_null("user_id"))
        .col(big_integer("sent_at"))
        .col(big_integer("received_at"))
        .col(string_len("source", 9))
        .col(text_null("event_handler_id"))
        .col(text("payload"))
        .primary_key(Index::create().name("deletions_former_key").col("member_id").col("number"))
        .take()
}
