//! SQLite: statements with a parameter for each field.

use sea_orm::{DbBackend, Statement, Value};

/// Rows per statement. A few sizes only, so that each statement is prepared once and reused; SQLite takes at most
/// 32,766 values in one.
const SIZES: [usize; 3] = [128, 16, 1];

/// How many of `rows` the next statement takes; none if there are none.
pub(super) fn size(rows: usize) -> Option<usize> {
    SIZES.into_iter().find(|size| *size <= rows)
}

pub(super) fn insert<const N: usize>(
    table: &str,
    columns: [&str; N],
    conflict: &str,
    rows: impl ExactSizeIterator<Item = [Value; N]>,
) -> Statement {
    let columns = columns.join(", ");
    let row = format!("({})", ["?"; N].join(", "));
    let places = vec![row.as_str(); rows.len()].join(", ");
    // `OR FAIL`: a refused row ends the transaction anyway, so SQLite need not copy each page before it changes.
    let sql = format!("INSERT OR FAIL INTO {table} ({columns}) VALUES {places} {conflict}");
    Statement::from_sql_and_values(DbBackend::Sqlite, sql, rows.flatten())
}
