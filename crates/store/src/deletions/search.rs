//! The search index (docs/adr/0011): each deletion has terms, and the index names, in order, the places with the wanted
//! terms.
//!
//! A place is an arrival; but within one portal on PostgreSQL it is the number, since rows lie there by portal and
//! number. Both orders are commit order, whichever process indexed.

mod entry;
mod places;
mod postgres;
mod range;
mod scope;
mod sqlite;
mod wanted;

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbBackend, QueryResult};

use crate::connect::Batch;
use crate::error::StoreError;

pub(crate) use domain::deletion::Order;
pub(crate) use entry::{Entry, Sum};
pub(crate) use places::{first_with, number_at, place_of, places, rows_after};
pub(crate) use range::{Range, sort};
pub(crate) use scope::{Own, Scope};
pub(crate) use wanted::{Search, Term, Wanted};

pub(crate) async fn add(batch: &Batch, entries: &[Entry<'_>]) -> Result<(), StoreError> {
    match batch.get_database_backend() {
        DbBackend::Postgres => postgres::add(batch, entries).await,
        _ => sqlite::add(batch, entries).await,
    }
}

/// Updates the sources of a deletion that is already in the index.
pub(crate) async fn change(db: &impl ConnectionTrait, entry: &Entry<'_>) -> Result<(), StoreError> {
    match db.get_database_backend() {
        DbBackend::Postgres => Ok(()), // its row has them
        _ => sqlite::change(db, entry).await,
    }
}

/// Removes a portal's oldest deletions from the index.
pub(crate) async fn remove(db: &impl ConnectionTrait, entries: &[Entry<'_>]) -> Result<(), StoreError> {
    match db.get_database_backend() {
        DbBackend::Postgres => postgres::remove(db, entries).await,
        _ => sqlite::remove(db, entries).await,
    }
}

pub(crate) async fn clear(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    let statements: &[&str] = match db.get_database_backend() {
        DbBackend::Postgres => &["DELETE FROM terms"],
        _ => &["INSERT INTO search (search) VALUES ('delete-all')", "DELETE FROM places"],
    };
    for statement in statements {
        db.execute_unprepared(statement).await?;
    }
    Ok(())
}

/// The next places; fewer than the limit if there are no more.
pub(crate) async fn next(db: &impl ConnectionTrait, search: Search<'_>) -> Result<Vec<i64>, StoreError> {
    if search.range.is_empty() || search.wanted.is_impossible() {
        return Ok(Vec::new());
    }
    match db.get_database_backend() {
        DbBackend::Postgres => postgres::next(db, search).await,
        _ => sqlite::next(db, search).await,
    }
}

/// All places with a text that begins with `text`, in ascending order; none if there are more than `limit`.
pub(crate) async fn beginning_with(
    db: &impl ConnectionTrait,
    scope: Scope<'_>,
    text: &str,
    limit: u64,
) -> Result<Option<Vec<i64>>, StoreError> {
    let mut found = match db.get_database_backend() {
        DbBackend::Postgres => postgres::beginning_with(db, scope, text, limit + 1).await?,
        _ => sqlite::beginning_with(db, scope, text, limit + 1).await?,
    };
    let all = found.len() as u64 <= limit;
    found.sort_unstable();
    found.dedup();
    Ok(all.then_some(found))
}

/// Merges a little of the index. Returns whether there is more to merge. `all` starts a merge of everything, after
/// which the index's files no longer hold terms removed before it.
pub(crate) async fn merge(db: &impl ConnectionTrait, all: bool) -> Result<bool, StoreError> {
    match db.get_database_backend() {
        DbBackend::Postgres => Ok(false), // the server removes dead rows by itself
        _ => sqlite::merge(db, all).await,
    }
}

/// The checksum of the index.
pub(crate) async fn sum(db: &impl ConnectionTrait) -> Result<Sum, StoreError> {
    match db.get_database_backend() {
        DbBackend::Postgres => postgres::sum(db).await,
        _ => sqlite::sum(db).await,
    }
}

/// Adds the terms that the index should have of a deletion; `codes` are the numbers of event codes.
pub(crate) fn add_to_sum(engine: DbBackend, entry: &Entry<'_>, codes: &BTreeMap<String, i64>, sum: &mut Sum) {
    match engine {
        DbBackend::Postgres => postgres::terms(entry).for_each(|term| sum.add(entry.number, &term)),
        _ => sqlite::terms(entry, codes).split(' ').for_each(|term| sum.add(entry.arrival, term)),
    }
}

/// The numbers of event codes in the index.
pub(crate) async fn codes(db: &impl ConnectionTrait) -> Result<BTreeMap<String, i64>, StoreError> {
    match db.get_database_backend() {
        DbBackend::Postgres => Ok(BTreeMap::new()),
        _ => sqlite::codes(db, None).await,
    }
}

fn first_column(rows: &[QueryResult]) -> Result<Vec<i64>, StoreError> {
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}
