//! Conditions over many values, in SQL that is the same for any number of them: each engine prepares one statement, and
//! keeps one in memory.
//!
//! PostgreSQL looks up an array once, but compares a row with each value of a plain list. SQLite reads a JSON list as a
//! table.

use domain::hex;
use sea_orm::sea_query::extension::postgres::PgFunc;
use sea_orm::sea_query::{ArrayType, BinOper, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{DbBackend, Value};
use serde::Serialize;

/// The column is one of these texts.
pub(crate) fn one_of<'a>(engine: DbBackend, column: Expr, texts: impl IntoIterator<Item = &'a str>) -> Expr {
    let texts: Vec<&str> = texts.into_iter().collect();
    match engine {
        DbBackend::Postgres => column.eq(PgFunc::any(texts.into_iter().map(str::to_owned).collect::<Vec<_>>())),
        _ => column.in_subquery(listed(&texts).column("value").take()),
    }
}

/// The column is one of these numbers.
pub(crate) fn one_of_numbers(engine: DbBackend, column: Expr, numbers: impl IntoIterator<Item = i64>) -> Expr {
    let numbers: Vec<i64> = numbers.into_iter().collect();
    match engine {
        DbBackend::Postgres => column.eq(PgFunc::any(numbers)),
        _ => column.in_subquery(listed(&numbers).column("value").take()),
    }
}

/// The two columns are one of these pairs of a text and bytes.
pub(crate) fn one_of_pairs<'a>(
    engine: DbBackend,
    columns: [Expr; 2],
    pairs: impl IntoIterator<Item = (&'a str, Vec<u8>)>,
) -> Expr {
    let columns = Expr::tuple(columns);
    if engine != DbBackend::Postgres {
        let pairs: Vec<_> = pairs.into_iter().map(|(text, bytes)| (text, hex(&bytes))).collect();
        let given = [Expr::cust("value ->> 0"), Expr::cust("unhex(value ->> 1)")];
        return columns.in_subquery(listed(&pairs).exprs(given).take());
    }
    let (texts, bytes): (Vec<Value>, Vec<Value>) =
        pairs.into_iter().map(|(text, bytes)| (text.into(), bytes.into())).unzip();
    let arrays = [(ArrayType::String, texts), (ArrayType::Bytes, bytes)];
    let arrays = arrays.map(|(kind, values)| Value::Array(kind, Some(Box::new(values))));
    let given = Expr::cust_with_values("(SELECT * FROM unnest($1::text[], $2::bytea[]))", arrays);
    columns.binary(BinOper::In, given)
}

/// Only rows whose two columns are one of these pairs of a text and a number.
pub(crate) fn only_numbered<'a>(
    rows: &mut SelectStatement,
    engine: DbBackend,
    [text, number]: [Expr; 2],
    pairs: impl IntoIterator<Item = (&'a str, i32)>,
) {
    let pairs: Vec<_> = pairs.into_iter().collect();
    if engine != DbBackend::Postgres {
        // Given a list, SQLite would look up the texts alone, and compare all rows that have them.
        let json = serde_json::to_string(&pairs).expect("texts and numbers are JSON");
        rows.from_function(Func::cust("json_each").arg(json), "listed")
            .and_where(text.eq(Expr::cust("listed.value ->> 0")))
            .and_where(number.eq(Expr::cust("listed.value ->> 1")));
        return;
    }
    let (texts, numbers): (Vec<Value>, Vec<Value>) =
        pairs.into_iter().map(|(text, number)| (text.into(), number.into())).unzip();
    let arrays = [(ArrayType::String, texts), (ArrayType::Int, numbers)];
    let arrays = arrays.map(|(kind, values)| Value::Array(kind, Some(Box::new(values))));
    let given = Expr::cust_with_values("(SELECT * FROM unnest($1::text[], $2::int[]))", arrays);
    rows.and_where(Expr::tuple([text, number]).binary(BinOper::In, given));
}

/// The text columns are one of these rows. SQLite uses no index for a plain list of rows.
pub(crate) fn one_of_rows<const N: usize>(
    engine: DbBackend,
    columns: [impl Into<Expr>; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Expr {
    let columns = Expr::tuple(columns.map(Into::into));
    let rows: Vec<[String; N]> = rows.into_iter().collect();
    if engine != DbBackend::Postgres {
        let given = (0..N).map(|at| Expr::cust(format!("value ->> {at}")));
        let rows: Vec<&[String]> = rows.iter().map(<[String; N]>::as_slice).collect();
        return columns.in_subquery(listed(&rows).exprs(given).take());
    }
    let texts = |at: usize| rows.iter().map(|row| row[at].clone().into()).collect();
    let arrays = (0..N).map(|at| Value::Array(ArrayType::String, Some(Box::new(texts(at)))));
    let names: Vec<_> = (1..=N).map(|at| format!("${at}::text[]")).collect();
    let given = Expr::cust_with_values(format!("(SELECT * FROM unnest({}))", names.join(", ")), arrays);
    columns.binary(BinOper::In, given)
}

/// A list as a SQLite table of its elements.
fn listed(elements: &impl Serialize) -> SelectStatement {
    let json = serde_json::to_string(elements).expect("texts and numbers are JSON");
    Query::select().from_function(Func::cust("json_each").arg(json), "listed").take()
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::SqliteQueryBuilder;
    use sea_orm::{EntityName, Statement};

    use super::*;
    use crate::entities::{auth_block, deletion, webhook_delivery};
    use crate::testing::{new_store, plan};

    const SQLITE: DbBackend = DbBackend::Sqlite;

    #[tokio::test]
    async fn rows_are_looked_up_by_all_of_their_columns() {
        use webhook_delivery::Column;
        fn select(table: impl EntityName, these: Expr) -> SelectStatement {
            Query::select().expr(Expr::value(1)).from(table.table_ref()).and_where(these).take()
        }
        let (_folder, store) = new_store().await;
        let columns = [deletion::Column::MemberId, deletion::Column::Fingerprint].map(Expr::col);
        let by_fingerprint = select(deletion::Entity, one_of_pairs(SQLITE, columns, [("a", vec![1])]));
        let columns = [auth_block::Column::MemberId, auth_block::Column::Digest].map(Expr::col);
        let by_digest = select(auth_block::Entity, one_of_pairs(SQLITE, columns, [("a", vec![1])]));
        let columns = [auth_block::Column::MemberId, auth_block::Column::Number].map(Expr::col);
        let mut by_number = Query::select().column(auth_block::Column::Auth).from(auth_block::Entity).take();
        only_numbered(&mut by_number, SQLITE, columns, [("a", 1)]);
        let columns = [Column::MemberId, Column::EndpointId, Column::MessageId].map(Expr::col);
        let message = [["a", "b", "c"].map(str::to_owned)];
        let by_message = select(webhook_delivery::Entity, one_of_rows(SQLITE, columns, message));
        for (select, columns) in [
            (by_message, ["member_id", "endpoint_id", "message_id"].as_slice()),
            (by_fingerprint, &["member_id", "fingerprint"]),
            (by_digest, &["member_id", "digest"]),
            (by_number, &["member_id", "number"]),
        ] {
            let sql = select.to_string(SqliteQueryBuilder);
            let plan = plan(&store, Statement::from_string(SQLITE, sql)).await.join("\n");
            assert!(columns.iter().all(|column| plan.contains(&format!("{column}=?"))), "{columns:?}: {plan}");
        }
    }
}
