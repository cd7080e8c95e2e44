//! PostgreSQL: new rows go by COPY; rows that may exist go as an array for each column, so that one statement serves
//! any number of rows.

use sea_orm::{DbBackend, Statement, Value};

use super::tables::Merged;

/// Rows per statement, at most.
pub(super) const ROWS: usize = 8_192;

/// Merges rows, of which there is at least one.
pub(super) fn merge<const N: usize>(table: &Merged<N>, rows: impl ExactSizeIterator<Item = [Value; N]>) -> Statement {
    let Merged { name, columns, conflict } = table;
    let names = columns.map(|(column, _)| column).join(", ");
    let arrays = std::iter::zip(1.., columns).map(|(place, (_, kind))| format!("${place}::{kind}[]"));
    let arrays = arrays.collect::<Vec<_>>().join(", ");
    let sql = format!("INSERT INTO {name} ({names}) SELECT * FROM unnest({arrays}) {conflict}");
    let mut values = columns.map(|_| Vec::with_capacity(rows.len()));
    for row in rows {
        for (value, column) in row.into_iter().zip(&mut values) {
            column.push(value);
        }
    }
    let values = values.map(|values: Vec<Value>| Value::Array(values[0].array_type(), Some(Box::new(values))));
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}
