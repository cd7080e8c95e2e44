//! The hour and the segment of each portal that are under way, in one row: `segments`, `terms` and what was called
//! `rollups` have complete ones from now on.
//!
//! That has another name now, so that processes of the earlier version index and remove nothing beside this: they would
//! know nothing of what is under way.

use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// What the engines say in different words.
struct Words {
    /// A rollup's events, a segment's kinds and values, and its texts and numbers, as JSON.
    events: &'static str,
    marks: &'static str,
    texts: &'static str,
    /// And back, as `e(event, deletions)` and pairs.
    each_event: &'static str,
    each_mark: &'static str,
    each_text: &'static str,
}

/// The rows of each table that are in tallies `t`.
const MOVED: [(&str, &str); 3] = [
    ("hour_counts", "t.hour = hour_counts.hour"),
    ("segments", "t.segment = segments.segment"),
    ("terms", "t.segment * 64 < terms.number"),
];

const SQLITE: Words = Words {
    events: "json_group_object(event, deletions)",
    marks: "json_group_array(json_array(kind, value))",
    texts: "json_group_array(json_array(term, number))",
    each_event: "(SELECT t.member_id AS id, key AS event, value AS deletions FROM tallies t, json_each(t.events)) e",
    each_mark: "(SELECT t.member_id AS id, value AS pair FROM tallies t, json_each(t.marks)) p",
    each_text: "(SELECT t.member_id AS id, value AS pair FROM tallies t, json_each(t.texts)) p",
};

const POSTGRES: Words = Words {
    events: "jsonb_object_agg(event, deletions)::text",
    marks: "jsonb_agg(jsonb_build_array(kind, value))::text",
    texts: "jsonb_agg(jsonb_build_array(term, number) ORDER BY number)::text",
    each_event: "(SELECT t.member_id AS id, key AS event, value::bigint AS deletions \
        FROM tallies t, jsonb_each_text(t.events::jsonb)) e",
    each_mark: "(SELECT t.member_id AS id, value AS pair FROM tallies t, jsonb_array_elements(t.marks::jsonb)) p",
    each_text: "(SELECT t.member_id AS id, value AS pair FROM tallies t, jsonb_array_elements(t.texts::jsonb)) p",
};

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rename(manager, "rollups", "hour_counts").await?; // first of all, since nobody writes to it any more then
        manager.create_table(tallies()).await?;
        super::byte_order::set(manager).await?;
        let Words { events, marks, texts, .. } = words(manager);
        let (hour, segment) = ("CAST(c.last_received_at / 3600000000 AS int)", "CAST((c.last_number - 1) / 64 AS int)");
        let db = manager.get_connection();
        db.execute_unprepared(&format!(
            "INSERT INTO tallies (member_id, hour, segment, events, marks, texts) \
                SELECT c.member_id, {hour}, {segment}, \
                coalesce((SELECT {events} FROM hour_counts r WHERE r.member_id = c.member_id AND r.hour = {hour}), '{{}}'), \
                coalesce((SELECT {marks} FROM segments s WHERE s.member_id = c.member_id AND s.segment = {segment}), '[]'), \
                coalesce((SELECT {texts} FROM terms x WHERE x.member_id = c.member_id AND x.number > {segment} * 64), '[]') \
                FROM counters c WHERE c.last_number > 0"
        ))
        .await?;
        for (table, moved) in MOVED {
            db.execute_unprepared(&format!(
                "DELETE FROM {table} WHERE EXISTS (SELECT 1 FROM tallies t \
                    WHERE t.member_id = {table}.member_id AND {moved})"
            ))
            .await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared("ALTER TABLE hour_counts RESET (fillfactor)").await?;
            db.execute_unprepared("ALTER TABLE tallies SET (fillfactor = 40)").await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let Words { each_event, each_mark, each_text, .. } = words(manager);
        let db = manager.get_connection();
        if manager.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared("LOCK TABLE tallies IN ACCESS EXCLUSIVE MODE").await?;
        }
        db.execute_unprepared(&format!(
            "INSERT INTO hour_counts (member_id, hour, event, deletions) \
                SELECT t.member_id, t.hour, e.event, e.deletions FROM tallies t JOIN {each_event} ON e.id = t.member_id"
        ))
        .await?;
        db.execute_unprepared(&format!(
            "INSERT INTO segments (member_id, kind, value, segment) \
                SELECT t.member_id, p.pair ->> 0, p.pair ->> 1, t.segment FROM tallies t \
                JOIN {each_mark} ON p.id = t.member_id"
        ))
        .await?;
        db.execute_unprepared(&format!(
            "INSERT INTO terms (member_id, term, number) \
                SELECT t.member_id, p.pair ->> 0, CAST(p.pair ->> 1 AS bigint) FROM tallies t \
                JOIN {each_text} ON p.id = t.member_id"
        ))
        .await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared("ALTER TABLE hour_counts SET (fillfactor = 70)").await?;
        }
        manager.drop_table(Table::drop().table("tallies").to_owned()).await?;
        rename(manager, "hour_counts", "rollups").await
    }
}

async fn rename(manager: &SchemaManager<'_>, from: &'static str, to: &'static str) -> Result<(), DbErr> {
    manager.rename_table(Table::rename().table(from, to).to_owned()).await
}

fn words(manager: &SchemaManager<'_>) -> Words {
    match manager.get_database_backend() {
        DbBackend::Postgres => POSTGRES,
        _ => SQLITE,
    }
}

/// Its rows are too long to lie in their key's tree itself on SQLite.
fn tallies() -> TableCreateStatement {
    Table::create()
        .table("tallies")
        .col(string_len("member_id", 64).primary_key())
        .col(integer("hour")) // since 1970
        .col(integer("segment"))
        .col(text("events")) // JSON: how many deletions of each the hour has
        .col(text("marks")) // JSON: kinds and values that occur in the segment
        .col(text("texts")) // JSON: by what its deletions are found, and their numbers
        .take()
}
