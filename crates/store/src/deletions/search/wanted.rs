//! The terms that a search wants.

use domain::catalogue;
use domain::deletion::{Filter, Order, Source, term};

use super::entry::has_open_codes;
use super::range::Range;
use super::scope::Scope;

/// A term of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Term<'a> {
    /// Its event code.
    Event(&'a str),
    /// Its entity, if any number of codes may report it.
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

impl Term<'_> {
    /// Whether the index knows it of single portals alone. Over all portals, the row filter checks it.
    pub(crate) fn is_of_portals_alone(&self) -> bool {
        match self {
            Self::User(_) | Self::Source(_) => true,
            Self::Event(_) | Self::Entity(_) | Self::Text(_) | Self::Beginning(_) => false,
        }
    }
}

/// A search for the next places of a range that have all wanted terms: at most `limit`, in this order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Search<'a> {
    pub(crate) scope: Scope<'a>,
    pub(crate) wanted: &'a Wanted<'a>,
    pub(crate) range: Range,
    pub(crate) order: Order,
    pub(crate) limit: u64,
}

/// Groups of terms; a deletion must have any term of each group.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted<'a>(Vec<Vec<Term<'a>>>);

impl<'a> Wanted<'a> {
    /// The filter's conditions that the index knows, except `q`. They may match more than the filter does.
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
        // Nearly everything came live, so searching for it would narrow nothing.
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

    /// Adds a group; nothing matches an empty one.
    pub(crate) fn any(&mut self, terms: impl IntoIterator<Item = Term<'a>>) {
        self.0.push(terms.into_iter().collect());
    }

    /// Whether the index narrows nothing down over all portals.
    pub(crate) fn is_everything(&self) -> bool {
        self.0.iter().flatten().all(Term::is_of_portals_alone) && !self.is_impossible()
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
