//! The statements of the shared event log. They are PostgreSQL's own: arrays as parameters, one look at many sources.

use std::sync::Arc;

use sea_orm::sqlx::{self, PgConnection};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, SqlxError, Statement, TryGetable, Value};

use crate::log::LogRow;
use crate::log::reader::BLOCK;

/// The sources with something to be indexed, the one with the oldest event first, so that what was spooled comes before
/// what its process took in afterwards; if they are of the same moment, by their names: that of a local log comes last in
/// their order, since the others have a hyphen where it goes on. One probe of the key for each, at the place up to which
/// it was indexed, so that rows which are gone already cost nothing.
const WAITING: &str = "SELECT source, cursors.position FROM cursors CROSS JOIN LATERAL ( \
        SELECT received_at FROM event_log \
        WHERE event_log.source = cursors.source AND event_log.position > cursors.position \
        ORDER BY event_log.position LIMIT 1 \
    ) next ORDER BY received_at, source DESC";

/// Sources that have rows but no cursor. Jumps from source to source, since none is listed anywhere.
const WITHOUT_CURSOR: &str = "WITH RECURSIVE found AS ( \
        (SELECT source FROM event_log ORDER BY source LIMIT 1) \
        UNION ALL \
        SELECT (SELECT source FROM event_log WHERE source > found.source ORDER BY source LIMIT 1) \
        FROM found WHERE found.source IS NOT NULL \
    ) SELECT source FROM found \
    WHERE source IS NOT NULL AND NOT EXISTS (SELECT FROM cursors WHERE cursors.source = found.source)";

const SIZES: &str = "SELECT position, length(record)::int8 FROM event_log WHERE source = $1 AND position > $2 ORDER BY position LIMIT $3";

const READ: &str = "SELECT position, received_at, record FROM event_log \
    WHERE source = $1 AND position > $2 AND position <= $3 ORDER BY position";

const REMOVE: &str = "DELETE FROM event_log WHERE source = $1 AND position > $2 AND position <= $3";

const APPEND: &str = "INSERT INTO event_log (source, position, received_at, record) \
    SELECT $1, position, $2, record FROM UNNEST($3::int8[], $4::bytea[]) AS new (position, record)";

/// What the table or the cursor has already is left out, so that it may be repeated at any time.
const BRING: &str = "INSERT INTO event_log (source, position, received_at, record) \
    SELECT $1, position, received_at, record \
    FROM UNNEST($2::int8[], $3::int8[], $4::bytea[]) AS new (position, received_at, record) \
    WHERE position > COALESCE((SELECT cursors.position FROM cursors WHERE source = $1), 0) \
    ON CONFLICT DO NOTHING";

const REGISTER: &str = "INSERT INTO cursors (source, position) VALUES ($1, 0) ON CONFLICT DO NOTHING";

const REACHED: &str = "SELECT GREATEST( \
    COALESCE((SELECT position FROM cursors WHERE source = $1), 0), \
    COALESCE((SELECT max(position) FROM event_log WHERE source = $1), 0))";

/// Cursors of sources that this process wrote to before, and of which nothing is left.
const FORGET: &str = "DELETE FROM cursors WHERE source LIKE $1 || '-%' AND source <> $2 \
    AND NOT EXISTS (SELECT FROM event_log WHERE event_log.source = cursors.source)";

/// What was acknowledged is on disk, whatever the server's setting is; and nobody's locks outlive their owner for long.
const SESSION: &str = "SELECT set_config('synchronous_commit', 'on', false) \
    WHERE current_setting('synchronous_commit') = 'off'";

pub(super) async fn waiting(db: &DatabaseConnection) -> Result<Vec<(Arc<str>, i64)>, DbErr> {
    let rows = db.query_all_raw(statement(WAITING, [])).await?;
    rows.iter().map(|row| Ok((String::try_get_by(row, 0)?.into(), i64::try_get_by(row, 1)?))).collect()
}

pub(super) async fn without_cursor(db: &DatabaseConnection) -> Result<Vec<Arc<str>>, DbErr> {
    let rows = db.query_all_raw(statement(WITHOUT_CURSOR, [])).await?;
    rows.iter().map(|row| Ok(String::try_get_by(row, 0)?.into())).collect()
}

/// Positions and sizes of what follows a position.
pub(super) async fn sizes(db: &DatabaseConnection, source: &str, after: i64) -> Result<Vec<(i64, i64)>, DbErr> {
    let rows = db.query_all_raw(statement(SIZES, [source.into(), after.into(), BLOCK.cast_signed().into()])).await?;
    rows.iter().map(|row| Ok((i64::try_get_by(row, 0)?, i64::try_get_by(row, 1)?))).collect()
}

pub(super) async fn read(db: &DatabaseConnection, source: &str, after: i64, last: i64) -> Result<Vec<LogRow>, DbErr> {
    let rows = db.query_all_raw(statement(READ, [source.into(), after.into(), last.into()])).await?;
    let row = |row: &sea_orm::QueryResult| {
        Ok(LogRow {
            position: i64::try_get_by(row, 0)?,
            received_at: i64::try_get_by(row, 1)?,
            record: Vec::try_get_by(row, 2)?,
        })
    };
    rows.iter().map(row).collect()
}

/// Removes what a block has indexed, in the transaction that indexes it. Nothing on SQLite, whose log is a file.
pub(crate) async fn remove(batch: &impl ConnectionTrait, source: &str, after: i64, last: i64) -> Result<(), DbErr> {
    if batch.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    batch.execute_raw(statement(REMOVE, [source.into(), after.into(), last.into()])).await.map(drop)
}

fn statement<const N: usize>(sql: &str, values: [Value; N]) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}

pub(super) async fn begin(connection: &mut PgConnection) -> Result<(), SqlxError> {
    sqlx::query(SESSION).execute(&mut *connection).await?;
    crate::connect::bound_session(connection).await
}

/// Appends records under consecutive positions, in one statement that is a transaction by itself.
pub(super) async fn append(
    connection: &mut PgConnection,
    source: &str,
    first: i64,
    received_at: i64,
    records: &[Vec<u8>],
) -> Result<(), SqlxError> {
    let positions: Vec<i64> = (first..).take(records.len()).collect();
    sqlx::query(APPEND).bind(source).bind(received_at).bind(positions).bind(records).execute(connection).await?;
    Ok(())
}

/// Brings rows of a local log over, under its own source and positions.
pub(super) async fn bring(connection: &mut PgConnection, source: &str, rows: &[LogRow]) -> Result<(), SqlxError> {
    let positions: Vec<i64> = rows.iter().map(|row| row.position).collect();
    let times: Vec<i64> = rows.iter().map(|row| row.received_at).collect();
    let records: Vec<&[u8]> = rows.iter().map(|row| row.record.as_slice()).collect();
    sqlx::query(BRING).bind(source).bind(positions).bind(times).bind(records).execute(connection).await?;
    Ok(())
}

/// Makes the source known to the indexer.
pub(super) async fn register(connection: &mut PgConnection, source: &str) -> Result<(), SqlxError> {
    sqlx::query(REGISTER).bind(source).execute(connection).await?;
    Ok(())
}

/// Up to which position the database has a source, indexed or not.
pub(super) async fn reached(connection: &mut PgConnection, source: &str) -> Result<i64, SqlxError> {
    sqlx::query_scalar(REACHED).bind(source).fetch_one(connection).await
}

/// Forgets earlier sources whose names begin with `prefix`.
pub(super) async fn forget(connection: &mut PgConnection, prefix: &str, present: &str) -> Result<(), SqlxError> {
    sqlx::query(FORGET).bind(prefix).bind(present).execute(connection).await?;
    Ok(())
}
