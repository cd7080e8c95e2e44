//! A transaction for writing very many rows: on PostgreSQL by COPY, which sea-orm's transactions lack.

use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::query::Query;
use sea_orm::sqlx::{self, AssertSqlSafe, Postgres};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement, Value};
use sea_orm_migration::async_trait;
use sea_query_sqlx::SqlxValues;
use tokio::sync::Mutex;

use super::connections::Connections;
use super::{failed, unconnected};

/// Bytes sent at once.
const CHUNK: usize = 256 << 10;
/// The header of PostgreSQL's binary COPY format: its signature, no flags, and no extension.
const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// Its trailer.
const END: [u8; 2] = (-1_i16).to_be_bytes();

/// A transaction that is rolled back unless it is committed.
pub(crate) enum Batch {
    Sqlite(DatabaseTransaction),
    Postgres(Line),
}

/// One connection to PostgreSQL, with a transaction on it.
pub(crate) struct Line(Mutex<Open>);

/// A connection that is closed, and its transaction with it, if it is dropped in the middle of something: its next user
/// would get the answer to an earlier query.
struct Open {
    connection: PoolConnection<Postgres>,
    ended: bool,
}

impl Open {
    async fn execute(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let query = sqlx::raw_sql(AssertSqlSafe(sql));
        query.execute(&mut *self.connection).await.map(Into::into).map_err(failed)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if !self.ended {
            self.connection.close_on_drop();
        }
    }
}

impl Connections {
    /// Begins a transaction for many rows, otherwise like [`Connections::begin`].
    pub(crate) async fn begin_batch(&self) -> Result<Batch, DbErr> {
        if self.write.get_database_backend() != DbBackend::Postgres {
            return self.begin().await.map(Batch::Sqlite);
        }
        let connection = self.write.get_postgres_connection_pool().acquire().await.map_err(unconnected)?;
        let mut open = Open { connection, ended: false };
        open.execute("BEGIN ISOLATION LEVEL READ COMMITTED").await?;
        Ok(Batch::Postgres(Line(Mutex::new(open))))
    }
}

impl Batch {
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(line) => line.end("COMMIT").await,
        }
    }

    /// Rolls back, and keeps the connection.
    pub(crate) async fn roll_back(self) -> Result<(), DbErr> {
        match self {
            Self::Sqlite(transaction) => transaction.rollback().await,
            Self::Postgres(line) => line.end("ROLLBACK").await,
        }
    }
}

impl Line {
    async fn end(self, statement: &str) -> Result<(), DbErr> {
        let mut open = self.0.into_inner();
        open.execute(statement).await?;
        open.ended = true;
        Ok(())
    }

    /// Copies rows into a table, the values of each in the order of `columns`.
    pub(crate) async fn copy<const N: usize>(
        &self,
        table: &str,
        columns: [&str; N],
        rows: impl Iterator<Item = [Value; N]> + Send,
    ) -> Result<(), DbErr> {
        let mut open = self.0.lock().await;
        let statement = format!("COPY {table} ({}) FROM STDIN (FORMAT binary)", columns.join(", "));
        let mut copy = open.connection.copy_in_raw(&statement).await.map_err(failed)?;
        let mut chunk = Vec::with_capacity(CHUNK + (CHUNK >> 2));
        chunk.extend_from_slice(HEAD);
        for row in rows {
            put_row(&mut chunk, row)?;
            if chunk.len() >= CHUNK {
                copy.send(chunk.as_slice()).await.map_err(failed)?;
                chunk.clear();
            }
        }
        chunk.extend_from_slice(&END);
        copy.send(chunk).await.map_err(failed)?;
        copy.finish().await.map(drop).map_err(failed)
    }
}

/// A row: the number of its values, and each value after its length in bytes.
fn put_row<const N: usize>(chunk: &mut Vec<u8>, row: [Value; N]) -> Result<(), DbErr> {
    let count = i16::try_from(N).map_err(|_| unfit("rows of so many columns"))?;
    chunk.extend_from_slice(&count.to_be_bytes());
    for value in row {
        match &value {
            Value::String(Some(text)) => put(chunk, text.as_bytes())?,
            Value::Bytes(Some(bytes)) => put(chunk, bytes)?,
            Value::SmallInt(Some(number)) => put(chunk, &number.to_be_bytes())?,
            Value::Int(Some(number)) => put(chunk, &number.to_be_bytes())?,
            Value::BigInt(Some(number)) => put(chunk, &number.to_be_bytes())?,
            Value::String(None)
            | Value::Bytes(None)
            | Value::SmallInt(None)
            | Value::Int(None)
            | Value::BigInt(None) => chunk.extend_from_slice(&(-1_i32).to_be_bytes()),
            _ => return Err(unfit("values of this type")),
        }
    }
    Ok(())
}

fn put(chunk: &mut Vec<u8>, bytes: &[u8]) -> Result<(), DbErr> {
    let length = i32::try_from(bytes.len()).map_err(|_| unfit("values of this size"))?;
    chunk.extend_from_slice(&length.to_be_bytes());
    chunk.extend_from_slice(bytes);
    Ok(())
}

#[async_trait::async_trait]
impl ConnectionTrait for Batch {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::Sqlite(_) => DbBackend::Sqlite,
            Self::Postgres(_) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Self::Sqlite(transaction) => transaction.execute_raw(statement).await,
            Self::Postgres(line) => {
                let mut open = line.0.lock().await;
                query(statement).execute(&mut *open.connection).await.map(Into::into).map_err(failed)
            }
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Self::Sqlite(transaction) => transaction.execute_unprepared(sql).await,
            Self::Postgres(line) => line.0.lock().await.execute(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Self::Sqlite(transaction) => transaction.query_one_raw(statement).await,
            Self::Postgres(line) => {
                let mut open = line.0.lock().await;
                Ok(query(statement).fetch_optional(&mut *open.connection).await.map_err(failed)?.map(Into::into))
            }
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::Sqlite(transaction) => transaction.query_all_raw(statement).await,
            Self::Postgres(line) => {
                let mut open = line.0.lock().await;
                let rows = query(statement).fetch_all(&mut *open.connection).await.map_err(failed)?;
                Ok(rows.into_iter().map(Into::into).collect())
            }
        }
    }
}

fn query(statement: Statement) -> Query<'static, Postgres, SqlxValues> {
    let values = statement.values.unwrap_or_else(|| sea_orm::Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

fn unfit(what: &str) -> DbErr {
    DbErr::Custom(format!("{what} can't be copied"))
}
