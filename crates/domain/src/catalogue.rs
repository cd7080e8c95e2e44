//! The deletion events that Bitrix24 documents, and some that it only offers, as data (docs/protocol.md 2 and 8.3). To
//! add one, add a row to the table.

mod entry;
mod path;
mod report;
mod table;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use self::entry::{Binding, CatalogueEntry};
pub(crate) use self::report::{text_of, usual_id};

use self::entry::{SMART_PROCESS_FAMILY, smart_process};

/// The entity of events whose code is not in the catalogue.
pub const UNKNOWN: &str = "unknown";

static BY_CODE: LazyLock<HashMap<&str, &CatalogueEntry>> =
    LazyLock::new(|| table::TABLE.iter().map(|entry| (entry.code, entry)).collect());

/// All entries in the order of the documentation, then those that no page describes.
pub fn all() -> &'static [CatalogueEntry] {
    &table::TABLE
}

/// The entry for an upper-case code; `ONCRMDYNAMICITEMDELETE_147` is one of a family.
pub fn find(code: &str) -> Option<&'static CatalogueEntry> {
    let known = if smart_process(code).is_some() { SMART_PROCESS_FAMILY } else { code };
    BY_CODE.get(known).copied()
}

/// Whether an upper-case code names a deletion, in the catalogue or not.
pub fn names_deletion(code: &str) -> bool {
    ["DELETE", "DELETED", "UNREGISTER"].iter().any(|end| code.ends_with(end))
}

/// What kind of thing an event with this upper-case code deletes.
pub fn entity(code: &str) -> &'static str {
    find(code).map_or(UNKNOWN, |entry| entry.entity)
}

/// The codes of events that delete this kind of thing, without families of codes.
pub fn codes(entity: &str) -> impl Iterator<Item = &'static str> {
    all().iter().filter(move |entry| entry.entity == entity && entry.binding != Binding::Family).map(|entry| entry.code)
}

/// The prefix of the family of codes that delete this kind of thing; a number follows.
pub fn family(entity: &str) -> Option<&'static str> {
    let entry = all().iter().find(|entry| entry.entity == entity && entry.binding == Binding::Family)?;
    entry.code.split('{').next()
}

/// The scopes that the app's card needs, so that portals offer every bindable event.
pub const SCOPES: [&str; 13] = [
    "imconnector",
    "imopenlines",
    "imbot",
    "crm",
    "task",
    "calendar",
    "catalog",
    "sale",
    "booking",
    "sonet_group",
    "log",
    "user",
    "userfieldconfig",
];

/// What to bind on a portal that offers these codes: of two codes for one deletion, one.
pub fn to_bind(offers: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static CatalogueEntry> {
    let wanted = move |entry: &&CatalogueEntry| {
        entry.is_bindable() && offers(entry.code) && !entry.superseded_by.is_some_and(&offers)
    };
    all().iter().filter(wanted)
}
