//! A connection of its own to the event log, so that taking events in never waits for a page's query.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::SqlxError;
use sea_orm::sqlx::{ConnectOptions, PgConnection};
use tokio::time::timeout;

use super::sql;
use crate::connect::PostgresUrl;
use crate::log::LogRow;

/// How long it may take to connect.
const CONNECT: Duration = Duration::from_secs(1);
/// How many characters of a local log's name begin the names of the sources of its process.
const PREFIX: usize = 16;

/// A connection and the source under which it appends.
#[derive(Debug)]
pub(in crate::log) struct Line {
    connection: PgConnection,
    source: Arc<str>,
    /// The position of what was appended last.
    last: i64,
}

impl Line {
    /// Connects, for the process whose local log has this name. The source is a new one, which nobody else writes to;
    /// the database knows it when it is announced.
    pub(in crate::log) async fn open(server: &PostgresUrl, local: &str) -> Result<Self, SqlxError> {
        within(CONNECT, async {
            let mut connection = server.options()?.connect().await?;
            sql::begin(&mut connection).await?;
            let prefix = local.get(..PREFIX).unwrap_or(local);
            let source = format!("{prefix}-{:015x}", rand::random::<u64>() >> 4);
            Ok(Self { connection, source: source.into(), last: 0 })
        })
        .await
    }

    /// Makes the source known to the indexer, and forgets those that this process wrote to before. Not while another
    /// line takes events in: the indexer would look for them no more.
    pub(in crate::log) async fn announce(&mut self) -> Result<(), SqlxError> {
        let prefix = self.source.get(..PREFIX).unwrap_or(&self.source);
        within(CONNECT, async {
            sql::register(&mut self.connection, &self.source).await?;
            sql::forget(&mut self.connection, prefix, &self.source).await
        })
        .await
    }

    pub(super) fn source(&self) -> &Arc<str> {
        &self.source
    }

    /// The position of what was appended last.
    pub(super) fn last(&self) -> i64 {
        self.last
    }

    /// Appends records. After an error, or when it took longer than `limit`, nobody knows whether they are there: the
    /// line must not be used any more, so that what is committed late is no gap that the indexer has passed.
    pub(super) async fn append(
        &mut self,
        received_at: i64,
        records: &[Vec<u8>],
        limit: Duration,
    ) -> Result<(), SqlxError> {
        let first = self.last + 1;
        within(limit, sql::append(&mut self.connection, &self.source, first, received_at, records)).await?;
        self.last += i64::try_from(records.len()).unwrap_or(i64::MAX);
        Ok(())
    }

    /// Brings rows of a local log over; those that are there already are left out.
    pub(super) async fn bring(&mut self, local: &str, rows: &[LogRow], limit: Duration) -> Result<(), SqlxError> {
        within(limit, sql::bring(&mut self.connection, local, rows)).await
    }

    /// Up to which position the database has a local log, which it knows from now on.
    pub(in crate::log) async fn reached(&mut self, local: &str) -> Result<i64, SqlxError> {
        within(CONNECT, async {
            sql::register(&mut self.connection, local).await?;
            sql::reached(&mut self.connection, local).await
        })
        .await
    }
}

async fn within<T>(limit: Duration, answer: impl Future<Output = Result<T, SqlxError>>) -> Result<T, SqlxError> {
    let late = || SqlxError::Io(io::Error::new(io::ErrorKind::TimedOut, "the database takes too long"));
    timeout(limit, answer).await.unwrap_or_else(|_| Err(late()))
}
