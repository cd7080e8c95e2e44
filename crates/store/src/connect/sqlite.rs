//! SQLite, durable before it answers.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::{Connection, SqliteConnection};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement};

use super::connections::Connections;

/// How long a statement waits for another process's transaction, such as a command beside the running service.
const BUSY: Duration = Duration::from_secs(10);

/// Prepared statements per connection; some take hundreds of KiB.
const STATEMENTS: usize = 128;
/// How many rows a connection's thread reads ahead of its consumer: more than any page, or an export's step, reads at
/// once, since the two keep waking each other when it is full.
const ROWS_AHEAD: usize = 2_100;

/// Settings that depend on how a file is used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tuning {
    pub(crate) readers: u32,
    /// The writer's page cache in KiB, which SQLite marks by a minus sign.
    pub(crate) cache: &'static str,
    /// Pages after which SQLite checkpoints its write-ahead log.
    pub(crate) checkpoint: &'static str,
}

/// The database: many transactions change the same pages, which are better checkpointed once. Its write-ahead log grows
/// to 32 MiB, however small the file is.
pub(crate) const DATABASE: Tuning = Tuning { readers: 4, cache: "-16384", checkpoint: "8192" };
/// The file of parked events and installs.
pub(crate) const LOG: Tuning = Tuning { readers: 2, cache: READER_CACHE, checkpoint: "4096" };
const READER_CACHE: &str = "-2048";

/// Opens the file at `path`, or creates it: one connection writes, since SQLite has one writer anyway, and some read.
pub(super) async fn open(path: &Path, tuning: Tuning) -> Result<Connections, DbErr> {
    let write = Database::connect(options(path, 1, tuning)).await?;
    let readers = Tuning { cache: READER_CACHE, ..tuning };
    let read = Database::connect(options(path, tuning.readers, readers)).await?;
    Ok(Connections { write, read, server: None })
}

fn options(path: &Path, connections: u32, tuning: Tuning) -> ConnectOptions {
    let path = path.to_owned();
    let mut options = ConnectOptions::new("sqlite://"); // the path goes in as it is, since a URL would decode it
    options.max_connections(connections).min_connections(1).sqlx_logging(false);
    options.test_before_acquire(false);
    options.map_sqlx_sqlite_opts(move |options| {
        options
            .filename(&path)
            .create_if_missing(true)
            .busy_timeout(BUSY)
            .statement_cache_capacity(STATEMENTS)
            .row_buffer_size(ROWS_AHEAD)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            .pragma("secure_delete", "ON") // overwrites removed rows; inserts would not
            .pragma("cache_size", tuning.cache)
            .pragma("wal_autocheckpoint", tuning.checkpoint)
            .pragma("temp_store", "MEMORY")
    });
    options.map_sqlx_sqlite_pool_opts(|pool| {
        pool.after_release(|connection, _| Box::pin(async move { Ok(is_in_step(connection).await) }))
    });
    options
}

/// Whether the connection is outside any transaction, as its next user expects.
///
/// When a commit fails because the disk is full, SQLite rolls back by itself and the driver loses count; on such a
/// connection a later commit would succeed and keep nothing. The pool closes it and opens another one.
async fn is_in_step(connection: &mut SqliteConnection) -> bool {
    // The ping lets a pending rollback end first.
    !connection.is_in_transaction() || (connection.ping().await.is_ok() && !connection.is_in_transaction())
}

/// Reads the whole file. The error says what is wrong with it.
pub(crate) async fn expect_sound(db: &DatabaseConnection) -> Result<(), DbErr> {
    let check = Statement::from_string(db.get_database_backend(), "PRAGMA quick_check(1)");
    let said: Option<String> = db.query_one_raw(check).await?.map(|row| row.try_get_by_index(0)).transpose()?;
    match said.as_deref() {
        Some("ok") => Ok(()),
        said => Err(DbErr::Custom(said.unwrap_or("the integrity check returned nothing").to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    /// What SQLite does by itself when a commit fails because the disk is full.
    async fn roll_back_behind_the_drivers_back(connections: &Connections) {
        let transaction = connections.begin().await.unwrap();
        transaction.execute_unprepared("INSERT INTO t VALUES (0)").await.unwrap();
        transaction.execute_unprepared("ROLLBACK").await.unwrap();
        assert!(transaction.commit().await.is_err());
    }

    #[tokio::test]
    async fn transaction_after_a_failed_commit_is_a_whole_one() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("x.db");
        let (connections, other) = (open(&path, LOG).await.unwrap(), open(&path, LOG).await.unwrap());
        connections.write.execute_unprepared("CREATE TABLE t (n)").await.unwrap();
        other.write.execute_unprepared("PRAGMA busy_timeout = 0").await.unwrap();
        for _ in 0..2 {
            roll_back_behind_the_drivers_back(&connections).await;
            let transaction = connections.begin().await.unwrap();
            assert!(other.begin().await.is_err(), "it does not hold the write lock: it is a savepoint in nothing");
            transaction.commit().await.unwrap();
        }
    }
}
