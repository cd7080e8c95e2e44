//! SQLite: a contentless FTS5 table, in which a deletion's terms are one text under its arrival. It merges as part of
//! its own commits, so that a deletion costs the same among ten million as among none.
//!
//! With `k` for `p` and the portal's key in base 36, the terms are `k`, `k.u<user>`, `k.s<source>` for sources other
//! than live, and, with and without `k.` before them, `e<number of the event code>`, `t<text>` for each text, and
//! `n<entity>` for entities that any number of codes reports.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::iter;

use domain::deletion::{Source, term};
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use super::entry::{Entry, MODULUS, Sum, open_entity};
use super::{Order, Scope, Search, Term, Wanted, first_column};
use crate::bulk::{EVENT_CODES, PLACES, SEARCH, add as add_rows};
use crate::connect::Batch;
use crate::error::StoreError;

/// How many numbers of a portal share one stored arrival, that of the first.
pub(super) const BLOCK: i64 = 64;
/// About how many pages one merge writes.
const PAGES: i64 = 64;
/// How many alternative terms a group may have, over all its portals.
const ALTERNATIVES: usize = 256;
/// Up to how many portals' texts are looked up portal by portal.
const LOOKUPS: usize = 16;

fn sql(text: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, text, values)
}

/// A portal's token.
pub(super) fn key(mut search_key: i64) -> String {
    let mut digits = Vec::new();
    while search_key > 0 || digits.is_empty() {
        let digit = u32::try_from(search_key % 36).unwrap_or_default();
        digits.push(char::from_digit(digit, 36).unwrap_or_default());
        search_key /= 36;
    }
    iter::once('p').chain(digits.into_iter().rev()).collect()
}

/// A text as one token that keeps its prefixes. The tokenizer lowercases ASCII letters.
fn encoded(kind: char, text: &str) -> String {
    let mut token = String::with_capacity(text.len() + 1);
    encode(kind, text, &mut token);
    token
}

fn encode(kind: char, text: &str, token: &mut String) {
    token.push(kind);
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || !letter.is_ascii() {
            token.push(letter);
        } else {
            let _ = write!(token, "_{:02x}", u32::from(letter)); // writing to a string can't fail
        }
    }
}

/// All terms of a deletion, separated by blanks.
pub(super) fn terms(entry: &Entry<'_>, codes: &BTreeMap<String, i64>) -> String {
    let key = key(entry.search_key);
    let mut shared = String::with_capacity(128);
    if let Some(number) = codes.get(entry.event) {
        let _ = write!(shared, " e{number}"); // writing to a string can't fail
    }
    let entity = open_entity(entry.event).map(|entity| ('n', entity));
    for (kind, text) in entity.into_iter().chain(entry.texts.iter().map(|text| ('t', text.as_str()))) {
        shared.push(' ');
        encode(kind, text, &mut shared);
    }
    let mut all = String::with_capacity(4 * shared.len());
    all.push_str(&key);
    let user = entry.user_id.map(term);
    let user = user.iter().map(|user| ('u', user.as_str()));
    // Nearly everything came live.
    let sources = entry.sources.iter().filter(|source| *source != Source::Live);
    for (kind, text) in user.chain(sources.map(|source| ('s', source.as_str()))) {
        all.extend([" ", &key, "."]);
        encode(kind, text, &mut all);
    }
    for term in shared.split(' ').skip(1) {
        all.extend([" ", &key, ".", term]);
    }
    all + &shared
}

pub(super) async fn add(batch: &Batch, entries: &[Entry<'_>]) -> Result<(), StoreError> {
    let events: BTreeSet<&str> = entries.iter().map(|entry| entry.event).collect();
    let codes = learn_codes(batch, events).await?;
    add_rows(batch, &SEARCH, entries, |entry| [entry.arrival.into(), terms(entry, &codes).into()]).await?;
    let mut firsts: Vec<_> = entries.iter().filter(|entry| entry.number % BLOCK == 1).collect();
    firsts.sort_unstable_by_key(|entry| (entry.member_id, entry.number));
    add_rows(batch, &PLACES, &firsts, |entry| [entry.member_id.into(), entry.number.into(), entry.arrival.into()]).await
}

/// The numbers of these event codes; new codes get the next ones.
async fn learn_codes(batch: &Batch, events: BTreeSet<&str>) -> Result<BTreeMap<String, i64>, StoreError> {
    let all = events.iter().copied().collect::<Vec<_>>();
    let mut codes = BTreeMap::new();
    for some in all.chunks(500) {
        codes.extend(self::codes(batch, Some(some)).await?);
    }
    let new: Vec<_> = events.into_iter().filter(|event| !codes.contains_key(*event)).collect();
    if !new.is_empty() {
        let last = batch.query_one_raw(sql("SELECT coalesce(max(number), 0) FROM event_codes", [])).await?;
        let last: i64 = last.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
        let new: Vec<_> = new.into_iter().zip(last + 1..).collect();
        add_rows(batch, &EVENT_CODES, &new, |(code, number)| [(*number).into(), (*code).into()]).await?;
        codes.extend(new.into_iter().map(|(code, number)| (code.to_owned(), number)));
    }
    Ok(codes)
}

/// The numbers of these event codes, or of all; codes that never came have none.
pub(super) async fn codes(
    db: &impl ConnectionTrait,
    events: Option<&[&str]>,
) -> Result<BTreeMap<String, i64>, StoreError> {
    let places = events.map(|events| vec!["?"; events.len()].join(", "));
    let these = places.map(|places| format!(" WHERE code IN ({places})")).unwrap_or_default();
    let values = events.unwrap_or_default().iter().map(|event| Value::from(*event));
    let rows = db.query_all_raw(sql(format!("SELECT code, number FROM event_codes{these}"), values)).await?;
    let codes = rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)));
    codes.collect()
}

pub(super) async fn change(db: &impl ConnectionTrait, entry: &Entry<'_>) -> Result<(), StoreError> {
    let codes = codes(db, Some(&[entry.event])).await?;
    let text = terms(entry, &codes);
    let replace = "INSERT OR REPLACE INTO search (rowid, terms) VALUES (?, ?)";
    db.execute_raw(sql(replace, [entry.arrival.into(), text.into()])).await?;
    Ok(())
}

pub(super) async fn remove(db: &impl ConnectionTrait, entries: &[Entry<'_>]) -> Result<(), StoreError> {
    let Some(last) = entries.last() else { return Ok(()) };
    let places = vec!["?"; entries.len()].join(", ");
    let arrivals = entries.iter().map(|entry| Value::from(entry.arrival));
    db.execute_raw(sql(format!("DELETE FROM search WHERE rowid IN ({places})"), arrivals)).await?;
    let of_portal = "DELETE FROM places WHERE member_id = ? AND number <= ?";
    db.execute_raw(sql(of_portal, [last.member_id.into(), last.number.into()])).await?;
    db.execute_unprepared("UPDATE rollup SET arrival = 1 WHERE name = 'removals'").await?;
    Ok(())
}

pub(super) async fn next(db: &impl ConnectionTrait, search: Search<'_>) -> Result<Vec<i64>, StoreError> {
    let Search { scope, wanted, range, order, limit } = search;
    let order = match order {
        Order::Newest => "DESC",
        Order::Oldest => "ASC",
    };
    let ends = [range.first.into(), range.last.into(), i64::try_from(limit).unwrap_or(i64::MAX).into()];
    let Some(matched) = matching(db, scope, wanted).await? else { return Ok(Vec::new()) };
    let statement = if matched.is_empty() {
        let walk =
            format!("SELECT arrival FROM deletions WHERE arrival BETWEEN ? AND ? ORDER BY arrival {order} LIMIT ?");
        sql(walk, ends)
    } else {
        let find = format!(
            "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid {order} LIMIT ?"
        );
        sql(find, iter::once(matched.into()).chain(ends))
    };
    first_column(&db.query_all_raw(statement).await?)
}

/// The search as an FTS5 query; empty if it wants no terms, none if nothing can match.
async fn matching(
    db: &impl ConnectionTrait,
    scope: Scope<'_>,
    wanted: &Wanted<'_>,
) -> Result<Option<String>, StoreError> {
    let keys = keys(scope);
    let (mut groups, mut is_bound) = (Vec::new(), false);
    for group in wanted.groups() {
        let events: Vec<&str> =
            group.iter().filter_map(|term| if let Term::Event(event) = term { Some(*event) } else { None }).collect();
        let codes = if events.is_empty() { BTreeMap::new() } else { codes(db, Some(&events)).await? };
        let tokens: Vec<_> = group.iter().filter_map(|term| token(term, &codes)).collect();
        if tokens.is_empty() {
            return Ok(None);
        }
        let is_of_each = !keys.is_empty() && keys.len() * tokens.len() <= ALTERNATIVES;
        let is_shared = !group.iter().any(Term::is_of_portals_alone);
        let quoted =
            |prefix: &str| tokens.iter().map(|(text, end)| format!("\"{prefix}{text}\"{end}")).collect::<Vec<_>>();
        let alternatives = if is_of_each {
            is_bound = true;
            keys.iter().flat_map(|key| quoted(&format!("{key}."))).collect::<Vec<_>>()
        } else if is_shared {
            quoted("")
        } else {
            continue; // indexed per portal only; the row filter checks it
        };
        groups.push(format!("({})", alternatives.join(" OR ")));
    }
    if !is_bound && !keys.is_empty() {
        let keys: Vec<_> = keys.iter().map(|key| format!("\"{key}\"")).collect();
        groups.push(format!("({})", keys.join(" OR ")));
    }
    Ok(Some(groups.join(" AND ")))
}

/// The tokens of the scope's portals; none for all portals.
fn keys(scope: Scope<'_>) -> Vec<String> {
    match scope {
        Scope::Portal(own) => vec![key(own.search_key)],
        Scope::Some(owns) => owns.iter().map(|own| key(own.search_key)).collect(),
        Scope::All => Vec::new(),
    }
}

/// A term of the index without its portal, and what follows it in a query; none for an event that never came.
fn token(term: &Term<'_>, codes: &BTreeMap<String, i64>) -> Option<(String, &'static str)> {
    let text = match term {
        Term::Event(event) => format!("e{}", codes.get(*event)?),
        Term::Entity(entity) => encoded('n', entity),
        Term::User(user) => encoded('u', &domain::deletion::term(user)),
        Term::Source(source) => encoded('s', source.as_str()),
        Term::Text(text) | Term::Beginning(text) => encoded('t', text),
    };
    Some((text, if matches!(term, Term::Beginning(_)) { " *" } else { "" }))
}

pub(super) async fn beginning_with(
    db: &impl ConnectionTrait,
    scope: Scope<'_>,
    text: &str,
    limit: u64,
) -> Result<Vec<i64>, StoreError> {
    let mut firsts: Vec<_> = keys(scope).iter().map(|key| format!("{key}.{}", encoded('t', text))).collect();
    if firsts.is_empty() || firsts.len() > LOOKUPS {
        firsts = vec![encoded('t', text)]; // rows of other portals are left out when they are read
    }
    let mut found = Vec::new();
    for first in firsts {
        let end = format!("{first}{}", char::MAX);
        let rest = i64::try_from(limit).unwrap_or(i64::MAX) - i64::try_from(found.len()).unwrap_or(i64::MAX);
        let find = "SELECT doc FROM search_terms WHERE term >= ? AND term < ? LIMIT ?";
        found.extend(first_column(&db.query_all_raw(sql(find, [first.into(), end.into(), rest.into()])).await?)?);
    }
    Ok(found)
}

/// A removed row leaves a mark in each segment of the index that may have it, until these are merged. FTS5's own
/// `secure-delete` is no help: it removes by the text, which a contentless table does not have.
pub(super) async fn merge(db: &impl ConnectionTrait, all: bool) -> Result<bool, StoreError> {
    let changes = async || {
        let row = db.query_one_raw(sql("SELECT total_changes()", [])).await?;
        Ok::<i64, StoreError>(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
    };
    let before = changes().await?;
    let pages = if all { -PAGES } else { PAGES };
    db.execute_raw(sql("INSERT INTO search (search, rank) VALUES ('merge', ?)", [pages.into()])).await?;
    // The statement itself is one change.
    Ok(all || changes().await? - before >= 2)
}

pub(super) async fn sum(db: &impl ConnectionTrait) -> Result<Sum, StoreError> {
    let sum = format!("SELECT count(*), coalesce(sum(doc % {MODULUS} * length(term)), 0) FROM search_terms");
    let row = db.query_one_raw(sql(sum, [])).await?;
    let row = row.ok_or_else(|| StoreError::corrupt("search", "it has no sum"))?;
    Ok(Sum { terms: row.try_get_by_index(0)?, sum: row.try_get_by_index(1)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_one_token_that_keeps_beginnings() {
        assert_eq!(encoded('t', "ext-msg 1"), "text_2dmsg_201");
        assert_eq!(encoded('t', "ä\"*\0"), "tä_22_2a_00");
        assert!(encoded('t', "a_b").starts_with(&encoded('t', "a_")));
        assert_ne!(encoded('t', "_2d"), encoded('t', "-"));
    }

    #[test]
    fn keys_are_short() {
        assert_eq!([0, 1, 35, 36, 1_295, 1_296].map(key), ["p0", "p1", "pz", "p10", "pzz", "p100"]);
    }

    #[test]
    fn terms_of_a_deletion_are_those_of_its_portal_and_of_all() {
        let texts = ["107".to_owned()];
        let entry = Entry {
            member_id: "a",
            search_key: 37,
            number: 1,
            arrival: 5,
            event: "ONXDELETE",
            user_id: Some("U 1"),
            sources: Source::Spooled.into(),
            texts: &texts,
        };
        let codes = [("ONXDELETE".to_owned(), 7)].into();
        let expected = "p11 p11.uu_201 p11.sspooled p11.e7 p11.nunknown p11.t107 e7 nunknown t107";
        assert_eq!(terms(&entry, &codes), expected);
    }
}
