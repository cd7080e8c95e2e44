//! The deletion events that Bitrix24 documents, and some that it only offers, as data (docs/protocol.md 2 and 8.3).
//! Adding one is adding a row to the table.

mod path;
mod report;
mod table;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::LazyLock;

pub(crate) use self::report::usual_id;

/// Ways to the same thing, the documented one first; the first that leads to a text counts.
///
/// A path begins with `data`, `auth`, `item` (the element of the entry's list) or is `code` (the number at the end of
/// the event code). Keys match without regard to case if they do not match exactly. `{X}` is any key of a map, at the
/// end of a path the key itself; `[]` at the end joins a list with commas.
type Paths = &'static [&'static str];

/// What is known of one deletion event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// The code, in capitals; the family of smart processes has a placeholder in it.
    pub code: &'static str,
    /// What happened, in a few words.
    pub title: &'static str,
    /// The scope that an app needs for it.
    pub scope: &'static str,
    /// What kind of thing was deleted.
    pub entity: &'static str,
    /// How an app comes to get it.
    pub binding: Binding,
    /// Whether a page of the documentation describes it; the others are known from the portal's own code.
    pub documented: bool,
    /// Whether it is sent before the deletion, which then may not happen.
    pub announces: bool,
    /// The code that reports the same deletion, and better: bind only one of the two.
    pub superseded_by: Option<&'static str>,
    /// The parts of the id, to be joined with `:`.
    id: &'static [Paths],
    parents: &'static [Parent],
    /// The keys under `data` where the list stands of which each element is one deletion.
    list: &'static [&'static str],
}

/// Where any event with a single id may have it, whatever its page says (docs/protocol.md 8.3).
const USUAL_IDS: Paths = &["data.FIELDS.ID", "data.FIELDS.id", "data.ID", "data.id"];

/// Something that the event names beside the id: the attribute's name, and where it stands.
type Parent = (&'static str, Paths);

/// How an app comes to get an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// By `event.bind`.
    App,
    /// By `event.bind`, and only for the app's own bots.
    OwnBot,
    /// The portal binds it when the app registers a bot.
    Portal,
    /// Never sent, only asked for.
    Polled,
    /// The code is a misprint that arrives at most.
    Alias,
    /// A family of codes, covered by the one without a number.
    Family,
}

impl CatalogueEntry {
    /// Whether `event.bind` may be called with the code.
    pub fn is_bindable(&self) -> bool {
        matches!(self.binding, Binding::App | Binding::OwnBot)
    }

    /// Where the id stands, in the words of `events.csv`.
    pub fn id_path(&self) -> String {
        let parts: Vec<_> = self.id.iter().map(|paths| self.printed(paths)).collect();
        parts.join("+")
    }

    /// The names of the attributes and where they stand, in the words of `events.csv`.
    pub fn parent_paths(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.parents.iter().map(|(name, paths)| (*name, self.printed(paths)))
    }

    fn printed(&self, paths: Paths) -> String {
        let path = paths.first().copied().unwrap_or_default().trim_end_matches("[]");
        match (path.strip_prefix("item."), self.list.first()) {
            (Some(rest), Some(list)) => format!("data.{list}[].{rest}"),
            _ => path.to_owned(),
        }
    }
}

/// The kind of thing that an event deletes whose code is not in the catalogue.
pub const UNKNOWN: &str = "unknown";

/// The code of smart processes' items; for one process its number follows after `_`.
const SMART_PROCESS: &str = "ONCRMDYNAMICITEMDELETE";

/// The code of the family of events of one smart process each.
const SMART_PROCESS_FAMILY: &str = "ONCRMDYNAMICITEMDELETE_{entityTypeId}";

static BY_CODE: LazyLock<HashMap<&str, &CatalogueEntry>> =
    LazyLock::new(|| table::TABLE.iter().map(|entry| (entry.code, entry)).collect());

/// All entries, in the order of the documentation, and after them those that no page describes.
pub fn all() -> &'static [CatalogueEntry] {
    &table::TABLE
}

/// The entry for a code in capitals; `ONCRMDYNAMICITEMDELETE_147` is one of a family.
pub fn find(code: &str) -> Option<&'static CatalogueEntry> {
    let known = if smart_process(code).is_some() { SMART_PROCESS_FAMILY } else { code };
    BY_CODE.get(known).copied()
}

/// Whether a code in capitals names a deletion, be it in the catalogue or not.
pub fn names_deletion(code: &str) -> bool {
    ["DELETE", "DELETED", "UNREGISTER"].iter().any(|end| code.ends_with(end))
}

/// What kind of thing an event with this code, in capitals, deletes.
pub fn entity(code: &str) -> &'static str {
    find(code).map_or(UNKNOWN, |entry| entry.entity)
}

/// The codes of which an event deletes this kind of thing, but for families of codes.
pub fn codes(entity: &str) -> impl Iterator<Item = &'static str> {
    all().iter().filter(move |entry| entry.entity == entity && entry.binding != Binding::Family).map(|entry| entry.code)
}

/// How the codes of a family begin that delete this kind of thing; a number follows.
pub fn family(entity: &str) -> Option<&'static str> {
    let entry = all().iter().find(|entry| entry.entity == entity && entry.binding == Binding::Family)?;
    entry.code.split('{').next()
}

/// What to bind on a portal that offers the codes of which `offers` says so: of two codes for one deletion, one.
pub fn to_bind(offers: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static CatalogueEntry> {
    let wanted = move |entry: &&CatalogueEntry| {
        entry.is_bindable() && offers(entry.code) && !entry.superseded_by.is_some_and(&offers)
    };
    all().iter().filter(wanted)
}

/// The number of the smart process at the end of a code.
fn smart_process(code: &str) -> Option<&str> {
    let number = code.strip_prefix(SMART_PROCESS)?.strip_prefix('_')?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(number)
}
