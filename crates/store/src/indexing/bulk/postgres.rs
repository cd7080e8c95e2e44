//! PostgreSQL: an array for each column, so that one statement serves any number of rows.

use sea_orm::sea_query::ArrayType;
use sea_orm::{DbBackend, Statement, Value};

use super::{Kind, Table};

/// How many rows one statement has at most.
pub(super) const ROWS: usize = 4_096;

pub(super) fn insert<const N: usize>(table: &Table<N>, rows: impl ExactSizeIterator<Item = [Value; N]>) -> Statement {
    let Table { name, columns, conflict } = table;
    let names = columns.map(|(column, _)| column).join(", ");
    let selected = columns.map(|(column, kind)| selected(column, kind)).join(", ");
    let arrays = std::iter::zip(1.., columns).map(|(place, (_, kind))| format!("${place}::{}[]", sql_type(*kind)));
    let arrays = arrays.collect::<Vec<_>>().join(", ");
    let sql =
        format!("INSERT INTO {name} ({names}) SELECT {selected} FROM unnest({arrays}) AS given({names}) {conflict}");
    let mut values = columns.map(|_| Vec::with_capacity(rows.len()));
    for row in rows {
        for ((value, (_, kind)), column) in row.into_iter().zip(columns).zip(&mut values) {
            column.push(given(value, *kind));
        }
    }
    let values = values.into_iter().zip(columns);
    let values = values.map(|(values, (_, kind))| Value::Array(array_type(*kind), Some(Box::new(values))));
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}

/// The arrays can't hold nulls: numbers have one instead that is never used, and what is a text begins with a mark.
fn given(value: Value, kind: Kind) -> Value {
    match (kind, value) {
        (Kind::TextOrNull, Value::String(Some(text))) => format!("={text}").into(),
        (Kind::TextOrNull, _) => String::new().into(),
        (Kind::IntOrNull, Value::Int(None)) => i32::MIN.into(),
        (Kind::BigOrNull, Value::BigInt(None)) => i64::MIN.into(),
        (_, value) => value,
    }
}

fn selected(column: &str, kind: Kind) -> String {
    match kind {
        Kind::TextOrNull => format!("CASE WHEN given.{column} <> '' THEN substr(given.{column}, 2) END"),
        Kind::IntOrNull => format!("nullif(given.{column}, {})", i32::MIN),
        Kind::BigOrNull => format!("nullif(given.{column}, {})", i64::MIN),
        _ => format!("given.{column}"),
    }
}

fn sql_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::TextOrNull => "text",
        Kind::Bytes => "bytea",
        Kind::Small => "smallint",
        Kind::Int | Kind::IntOrNull => "integer",
        Kind::Big | Kind::BigOrNull => "bigint",
    }
}

fn array_type(kind: Kind) -> ArrayType {
    match kind {
        Kind::Text | Kind::TextOrNull => ArrayType::String,
        Kind::Bytes => ArrayType::Bytes,
        Kind::Small => ArrayType::SmallInt,
        Kind::Int | Kind::IntOrNull => ArrayType::Int,
        Kind::Big | Kind::BigOrNull => ArrayType::BigInt,
    }
}
