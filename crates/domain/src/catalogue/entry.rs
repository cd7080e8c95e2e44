//! What the catalogue says about one deletion event.

/// Paths to the same value, the documented one first; the first that leads to a text counts.
///
/// A path begins with `data`, `auth`, `item` (the element of the entry's list) or is `code` (the number at the end of
/// the event code). Keys match in any case if none matches exactly. `{X}` is any key of a map, at the end of a path the
/// key itself; `[]` at the end joins a list with commas.
pub(super) type Paths = &'static [&'static str];

/// One deletion event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// The upper-case code; the family of smart processes has a placeholder in it.
    pub code: &'static str,
    /// What happened, in a few words.
    pub title: &'static str,
    /// The scope that an app needs for it.
    pub scope: &'static str,
    /// What kind of thing was deleted.
    pub entity: &'static str,
    /// How an app gets it.
    pub binding: Binding,
    /// Whether a page of the documentation describes it; we know the others from the portal's own code.
    pub documented: bool,
    /// Whether Bitrix24 sends it before the deletion, which then may not happen.
    pub announces: bool,
    /// The code that reports the same deletion better: bind only one of the two.
    pub superseded_by: Option<&'static str>,
    /// The parts of the id, joined with `:`.
    pub(super) id: &'static [Paths],
    pub(super) parents: &'static [Parent],
    /// The keys under `data` that may hold the list whose elements are one deletion each.
    pub(super) list: &'static [&'static str],
}

/// Where any event with a single id may have it, whatever its page says (docs/protocol.md 8.3).
pub(super) const USUAL_IDS: Paths = &["data.FIELDS.ID", "data.FIELDS.id", "data.ID", "data.id"];

/// The name of an attribute, and where the event has it.
pub(super) type Parent = (&'static str, Paths);

/// How an app gets an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// By `event.bind`.
    App,
    /// By `event.bind`, and only for the app's own bots.
    OwnBot,
    /// The portal binds it when the app registers a bot.
    Portal,
    /// Never sent, only polled.
    Polled,
    /// A misprinted code, which may arrive but is never bound.
    Alias,
    /// A family of codes, covered by the one without a number.
    Family,
}

impl CatalogueEntry {
    /// Whether `event.bind` may be called with the code.
    pub fn is_bindable(&self) -> bool {
        matches!(self.binding, Binding::App | Binding::OwnBot)
    }

    /// Where the id is, as `events.csv` writes it.
    pub fn id_path(&self) -> String {
        let parts: Vec<_> = self.id.iter().map(|paths| self.printed(paths)).collect();
        parts.join("+")
    }

    /// The names of the attributes and where they are, as `events.csv` writes it.
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

/// The code of smart process items; for one process, `_` and its number follow.
pub(super) const SMART_PROCESS: &str = "ONCRMDYNAMICITEMDELETE";

/// The code of the family of events with a smart process's number.
pub(super) const SMART_PROCESS_FAMILY: &str = "ONCRMDYNAMICITEMDELETE_{entityTypeId}";

/// The smart process's number at the end of a code.
pub(super) fn smart_process(code: &str) -> Option<&str> {
    let number = code.strip_prefix(SMART_PROCESS)?.strip_prefix('_')?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(number)
}
