//! Conditions that name many rows, in the words in which each engine finds them soonest.
//!
//! PostgreSQL compares a row with each of many values that are given one by one, and makes a plan for each number of
//! them; an array it looks up once.

use sea_orm::sea_query::extension::postgres::PgFunc;
use sea_orm::sea_query::{ArrayType, Expr, ExprTrait};
use sea_orm::{ColumnTrait, DbBackend, Value};

/// The column is one of these texts.
pub(super) fn one_of<'a>(
    engine: DbBackend,
    column: impl ColumnTrait,
    texts: impl IntoIterator<Item = &'a str>,
) -> Expr {
    let texts = texts.into_iter();
    match engine {
        DbBackend::Postgres => column.into_expr().eq(PgFunc::any(texts.map(str::to_owned).collect::<Vec<_>>())),
        _ => column.is_in(texts),
    }
}

/// The two columns are one of these pairs.
pub(super) fn one_of_pairs<'a>(
    engine: DbBackend,
    columns: [impl ColumnTrait; 2],
    pairs: impl IntoIterator<Item = (&'a str, Vec<u8>)>,
) -> Expr {
    if engine != DbBackend::Postgres {
        return Expr::tuple(columns.map(Expr::col)).in_tuples(pairs);
    }
    let (texts, bytes): (Vec<Value>, Vec<Value>) =
        pairs.into_iter().map(|(text, bytes)| (text.into(), bytes.into())).unzip();
    let arrays = [(ArrayType::String, texts), (ArrayType::Bytes, bytes)];
    let arrays = arrays.map(|(kind, values)| Value::Array(kind, Some(Box::new(values))));
    let given = Expr::cust_with_values("(SELECT * FROM unnest($1::text[], $2::bytea[]))", arrays);
    Expr::tuple(columns.map(Expr::col)).binary(sea_orm::sea_query::BinOper::In, given)
}
