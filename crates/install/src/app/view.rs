//! The deletions that the page shows: read from its address, and turned back into addresses. Ranges stay relative.

use domain::deletion::Filter;
use time::Duration;
use url::form_urlencoded;

use super::visit::{TOKEN, Visit};

/// The longest search text, in characters.
const MAX_CHARS: usize = 100;
/// How many kinds may be chosen.
const MAX_KINDS: usize = 70;
/// How many unknown parameters to name.
const NAMED: usize = 3;

/// The days for which deletions are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Range {
    Today,
    Week,
    Month,
    #[default]
    All,
}

impl Range {
    pub(crate) const ALL: [Self; 4] = [Self::Today, Self::Week, Self::Month, Self::All];

    /// The word in the address.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Week => "7d",
            Self::Month => "30d",
            Self::All => "all",
        }
    }

    /// How many days it has, today included.
    fn days(self) -> Option<i64> {
        match self {
            Self::Today => Some(1),
            Self::Week => Some(7),
            Self::Month => Some(30),
            Self::All => None,
        }
    }
}

/// Where a page of the list begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ListPlace {
    /// With the newest.
    #[default]
    Newest,
    /// With the first that is older than this number.
    Before(u64),
    /// Ends with the first that is newer than this number.
    After(u64),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct View {
    pub(crate) range: Range,
    pub(crate) kinds: Vec<String>,
    pub(crate) q: String,
    pub(crate) place: ListPlace,
    /// Parameters that were not understood.
    pub(crate) ignored: Vec<String>,
}

impl View {
    /// Reads a query string. Nothing in it is an error: the page names what it does not understand.
    pub(crate) fn read(query: &str) -> Self {
        let mut view = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            if name != TOKEN && !value.is_empty() && !view.take(&name, value) {
                view.ignore(&name);
            }
        }
        view
    }

    fn take(&mut self, name: &str, value: &str) -> bool {
        let number = || value.parse().ok().filter(|number| i64::try_from(*number).is_ok());
        match name {
            "range" => match Range::ALL.into_iter().find(|range| range.as_str() == value) {
                Some(range) => self.range = range,
                None => return false,
            },
            "entity" if is_kind(value) && self.kinds.len() < MAX_KINDS => {
                if !self.kinds.iter().any(|kind| kind == value) {
                    self.kinds.push(value.to_owned());
                }
            }
            "q" if is_text(value) => value.clone_into(&mut self.q),
            "before" | "after" => match number() {
                Some(number) => {
                    self.place = if name == "before" { ListPlace::Before(number) } else { ListPlace::After(number) }
                }
                None => return false,
            },
            "format" => {}
            _ => return false,
        }
        true
    }

    fn ignore(&mut self, name: &str) {
        let name: String = name.chars().take(40).collect();
        if self.ignored.len() < NAMED && !self.ignored.contains(&name) {
            self.ignored.push(name);
        }
    }

    /// Whether it filters anything.
    pub(crate) fn is_filtered(&self) -> bool {
        self.range != Range::All || !self.kinds.is_empty() || !self.q.is_empty()
    }

    /// The filter, with days in the visitor's time zone.
    pub(crate) fn filter(&self, visit: &Visit) -> Filter {
        let today = visit.zone.local(visit.now).date();
        let begins = self.range.days().map(|days| today.saturating_sub(Duration::days(days - 1)));
        Filter {
            entity: self.kinds.clone(),
            q: Some(self.q.clone()).filter(|q| !q.is_empty()),
            from: begins.map(|day| visit.zone.beginning(day)),
            ..Filter::default()
        }
    }

    /// The first page in another range.
    pub(crate) fn in_range(&self, range: Range) -> Self {
        Self { range, ..self.at_newest() }
    }

    /// The first page with this kind, or without it if it was chosen.
    pub(crate) fn toggled(&self, kind: &str) -> Self {
        let mut view = self.at_newest();
        match view.kinds.iter().position(|known| known == kind) {
            Some(place) => drop(view.kinds.remove(place)),
            None => view.kinds.push(kind.to_owned()),
        }
        view
    }

    /// The first page with all kinds.
    pub(crate) fn of_all_kinds(&self) -> Self {
        Self { kinds: Vec::new(), ..self.at_newest() }
    }

    pub(crate) fn at_newest(&self) -> Self {
        self.at(ListPlace::Newest)
    }

    /// The same at another place.
    pub(crate) fn at(&self, place: ListPlace) -> Self {
        Self { place, ignored: Vec::new(), ..self.clone() }
    }

    /// Its parameters, without the place.
    pub(crate) fn fields(&self) -> Vec<(&'static str, &str)> {
        let mut fields = Vec::new();
        if self.range != Range::All {
            fields.push(("range", self.range.as_str()));
        }
        fields.extend(self.kinds.iter().map(|kind| ("entity", kind.as_str())));
        if !self.q.is_empty() {
            fields.push(("q", &self.q));
        }
        fields
    }

    pub(crate) fn href(&self, visit: &Visit) -> String {
        let number = match self.place {
            ListPlace::Newest => None,
            ListPlace::Before(number) => Some(("before", number.to_string())),
            ListPlace::After(number) => Some(("after", number.to_string())),
        };
        let mut fields = self.fields();
        fields.extend(number.as_ref().map(|(name, number)| (*name, number.as_str())));
        visit.href("deletions", &fields)
    }
}

fn is_kind(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._".contains(&byte))
}

fn is_text(text: &str) -> bool {
    text.chars().count() <= MAX_CHARS && !text.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_is_read_and_what_is_not_understood_is_named() {
        let view =
            View::read("range=7d&entity=crm.lead&entity=crm.deal&entity=crm.lead&q=+10+&before=40&t=x&x=1&after=");
        assert_eq!(view.range, Range::Week);
        assert_eq!(view.kinds, ["crm.lead", "crm.deal"]);
        assert_eq!(
            (view.q.as_str(), view.place, view.ignored.as_slice()),
            ("10", ListPlace::Before(40), &["x".to_owned()][..])
        );
        for query in ["range=soon", "entity=%00", "before=-1", "after=99999999999999999999", "q=a%00b", "nonsense=1"] {
            let view = View::read(query);
            assert_eq!(view.ignored.len(), 1, "{query}");
            assert!(!view.is_filtered(), "{query}");
        }
        let many = (0..100).map(|number| format!("{number}=1")).collect::<Vec<_>>().join("&");
        assert_eq!(View::read(&many).ignored.len(), NAMED);
    }

    #[test]
    fn kind_is_chosen_and_taken_back() {
        let view = View::read("entity=crm.lead&before=3");
        assert_eq!(view.toggled("crm.deal").kinds, ["crm.lead", "crm.deal"]);
        assert_eq!(view.toggled("crm.lead"), View::default());
        assert_eq!(view.of_all_kinds(), View::default());
    }

    #[test]
    fn parameters_are_written_as_they_are_read() {
        let view = View::read("range=30d&entity=crm.lead&q=a%26b");
        let mut query = form_urlencoded::Serializer::new(String::new());
        assert_eq!(View::read(&query.extend_pairs(view.fields()).finish()), view);
    }
}
