//! A list of deletions on a page: its rows, its neighbours, and what stands there when it is empty.

use domain::deletion::Deletion;
use web::export::Format;

use crate::error::PageError;
use crate::filter::Asked;
use crate::frame::Frame;
use crate::gaps::GapRow;
use crate::rows::Row;
use crate::session::HOME;

/// So many deletions are on a page.
pub(crate) const PAGE: u64 = 50;

/// The list.
pub(crate) struct List {
    /// What is on this page.
    pub(crate) rows: Vec<Row>,
    /// When nobody listened to the portal that it is about.
    gaps: Vec<GapRow>,
    /// Whether it is about more than one portal.
    pub(crate) across: bool,
    /// Where to ask what changed; only the newest page does.
    pub(crate) live: Option<String>,
    /// The page of the older ones.
    pub(crate) older: Option<String>,
    /// The newest page, if this is not it.
    pub(crate) newest: Option<String>,
    /// What to say if there are no rows.
    pub(crate) empty: Empty,
    /// Where all that the filter shows is had as a file, and what the file is called.
    pub(crate) exports: Vec<(String, &'static str)>,
}

/// What an empty list says.
pub(crate) struct Empty {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) way_out: Option<(String, String)>,
}

impl List {
    /// A page of a list.
    pub(crate) fn new(asked: &Asked, deletions: Vec<Deletion>, next: Option<String>, frame: &Frame) -> Self {
        let first = asked.cursor().is_none();
        let has_more = next.is_some();
        Self {
            rows: deletions.into_iter().map(|deletion| Row::new(deletion, frame)).collect(),
            gaps: Vec::new(),
            across: false,
            live: first.then(|| asked.href(None)),
            older: next.map(|next| asked.href(Some(&next))),
            newest: (!first).then(|| asked.href(None)),
            empty: if has_more { farther_back(asked) } else { empty(asked) },
            exports: exports(asked),
        }
    }

    /// The list of a filter that can't be used: it is not shown.
    pub(crate) fn none(asked: &Asked) -> Self {
        Self {
            rows: Vec::new(),
            gaps: Vec::new(),
            across: false,
            live: None,
            older: None,
            newest: None,
            empty: empty(asked),
            exports: Vec::new(),
        }
    }

    /// The list with the times in which nobody listened.
    pub(crate) fn with_gaps(self, gaps: Vec<GapRow>) -> Self {
        Self { gaps, ..self }
    }

    /// The gaps that stand above the deletion with this index; with the index after the last, those below all of them.
    pub(crate) fn gaps_above(&self, index: &usize) -> impl Iterator<Item = &GapRow> {
        let index = *index;
        self.gaps.iter().filter(move |gap| gap.above == index)
    }

    /// Whether there is nothing at all to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.gaps.is_empty()
    }

    /// Whether it has nothing to show although nothing is filtered out.
    pub(crate) fn is_bare(&self, asked: &Asked) -> bool {
        self.rows.is_empty() && !asked.is_filtered() && asked.cursor().is_none()
    }

    /// The list, saying of each row which portal it is of.
    pub(crate) fn across(self) -> Self {
        Self { across: true, ..self }
    }
}

fn exports(asked: &Asked) -> Vec<(String, &'static str)> {
    if asked.path() == HOME {
        return Vec::new(); // what is shown there is a glance, no list
    }
    let of = |(format, name): (Format, &'static str)| (asked.export_href(format), name);
    [(Format::Csv, "CSV"), (Format::Ndjson, "NDJSON")].map(of).into()
}

/// What a page says on which nothing fits, although older deletions were not looked at yet.
fn farther_back(asked: &Asked) -> Empty {
    Empty {
        title: "Nothing fits so far".to_owned(),
        text: "Many deletions were looked at, and none of them fits. “Older” looks farther back.".to_owned(),
        way_out: Some((asked.path().to_owned(), "Remove all filters".to_owned())),
    }
}

fn empty(asked: &Asked) -> Empty {
    if asked.cursor().is_some() {
        return Empty {
            title: "Nothing older".to_owned(),
            text: "The list ends here.".to_owned(),
            way_out: Some((asked.href(None), "Back to the newest".to_owned())),
        };
    }
    if asked.is_filtered() {
        return Empty {
            title: "No deletion fits these filters".to_owned(),
            text: "Remove one of them, or look at all deletions. New ones that fit appear here by themselves."
                .to_owned(),
            way_out: Some((asked.path().to_owned(), "Remove all filters".to_owned())),
        };
    }
    Empty {
        title: "Nothing was deleted yet".to_owned(),
        text: "As soon as something is deleted in a portal that has the app, Bitrix24 says so and it appears here by itself, usually within seconds.".to_owned(),
        way_out: None,
    }
}

/// A place in a list: a number of a portal, or an arrival.
pub(crate) fn read_place(text: &str) -> Result<u64, PageError> {
    let number = text.parse().ok().filter(|number| i64::try_from(*number).is_ok());
    number.ok_or(PageError::UnreadableCursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_that_was_changed_is_refused() {
        for text in ["", "x", "-1", "1~2", "18446744073709551615"] {
            assert!(read_place(text).is_err(), "{text}");
        }
        assert_eq!(read_place("42").unwrap(), 42);
    }
}
