//! What a deletion has to have, in terms.

use domain::catalogue;
use domain::deletion::{Filter, Source, term};

use super::entry::has_open_codes;
use super::range::{Order, Range};
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
        if let Some(event) = &filter.event {
            wanted.any([Term::Event(event)]);
        } else if let Some(entity) = &filter.entity {
            if has_open_codes(entity) {
                wanted.any([Term::Entity(entity)]);
            } else {
                let codes: Vec<&'static str> = catalogue::codes(entity).collect();
                wanted.any(codes.into_iter().map(Term::Event));
            }
        }
        if let Some(user) = &filter.user_id {
            wanted.any([Term::User(user)]);
        }
        if let Some(source) = filter.source.filter(|source| *source != Source::Live) {
            wanted.any([Term::Source(source)]);
        }
        if let Some(id) = &filter.entity_id {
            wanted.any([Term::Text(term(id))]);
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
