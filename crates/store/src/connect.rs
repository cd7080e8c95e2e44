//! Opening a database: an embedded SQLite file, or a PostgreSQL that several processes share.

mod batch;
mod postgres;
mod scrub;
mod sqlite;

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

pub(crate) use batch::Batch;
pub use postgres::PostgresUrl;
pub(crate) use postgres::{bound_session, lock_schema};
pub(crate) use sqlite::LOG;

use sqlite::{DATABASE, Tuning};

/// Where a database is.
#[derive(Clone, Debug)]
pub enum Database {
    /// An embedded one: a file.
    Sqlite(PathBuf),
    /// A server, for several processes.
    Postgres(PostgresUrl),
}

/// The text names no database. It is not repeated: a password may be in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDatabaseUrl {
    /// It begins like no address of a database.
    #[error("it must begin with sqlite:// or postgres://")]
    Scheme,
    /// What follows `sqlite://` is no path.
    #[error("sqlite:// must be followed by the path of a file")]
    Path,
    /// An `@` stands where neither host nor password can have one, so that nobody knows where the password ends.
    #[error(
        "special characters in its user or password must be written as percent codes: @ as %40, / as %2F, ? as %3F, \
         # as %23, : as %3A"
    )]
    Unescaped,
    /// What follows `postgres://` can't be read.
    #[error("it must look like postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=verify-full")]
    Postgres,
}

impl FromStr for Database {
    type Err = InvalidDatabaseUrl;

    fn from_str(url: &str) -> Result<Self, InvalidDatabaseUrl> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            let path = path.split('?').next().unwrap_or(path);
            return if path.is_empty() { Err(InvalidDatabaseUrl::Path) } else { Ok(Self::Sqlite(path.into())) };
        }
        if ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
            return PostgresUrl::parse(url).map(Self::Postgres);
        }
        Err(InvalidDatabaseUrl::Scheme)
    }
}

/// What a message says of it: without a password.
impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => path.display().fmt(f),
            Self::Postgres(url) => url.fmt(f),
        }
    }
}

/// How many connections a process has to its database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Those with which something is done.
    pub used: u32,
    /// Those that wait.
    pub idle: u32,
}

impl Pool {
    fn new(all: u32, idle: usize) -> Self {
        let idle = u32::try_from(idle).map_or(all, |idle| idle.min(all));
        Self { used: all - idle, idle }
    }
}

/// Connections to one database. On PostgreSQL those that write and those that read are the same.
#[derive(Clone, Debug)]
pub(crate) struct Connections {
    pub(crate) write: DatabaseConnection,
    pub(crate) read: DatabaseConnection,
    /// The server, if it is one that other connections can be made to.
    pub(crate) server: Option<PostgresUrl>,
}

impl Connections {
    /// Opens the database; an embedded one is created if it is not there.
    pub(crate) async fn open(database: &Database) -> Result<Self, DbErr> {
        match database {
            Database::Sqlite(path) => sqlite::open(path, DATABASE).await,
            Database::Postgres(url) => postgres::open(url).await,
        }
    }

    /// Opens, and creates if it is not there, a SQLite file beside the database.
    pub(crate) async fn open_file(path: &Path, tuning: Tuning) -> Result<Self, DbErr> {
        sqlite::open(path, tuning).await
    }

    /// A transaction. On SQLite it holds the write lock from its beginning, so that it never has to be repeated; on
    /// PostgreSQL each of its statements sees what was committed before it, and it locks the rows that it depends on.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = match self.write.get_database_backend() {
            DbBackend::Postgres => {
                TransactionOptions { isolation_level: Some(IsolationLevel::ReadCommitted), ..Default::default() }
            }
            _ => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            },
        };
        self.write.begin_with_options(options).await
    }

    /// A transaction that only reads, and sees the database as it is at one moment.
    pub(crate) async fn begin_snapshot(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = match self.read.get_database_backend() {
            DbBackend::Postgres => {
                TransactionOptions { isolation_level: Some(IsolationLevel::RepeatableRead), ..Default::default() }
            }
            _ => TransactionOptions::default(),
        };
        self.read.begin_with_options(options).await
    }

    /// A transaction beside which nobody else writes to `table`: for limits over many rows.
    pub(crate) async fn begin_alone_in(&self, table: &'static str) -> Result<DatabaseTransaction, DbErr> {
        let transaction = self.begin().await?;
        if transaction.get_database_backend() == DbBackend::Postgres {
            postgres::lock_table(&transaction, table).await?;
        }
        Ok(transaction)
    }

    /// How many connections there are.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_names_its_database() {
        let database = "sqlite:///var/lib/x.db?mode=rwc".parse();
        assert!(matches!(database, Ok(Database::Sqlite(path)) if path == Path::new("/var/lib/x.db")));
        for url in ["postgres://u@h/d", "postgresql://u:p@h:6432/d?sslmode=require", "postgres:///d?host=/run/pg"] {
            assert!(matches!(url.parse(), Ok(Database::Postgres(_))), "{url}");
        }
        for (url, refused) in [
            ("mysql://u@h/d", InvalidDatabaseUrl::Scheme),
            ("/var/lib/x.db", InvalidDatabaseUrl::Scheme),
            ("sqlite://", InvalidDatabaseUrl::Path),
            ("postgres://u@h:port/d", InvalidDatabaseUrl::Postgres),
            ("postgres://ada:hu@s/h@db.example/d", InvalidDatabaseUrl::Unescaped),
            ("postgres://ada:hu@s?h@db.example/d", InvalidDatabaseUrl::Unescaped),
            ("postgres://ada:hu@s#h@db.example/d", InvalidDatabaseUrl::Unescaped),
            ("postgresql://ada:12/34@db.example/d", InvalidDatabaseUrl::Unescaped),
            ("postgres://h/d?user=ada&password=hu@sh", InvalidDatabaseUrl::Unescaped),
            ("postgres://u@h/d?sslmode=perhaps", InvalidDatabaseUrl::Postgres),
        ] {
            assert_eq!(url.parse::<Database>().unwrap_err(), refused, "{url}");
        }
    }

    #[test]
    fn password_is_not_shown() {
        let database: Database = "postgres://ada:hush@db.example:6432/tombstone".parse().unwrap();
        assert_eq!(database.to_string(), "postgres://db.example:6432/tombstone");
        assert!(!format!("{database:?}").contains("hush"));
        for password in ["hu@sh", "@hush@", "hu%40sh", "hu:sh@", "h@:1"] {
            let database: Database = format!("postgres://ada:{password}@db.example/tombstone").parse().unwrap();
            assert_eq!(database.to_string(), "postgres://db.example:5432/tombstone", "{password}");
        }
    }
}
