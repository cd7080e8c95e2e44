//! The overview: what is alive, what needs somebody, what was deleted last.

use askama::Template;
use domain::deletion::Filter;
use domain::portal::PortalStatus;
use poem::web::Data;
use poem::{Response, Result, handler};
use store::{Overview, PortalFilter, Store};

use crate::error::PageError;
use crate::filter::Asked;
use crate::frame::Frame;
use crate::list::{Empty, List};
use crate::portals::PortalView;
use crate::when::When;
use crate::words::{self, Label};

const NEWEST: u64 = 12;
const ATTENTION: u64 = 5;
/// The states that somebody should do something about, the most urgent first.
const URGENT: [PortalStatus; 3] =
    [PortalStatus::NeedsReinstall, PortalStatus::PaymentRequired, PortalStatus::Installing];

/// Everything at a glance.
#[derive(Template)]
#[template(path = "overview.html", blocks = ["live"])]
struct ShowOverview {
    frame: Frame,
    deletions: String,
    last_event: Option<When>,
    portals: String,
    statuses: Vec<Standing>,
    attention: Vec<PortalView>,
    list: List,
}

/// How many portals stand where.
struct Standing {
    word: &'static str,
    label: Label,
    count: String,
}

#[handler]
pub(crate) async fn show(frame: Frame, Data(store): Data<&Store>) -> Result<Response> {
    let page = find(store, frame).await?;
    let html = if page.frame.is_partial() { page.as_live().render() } else { page.render() };
    Ok(page.frame.html(html.map_err(PageError::from)?))
}

async fn find(store: &Store, frame: Frame) -> Result<ShowOverview, PageError> {
    let overview = store.all_portals().overview().await?;
    let newest = store.all_portals().list_deletions(&Filter::default(), None, NEWEST).await?;
    let mut list = List::new(&Asked::read("/admin", None), newest.items, None, &frame).across();
    if overview.portals.is_empty() {
        list.empty = no_portals();
    }
    Ok(ShowOverview {
        deletions: words::count(overview.deletions),
        last_event: overview.last_event_at.map(|last| frame.when(last)),
        portals: words::count(overview.portals.iter().map(|(_, count)| count).sum()),
        statuses: standings(&overview),
        attention: attention(store, &overview, &frame).await?,
        list,
        frame,
    })
}

fn no_portals() -> Empty {
    Empty {
        title: "Waiting for the first portal",
        text: "When an administrator of a Bitrix24 portal installs the app, the portal appears here by itself, and whatever is deleted in it from then on.",
        way_out: None,
    }
}

fn standings(overview: &Overview) -> Vec<Standing> {
    let standing = |status: PortalStatus| {
        let (_, count) = overview.portals.iter().find(|(other, count)| *other == status && *count > 0)?;
        Some(Standing { word: status.as_str(), label: words::status(status), count: words::count(*count) })
    };
    PortalStatus::ALL.into_iter().filter_map(standing).collect()
}

async fn attention(store: &Store, overview: &Overview, frame: &Frame) -> Result<Vec<PortalView>, PageError> {
    let mut found = Vec::new();
    for status in URGENT {
        if !overview.portals.iter().any(|(other, count)| *other == status && *count > 0) {
            continue;
        }
        let filter = PortalFilter { status: Some(status), ..PortalFilter::default() };
        let page = store.all_portals().list_portals(&filter, None, ATTENTION).await?;
        found.extend(page.items.into_iter().map(|portal| PortalView::new(portal, frame)));
    }
    Ok(found)
}
