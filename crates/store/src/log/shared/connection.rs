//! The event log's own connection, so that intake never waits for a page's query. Its SQL is PostgreSQL's: arrays as
//! parameters.

use std::io;
use std::time::Duration;

use sea_orm::SqlxError;
use sea_orm::sqlx::{self, ConnectOptions, PgConnection};
use tokio::time::timeout;
use wal::LogRow;

use crate::connect::{PostgresUrl, bound_session};

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(1);
/// How many characters of the local log's name begin the names of its process's sources.
const PREFIX: usize = 16;

const APPEND: &str = "INSERT INTO event_log (source, position, received_at, record) \
    SELECT $1, position, $2, record FROM UNNEST($3::int8[], $4::bytea[]) AS new (position, record)";

/// Leaves out what the table or the cursor has already, so that it may be repeated.
const DRAIN: &str = "INSERT INTO event_log (source, position, received_at, record) \
    SELECT $1, position, received_at, record \
    FROM UNNEST($2::int8[], $3::int8[], $4::bytea[]) AS new (position, received_at, record) \
    WHERE position > COALESCE((SELECT cursors.position FROM cursors WHERE source = $1), 0) \
    ON CONFLICT DO NOTHING";

const REGISTER: &str = "INSERT INTO cursors (source, position) VALUES ($1, 0) ON CONFLICT DO NOTHING";

const REACHED: &str = "SELECT GREATEST( \
    COALESCE((SELECT position FROM cursors WHERE source = $1), 0), \
    COALESCE((SELECT max(position) FROM event_log WHERE source = $1), 0))";

/// Removes the cursors of this process's earlier sources that have no rows left.
const FORGET: &str = "DELETE FROM cursors WHERE source LIKE $1 || '-%' AND source <> $2 \
    AND NOT EXISTS (SELECT FROM event_log WHERE event_log.source = cursors.source)";

/// Acknowledged rows must be on disk, whatever the server's setting.
const SESSION: &str = "SELECT set_config('synchronous_commit', 'on', false) \
    WHERE current_setting('synchronous_commit') = 'off'";

/// A connection and the source under which it appends.
#[derive(Debug)]
pub(super) struct LogConnection {
    connection: PgConnection,
    source: String,
    /// The position that was appended last.
    pub(super) last: i64,
}

impl LogConnection {
    /// Connects, for the process whose local log has this name. The source is new, and nobody else writes to it; the
    /// database learns of it by `announce`.
    pub(super) async fn open(server: &PostgresUrl, local: &str) -> Result<Self, SqlxError> {
        within(CONNECT, async {
            let mut connection = server.options()?.connect().await?;
            sqlx::query(SESSION).execute(&mut connection).await?;
            bound_session(&mut connection).await?;
            let prefix = local.get(..PREFIX).unwrap_or(local);
            let source = format!("{prefix}-{:015x}", rand::random::<u64>() >> 4);
            Ok(Self { connection, source, last: 0 })
        })
        .await
    }

    /// Registers the source for the indexer, and forgets this process's earlier ones. Not to be called while another
    /// connection takes events: the indexer would no longer look for them.
    pub(super) async fn announce(&mut self) -> Result<(), SqlxError> {
        let prefix = self.source.get(..PREFIX).unwrap_or(&self.source);
        within(CONNECT, async {
            sqlx::query(REGISTER).bind(&*self.source).execute(&mut self.connection).await?;
            sqlx::query(FORGET).bind(prefix).bind(&*self.source).execute(&mut self.connection).await
        })
        .await
        .map(drop)
    }

    /// Appends records under consecutive positions, in one statement that is its own transaction. After an error or a
    /// timeout, the rows may or may not exist: the connection must not be used again, lest a late commit leave a gap
    /// that the indexer has passed.
    pub(super) async fn append(
        &mut self,
        received_at: i64,
        records: &[Vec<u8>],
        limit: Duration,
    ) -> Result<(), SqlxError> {
        let positions: Vec<i64> = (self.last + 1..).take(records.len()).collect();
        let append = sqlx::query(APPEND).bind(&*self.source).bind(received_at).bind(positions).bind(records);
        within(limit, append.execute(&mut self.connection)).await?;
        self.last += i64::try_from(records.len()).unwrap_or(i64::MAX);
        Ok(())
    }

    /// Inserts rows of a local log, under its own source and positions; leaves out rows that exist.
    pub(super) async fn drain(&mut self, local: &str, rows: &[LogRow], limit: Duration) -> Result<(), SqlxError> {
        let positions: Vec<i64> = rows.iter().map(|row| row.position).collect();
        let times: Vec<i64> = rows.iter().map(|row| row.received_at).collect();
        let records: Vec<&[u8]> = rows.iter().map(|row| row.record.as_slice()).collect();
        let drain = sqlx::query(DRAIN).bind(local).bind(positions).bind(times).bind(records);
        within(limit, drain.execute(&mut self.connection)).await.map(drop)
    }

    /// The position up to which the database has a local log, indexed or not. Registers the log for the indexer.
    pub(super) async fn reached(&mut self, local: &str) -> Result<i64, SqlxError> {
        within(CONNECT, async {
            sqlx::query(REGISTER).bind(local).execute(&mut self.connection).await?;
            sqlx::query_scalar(REACHED).bind(local).fetch_one(&mut self.connection).await
        })
        .await
    }
}

async fn within<T>(limit: Duration, answer: impl Future<Output = Result<T, SqlxError>>) -> Result<T, SqlxError> {
    let late = || SqlxError::Io(io::Error::new(io::ErrorKind::TimedOut, "the database takes too long"));
    timeout(limit, answer).await.unwrap_or_else(|_| Err(late()))
}
