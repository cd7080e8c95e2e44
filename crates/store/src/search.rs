//! What finds deletions (docs/adr/0011): each has terms, and the index names, in order, the places that have what is
//! wanted.
//!
//! A place is an arrival; but on PostgreSQL, within one portal, it is the number: there the rows lie by portal and number.
//! Both orders are those of the commits, whatever process indexed: what is committed later comes after.

mod places;
mod postgres;
mod range;
mod scope;
mod sqlite;
mod wanted;

use std::collections::BTreeMap;

use domain::catalogue;
use domain::deletion::{Source, Sources};
use sea_orm::{ConnectionTrait, DbBackend};

use crate::connect::Batch;
use crate::error::StoreError;

pub(crate) use domain::deletion::Order;
pub(crate) use places::{first_with, number_at, place_of, places, rows_after};
pub(crate) use range::{Ordered, Range};
pub(crate) use scope::{Own, Scope};
pub(crate) use wanted::{Term, Wanted};

/// A deletion as the index sees it.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) member_id: &'a str,
    /// The portal's key in the index; 0 where it needs none.
    pub(crate) search_key: i64,
    pub(crate) number: i64,
    pub(crate) arrival: i64,
    pub(crate) event: &'a str,
    pub(crate) user_id: Option<&'a str>,
    pub(crate) sources: Sources,
    /// As [`domain::deletion::terms`] gives them.
    pub(crate) texts: &'a [String],
}

/// What the index has, or should have: how many terms of how many deletions, and a sum over them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) terms: i64,
    sum: i64,
}

/// Keeps a sum of many products within 64 bits.
const MODULUS: i64 = 65_521;

impl Sum {
    fn new(terms: i64, sum: i64) -> Self {
        Self { terms, sum }
    }

    fn add(&mut self, place: i64, term: &str) {
        let length = i64::try_from(term.chars().count()).unwrap_or(i64::MAX);
        self.terms += 1;
        self.sum += place % MODULUS * length;
    }
}

/// Adds these deletions to the index.
pub(crate) async fn add(batch: &Batch, entries: &[Entry<'_>]) -> Result<(), StoreError> {
    match batch.get_database_backend() {
        DbBackend::Postgres => postgres::add(batch, entries).await,
        _ => sqlite::add(batch, entries).await,
    }
}

/// Notes the sources of a deletion that is in the index already.
pub(crate) async fn change(db: &impl ConnectionTrait, entry: &Entry<'_>) -> Result<(), StoreError> {
    match db.get_database_backend() {
        DbBackend::Postgres => Ok(()), // its row says it
        _ => sqlite::change(db, entry).await,
    }
}

/// Takes a portal's oldest deletions out of the index.
pub(crate) async fn remove(db: &impl ConnectionTrait, entries: &[Entry<'_>]) -> Result<(), StoreError> {
    match db.get_database_backend() {
        DbBackend::Postgres => postgres::remove(db, entries).await,
        _ => sqlite::remove(db, entries).await,
    }
}

/// Takes everything out of the index.
pub(crate) async fn clear(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    match db.get_database_backend() {
        DbBackend::Postgres => postgres::clear(db).await,
        _ => sqlite::clear(db).await,
    }
}

/// The next places of the range, at most `limit`, that have all that is wanted; fewer if there are no more.
pub(crate) async fn next(
    db: &impl ConnectionTrait,
    scope: Scope<'_>,
    wanted: &Wanted<'_>,
    range: Range,
    order: Order,
    limit: u64,
) -> Result<Vec<i64>, StoreError> {
    if range.is_empty() || wanted.is_impossible() {
        return Ok(Vec::new());
    }
    match db.get_database_backend() {
        DbBackend::Postgres => postgres::next(db, scope, wanted, range, order, limit).await,
        _ => sqlite::next(db, scope, wanted, range, order, limit).await,
    }
}

/// All places that have a text which begins with this, in no order; none if they are more than `limit`.
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

/// Merges a little of what was added and removed. Returns whether there is more to merge; `all` begins anew, so that
/// afterwards nothing of what was removed before is in the index's files.
pub(crate) async fn merge(db: &impl ConnectionTrait, all: bool) -> Result<bool, StoreError> {
    match db.get_database_backend() {
        DbBackend::Postgres => Ok(false), // the server removes what is dead by itself
        _ => sqlite::merge(db, all).await,
    }
}

/// The sum of what the index has.
pub(crate) async fn sum(db: &impl ConnectionTrait) -> Result<Sum, StoreError> {
    match db.get_database_backend() {
        DbBackend::Postgres => postgres::sum(db).await,
        _ => sqlite::sum(db).await,
    }
}

/// Adds to a sum what the index should have of a deletion; `codes` are the numbers of event codes.
pub(crate) fn add_to_sum(engine: DbBackend, entry: &Entry<'_>, codes: &BTreeMap<String, i64>, sum: &mut Sum) {
    match engine {
        DbBackend::Postgres => postgres::terms(entry).for_each(|term| sum.add(entry.number, &term)),
        _ => sqlite::terms(entry, codes).for_each(|term| sum.add(entry.arrival, &term)),
    }
}

/// The numbers of event codes in the index.
pub(crate) async fn codes(db: &impl ConnectionTrait) -> Result<BTreeMap<String, i64>, StoreError> {
    match db.get_database_backend() {
        DbBackend::Postgres => Ok(BTreeMap::new()),
        _ => sqlite::codes(db, None).await,
    }
}

/// The kind of thing, if its deletions are not found by the few codes that the catalogue names for it.
pub(crate) fn open_entity(event: &str) -> Option<&'static str> {
    Some(catalogue::entity(event)).filter(|entity| has_open_codes(entity))
}

/// Whether any number of codes reports deletions of this kind.
pub(crate) fn has_open_codes(entity: &str) -> bool {
    entity == catalogue::UNKNOWN || catalogue::family(entity).is_some()
}

/// The sources that the index knows: nearly everything comes live, so that this needs no term.
fn rare_sources(sources: Sources) -> impl Iterator<Item = Source> {
    sources.iter().filter(|source| *source != Source::Live)
}
