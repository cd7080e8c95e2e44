//! Writes many rows with few statements, each of which is prepared once.

mod postgres;
mod sqlite;
mod tables;

use sea_orm::{ConnectionTrait, DbBackend, Value};

use crate::connect::Batch;
use crate::error::StoreError;

pub(crate) use tables::{
    AUTH_BLOCKS, COUNTERS, DAILY_COUNTS, DAILY_TOTALS, DELETIONS, DELIVERIES, EVENT_CODES, HOURLY_COUNTS, PLACES,
    SEARCH, TERMS, TOTALS, USER_NAMES,
};
use tables::{Added, Merged};

/// Splits a slice into pieces, one for each statement.
pub(crate) fn pieces<T: Sync>(engine: DbBackend, slice: &[T]) -> impl Iterator<Item = &[T]> + Send {
    let mut rest = slice;
    std::iter::from_fn(move || {
        let size = match engine {
            DbBackend::Postgres => postgres::ROWS.min(rest.len()),
            _ => sqlite::size(rest.len())?,
        };
        let (piece, left) = rest.split_at(size);
        rest = left;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Inserts all rows; a conflict if one of them exists.
pub(crate) async fn add<T: Sync, const N: usize>(
    batch: &Batch,
    table: &Added<N>,
    rows: &[T],
    values: impl Fn(&T) -> [Value; N] + Send + Sync,
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let Added { name, columns } = *table;
    match batch {
        Batch::Postgres(line) => line.copy(name, columns, rows.iter().map(values)).await?,
        Batch::Sqlite(transaction) => {
            for piece in pieces(DbBackend::Sqlite, rows) {
                transaction.execute_raw(sqlite::insert(name, columns, "", piece.iter().map(&values))).await?;
            }
        }
    }
    Ok(())
}

/// Inserts all rows, or does to existing ones what the table's `conflict` says.
pub(crate) async fn merge<T: Sync, const N: usize>(
    batch: &Batch,
    table: &Merged<N>,
    rows: &[T],
    values: impl Fn(&T) -> [Value; N] + Send,
) -> Result<(), StoreError> {
    let engine = batch.get_database_backend();
    for piece in pieces(engine, rows) {
        let values = piece.iter().map(&values);
        let statement = match engine {
            DbBackend::Postgres => postgres::merge(table, values),
            _ => sqlite::insert(table.name, table.columns.map(|(column, _)| column), table.conflict, values),
        };
        batch.execute_raw(statement).await?;
    }
    Ok(())
}
