//! Adds, changes and deletes titled things of a portal, each with its event.

use crate::events::deletions::Kind;
use crate::events::envelope::Happening;
use crate::events::post::Delivery;
use crate::events::titles::stem;
use crate::php::{Value, map};
use crate::portal::Portal;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Added,
    Updated,
    Deleted,
}

/// The `data` of its event: tasks name the task before and after the change.
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
    /// Adds a lead, deal, contact, company or task and returns its number.
    ///
    /// # Panics
    /// If things of this kind have no titles.
    pub async fn create(&self, kind: Kind, title: &str) -> u64 {
        let id = self.with(|portal| portal.next_id(kind)).unsigned_abs();
        self.write(kind, id, Change::Added, Some(title)).await;
        id
    }

    /// Changes a thing's title.
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

    /// How many titles no caller has read yet.
    pub fn unread_titles(&self) -> usize {
        self.with(|portal| portal.titles.unread())
    }

    async fn write(&self, kind: Kind, id: u64, change: Change, title: Option<&str>) -> Vec<Delivery> {
        let stem = stem(kind).expect("a kind whose things have titles");
        let end = match change {
            Change::Added => "ADD",
            Change::Updated => "UPDATE",
            Change::Deleted => "DELETE",
        };
        let user = self.with(|portal| {
            portal.titles.set(stem, id, title);
            portal.signed_in
        });
        let happening = Happening::new(&format!("{stem}{end}"), data(kind, id, change), Some(user));
        let outgoing = self.world.raise(&mut self.world.state(), self.index, &happening);
        self.send(outgoing).await
    }
}
