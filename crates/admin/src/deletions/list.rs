//! A list of deletions on a page: its lines, the pages around it, and its text when it is empty.

use domain::deletion::{Deletion, Order, Page};
use store::Store;
use web::export::Format;

use crate::access::session::HOME;
use crate::deletions::columns::Columns;
use crate::deletions::filter::{Asked, Field, Place};
use crate::deletions::fold::{self, Line};
use crate::deletions::gaps::GapRow;
use crate::deletions::names::Names;
use crate::deletions::subject::Subject;
use crate::page::error::PageError;
use crate::page::frame::Frame;

/// The number of deletions on a page.
pub(crate) const PAGE: u64 = 50;
/// How many more to read if the last line of a page is a fold.
const MORE: u64 = 500;

pub(crate) struct List {
    /// The lines of this page, each with its number of deletions.
    pub(crate) lines: Vec<(usize, Line)>,
    /// The gaps of the portal, if the list covers one.
    gaps: Vec<GapRow>,
    /// Whether the list covers more than one portal.
    across: bool,
    columns: Columns,
    /// Where new rows come from, on the newest page.
    pub(crate) live: Option<String>,
    /// The next page, in the list's order.
    pub(crate) next: Option<String>,
    /// The previous page.
    pub(crate) previous: Option<String>,
    /// The first page, if this is another one.
    pub(crate) start: Option<String>,
    /// Whether the list begins with the newest deletion.
    pub(crate) is_newest_first: bool,
    /// The text if there are no rows.
    pub(crate) empty: Empty,
    /// The addresses that export everything the filter matches, and the names of the formats.
    pub(crate) exports: Vec<(String, &'static str)>,
}

pub(crate) struct Empty {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) way_out: Option<(String, String)>,
}

/// The deletions of a page with their positions, and whether there are pages around it.
pub(crate) struct Found {
    pub(crate) items: Vec<(u64, Deletion)>,
    /// The names of their users and things.
    names: Names,
    /// Where the next page begins.
    next: Option<u64>,
    /// Whether there is a previous page.
    has_previous: bool,
    /// Whether the last line has more deletions than we read.
    is_cut: bool,
}

impl Found {
    /// A page that has no others around it.
    pub(crate) fn whole(items: Vec<Deletion>, names: Names) -> Self {
        Self {
            items: items.into_iter().map(|item| (0, item)).collect(),
            names,
            next: None,
            has_previous: false,
            is_cut: false,
        }
    }

    pub(crate) fn received(&self) -> Vec<time::OffsetDateTime> {
        self.items.iter().map(|(_, deletion)| deletion.received_at).collect()
    }

    pub(crate) fn has_next(&self) -> bool {
        self.next.is_some()
    }
}

/// Reads the page that the query asks for.
pub(crate) async fn find(store: &Store, subject: &Subject, asked: &Asked) -> Result<Found, PageError> {
    let (filter, order) = (asked.filter(), asked.order());
    let list = async |order, after, limit| subject.list(store, filter, order, after, limit).await;
    let (place, has_previous) = match asked.place() {
        Place::Start => (None, false),
        Place::After(place) => (Some(*place), true),
        Place::At(at) => {
            let place = subject.place_at(store, *at).await?;
            (Some(if order == Order::Newest { place } else { place.saturating_sub(1) }), true)
        }
        Place::Before(place) => {
            let Page { mut items, next } = list(turned(order), Some(*place), PAGE).await?;
            items.reverse();
            return Ok(Found {
                next: items.last().map(|(place, _)| *place),
                names: names(store, &items).await?,
                items,
                has_previous: next.is_some(),
                is_cut: false,
            });
        }
    };
    let Page { mut items, mut next } = list(order, place, PAGE).await?;
    let mut is_cut = false;
    // Reads the last fold to its end, so that it shows its full number.
    if let Some((_, first)) = last_run(&items).filter(|_| next.is_some() && !asked.is_unfolded()) {
        let mut more = list(order, next, MORE).await?;
        let fitting = more.items.iter().take_while(|(_, other)| fold::belong_together(first, other)).count();
        is_cut = fitting == more.items.len() && more.next.is_some();
        if fitting == more.items.len() {
            next = more.next;
        } else {
            more.items.truncate(fitting);
            next = more.items.last().map(|(place, _)| *place).or(next);
        }
        items.extend(more.items);
    }
    Ok(Found { names: names(store, &items).await?, items, next, has_previous, is_cut })
}

async fn names(store: &Store, items: &[(u64, Deletion)]) -> Result<Names, PageError> {
    Ok(Names::find(store, items.iter().map(|(_, deletion)| deletion)).await?)
}

/// The first deletion of the last line, if that line is a fold.
fn last_run(items: &[(u64, Deletion)]) -> Option<&(u64, Deletion)> {
    let length = fold::open_end(items.iter().map(|(_, deletion)| deletion))?;
    items.get(items.len() - length)
}

fn turned(order: Order) -> Order {
    match order {
        Order::Newest => Order::Oldest,
        Order::Oldest => Order::Newest,
    }
}

impl List {
    pub(crate) fn new(asked: &Asked, found: Found, frame: &Frame) -> Self {
        let is_start = *asked.place() == Place::Start;
        let place = |at: Option<&(u64, Deletion)>| at.map(|(place, _)| *place);
        let (first, has_more) = (place(found.items.first()), found.next.is_some());
        let previous = first.filter(|_| found.has_previous).map(|first| asked.href_from(&Place::Before(first)));
        let deletions: Vec<_> = found.items.into_iter().map(|(_, deletion)| deletion).collect();
        Self {
            lines: fold::lines(deletions, &found.names, found.is_cut, asked, frame),
            gaps: Vec::new(),
            across: asked.is_across(),
            columns: Columns::default(),
            live: None,
            next: found.next.map(|next| asked.href_from(&Place::After(next))),
            previous,
            start: (!is_start).then(|| asked.href()),
            is_newest_first: asked.order() == Order::Newest,
            empty: if has_more { farther_on(asked, frame) } else { empty(asked, frame) },
            exports: exports(asked),
        }
    }

    /// The empty list of an unusable filter.
    pub(crate) fn none(asked: &Asked, frame: &Frame) -> Self {
        let mut list = Self::new(asked, Found::whole(Vec::new(), Names::default()), frame);
        list.exports.clear();
        list
    }

    pub(crate) fn with_gaps(self, gaps: Vec<GapRow>) -> Self {
        Self { gaps, ..self }
    }

    pub(crate) fn with_columns(self, columns: Columns) -> Self {
        Self { columns, ..self }
    }

    /// Adds the address of new rows, if this is the newest page.
    pub(crate) fn with_live(self, asked: &Asked, last: u64) -> Self {
        let is_newest = *asked.place() == Place::Start && self.is_newest_first;
        Self { live: is_newest.then(|| asked.live_href(last)), ..self }
    }

    /// The gaps above the line with this index; the index after the last means those below all lines.
    pub(crate) fn gaps_above(&self, line: &usize) -> impl Iterator<Item = &GapRow> {
        let before = |line: usize| self.lines.iter().take(line).map(|(length, _)| length).sum::<usize>();
        let (first, next) = (before(*line), before(*line + 1).max(before(*line) + 1));
        self.gaps.iter().filter(move |gap| (first..next).contains(&gap.above))
    }

    /// Whether there are neither lines nor gaps.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.gaps.is_empty()
    }

    /// Whether no page of the list has anything to show.
    pub(crate) fn is_whole_and_empty(&self) -> bool {
        self.is_empty() && self.start.is_none() && self.next.is_none()
    }

    /// Whether there are no lines although nothing is filtered out.
    pub(crate) fn is_bare(&self, asked: &Asked) -> bool {
        self.lines.is_empty() && !asked.is_filtered() && *asked.place() == Place::Start
    }

    pub(crate) fn columns(&self) -> &Columns {
        &self.columns
    }

    pub(crate) fn is_across(&self) -> bool {
        self.across
    }

    /// Makes each row show its portal.
    pub(crate) fn across(self) -> Self {
        Self { across: true, ..self }
    }
}

fn exports(asked: &Asked) -> Vec<(String, &'static str)> {
    if asked.path() == HOME {
        return Vec::new(); // the overview shows a glance, not a list
    }
    let of = |(format, name): (Format, &'static str)| (asked.export_href(format), name);
    [(Format::Csv, "CSV"), (Format::Ndjson, "NDJSON")].map(of).into()
}

/// The text of a page without matches that has not searched all deletions yet.
fn farther_on(asked: &Asked, frame: &Frame) -> Empty {
    Empty {
        title: frame.t("deletions-farther"),
        text: frame.t("deletions-farther.text"),
        way_out: Some((asked.path().to_owned(), frame.t("deletions-remove-all"))),
    }
}

fn empty(asked: &Asked, frame: &Frame) -> Empty {
    if *asked.place() != Place::Start {
        return Empty {
            title: frame.t("deletions-end"),
            text: frame.t("deletions-end.text"),
            way_out: Some((asked.href(), frame.t("deletions-to-start"))),
        };
    }
    if asked.is_filtered() {
        let names = if asked.values(Field::Q).is_empty() { String::new() } else { frame.t("deletions-names-sealed") };
        return Empty {
            title: frame.t("deletions-none-fits"),
            text: format!("{} {names}", frame.t("deletions-none-fits.text")),
            way_out: Some((asked.path().to_owned(), frame.t("deletions-remove-all"))),
        };
    }
    Empty { title: frame.t("deletions-none"), text: frame.t("deletions-none.text"), way_out: None }
}
