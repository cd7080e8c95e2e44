//! Holds a SQLite database in place while its files are copied.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{self, ConnectOptions, Connection, SqliteConnection};

use super::{CopyError, CopySink, CopySummary, JOURNAL, put};
use crate::error::StoreError;

/// How long to wait for another process to repair the write-ahead log after a crash.
const BUSY: Duration = Duration::from_secs(10);

/// A database with an open read transaction.
///
/// While it lasts, SQLite neither checkpoints later changes into the file nor restarts its write-ahead log. So the
/// file, read at any time, and then the log up to its current end make the whole database.
#[derive(Debug)]
pub(super) struct Held {
    /// The write-ahead log.
    journal: PathBuf,
    connection: SqliteConnection,
    // Must not be closed before the connection: that drops the locks that this process has on the file. So it stands
    // after it, where it is dropped later.
    file: File,
}

impl Held {
    pub(super) async fn begin(path: &Path) -> Result<Self, CopyError> {
        let file = File::open(path)?;
        let options = SqliteConnectOptions::new().filename(path).busy_timeout(BUSY).disable_statement_logging();
        let mut connection = options.connect().await.map_err(StoreError::refused)?;
        sqlx::raw_sql("BEGIN").execute(&mut connection).await.map_err(StoreError::refused)?;
        // The transaction begins with its first read.
        sqlx::query("SELECT count(*) FROM sqlite_master")
            .fetch_one(&mut connection)
            .await
            .map_err(StoreError::refused)?;
        let mut journal = path.as_os_str().to_owned();
        journal.push(JOURNAL);
        Ok(Self { journal: journal.into(), connection, file })
    }

    pub(super) async fn summary(&mut self) -> Result<CopySummary, CopyError> {
        let summary = "SELECT (SELECT max(version) FROM seaql_migrations), (SELECT count(*) FROM portals), \
                       (SELECT coalesce(sum(deletions), 0) FROM counters)";
        let (step, portals, deletions): (String, i64, i64) =
            sqlx::query_as(summary).fetch_one(&mut self.connection).await.map_err(StoreError::refused)?;
        Ok(CopySummary { schema: Some(step), portals: portals.unsigned_abs(), deletions: deletions.unsigned_abs() })
    }

    /// The current size of its files.
    pub(super) fn bytes(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len() + std::fs::metadata(&self.journal).map_or(0, |journal| journal.len()))
    }

    pub(super) fn put_file(&self, name: &str, sink: &mut impl CopySink) -> io::Result<()> {
        put(name, &self.file, sink)
    }

    /// Puts the write-ahead log up to its current end: after the file.
    pub(super) fn put_journal(&self, name: &str, sink: &mut impl CopySink) -> io::Result<()> {
        match File::open(&self.journal) {
            Ok(journal) => put(&format!("{name}{JOURNAL}"), &journal, sink),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Ends the read transaction, so that SQLite checkpoints again.
    pub(super) async fn release(mut self) -> Result<(), CopyError> {
        sqlx::raw_sql("ROLLBACK").execute(&mut self.connection).await.map_err(StoreError::refused)?;
        self.connection.close().await.map_err(StoreError::refused)?;
        drop(self.file);
        Ok(())
    }
}
