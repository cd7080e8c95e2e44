//! The hour and the segment of each portal that are under way, in one row: `rollups` and `segments` have complete ones
//! from now on.

use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// What the engines say in different words.
struct Words {
    /// A rollup's events, and a segment's kinds and values, as JSON.
    events: &'static str,
    marks: &'static str,
    /// And back, as `e(event, deletions)` and `m(mark)`.
    each_event: &'static str,
    each_mark: &'static str,
}

const SQLITE: Words = Words {
    events: "json_group_object(event, deletions)",
    marks: "json_group_array(json_array(kind, value))",
    each_event: "(SELECT t.member_id AS id, key AS event, value AS deletions FROM tallies t, json_each(t.events)) e",
    each_mark: "(SELECT t.member_id AS id, value AS mark FROM tallies t, json_each(t.marks)) m",
};

const POSTGRES: Words = Words {
    events: "jsonb_object_agg(event, deletions)::text",
    marks: "jsonb_agg(jsonb_build_array(kind, value))::text",
    each_event: "(SELECT t.member_id AS id, key AS event, value::bigint AS deletions \
        FROM tallies t, jsonb_each_text(t.events::jsonb)) e",
    each_mark: "(SELECT t.member_id AS id, value AS mark FROM tallies t, jsonb_array_elements(t.marks::jsonb)) m",
};

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(tallies(manager)).await?;
        super::byte_order::set(manager).await?;
        let Words { events, marks, .. } = words(manager);
        let (hour, segment) = ("CAST(c.last_received_at / 3600000000 AS int)", "CAST((c.last_number - 1) / 64 AS int)");
        let db = manager.get_connection();
        db.execute_unprepared(&format!(
            "INSERT INTO tallies (member_id, hour, segment, events, marks) SELECT c.member_id, {hour}, {segment}, \
                coalesce((SELECT {events} FROM rollups r WHERE r.member_id = c.member_id AND r.hour = {hour}), '{{}}'), \
                coalesce((SELECT {marks} FROM segments s WHERE s.member_id = c.member_id AND s.segment = {segment}), '[]') \
                FROM counters c WHERE c.last_number > 0"
        ))
        .await?;
        for (table, part) in [("rollups", "hour"), ("segments", "segment")] {
            db.execute_unprepared(&format!(
                "DELETE FROM {table} WHERE EXISTS (SELECT 1 FROM tallies t \
                    WHERE t.member_id = {table}.member_id AND t.{part} = {table}.{part})"
            ))
            .await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared("ALTER TABLE rollups RESET (fillfactor)").await?;
            db.execute_unprepared("ALTER TABLE tallies SET (fillfactor = 40)").await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let Words { each_event, each_mark, .. } = words(manager);
        let db = manager.get_connection();
        db.execute_unprepared(&format!(
            "INSERT INTO rollups (member_id, hour, event, deletions) \
                SELECT t.member_id, t.hour, e.event, e.deletions FROM tallies t JOIN {each_event} ON e.id = t.member_id"
        ))
        .await?;
        db.execute_unprepared(&format!(
            "INSERT INTO segments (member_id, kind, value, segment) \
                SELECT t.member_id, m.mark ->> 0, m.mark ->> 1, t.segment FROM tallies t \
                JOIN {each_mark} ON m.id = t.member_id"
        ))
        .await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared("ALTER TABLE rollups SET (fillfactor = 70)").await?;
        }
        manager.drop_table(Table::drop().table("tallies").to_owned()).await
    }
}

fn words(manager: &SchemaManager<'_>) -> Words {
    match manager.get_database_backend() {
        DbBackend::Postgres => POSTGRES,
        _ => SQLITE,
    }
}

fn tallies(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let mut table = Table::create()
        .table("tallies")
        .col(string_len("member_id", 64).primary_key())
        .col(integer("hour")) // since 1970
        .col(integer("segment"))
        .col(text("events")) // JSON: how many deletions of each the hour has
        .col(text("marks")) // JSON: kinds and values that occur in the segment
        .take();
    if manager.get_database_backend() == DbBackend::Sqlite {
        table.extra("WITHOUT ROWID");
    }
    table
}
