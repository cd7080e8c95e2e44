//! Carries the rows over. The chain begins after them: they were never linked.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// What the engines say in different words, of a row of `deletions_before` called `b`.
struct Words {
    /// A part of the payload as JSON.
    data: &'static str,
    /// Texts in it.
    ts: &'static str,
    expires: &'static str,
    /// Whether `x.expires` is a plain number, and it as one.
    is_plain: &'static str,
    number: &'static str,
    /// The auth block, without and with `expires`.
    short: &'static str,
    auth: &'static str,
    /// Any 32 bytes: what comes later is never taken for the same block.
    digest: &'static str,
    fingerprint: &'static str,
}

const SQLITE: Words = Words {
    data: "b.payload -> '$.data'",
    ts: "b.payload ->> '$.ts'",
    expires: "b.payload ->> '$.auth.expires'",
    is_plain: "length(x.expires) < 19 AND CAST(CAST(x.expires AS INTEGER) AS TEXT) = x.expires",
    number: "CAST(x.expires AS INTEGER)",
    short: "json_remove(b.payload -> '$.auth', '$.expires')",
    auth: "b.payload -> '$.auth'",
    digest: "randomblob(32)",
    fingerprint: "unhex(printf('%08x', s.seconds) || hex(substr(s.fingerprint, 1, 8)))",
};

const POSTGRES: Words = Words {
    data: "(b.payload::json -> 'data')::text",
    ts: "b.payload::json ->> 'ts'",
    expires: "b.payload::json -> 'auth' ->> 'expires'",
    is_plain: "length(x.expires) < 19 AND x.expires ~ '^(0|-?[1-9][0-9]*)$'",
    number: "x.expires::bigint",
    short: "((b.payload::jsonb -> 'auth') - 'expires')::text",
    auth: "(b.payload::json -> 'auth')::text",
    digest: "sha256(convert_to(s.auth, 'UTF8'))",
    fingerprint: "decode(lpad(to_hex(s.seconds), 8, '0') || encode(substr(s.fingerprint, 1, 8), 'hex'), 'hex')",
};

pub(super) async fn carry(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let sql = match manager.get_database_backend() {
        DbBackend::Postgres => statements(&POSTGRES),
        _ => statements(&SQLITE),
    };
    for statement in sql {
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}

fn statements(words: &Words) -> Vec<String> {
    let Words { digest, .. } = words;
    let mut statements = vec![stage(words)];
    statements.push(format!(
        "INSERT INTO auth_blocks (member_id, number, digest, auth) \
        SELECT s.member_id, row_number() OVER (PARTITION BY s.member_id ORDER BY s.auth), {digest}, s.auth \
        FROM (SELECT DISTINCT member_id, auth FROM deletions_stage WHERE auth IS NOT NULL) s"
    ));
    statements.push(insert(words));
    statements.extend(
        [
            "DROP TABLE deletions_stage",
            // What is being purged is gone with this.
            "DELETE FROM terms WHERE NOT EXISTS (SELECT 1 FROM deletions d \
                WHERE d.member_id = terms.member_id AND d.number = terms.number)",
            "INSERT INTO segments SELECT DISTINCT member_id, 'e', event, (number - 1) / 64 FROM deletions",
            "INSERT INTO segments SELECT DISTINCT member_id, 'u', user_id, (number - 1) / 64 FROM deletions \
                WHERE user_id IS NOT NULL",
            "INSERT INTO rollups SELECT member_id, received_at / 3600000000, event, count(*) FROM deletions \
                GROUP BY member_id, received_at / 3600000000, event",
            "INSERT INTO totals SELECT hour, event, CAST(sum(deletions) AS bigint) FROM rollups GROUP BY hour, event",
            "INSERT INTO arrivals SELECT 'deletions', coalesce(max(arrival), 0), coalesce(max(received_at), 0) \
                FROM deletions",
            "UPDATE counters SET checkpoint_number = last_number, last_auth = coalesce(\
                (SELECT max(number) FROM auth_blocks a WHERE a.member_id = counters.member_id), 0)",
        ]
        .map(str::to_owned),
    );
    statements
}

/// What is made of each row, before its auth block has a number. The seconds are those of `ts`, if it says nothing else.
fn stage(words: &Words) -> String {
    let Words { data, ts, expires, is_plain, number, short, auth, .. } = words;
    let seconds = "b.sent_at / 1000000";
    format!(
        "CREATE TABLE deletions_stage AS \
        SELECT x.*, CASE WHEN {is_plain} THEN {number} END AS plain, \
            CASE WHEN {is_plain} THEN x.short ELSE x.whole END AS auth, \
            CASE WHEN x.ts = CAST(x.second AS text) AND x.second < 4294967296 THEN x.second ELSE 0 END AS seconds \
        FROM (SELECT b.*, {data} AS data, coalesce({ts}, '') AS ts, {expires} AS expires, {seconds} AS second, \
            {short} AS short, {auth} AS whole, \
            row_number() OVER (ORDER BY b.received_at, b.member_id, b.number) AS arrival \
            FROM deletions_before b JOIN portals p ON p.member_id = b.member_id \
            WHERE b.number > p.purged_up_to) x"
    )
}

fn insert(Words { fingerprint, .. }: &Words) -> String {
    format!(
        "INSERT INTO deletions (member_id, number, arrival, fingerprint, event, entity_id, attributes, user_id, \
            sent_at, received_at, sources, event_handler_id, data, ts, auth, expires) \
        SELECT s.member_id, s.number, s.arrival, {fingerprint}, s.event, s.entity_id, nullif(s.attributes, '{{}}'), \
            s.user_id, s.sent_at, s.received_at, \
            CASE s.source WHEN 'live' THEN 1 WHEN 'recovered' THEN 2 ELSE 4 END, s.event_handler_id, s.data, \
            CASE WHEN s.ts <> CAST(s.second AS text) THEN s.ts END, a.number, s.plain \
        FROM deletions_stage s LEFT JOIN auth_blocks a ON a.member_id = s.member_id AND a.auth = s.auth \
        ORDER BY s.arrival"
    )
}
