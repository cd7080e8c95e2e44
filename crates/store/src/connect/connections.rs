//! Connections to one database, and transactions on them.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

use super::address::PostgresUrl;

/// How many connections a process has to its database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// In use.
    pub used: u32,
    /// Idle.
    pub idle: u32,
}

impl Pool {
    pub(super) fn new(all: u32, idle: usize) -> Self {
        let idle = u32::try_from(idle).map_or(all, |idle| idle.min(all));
        Self { used: all - idle, idle }
    }
}

/// Connections to one database. On PostgreSQL, `write` and `read` are the same pool.
#[derive(Clone, Debug)]
pub(crate) struct Connections {
    pub(crate) write: DatabaseConnection,
    pub(crate) read: DatabaseConnection,
    /// The server's address; none for SQLite.
    pub(crate) server: Option<PostgresUrl>,
}

impl Connections {
    /// Begins a transaction. On SQLite it takes the write lock at once, so that it never has to be retried; on
    /// PostgreSQL each of its statements sees what was committed before it, so it locks the rows that it depends on.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let is_server = self.write.get_database_backend() == DbBackend::Postgres;
        let options = TransactionOptions {
            isolation_level: is_server.then_some(IsolationLevel::ReadCommitted),
            sqlite_transaction_mode: (!is_server).then_some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        self.write.begin_with_options(options).await
    }

    /// Begins a transaction for reading, which sees the database as it is at one moment.
    pub(crate) async fn begin_snapshot(&self) -> Result<DatabaseTransaction, DbErr> {
        let is_server = self.read.get_database_backend() == DbBackend::Postgres;
        let isolation_level = is_server.then_some(IsolationLevel::RepeatableRead);
        let options = TransactionOptions { isolation_level, ..Default::default() };
        self.read.begin_with_options(options).await
    }

    /// Begins a transaction during which nobody else writes to `table`: for limits over many rows.
    pub(crate) async fn begin_alone_in(&self, table: &'static str) -> Result<DatabaseTransaction, DbErr> {
        let transaction = self.begin().await?;
        if transaction.get_database_backend() == DbBackend::Postgres {
            let sql = format!("LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"); // reading goes on
            transaction.execute_unprepared(&sql).await?;
        }
        Ok(transaction)
    }

    pub(crate) fn pool(&self) -> Pool {
        if self.write.get_database_backend() == DbBackend::Postgres {
            let pool = self.write.get_postgres_connection_pool();
            return Pool::new(pool.size(), pool.num_idle());
        }
        let [write, read] = [&self.write, &self.read].map(|pool| {
            let pool = pool.get_sqlite_connection_pool();
            Pool::new(pool.size(), pool.num_idle())
        });
        Pool { used: write.used + read.used, idle: write.idle + read.idle }
    }

    pub(crate) async fn close(&self) -> Result<(), DbErr> {
        self.read.clone().close().await?;
        self.write.clone().close().await
    }
}
