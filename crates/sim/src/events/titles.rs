//! The titles of things in a portal.

use std::collections::{BTreeMap, BTreeSet};

use crate::events::deletions::Kind;

/// Titles by event stem and number.
#[derive(Debug, Default)]
pub(crate) struct Titles {
    titles: BTreeMap<(&'static str, u64), String>,
    /// Things whose titles no caller has read yet.
    unread: BTreeSet<(&'static str, u64)>,
}

impl Titles {
    /// Number and title of each thing of a kind.
    pub(crate) fn of(&self, kind: Kind) -> Vec<(u64, String)> {
        let wanted = stem(kind);
        let own = self.titles.iter().filter(|((kind, _), _)| Some(*kind) == wanted);
        own.map(|((_, id), title)| (*id, title.clone())).collect()
    }

    /// Sets a thing's title; `None` removes the thing.
    pub(crate) fn set(&mut self, stem: &'static str, id: u64, title: Option<&str>) {
        self.titles.remove(&(stem, id));
        self.unread.remove(&(stem, id));
        if let Some(title) = title {
            self.titles.insert((stem, id), title.to_owned());
            self.unread.insert((stem, id));
        }
    }

    /// Removes the oldest titled thing of a kind and returns its number.
    pub(crate) fn take_oldest(&mut self, kind: Kind) -> Option<u64> {
        let stem = stem(kind)?;
        let (&(_, id), _) = self.titles.range((stem, 0)..=(stem, u64::MAX)).next()?;
        self.set(stem, id, None);
        Some(id)
    }

    pub(crate) fn note_read(&mut self, kind: Kind, id: u64) {
        if let Some(stem) = stem(kind) {
            self.unread.remove(&(stem, id));
        }
    }

    pub(crate) fn unread(&self) -> usize {
        self.unread.len()
    }
}

/// The prefix of a kind's event codes; none for kinds without titles.
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
