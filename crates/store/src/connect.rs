//! Opens a database: an embedded SQLite file, or a PostgreSQL server that several processes share.

mod address;
mod batch;
mod connections;
mod postgres;
mod scrub;
mod sqlite;

use std::path::Path;

use sea_orm::{DbErr, RuntimeErr, SqlxError};

pub use address::{Database, InvalidDatabaseUrl, PostgresUrl};
pub(crate) use batch::Batch;
pub(crate) use connections::Connections;
pub use connections::Pool;
pub(crate) use postgres::{bound_session, lock_schema};
pub(crate) use sqlite::expect_sound;

/// Opens the database; creates an embedded one if it is missing.
pub(crate) async fn open(database: &Database) -> Result<Connections, DbErr> {
    match database {
        Database::Sqlite(path) => sqlite::open(path, sqlite::DATABASE).await,
        Database::Postgres(url) => postgres::open(url).await,
    }
}

/// Opens the SQLite file of parked events and installs; creates it if it is missing.
pub(crate) async fn open_log(path: &Path) -> Result<Connections, DbErr> {
    sqlite::open(path, sqlite::LOG).await
}

/// No connection could be made.
fn unconnected(error: SqlxError) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(error.into()))
}

/// A statement failed.
fn failed(error: SqlxError) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}
