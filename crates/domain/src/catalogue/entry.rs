//! What the catalogue says of one deletion event.

/// Ways to the same thing, the documented one first; the first that leads to a text counts.
///
/// A path begins with `data`, `auth`, `item` (the element of the entry's list) or is `code` (the number at the end of
/// the event code). Keys match without regard to case if they do not match exactly. `{X}` is any key of a map, at the
/// end of a path the key itself; `[]` at the end joins a list with commas.
pub(super) type Paths = &'static [&'static str];

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
    pub(super) id: &'static [Paths],
    pub(super) parents: &'static [Parent],
    /// The keys under `data` where the list stands of which each element is one deletion.
    pub(super) list: &'static [&'static str],
}

/// Where any event with a single id may have it, whatever its page says (docs/protocol.md 8.3).
pub(super) const USUAL_IDS: Paths = &["data.FIELDS.ID", "data.FIELDS.id", "data.ID", "data.id"];

/// Something that the event names beside the id: the attribute's name, and where it stands.
pub(super) type Parent = (&'static str, Paths);

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

/// The code of smart processes' items; for one process its number follows after `_`.
pub(super) const SMART_PROCESS: &str = "ONCRMDYNAMICITEMDELETE";

/// The code of the family of events of one smart process each.
pub(super) const SMART_PROCESS_FAMILY: &str = "ONCRMDYNAMICITEMDELETE_{entityTypeId}";

/// The number of the smart process at the end of a code.
pub(super) fn smart_process(code: &str) -> Option<&str> {
    let number = code.strip_prefix(SMART_PROCESS)?.strip_prefix('_')?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(number)
}
