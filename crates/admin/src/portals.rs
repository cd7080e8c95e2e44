//! The portals, and one portal with its deletions.

mod asked;
mod view;

use askama::Template;
use domain::MemberId;
use domain::deletion::{Deletion, Page};
use domain::portal::Portal;
use poem::http::StatusCode;
use poem::web::{Data, Path};
use poem::{IntoResponse, Request, Response, Result, handler};
use store::Store;

use crate::bars::{self, Bars};
use crate::error::PageError;
use crate::filter::Asked;
use crate::frame::Frame;
use crate::gaps::{self, GapRow};
use crate::list::{Empty, List, PAGE, read_place};

use asked::AskedPortals;
pub(crate) use view::PortalView;

/// So many of a portal's last gaps are shown between its deletions.
const GAPS: u64 = 100;

/// All portals.
#[derive(Template)]
#[template(path = "portals/list.html", blocks = ["live"])]
struct ListPortals {
    frame: Frame,
    asked: AskedPortals,
    list: PortalList,
}

/// A page of the list of portals.
struct PortalList {
    portals: Vec<PortalView>,
    live: Option<String>,
    first: Option<String>,
    more: Option<String>,
    empty: Empty,
}

#[handler]
pub(crate) async fn all(req: &Request, frame: Frame, Data(store): Data<&Store>) -> Result<Response> {
    let asked = AskedPortals::read(req.uri().query());
    let list = find_list(store, &asked, &frame).await?;
    let page = ListPortals { frame, asked, list };
    let html = if page.frame.is_partial() { page.as_live().render() } else { page.render() };
    let response = page.frame.html(html.map_err(PageError::from)?);
    Ok(if page.asked.is_sound() { response } else { response.with_status(StatusCode::BAD_REQUEST).into_response() })
}

async fn find_list(store: &Store, asked: &AskedPortals, frame: &Frame) -> Result<PortalList, PageError> {
    let mut list = PortalList { portals: Vec::new(), live: None, first: None, more: None, empty: asked.empty(frame) };
    if !asked.is_sound() {
        return Ok(list);
    }
    let after = asked.cursor.as_deref().map(MemberId::parse).transpose().map_err(|_| PageError::UnreadableCursor)?;
    let page = store.all_portals().list_portals(&asked.filter, after, PAGE).await?;
    let mut alarms = store.all_portals().find_alarms(&page.items).await?;
    let portal = |portal: Portal| {
        let alarms = alarms.remove(&portal.member_id).unwrap_or_default();
        PortalView::new(portal, &alarms, frame)
    };
    list.portals = page.items.into_iter().map(portal).collect();
    list.more = page.next.map(|next| asked.href(Some(next.as_str())));
    let own = asked.href(None);
    (list.live, list.first) = if asked.cursor.is_none() { (Some(own), None) } else { (None, Some(own)) };
    Ok(list)
}

/// One portal and its deletions.
#[derive(Template)]
#[template(path = "portals/show.html", blocks = ["facts", "live"])]
struct ShowPortal {
    frame: Frame,
    portal: PortalView,
    bars: Bars,
    asked: Asked,
    list: List,
}

#[handler]
pub(crate) async fn one(
    req: &Request,
    Path(member_id): Path<String>,
    frame: Frame,
    Data(store): Data<&Store>,
) -> Result<Response> {
    let member_id = MemberId::parse(&member_id).map_err(|_| PageError::UnknownPortal)?;
    let portal = find_portal(store, &member_id, &frame).await?;
    let asked = Asked::read(&portal.href(), req.uri().query());
    let mut list = if asked.is_sound() { find(store, &member_id, &asked, &frame).await? } else { List::none(&asked) };
    if !portal.is_recorded() && list.is_bare(&asked) {
        list.empty.text = frame.t("portal-not-recorded");
    }
    let days = store.tenant(&member_id).count_days(bars::first_day(frame.now), bars::CALENDAR).await;
    let bars = Bars::of_calendar(&days.map_err(PageError::from)?, frame.now);
    let page = ShowPortal { frame, portal, bars, asked, list };
    let response = page.frame.html(page.html().map_err(PageError::from)?);
    Ok(if page.asked.is_sound() { response } else { response.with_status(StatusCode::BAD_REQUEST).into_response() })
}

impl ShowPortal {
    fn html(&self) -> askama::Result<String> {
        if self.frame.is_partial() {
            return Ok([self.as_live().render()?, self.as_facts().render()?].concat());
        }
        self.render()
    }
}

async fn find_portal(store: &Store, member_id: &MemberId, frame: &Frame) -> Result<PortalView, PageError> {
    let tenant = store.tenant(member_id);
    let portal = tenant.find_portal().await?.ok_or(PageError::UnknownPortal)?;
    Ok(PortalView::new(portal, &tenant.list_alarms().await?, frame))
}

async fn find(store: &Store, member_id: &MemberId, asked: &Asked, frame: &Frame) -> Result<List, PageError> {
    let before = asked.cursor().map(read_place).transpose()?;
    let page = store.tenant(member_id).list_deletions(asked.filter(), before, PAGE).await?;
    let gaps = find_gaps(store, member_id, asked, &page, before, frame).await?;
    Ok(List::new(asked, page.items, page.next.map(|next| next.to_string()), frame).with_gaps(gaps))
}

/// The gaps between the deletions of a page; none where the list leaves deletions out.
async fn find_gaps(
    store: &Store,
    member_id: &MemberId,
    asked: &Asked,
    page: &Page<Deletion, u64>,
    before: Option<u64>,
    frame: &Frame,
) -> Result<Vec<GapRow>, PageError> {
    if asked.is_filtered() {
        return Ok(Vec::new());
    }
    let tenant = store.tenant(member_id);
    let newer = match before {
        Some(before) => tenant.find_deletion(before).await?.map(|deletion| deletion.received_at),
        None => None,
    };
    let received: Vec<_> = page.items.iter().map(|deletion| deletion.received_at).collect();
    Ok(gaps::placed(tenant.list_gaps(GAPS).await?, &received, newer, page.next.is_some(), frame))
}
