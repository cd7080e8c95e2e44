//! Many rows with few statements, each of which is prepared once.

mod postgres;
mod sqlite;
mod tables;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Value};

use crate::error::StoreError;

pub(super) use tables::{AUTH_BLOCKS, COUNTERS, DELETIONS, ROLLUPS, SEGMENTS, TERMS, TOTALS};

/// How rows of a table are written.
#[derive(Debug)]
pub(super) struct Table<const N: usize> {
    name: &'static str,
    columns: [(&'static str, Kind); N],
    /// What is done about a row that is there already; nothing is a conflict, and much quicker where there are none.
    conflict: &'static str,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Bytes,
    Small,
    Int,
    Big,
    TextOrNull,
    IntOrNull,
    BigOrNull,
}

/// A slice in pieces, each for one statement.
pub(super) fn pieces<T>(engine: DbBackend, slice: &[T]) -> impl Iterator<Item = &[T]> + Send
where
    T: Sync,
{
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

/// Writes all rows; see [`Table::conflict`] for those that are there.
pub(super) async fn write<T: Sync, const N: usize>(
    transaction: &DatabaseTransaction,
    table: &Table<N>,
    rows: &[T],
    values: impl Fn(&T) -> [Value; N] + Send,
) -> Result<(), StoreError> {
    let engine = transaction.get_database_backend();
    for piece in pieces(engine, rows) {
        let values = piece.iter().map(&values);
        let statement = match engine {
            DbBackend::Postgres => postgres::insert(table, values),
            _ => sqlite::insert(table, values),
        };
        transaction.execute_raw(statement).await?;
    }
    Ok(())
}
