//! The table of the shared event log, as the indexer follows it. Its SQL is PostgreSQL's: one query for many sources.

use std::sync::Arc;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement, TryGetableMany, Value};
use tokio::sync::watch;
use wal::LogRow;

use crate::error::StoreError;
use crate::log::block::{BLOCK, LogBlock, within_a_block};

/// The sources with events to index, the one with the oldest event first, so that spooled events come before those that
/// their process took in afterwards; at equal times in descending order of names, which puts a local log first, since
/// the other names have a hyphen where its name goes on. Probes the key once for each source, at its cursor, so that
/// rows that are already gone cost nothing.
const WAITING: &str = "SELECT source, cursors.position, received_at FROM cursors CROSS JOIN LATERAL ( \
        SELECT received_at FROM event_log \
        WHERE event_log.source = cursors.source AND event_log.position > cursors.position \
        ORDER BY event_log.position LIMIT 1 \
    ) next ORDER BY received_at, source DESC";

/// Sources that have rows but no cursor. Jumps from source to source, since no table lists them.
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

#[derive(Clone, Debug)]
pub(in crate::log) struct SharedTable {
    pub(super) db: DatabaseConnection,
    /// The position that this process appended last; changes whenever there is more.
    pub(in crate::log) arrivals: watch::Receiver<i64>,
}

impl SharedTable {
    /// The sources with events to index, each with its cursor.
    pub(in crate::log) async fn behind(&self) -> Result<Vec<(Arc<str>, i64)>, StoreError> {
        let rows: Vec<(String, i64, i64)> = self.ask(WAITING, []).await?;
        Ok(rows.into_iter().map(|(source, position, _)| (source.into(), position)).collect())
    }

    /// Sources without a cursor, whose writer is gone.
    pub(in crate::log) async fn forgotten(&self) -> Result<Vec<(Arc<str>, i64)>, StoreError> {
        let rows: Vec<(String,)> = self.ask(WITHOUT_CURSOR, []).await?;
        Ok(rows.into_iter().map(|(source,)| (source.into(), 0)).collect())
    }

    /// The next events of a source after `position`; none if there are none.
    pub(in crate::log) async fn read_after(
        &self,
        source: &Arc<str>,
        position: i64,
    ) -> Result<Option<LogBlock>, StoreError> {
        let name = || Value::from(&**source);
        let sizes: Vec<(i64, i64)> = self.ask(SIZES, [name(), position.into(), BLOCK.cast_signed().into()]).await?;
        let mut fits = within_a_block();
        let fitting = sizes.iter().take_while(|(_, size)| fits(usize::try_from(*size).unwrap_or(usize::MAX)));
        let Some((last, _)) = fitting.last().copied() else { return Ok(None) };
        let rows = self.ask(READ, [name(), position.into(), last.into()]).await?;
        let row = |(position, received_at, record)| LogRow { position, received_at, record };
        let rows = rows.into_iter().map(row).collect();
        Ok(Some(LogBlock { source: Arc::clone(source), after: position, last, rows }))
    }

    async fn ask<T: TryGetableMany, const N: usize>(&self, sql: &str, values: [Value; N]) -> Result<Vec<T>, DbErr> {
        let rows = self.db.query_all_raw(statement(sql, values)).await?;
        rows.iter().map(|row| Ok(T::try_get_many_by_index(row)?)).collect()
    }
}

/// When the shared log's oldest unindexed event came; none on SQLite.
pub(crate) async fn oldest(db: &DatabaseConnection) -> Result<Option<i64>, DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(None);
    }
    let first = db.query_one_raw(statement(WAITING, [])).await?;
    first.map(|row| row.try_get_by_index(2)).transpose()
}

/// Removes a block's rows, in the transaction that indexes it. Nothing on SQLite, whose log is files.
pub(crate) async fn remove(batch: &impl ConnectionTrait, source: &str, after: i64, last: i64) -> Result<(), DbErr> {
    if batch.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    batch.execute_raw(statement(REMOVE, [source.into(), after.into(), last.into()])).await.map(drop)
}

fn statement<const N: usize>(sql: &str, values: [Value; N]) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}
