//! SQLite: a statement with a value for each field.

use sea_orm::{DbBackend, Statement, Value};

use super::Table;

pub(super) fn insert<const N: usize>(table: &Table<N>, rows: impl ExactSizeIterator<Item = [Value; N]>) -> Statement {
    let Table { name, columns, conflict } = table;
    let columns = columns.map(|(column, _)| column).join(", ");
    let row = format!("({})", ["?"; N].join(", "));
    let places = vec![row.as_str(); rows.len()].join(", ");
    let sql = format!("INSERT INTO {name} ({columns}) VALUES {places} {conflict}");
    Statement::from_sql_and_values(DbBackend::Sqlite, sql, rows.flatten())
}
