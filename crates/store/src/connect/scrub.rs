//! Removes traces of deleted rows from SQLite's files. PostgreSQL takes care of its own.

use std::time::Duration;

use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::{self, Sqlite};
use sea_orm::{DbBackend, DbErr};

use super::connections::Connections;
use super::{failed, unconnected};

/// How long to wait for other writers and for readers of old pages: our own writers wait meanwhile.
const PATIENCE: Duration = Duration::from_millis(200);

impl Connections {
    /// Rewrites the file unless it is larger than `most` bytes, which would block other writers for too long.
    /// `secure_delete` overwrites removed rows where they stood; but when growth moves rows between pages, SQLite
    /// leaves their bytes in an unused part of the page.
    pub(crate) async fn rewrite(&self, most: i64) -> Result<(), DbErr> {
        let Some(mut connection) = self.writer().await? else { return Ok(()) };
        let size = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
        let size: i64 = sqlx::query_scalar(size).fetch_one(&mut *connection).await.map_err(failed)?;
        if size <= most {
            sqlx::raw_sql("VACUUM").execute(&mut *connection).await.map_err(failed)?;
        }
        Ok(())
    }

    /// Checkpoints and empties SQLite's write-ahead log. False if somebody still reads old pages.
    pub(crate) async fn empty_wal(&self) -> Result<bool, DbErr> {
        let Some(mut connection) = self.writer().await? else { return Ok(true) };
        let emptied = sqlx::query_as::<_, (i64, i64, i64)>("PRAGMA wal_checkpoint(TRUNCATE)");
        let (busy, _, _) = emptied.fetch_one(&mut *connection).await.map_err(failed)?;
        Ok(busy == 0)
    }

    /// The connection that writes, with a short busy timeout; it is closed after use, since its next user needs the
    /// long one. None for PostgreSQL.
    async fn writer(&self) -> Result<Option<PoolConnection<Sqlite>>, DbErr> {
        if self.write.get_database_backend() != DbBackend::Sqlite {
            return Ok(None);
        }
        let mut connection = self.write.get_sqlite_connection_pool().acquire().await.map_err(unconnected)?;
        connection.close_on_drop();
        let patience = format!("PRAGMA busy_timeout = {}", PATIENCE.as_millis());
        sqlx::raw_sql(sqlx::AssertSqlSafe(patience)).execute(&mut *connection).await.map_err(failed)?;
        Ok(Some(connection))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use sea_orm::{ConnectionTrait, Statement, TransactionTrait};
    use tempfile::TempDir;

    use super::*;
    use crate::connect::sqlite::{DATABASE, open};

    const ROWS: u64 = 8_000;

    fn has(path: &Path, text: &str) -> bool {
        let bytes = std::fs::read(path).unwrap_or_default();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }

    /// Mixes rows of three owners, so that pages split again and again, and removes those of one in batches: a row of
    /// it stays in an unused part of a page, though it is nowhere in the table.
    async fn removed(connections: &Connections) {
        let create =
            "CREATE TABLE t (owner TEXT, term TEXT, number INTEGER, PRIMARY KEY (owner, term, number)) WITHOUT ROWID";
        connections.write.execute_unprepared(create).await.unwrap();
        let transaction = connections.begin().await.unwrap();
        for number in 1..=ROWS {
            let chance = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let owner = ["vanishing", "owner-01", "owner-02"][usize::try_from(chance % 3).unwrap()];
            let filler = "x".repeat(usize::try_from(chance / 7 % 700).unwrap());
            let insert = format!("INSERT INTO t VALUES ('{owner}', '{chance:020}-{filler}', {number})");
            transaction.execute_unprepared(&insert).await.unwrap();
        }
        transaction.commit().await.unwrap();
        for first in (1..=ROWS).step_by(100) {
            let some = format!("number BETWEEN {first} AND {}", first + 99);
            let delete = format!("DELETE FROM t WHERE owner = 'vanishing' AND {some}");
            connections.write.execute_unprepared(&delete).await.unwrap();
        }
    }

    #[tokio::test]
    async fn nothing_is_left_of_removed_rows_once_nobody_reads_them() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("x.db");
        let connections = open(&path, DATABASE).await.unwrap();
        let reader = connections.read.begin().await.unwrap();
        reader.execute_unprepared("SELECT count(*) FROM sqlite_master").await.unwrap();
        removed(&connections).await;
        connections.rewrite(i64::MAX).await.unwrap();
        assert!(!connections.empty_wal().await.unwrap(), "somebody reads what was before");
        reader.rollback().await.unwrap();
        assert!(connections.empty_wal().await.unwrap());
        let files = [path.clone(), folder.path().join("x.db-wal")];
        assert!(files.iter().all(|file| !has(file, "vanishing")));
        assert!(has(&path, "owner-02"));
        let patience = Statement::from_string(DbBackend::Sqlite, "PRAGMA busy_timeout");
        let patience = connections.write.query_one_raw(patience).await.unwrap().unwrap();
        assert_eq!(patience.try_get_by_index::<i64>(0).unwrap(), 10_000, "whoever writes next waits for others again");
    }
}
