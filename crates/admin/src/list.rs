//! A list of deletions on a page: its rows, its neighbours, and what stands there when it is empty.

use domain::MemberId;
use domain::clock::{from_micros, micros};
use domain::deletion::{Deletion, Place};

use crate::error::PageError;
use crate::filter::Asked;
use crate::frame::Frame;
use crate::rows::Row;

/// So many deletions are on a page.
pub(crate) const PAGE: u64 = 50;

/// The list.
pub(crate) struct List {
    /// What is on this page.
    pub(crate) rows: Vec<Row>,
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
}

/// What an empty list says.
pub(crate) struct Empty {
    pub(crate) title: &'static str,
    pub(crate) text: &'static str,
    pub(crate) way_out: Option<(String, &'static str)>,
}

impl List {
    /// A page of a list.
    pub(crate) fn new(asked: &Asked, deletions: Vec<Deletion>, next: Option<String>, frame: &Frame) -> Self {
        let first = asked.cursor().is_none();
        Self {
            rows: deletions.into_iter().map(|deletion| Row::new(deletion, frame)).collect(),
            across: false,
            live: first.then(|| asked.href(None)),
            older: next.map(|next| asked.href(Some(&next))),
            newest: (!first).then(|| asked.href(None)),
            empty: empty(asked),
        }
    }

    /// The list of a filter that can't be used: it is not shown.
    pub(crate) fn none(asked: &Asked) -> Self {
        Self { rows: Vec::new(), across: false, live: None, older: None, newest: None, empty: empty(asked) }
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

fn empty(asked: &Asked) -> Empty {
    if asked.cursor().is_some() {
        return Empty {
            title: "Nothing older",
            text: "The list ends here.",
            way_out: Some((asked.href(None), "Back to the newest")),
        };
    }
    if asked.is_filtered() {
        return Empty {
            title: "No deletion fits these filters",
            text: "Remove one of them, or look at all deletions. New ones that fit appear here by themselves.",
            way_out: Some((asked.path().to_owned(), "Remove all filters")),
        };
    }
    Empty {
        title: "Nothing was deleted yet",
        text: "As soon as something is deleted in a portal that has the app, Bitrix24 says so and it appears here by itself, usually within seconds.",
        way_out: None,
    }
}

/// A place in the list of all portals as text.
pub(crate) fn write_place(place: &Place) -> String {
    format!("{}~{}~{}", micros(place.received_at), place.number, place.member_id)
}

/// What [`write_place`] wrote.
pub(crate) fn read_place(text: &str) -> Result<Place, PageError> {
    let place = |text: &str| {
        let (time, rest) = text.split_once('~')?;
        let (number, member_id) = rest.split_once('~')?;
        Some(Place {
            received_at: from_micros(time.parse().ok()?),
            member_id: MemberId::parse(member_id).ok()?,
            number: number.parse().ok().filter(|number| i64::try_from(*number).is_ok())?,
        })
    };
    place(text).ok_or(PageError::UnreadableCursor)
}

/// A portal's number as a place in its list.
pub(crate) fn read_number(text: &str) -> Result<u64, PageError> {
    let number = text.parse().ok().filter(|number| i64::try_from(*number).is_ok());
    number.ok_or(PageError::UnreadableCursor)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn place_is_read_as_it_is_written() {
        let place = Place {
            received_at: datetime!(2026-03-17 15:16:17.000123 UTC),
            member_id: MemberId::parse("a.b-c_d").unwrap(),
            number: 42,
        };
        assert_eq!(read_place(&write_place(&place)).unwrap(), place);
    }

    #[test]
    fn place_that_was_changed_is_refused() {
        for text in ["", "1", "1~2", "x~2~a", "1~x~a", "1~2~a/b", "1~18446744073709551615~a"] {
            assert!(read_place(text).is_err(), "{text}");
        }
        assert!(read_number("18446744073709551615").is_err());
        assert!(read_number("-1").is_err());
        assert_eq!(read_number("42").unwrap(), 42);
    }
}
