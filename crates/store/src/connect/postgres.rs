//! PostgreSQL: one pool, and the few statements that only it has.

use std::time::Duration;

use sea_orm::sqlx::postgres::PgPoolOptions;
use sea_orm::sqlx::{self, PgConnection};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqlxError, Statement};

use super::address::PostgresUrl;
use super::connections::Connections;
use super::unconnected;
use crate::error::StoreError;

/// Connections per process, at most.
const CONNECTIONS: u32 = 16;
/// How long to wait for one: the API reports within 5 s that the database is away.
const PATIENCE: Duration = Duration::from_secs(4);
/// Distinguishes the lock of the schema from other programs' locks: "tombston" in ASCII.
const SCHEMA: i64 = 0x746f_6d62_7374_6f6e;

pub(super) async fn open(url: &PostgresUrl) -> Result<Connections, DbErr> {
    let options = url.options().map_err(unconnected)?;
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE);
    let pool = pool.after_connect(|connection, _| Box::pin(bound_session(connection)));
    // Not through sea-orm, which shows the whole address to whoever traces it.
    let pool = DatabaseConnection::from(pool.connect_with(options).await.map_err(unconnected)?);
    expect_unicode(&pool).await?;
    Ok(Connections { write: pool.clone(), read: pool, server: Some(url.clone()) })
}

/// Makes the server end transactions of a process that died or hangs, so that another one takes over within seconds.
pub(crate) async fn bound_session(connection: &mut PgConnection) -> Result<(), SqlxError> {
    sqlx::raw_sql("SET idle_in_transaction_session_timeout = '3s'; SET lock_timeout = '4s'")
        .execute(connection)
        .await?;
    Ok(())
}

/// Another encoding could not hold the texts of most portals.
async fn expect_unicode(db: &DatabaseConnection) -> Result<(), DbErr> {
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, "SHOW server_encoding")).await?;
    let encoding: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    match encoding.as_deref() {
        Some("UTF8") => Ok(()),
        other => Err(DbErr::Custom(format!(
            "its encoding is {}, but it has to be UTF8: make it with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0",
            other.unwrap_or("unknown")
        ))),
    }
}

/// Locks the schema against other processes until the transaction ends.
pub(crate) async fn lock_schema(transaction: &DatabaseTransaction) -> Result<(), DbErr> {
    // Other processes' steps may take long, and so may ours.
    transaction.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0").await?;
    transaction.execute_unprepared("SET LOCAL lock_timeout = '60s'").await?;
    let locked = transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({SCHEMA})")).await;
    locked.map(drop).map_err(|error| match StoreError::from(error) {
        error if error.is_away() => DbErr::Custom(format!("another process is changing the schema: {error}")),
        error => DbErr::Custom(error.to_string()),
    })
}
