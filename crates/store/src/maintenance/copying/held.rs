//! A database of SQLite that is held as it is while its files are copied.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{self, ConnectOptions, Connection, SqliteConnection};

use super::{CopyError, CopySink, CopySummary, JOURNAL, exactly};
use crate::error::StoreError;

/// How long somebody else is waited for who repairs the write-ahead log after a crash.
const BUSY: Duration = Duration::from_secs(10);

/// A database with an open transaction that reads.
///
/// While that lasts, SQLite neither brings later changes into the file nor begins the write-ahead log anew. So the file,
/// read at any time, and then the log, as far as it has got, make the whole database.
#[derive(Debug)]
pub(super) struct Held {
    path: PathBuf,
    // Not closed before the connection: with it the system would take away the locks that this process has on the file.
    file: File,
    connection: SqliteConnection,
}

impl Held {
    pub(super) async fn begin(path: &Path) -> Result<Self, CopyError> {
        let file = File::open(path)?;
        let options = SqliteConnectOptions::new().filename(path).busy_timeout(BUSY).disable_statement_logging();
        let mut connection = options.connect().await.map_err(StoreError::refused)?;
        sqlx::raw_sql("BEGIN").execute(&mut connection).await.map_err(StoreError::refused)?;
        // A transaction begins with what it reads first.
        sqlx::query("SELECT count(*) FROM sqlite_master")
            .fetch_one(&mut connection)
            .await
            .map_err(StoreError::refused)?;
        Ok(Self { path: path.to_owned(), file, connection })
    }

    /// What it has.
    pub(super) async fn summary(&mut self) -> Result<CopySummary, CopyError> {
        let summary = "SELECT (SELECT max(version) FROM seaql_migrations), (SELECT count(*) FROM portals), \
                       (SELECT coalesce(sum(deletions), 0) FROM counters)";
        let (step, portals, deletions): (String, i64, i64) =
            sqlx::query_as(summary).fetch_one(&mut self.connection).await.map_err(StoreError::refused)?;
        Ok(CopySummary { schema: Some(step), portals: portals.unsigned_abs(), deletions: deletions.unsigned_abs() })
    }

    /// How long its files are now.
    pub(super) fn bytes(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len() + std::fs::metadata(self.journal()).map_or(0, |journal| journal.len()))
    }

    /// Puts the file of the database.
    pub(super) fn put_file(&self, name: &str, sink: &mut impl CopySink) -> io::Result<()> {
        let length = self.file.metadata()?.len();
        sink.put(name, length, &mut exactly(&self.file, length))
    }

    /// Puts the write-ahead log, as far as it has got: after the file.
    pub(super) fn put_journal(&self, name: &str, sink: &mut impl CopySink) -> io::Result<()> {
        let journal = match File::open(self.journal()) {
            Ok(journal) => journal,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let length = journal.metadata()?.len();
        sink.put(&format!("{name}{JOURNAL}"), length, &mut exactly(journal, length))
    }

    /// Lets the database go on as ever.
    pub(super) async fn release(mut self) -> Result<(), CopyError> {
        sqlx::raw_sql("ROLLBACK").execute(&mut self.connection).await.map_err(StoreError::refused)?;
        self.connection.close().await.map_err(StoreError::refused)?;
        drop(self.file);
        Ok(())
    }

    fn journal(&self) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(JOURNAL);
        path.into()
    }
}
