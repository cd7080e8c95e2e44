//! Carries the rows back.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use super::entities::ENTITIES;

/// The payload of a row `d` with its auth block `a`, put together again.
const SQLITE: &str = "json_patch(json_patch(\
        CASE WHEN d.data IS NULL THEN '{}' ELSE json_object('data', json(d.data)) END, \
        CASE WHEN d.ts = '' THEN '{}' ELSE json_object('ts', coalesce(d.ts, CAST(d.sent_at / 1000000 AS text))) END), \
    CASE WHEN a.auth IS NULL THEN '{}' WHEN d.expires IS NULL THEN json_object('auth', json(a.auth)) \
        ELSE json_object('auth', json_set(a.auth, '$.expires', CAST(d.expires AS text))) END)";
const POSTGRES: &str = "(\
    CASE WHEN d.data IS NULL THEN '{}' ELSE jsonb_build_object('data', d.data::jsonb) END || \
    CASE WHEN d.ts = '' THEN '{}' ELSE jsonb_build_object('ts', coalesce(d.ts, CAST(d.sent_at / 1000000 AS text))) END || \
    CASE WHEN a.auth IS NULL THEN '{}' WHEN d.expires IS NULL THEN jsonb_build_object('auth', a.auth::jsonb) \
        ELSE jsonb_build_object('auth', a.auth::jsonb || jsonb_build_object('expires', d.expires::text)) END)::text";

/// A fingerprint of the former length. Events that come again after this step was taken back are kept again.
const FINGERPRINT: [&str; 2] = ["CAST(d.fingerprint || x'00000000' AS blob)", r"d.fingerprint || '\x00000000'::bytea"];

pub(super) async fn carry(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let (payload, fingerprint) = match manager.get_database_backend() {
        DbBackend::Postgres => (POSTGRES, FINGERPRINT[1]),
        _ => (SQLITE, FINGERPRINT[0]),
    };
    let named = ENTITIES.map(|(code, entity)| format!("WHEN '{code}' THEN '{entity}'")).join(" ");
    let sql = format!(
        "INSERT INTO deletions (member_id, number, fingerprint, event, entity, entity_id, attributes, user_id, \
            sent_at, received_at, source, event_handler_id, payload) \
        SELECT d.member_id, d.number, {fingerprint}, d.event, \
            CASE d.event {named} ELSE \
                CASE WHEN d.event LIKE 'ONCRMDYNAMICITEMDELETE!_%' ESCAPE '!' AND d.event NOT LIKE '%DELETE%DELETE%' \
                THEN 'crm.item' ELSE 'unknown' END END, \
            d.entity_id, coalesce(d.attributes, '{{}}'), d.user_id, d.sent_at, d.received_at, \
            CASE WHEN d.sources IN (1, 3, 5, 7) THEN 'live' WHEN d.sources IN (4, 6) THEN 'spooled' \
                ELSE 'recovered' END, \
            d.event_handler_id, {payload} \
        FROM deletions_after d LEFT JOIN auth_blocks a ON a.member_id = d.member_id AND a.number = d.auth"
    );
    manager.get_connection().execute_unprepared(&sql).await.map(drop)
}
