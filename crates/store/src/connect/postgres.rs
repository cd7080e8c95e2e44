//! PostgreSQL: one pool, and the few statements that only it has.

use std::fmt;
use std::time::Duration;

use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::sqlx::{self, ConnectOptions, PgConnection};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, RuntimeErr, SqlxError};
use secrecy::{ExposeSecret, SecretString};

use super::{Connections, InvalidDatabaseUrl};
use crate::error::StoreError;

/// How many connections one process has at most.
const CONNECTIONS: u32 = 16;
/// How long to wait for one: the API says within 5 s that the database is away.
const PATIENCE: Duration = Duration::from_secs(4);
/// How the server calls this program where it lists its connections.
const NAME: &str = "tombstone";
/// Distinguishes the lock of the schema from other programs' locks: "tombston" in ASCII.
const SCHEMA: i64 = 0x746f_6d62_7374_6f6e;

/// The address of a database on a server; a password may be in it.
#[derive(Clone, Debug)]
pub struct PostgresUrl(SecretString);

impl PostgresUrl {
    /// Takes the text for an address if it can be one.
    pub(super) fn parse(url: &str) -> Result<Self, InvalidDatabaseUrl> {
        // Whoever has a `/`, `?` or `#` in a password has the rest of it for a path, and what is before it for a host.
        let after = url.split_once("://").and_then(|(_, rest)| rest.split_once(['/', '?', '#']));
        if after.is_some_and(|(_, rest)| rest.contains('@')) {
            return Err(InvalidDatabaseUrl::Unescaped);
        }
        url.parse::<PgConnectOptions>().map_err(|_| InvalidDatabaseUrl::Postgres)?;
        Ok(Self(url.into()))
    }

    /// How to connect to it.
    pub(crate) fn options(&self) -> Result<PgConnectOptions, SqlxError> {
        let options: PgConnectOptions = self.0.expose_secret().parse()?;
        let options = options.disable_statement_logging();
        Ok(if options.get_application_name().is_none() { options.application_name(NAME) } else { options })
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(options) = self.options() else { return f.write_str("postgres://") };
        match options.get_socket() {
            Some(socket) => write!(f, "postgres://{}", socket.display())?,
            None => write!(f, "postgres://{}:{}", options.get_host(), options.get_port())?,
        }
        write!(f, "/{}", options.get_database().unwrap_or_default())
    }
}

pub(super) async fn open(url: &PostgresUrl) -> Result<Connections, DbErr> {
    let options = url.options().map_err(refused)?;
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE);
    let pool = pool.after_connect(|connection, _| Box::pin(bound_session(connection)));
    // Not by sea-orm's own way, which shows the whole address to whoever traces it.
    let pool = DatabaseConnection::from(pool.connect_with(options).await.map_err(refused)?);
    expect_unicode(&pool).await?;
    Ok(Connections { write: pool.clone(), read: pool, server: Some(url.clone()) })
}

/// Lets the server end what a process left open that died or hangs, so that another one takes over within seconds.
pub(crate) async fn bound_session(connection: &mut PgConnection) -> Result<(), SqlxError> {
    sqlx::raw_sql("SET idle_in_transaction_session_timeout = '3s'; SET lock_timeout = '4s'")
        .execute(connection)
        .await?;
    Ok(())
}

fn refused(error: SqlxError) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(error.into()))
}

/// In another encoding the texts of most portals could not be kept.
async fn expect_unicode(db: &DatabaseConnection) -> Result<(), DbErr> {
    let row = db.query_one_raw(sql("SHOW server_encoding")).await?;
    let encoding: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    match encoding.as_deref() {
        Some("UTF8") => Ok(()),
        other => Err(DbErr::Custom(format!(
            "its encoding is {}, but it has to be UTF8: make it with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0",
            other.unwrap_or("unknown")
        ))),
    }
}

/// Lets nobody else change the schema until the transaction ends.
pub(crate) async fn lock_schema(transaction: &DatabaseTransaction) -> Result<(), DbErr> {
    // Others may take long, and so may the steps themselves.
    transaction.execute_raw(sql("SET LOCAL idle_in_transaction_session_timeout = 0")).await?;
    transaction.execute_raw(sql("SET LOCAL lock_timeout = '60s'")).await?;
    let locked = transaction.execute_raw(sql(&format!("SELECT pg_advisory_xact_lock({SCHEMA})"))).await;
    locked.map(drop).map_err(|error| match StoreError::from(error) {
        error if error.is_away() => DbErr::Custom(format!("another process is changing the schema: {error}")),
        error => DbErr::Custom(error.to_string()),
    })
}

/// Lets nobody else write to the table until the transaction ends; reading goes on.
pub(super) async fn lock_table(transaction: &DatabaseTransaction, table: &'static str) -> Result<(), DbErr> {
    transaction.execute_raw(sql(&format!("LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"))).await.map(drop)
}

fn sql(text: &str) -> sea_orm::Statement {
    sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, text)
}
