//! Names in a query string that the page does not know: the page says that it ignores them.

use url::form_urlencoded;

use crate::page::frame::Frame;
use crate::page::markup::isolated;

/// How many names a page says, and how many characters of each.
const MOST: usize = 10;
const MAX_CHARS: usize = 40;

/// Unknown names in a query string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ignored(Vec<String>);

impl Ignored {
    /// The names in the query string besides the known ones.
    pub(crate) fn besides(known: &[&str], query: Option<&str>) -> Self {
        let mut ignored = Self::default();
        for (name, _) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            if !known.contains(&&*name) {
                ignored.note(&name);
            }
        }
        ignored
    }

    /// Adds a name that the page does not know.
    pub(crate) fn note(&mut self, name: &str) {
        let name: String = name.chars().take(MAX_CHARS).collect();
        if self.0.len() < MOST && !self.0.contains(&name) {
            self.0.push(name);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sentence that names them; `None` if none has a name.
    pub(crate) fn said(&self, frame: &Frame) -> Option<String> {
        let sayable = self.0.iter().filter(|name| !name.is_empty());
        let names = sayable.map(|name| isolated(name)).collect::<Vec<_>>().join(", ");
        (!names.is_empty()).then(|| frame.t1("ignored-names", "names", names))
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn said(query: &str) -> Option<String> {
        let frame = Frame::at(datetime!(2026-03-17 15:16:17 UTC));
        Ignored::besides(&["cursor", "done"], Some(query)).said(&frame)
    }

    #[test]
    fn unknown_names_are_said_once_each_and_can_not_hide() {
        assert_eq!(said("cursor=1&done="), None);
        assert_eq!(said("=x"), None);
        let text = "This page ignores unknown filters: \u{2068}colour\u{2069}, \u{2068}aU+202Eb\u{2069}.";
        assert_eq!(said("colour=red&cursor=1&colour=blue&a%E2%80%AEb").as_deref(), Some(text));
    }

    #[test]
    fn very_many_names_are_not_all_said() {
        let many: Vec<_> = (0..60).map(|number| format!("name-{number}=1")).collect();
        assert_eq!(said(&many.join("&")).map(|text| text.matches("name-").count()), Some(MOST));
        assert_eq!(said(&"x".repeat(500)).map(|text| text.matches('x').count()), Some(MAX_CHARS));
    }
}
