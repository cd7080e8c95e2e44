//! Things of a portal that have titles: they are added, changed and deleted, each with its event.

use std::collections::BTreeMap;

use crate::deletions::Kind;
use crate::envelope::Happening;
use crate::php::{Value, map};
use crate::portal::Portal;
use crate::post::Delivery;

/// The titles of a portal's things, by kind and number.
#[derive(Debug, Default)]
pub(crate) struct Things(BTreeMap<(&'static str, u64), String>);

/// What happens to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Added,
    Updated,
    Deleted,
}

impl Things {
    /// The things of a kind, by their numbers.
    pub(crate) fn of(&self, kind: Kind) -> Vec<(u64, String)> {
        let wanted = stem(kind);
        let own = self.0.iter().filter(|((kind, _), _)| Some(*kind) == wanted);
        own.map(|((_, id), title)| (*id, title.clone())).collect()
    }
}

/// What the event codes of a kind of titled things begin with; none for other kinds.
fn stem(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Lead => "ONCRMLEAD",
        Kind::Deal => "ONCRMDEAL",
        Kind::Contact => "ONCRMCONTACT",
        Kind::Company => "ONCRMCOMPANY",
        Kind::Task => "ONTASK",
        _ => return None,
    })
}

/// The `data` of its event: tasks say which one it was before and which one it is after.
fn data(kind: Kind, id: u64, change: Change) -> Value {
    let fields = || map([("ID", id.to_string().into())]);
    if kind != Kind::Task {
        return map([("FIELDS", fields())]);
    }
    let nothing = || Value::from("undefined");
    let (before, after) = match change {
        Change::Added => (nothing(), fields()),
        Change::Updated => (fields(), fields()),
        Change::Deleted => (fields(), nothing()),
    };
    map([
        ("FIELDS_BEFORE", before),
        ("FIELDS_AFTER", after),
        ("IS_ACCESSIBLE_BEFORE", nothing()),
        ("IS_ACCESSIBLE_AFTER", nothing()),
    ])
}

impl Portal {
    /// Adds a lead, deal, contact, company or task with this title, and returns its number.
    ///
    /// # Panics
    /// If it is another kind, whose things have no title here.
    pub async fn create(&self, kind: Kind, title: &str) -> u64 {
        let id = self.with(|portal| portal.next_id(kind)).unsigned_abs();
        self.write(kind, id, Change::Added, Some(title)).await;
        id
    }

    /// Gives a thing another title.
    ///
    /// # Panics
    /// As [`Portal::create`].
    pub async fn retitle(&self, kind: Kind, id: u64, title: &str) -> Vec<Delivery> {
        self.write(kind, id, Change::Updated, Some(title)).await
    }

    /// Deletes this thing.
    ///
    /// # Panics
    /// As [`Portal::create`].
    pub async fn delete_this(&self, kind: Kind, id: u64) -> Vec<Delivery> {
        self.write(kind, id, Change::Deleted, None).await
    }

    async fn write(&self, kind: Kind, id: u64, change: Change, title: Option<&str>) -> Vec<Delivery> {
        let stem = stem(kind).expect("a kind whose things have titles");
        let end = match change {
            Change::Added => "ADD",
            Change::Updated => "UPDATE",
            Change::Deleted => "DELETE",
        };
        let user = self.with(|portal| {
            match title {
                Some(title) => portal.things.0.insert((stem, id), title.to_owned()),
                None => portal.things.0.remove(&(stem, id)),
            };
            portal.signed_in
        });
        let happening = Happening::new(&format!("{stem}{end}"), data(kind, id, change), Some(user));
        let outgoing = self.world.raise(&mut self.world.state(), self.index, &happening);
        self.send(outgoing).await
    }
}
