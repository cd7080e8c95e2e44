//! An entry of the search index, and a checksum over all entries.

use domain::catalogue;
use domain::deletion::Sources;

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

/// How many terms the index has, or should have, and a checksum over them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) terms: i64,
    pub(super) sum: i64,
}

/// Keeps a sum of many products within 64 bits.
pub(super) const MODULUS: i64 = 65_521;

impl Sum {
    pub(super) fn add(&mut self, place: i64, term: &str) {
        let length = i64::try_from(term.chars().count()).unwrap_or(i64::MAX);
        self.terms += 1;
        self.sum += place % MODULUS * length;
    }
}

/// The event's entity, if the few codes that the catalogue has for it don't cover all its deletions.
pub(crate) fn open_entity(event: &str) -> Option<&'static str> {
    Some(catalogue::entity(event)).filter(|entity| has_open_codes(entity))
}

/// Whether any number of codes may report deletions of this entity.
pub(crate) fn has_open_codes(entity: &str) -> bool {
    entity == catalogue::UNKNOWN || catalogue::family(entity).is_some()
}
