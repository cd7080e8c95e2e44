//! Leaves nothing in SQLite's files of what was removed. PostgreSQL's are its own business.

use std::time::Duration;

use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::{self, Sqlite};
use sea_orm::{DbBackend, DbErr, RuntimeErr, SqlxError};

use super::Connections;

/// How long somebody else who writes, or reads what was before, is waited for: whoever writes here waits as well.
const PATIENCE: Duration = Duration::from_millis(200);

impl Connections {
    /// Writes a file that is not large anew. Removed rows are overwritten where they stood (`secure_delete`), but where
    /// rows were moved between pages, as those do that grow, SQLite leaves the bytes in a part of the page that is not in use.
    /// One that is larger than `most` bytes is left as it is: nobody else could write to it for too long.
    pub(crate) async fn rewrite(&self, most: i64) -> Result<(), DbErr> {
        let Some(mut connection) = self.writer().await? else { return Ok(()) };
        let size = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
        let size: i64 = sqlx::query_scalar(size).fetch_one(&mut *connection).await.map_err(failed)?;
        if size <= most {
            sqlx::raw_sql("VACUUM").execute(&mut *connection).await.map_err(failed)?;
        }
        Ok(())
    }

    /// Brings the write-ahead log into the file and empties it. False if somebody still reads what was before.
    pub(crate) async fn empty_wal(&self) -> Result<bool, DbErr> {
        let Some(mut connection) = self.writer().await? else { return Ok(true) };
        let emptied = sqlx::query_as::<_, (i64, i64, i64)>("PRAGMA wal_checkpoint(TRUNCATE)");
        let (busy, _, _) = emptied.fetch_one(&mut *connection).await.map_err(failed)?;
        Ok(busy == 0)
    }

    /// The connection that writes, which waits for others only a moment; it is closed after its use, since the next one
    /// to use it waits longer. None if this is a server.
    async fn writer(&self) -> Result<Option<PoolConnection<Sqlite>>, DbErr> {
        if self.write.get_database_backend() != DbBackend::Sqlite {
            return Ok(None);
        }
        let connection = self.write.get_sqlite_connection_pool().acquire().await;
        let mut connection = connection.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?;
        connection.close_on_drop();
        let patience = format!("PRAGMA busy_timeout = {}", PATIENCE.as_millis());
        sqlx::raw_sql(sqlx::AssertSqlSafe(patience)).execute(&mut *connection).await.map_err(failed)?;
        Ok(Some(connection))
    }
}

fn failed(error: SqlxError) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}
