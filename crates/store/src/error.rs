//! What can go wrong in the store, sorted by what the caller can do about it.

use sea_orm::{DbErr, SqlErr};

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// What was to be added is there already, or somebody else was quicker.
    #[error("it exists already, or was changed by somebody else meanwhile")]
    Conflict,
    /// The database could not be asked, or could not answer.
    #[error("the database failed: {0}")]
    Database(#[source] DbErr),
    /// A row does not say what it should.
    #[error("a row of {table} is corrupt: {what}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// What is wrong, without any secret.
        what: String,
    },
}

impl StoreError {
    pub(crate) fn corrupt(table: &'static str, what: impl ToString) -> Self {
        Self::Corrupt { table, what: what.to_string() }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Conflict,
            _ => Self::Database(error),
        }
    }
}
