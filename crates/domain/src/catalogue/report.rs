//! Builds the deletions of an event from its catalogue entry.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::entry::{CatalogueEntry, Parent, USUAL_IDS};
use super::path::PathRoot;
use crate::event::{Event, Fingerprints, MAX_ID, Payload, Reported};
use crate::wire::{MAX_BODY, Map, Value};

/// The list of an event whose elements are one deletion each.
struct List<'a> {
    key: &'a str,
    items: Vec<&'a Value>,
    /// The weight of the data around the list.
    around: usize,
}

impl CatalogueEntry {
    /// The deletions of an event with this entry's code: one, or one for each element of its list.
    pub(crate) fn report<'a>(&self, event: &'a Event) -> Vec<Reported<'a>> {
        let fingerprints = Fingerprints::of(event);
        let shared = self.attributes(PathRoot { event, item: None }, false);
        let one = |item, payload, ordinal| {
            let origin = PathRoot { event, item };
            let mut attributes = shared.clone();
            attributes.extend(self.attributes(origin, true));
            let entity_id = self.id(origin);
            if entity_id.is_none() {
                attributes.insert("incomplete".to_owned(), "true".to_owned());
            }
            let entity_id = entity_id.unwrap_or_default();
            let (fingerprint, neighbours) = fingerprints.at(ordinal);
            Reported { entity: self.entity, entity_id, attributes, payload, fingerprint, neighbours }
        };
        let Some(list) = self.list(event) else {
            return vec![one(None, event.payload(), 0)];
        };
        let items = list.items.iter().enumerate();
        items.map(|(ordinal, item)| one(Some(item), list.payload(event, ordinal), ordinal)).collect()
    }

    /// How many deletions [`CatalogueEntry::report`] makes.
    pub(crate) fn count(&self, event: &Event) -> usize {
        self.list(event).map_or(1, |list| list.items.len())
    }

    /// All parts of the id, or `None`, also if no index could hold it. A single id is also sought where most events
    /// have theirs: portals send some elsewhere than their pages say.
    fn id(&self, origin: PathRoot<'_>) -> Option<String> {
        if let ([paths], []) = (self.id, self.list) {
            return origin.text(paths).or_else(|| origin.text(USUAL_IDS));
        }
        let parts: Option<Vec<_>> = self.id.iter().map(|paths| origin.text(paths)).collect();
        parts.map(|parts| parts.join(":")).filter(|id| id.len() <= MAX_ID)
    }

    /// The attributes inside the element, or those outside it.
    fn attributes(&self, origin: PathRoot<'_>, in_item: bool) -> BTreeMap<String, String> {
        let asked = self.parents.iter().filter(|parent| is_in_item(parent) == in_item);
        let named = asked.filter_map(|(name, paths)| Some(((*name).to_owned(), origin.text(paths)?)));
        named.collect()
    }

    fn list<'a>(&self, event: &'a Event) -> Option<List<'a>> {
        let data = event.data.as_ref()?.as_map()?;
        let mut keys = self.list.iter();
        keys.find_map(|key| List::under(key, data))
    }
}

/// The first text that any of the paths leads to.
pub(crate) fn text_of(event: &Event, paths: &'static [&'static str]) -> Option<String> {
    PathRoot { event, item: None }.text(paths)
}

/// The id of an event that the catalogue does not know, if it is where most have theirs.
pub(crate) fn usual_id(event: &Event) -> Option<String> {
    PathRoot { event, item: None }.text(USUAL_IDS)
}

fn is_in_item((_, paths): &Parent) -> bool {
    paths.iter().any(|path| path.starts_with("item."))
}

impl<'a> List<'a> {
    /// The list under `key`; a map without numbers as keys counts as its only element.
    fn under(key: &str, data: &'a Map) -> Option<Self> {
        let (key, value) = data.get_any_case(key).filter(|(_, value)| !value.is_void())?;
        let map = value.as_map()?;
        let items = map.list().unwrap_or_else(|| vec![value]);
        Some(Self { key, items, around: data.weight() - map.weight() })
    }

    /// The event as far as it concerns one element.
    ///
    /// Each element gets what the elements share while the total stays within [`MAX_BODY`]; else only the first one
    /// does, so that storing an event can't multiply its weight by thousands.
    fn payload(&self, event: &'a Event, ordinal: usize) -> Payload<'a> {
        let payload = event.payload();
        if self.items.len() == 1 {
            return payload;
        }
        let shared = (self.around + event.auth.weight()).saturating_mul(self.items.len());
        let complete = ordinal == 0 || shared <= MAX_BODY;
        let data = payload.data.as_deref().and_then(Value::as_map).filter(|_| complete);
        let others = data.into_iter().flat_map(Map::iter).filter(|(key, _)| *key != self.key);
        let item = Map::from_iter([("0", self.items[ordinal].clone())]);
        let mut trimmed: Map = others.map(|(key, value)| (key, value.clone())).collect();
        trimmed.insert(self.key, Value::Map(item));
        Payload { data: Some(Cow::Owned(Value::Map(trimmed))), auth: payload.auth.filter(|_| complete), ..payload }
    }
}
