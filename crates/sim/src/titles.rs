//! The titles of a portal's things.

use std::collections::BTreeMap;

use crate::deletions::Kind;

/// Titles by kind and number.
#[derive(Debug, Default)]
pub(crate) struct Titles(BTreeMap<(&'static str, u64), String>);

impl Titles {
    /// The titles of a kind's things, by their numbers.
    pub(crate) fn of(&self, kind: Kind) -> Vec<(u64, String)> {
        let wanted = stem(kind);
        let own = self.0.iter().filter(|((kind, _), _)| Some(*kind) == wanted);
        own.map(|((_, id), title)| (*id, title.clone())).collect()
    }

    /// Sets the title of a thing; without one the thing is gone.
    pub(crate) fn set(&mut self, stem: &'static str, id: u64, title: Option<&str>) {
        match title {
            Some(title) => self.0.insert((stem, id), title.to_owned()),
            None => self.0.remove(&(stem, id)),
        };
    }
}

/// What the event codes of a kind of titled things begin with; none for other kinds.
pub(crate) fn stem(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Lead => "ONCRMLEAD",
        Kind::Deal => "ONCRMDEAL",
        Kind::Contact => "ONCRMCONTACT",
        Kind::Company => "ONCRMCOMPANY",
        Kind::Task => "ONTASK",
        _ => return None,
    })
}
