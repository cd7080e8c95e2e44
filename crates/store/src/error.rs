//! The store's errors, sorted by what the caller can do about them.

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, SqlErr, SqlxError};

/// Why a call of the store failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The row exists already, or another caller was quicker.
    #[error("it already exists or was changed concurrently")]
    Conflict,
    /// The database could not be reached, or could not answer.
    #[error("the database failed: {0}")]
    Database(#[source] DbErr),
    /// A row can't be parsed.
    #[error("a row of {table} is corrupt: {what}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// What is wrong, without any secret.
        what: String,
    },
}

impl StoreError {
    /// Whether the database is unavailable at the moment, so that a retry may well succeed.
    pub fn is_away(&self) -> bool {
        match self {
            Self::Database(DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) => true,
            _ => self.of_statement().is_some_and(is_away),
        }
    }

    /// The driver's error, if a statement failed.
    fn of_statement(&self) -> Option<&SqlxError> {
        match self {
            Self::Database(DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) => {
                Some(error)
            }
            _ => None,
        }
    }

    /// Whether the store was closed, since the process ends.
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Database(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)))
    }

    /// Whether the database refuses the values, and always would; not because of the schema, the disk or a lock.
    pub fn is_about_values(&self) -> bool {
        let code = self.of_statement().and_then(|error| error.as_database_error()?.code());
        code.is_some_and(|code| is_about_values(&code))
    }

    /// Whether SQLite reports that its file is no database, or is damaged.
    pub(crate) fn is_damage(&self) -> bool {
        let error = match self {
            Self::Database(DbErr::Conn(RuntimeErr::SqlxError(error))) => Some(&**error),
            _ => self.of_statement(),
        };
        let code = error.and_then(|error| error.as_database_error()?.code()?.parse::<u32>().ok());
        code.is_some_and(|code| matches!(code & 0xff, 11 | 26))
    }

    /// An error of a connection outside the pool.
    pub(crate) fn refused(error: SqlxError) -> Self {
        Self::Database(DbErr::Conn(RuntimeErr::SqlxError(error.into())))
    }

    /// The database did not answer in time.
    pub fn late() -> Self {
        Self::Database(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))
    }

    #[expect(clippy::needless_pass_by_value, reason = "an error is mapped away with it")]
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

/// SQLite's codes are numbers, PostgreSQL's have five characters: 22 data, 23 constraints, 54 limits.
fn is_about_values(code: &str) -> bool {
    const TOO_BIG: u32 = 18;
    const CONSTRAINT: u32 = 19;
    const MISMATCH: u32 = 20;
    if code.len() == 5 {
        return ["22", "23", "54"].iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, TOO_BIG | CONSTRAINT | MISMATCH))
}

fn is_away(error: &SqlxError) -> bool {
    use SqlxError::{Database, Io, PoolClosed, PoolTimedOut, Tls, WorkerCrashed};
    match error {
        Io(_) | Tls(_) | PoolClosed | PoolTimedOut | WorkerCrashed => true,
        Database(error) => error.code().is_some_and(|code| means_away(&code)),
        _ => false,
    }
}

/// SQLite's result codes, whose low byte counts: busy, locked, read only, I/O, full, can't open. PostgreSQL's classes
/// and codes: connection, resources, shutdown, I/O; a deadlock or another reason to retry the transaction, a lock that
/// is not available, a read-only server, an idle transaction that was ended.
fn means_away(code: &str) -> bool {
    match code.parse::<u32>() {
        Ok(sqlite) if code.len() < 5 => matches!(sqlite & 0xff, 5 | 6 | 8 | 10 | 13 | 14),
        _ => ["08", "53", "57P", "58", "40", "55P03", "25006", "25P03"].iter().any(|class| code.starts_with(class)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_a_database_that_is_away_are_no_faults_of_ours() {
        for code in ["5", "261", "14", "3850", "08006", "57P01", "53300", "40001", "40P01", "55P03", "25006"] {
            assert!(means_away(code), "{code}");
        }
        for code in ["1", "19", "1555", "23505", "42P01", "57014"] {
            assert!(!means_away(code), "{code}");
        }
    }

    #[test]
    fn values_that_cannot_be_kept_do_not_pass() {
        for code in ["18", "19", "275", "1811", "20", "22021", "23514", "54000"] {
            assert!(is_about_values(code), "{code}");
        }
        // Locked, damaged, full disk; missing column, late answer.
        for code in ["5", "11", "13", "26", "42703", "42P01", "57014", "0A000", "P0001"] {
            assert!(!is_about_values(code), "{code}");
        }
    }
}
