//! A connection of its own to the event log, so that taking events in never waits for a page's query. The statements are
//! PostgreSQL's own: arrays as parameters.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::SqlxError;
use sea_orm::sqlx::{self, ConnectOptions, PgConnection};
use tokio::time::timeout;
use wal::LogRow;

use crate::connect::{PostgresUrl, bound_session};

/// How long it may take to connect.
const CONNECT: Duration = Duration::from_secs(1);
/// How many characters of a local log's name begin the names of the sources of its process.
const PREFIX: usize = 16;

const APPEND: &str = "INSERT INTO event_log (source, position, received_at, record) \
    SELECT $1, position, $2, record FROM UNNEST($3::int8[], $4::bytea[]) AS new (position, record)";

/// What the table or the cursor has already is left out, so that it may be repeated at any time.
const DRAIN: &str = "INSERT INTO event_log (source, position, received_at, record) \
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

/// A connection and the source under which it appends.
#[derive(Debug)]
pub(super) struct LogConnection {
    connection: PgConnection,
    pub(super) source: Arc<str>,
    /// The position of what was appended last.
    pub(super) last: i64,
}

impl LogConnection {
    /// Connects, for the process whose local log has this name. The source is a new one, which nobody else writes to;
    /// the database knows it when it is announced.
    pub(super) async fn open(server: &PostgresUrl, local: &str) -> Result<Self, SqlxError> {
        within(CONNECT, async {
            let mut connection = server.options()?.connect().await?;
            sqlx::query(SESSION).execute(&mut connection).await?;
            bound_session(&mut connection).await?;
            let prefix = local.get(..PREFIX).unwrap_or(local);
            let source = format!("{prefix}-{:015x}", rand::random::<u64>() >> 4);
            Ok(Self { connection, source: source.into(), last: 0 })
        })
        .await
    }

    /// Makes the source known to the indexer, and forgets those that this process wrote to before. Not while another
    /// connection takes events in: the indexer would look for them no more.
    pub(super) async fn announce(&mut self) -> Result<(), SqlxError> {
        let prefix = self.source.get(..PREFIX).unwrap_or(&self.source);
        within(CONNECT, async {
            sqlx::query(REGISTER).bind(&*self.source).execute(&mut self.connection).await?;
            sqlx::query(FORGET).bind(prefix).bind(&*self.source).execute(&mut self.connection).await
        })
        .await
        .map(drop)
    }

    /// Appends records under consecutive positions, in one statement that is a transaction by itself. After an error, or
    /// when it took longer than `limit`, nobody knows whether they are there: the connection must not be used any more,
    /// so that what is committed late is no gap that the indexer has passed.
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

    /// Inserts rows of a local log, under its own source and positions; those that are there already are left out.
    pub(super) async fn drain(&mut self, local: &str, rows: &[LogRow], limit: Duration) -> Result<(), SqlxError> {
        let positions: Vec<i64> = rows.iter().map(|row| row.position).collect();
        let times: Vec<i64> = rows.iter().map(|row| row.received_at).collect();
        let records: Vec<&[u8]> = rows.iter().map(|row| row.record.as_slice()).collect();
        let drain = sqlx::query(DRAIN).bind(local).bind(positions).bind(times).bind(records);
        within(limit, drain.execute(&mut self.connection)).await.map(drop)
    }

    /// Up to which position the database has a local log, indexed or not. The indexer knows the log from now on.
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
