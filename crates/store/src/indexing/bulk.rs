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
    /// What is done about a row that is there already.
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

/// How many rows one statement looks up. A few sizes only, so that each statement is prepared once and found again;
/// SQLite takes at most 32,766 values in one.
const SIZES: [usize; 4] = [512, 64, 8, 1];

/// A slice in pieces of these sizes.
pub(super) fn in_sizes<T>(slice: &[T]) -> impl Iterator<Item = &[T]> {
    let mut rest = slice;
    std::iter::from_fn(move || {
        let size = SIZES.into_iter().find(|size| *size <= rest.len())?;
        let (piece, left) = rest.split_at(size);
        rest = left;
        Some(piece)
    })
}

/// Writes all rows. Returns how many of them were not there.
pub(super) async fn write<T: Sync, const N: usize>(
    transaction: &DatabaseTransaction,
    table: &Table<N>,
    rows: &[T],
    values: impl Fn(&T) -> [Value; N] + Send,
) -> Result<u64, StoreError> {
    let is_postgres = transaction.get_database_backend() == DbBackend::Postgres;
    let pieces: Box<dyn Iterator<Item = &[T]> + Send> =
        if is_postgres { Box::new(rows.chunks(postgres::ROWS)) } else { Box::new(in_sizes(rows)) };
    let mut written = 0;
    for piece in pieces {
        let values = piece.iter().map(&values);
        let statement = if is_postgres { postgres::insert(table, values) } else { sqlite::insert(table, values) };
        written += transaction.execute_raw(statement).await?.rows_affected();
    }
    Ok(written)
}
