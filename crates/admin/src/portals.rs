//! The list of portals.

pub(crate) mod alarms;
mod asked;
pub(crate) mod health;
pub(crate) mod purge;
mod sparkline;
pub(crate) mod timeline;
pub(crate) mod titles;
mod view;

use askama::Template;
use domain::portal::Portal;
use poem::http::StatusCode;
use poem::{IntoResponse, Request, Response, Result, handler};
use store::TroublePlace;

use crate::access::sight::Sight;
use crate::deletions::list::{Empty, PAGE};
use crate::page::error::PageError;
use crate::page::frame::Frame;

use asked::{AskedPortals, Chip};
use sparkline::{DAYS, Sparkline, first_day};
pub(crate) use view::PortalView;

#[derive(Template)]
#[template(path = "portals/list.html", blocks = ["live"])]
struct ListPortals {
    frame: Frame,
    asked: AskedPortals,
    list: PortalList,
}

/// A page of the list of portals.
struct PortalList {
    portals: Vec<(PortalView, Option<Sparkline>)>,
    /// The problems that some portals have, each with their number.
    chips: Vec<Chip>,
    live: Option<String>,
    first: Option<String>,
    more: Option<String>,
    empty: Empty,
}

#[handler]
pub(crate) async fn all(req: &Request, frame: Frame, sight: Sight) -> Result<Response> {
    let asked = AskedPortals::read(req.uri().query());
    let list = find_list(&sight, &asked, &frame).await?;
    let page = ListPortals { frame, asked, list };
    let html = if page.frame.is_partial() { page.as_live().render() } else { page.render() };
    let response = page.frame.html(html.map_err(PageError::from)?);
    Ok(if page.asked.is_sound() { response } else { response.with_status(StatusCode::BAD_REQUEST).into_response() })
}

async fn find_list(sight: &Sight, asked: &AskedPortals, frame: &Frame) -> Result<PortalList, PageError> {
    let mut list = PortalList {
        portals: Vec::new(),
        chips: Vec::new(),
        live: None,
        first: None,
        more: None,
        empty: asked.empty(frame),
    };
    if !asked.is_sound() {
        return Ok(list);
    }
    let place = |text: &str| TroublePlace::parse(text).ok_or(PageError::UnreadableCursor);
    let after = asked.cursor.as_deref().map(place).transpose()?;
    let portals = sight.all();
    let (page, counts, unknown) = tokio::try_join!(
        portals.list_by_trouble(&asked.filter, after.as_ref(), PAGE),
        portals.count_alarms(),
        portals.count_unknown(),
    )?;
    let (mut alarms, days) = tokio::try_join!(
        portals.find_alarms(&page.items),
        portals.count_days_of(&page.items, first_day(frame.now), DAYS),
    )?;
    list.chips = asked.chips(&counts, unknown, frame);
    let portal = |portal: Portal| {
        let alarms = alarms.remove(&portal.member_id).unwrap_or_default();
        let volume = Sparkline::new(days.get(&portal.member_id), frame.words);
        (PortalView::new(portal, &alarms, frame), volume)
    };
    list.portals = page.items.into_iter().map(portal).collect();
    list.more = page.next.map(|next| asked.href(Some(&next.to_string())));
    let own = asked.href(None);
    (list.live, list.first) = if asked.cursor.is_none() { (Some(own), None) } else { (None, Some(own)) };
    Ok(list)
}
