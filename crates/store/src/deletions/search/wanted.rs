//! What a deletion has to have, in terms.

use domain::catalogue;
use domain::deletion::{Filter, Order, Source, term};

use super::entry::has_open_codes;
use super::range::Range;
use super::scope::Scope;

/// Something that the index knows of a deletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Term<'a> {
    /// Its event code.
    Event(&'a str),
    /// The kind of thing, of which any number of codes reports deletions.
    Entity(&'a str),
    /// The acting user.
    User(&'a str),
    /// A source other than live.
    Source(Source),
    /// One of its texts.
    Text(String),
    /// The beginning of one of its texts.
    Beginning(String),
}

/// A search: the next places of a range, in an order and at most `limit` of them, that have all that is wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Search<'a> {
    pub(crate) scope: Scope<'a>,
    pub(crate) wanted: &'a Wanted<'a>,
    pub(crate) range: Range,
    pub(crate) order: Order,
    pub(crate) limit: u64,
}

/// Of each group, a deletion has to have any term.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted<'a>(Vec<Vec<Term<'a>>>);

impl<'a> Wanted<'a> {
    /// What a filter asks for that the index knows, but for `q`. It may find more than the filter lets through.
    pub(crate) fn of(filter: &'a Filter) -> Self {
        let mut wanted = Self::default();
        if !filter.event.is_empty() {
            wanted.any(filter.event.iter().map(|event| Term::Event(event)));
        } else if !filter.entity.is_empty() {
            wanted.any(filter.entity.iter().flat_map(|entity| of_entity(entity)));
        }
        if !filter.user_id.is_empty() {
            wanted.any(filter.user_id.iter().map(|user| Term::User(user)));
        }
        // Nearly everything came live: to look for it would not narrow anything.
        if !filter.source.is_empty() && !filter.source.contains(&Source::Live) {
            wanted.any(filter.source.iter().copied().map(Term::Source));
        }
        if !filter.entity_id.is_empty() {
            wanted.any(filter.entity_id.iter().map(|id| Term::Text(term(id))));
        }
        wanted
    }

    /// Any of these texts.
    pub(crate) fn texts(texts: impl IntoIterator<Item = String>) -> Self {
        Self(vec![texts.into_iter().map(Term::Text).collect()])
    }

    /// Wants any of these too; nothing can have one of none.
    pub(crate) fn any(&mut self, terms: impl IntoIterator<Item = Term<'a>>) {
        self.0.push(terms.into_iter().collect());
    }

    pub(super) fn groups(&self) -> &[Vec<Term<'a>>] {
        &self.0
    }

    pub(super) fn is_impossible(&self) -> bool {
        self.0.iter().any(Vec::is_empty)
    }
}

fn of_entity(entity: &str) -> Vec<Term<'_>> {
    if has_open_codes(entity) {
        return vec![Term::Entity(entity)];
    }
    let codes: Vec<&'static str> = catalogue::codes(entity).collect();
    codes.into_iter().map(Term::Event).collect()
}
