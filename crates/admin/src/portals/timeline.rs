//! The timeline of one portal: what happened to it, its gaps, and what people did for it, newest first.

mod asked;
mod line;

use askama::Template;
use domain::MemberId;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{IntoResponse, Request, Response, Result, handler};
use store::TimelinePlace;

use crate::access::sight::Sight;
use crate::deletions::list::PAGE;
use crate::page::done;
use crate::page::error::PageError;
use crate::page::frame::Frame;
use crate::portals::PortalView;

use asked::{TimelineQuery, TopicChip};
use line::TimelineRow;

#[derive(Template)]
#[template(path = "portals/timeline.html", blocks = ["live"])]
struct ShowTimeline {
    frame: Frame,
    portal: PortalView,
    done: Option<String>,
    asked: TimelineQuery,
    chips: Vec<TopicChip>,
    lines: Vec<TimelineRow>,
    /// Where the newest page refreshes itself from.
    live: Option<String>,
    newest: Option<String>,
    older: Option<String>,
}

#[handler]
pub(crate) async fn show(req: &Request, Path(member_id): Path<String>, frame: Frame, sight: Sight) -> Result<Response> {
    let member_id = MemberId::parse(&member_id).map_err(|_| PageError::UnknownPortal)?;
    let asked = TimelineQuery::read(req.uri().query());
    let done = done::read(req).filter(|done| done == "purge").map(|_| frame.t("timeline-purged"));
    let page = find(&sight, &member_id, asked, done, frame).await?;
    let html = if page.frame.is_partial() { page.as_live().render() } else { page.render() };
    let response = page.frame.html(html.map_err(PageError::from)?);
    Ok(if page.asked.is_sound() { response } else { response.with_status(StatusCode::BAD_REQUEST).into_response() })
}

async fn find(
    sight: &Sight,
    member_id: &MemberId,
    asked: TimelineQuery,
    done: Option<String>,
    frame: Frame,
) -> Result<ShowTimeline, PageError> {
    let tenant = sight.portal(member_id)?;
    let portal = tenant.find_portal().await?.ok_or(PageError::UnknownPortal)?;
    let portal = PortalView::new(portal, &tenant.list_alarms().await?, &frame);
    let place = |text: &str| TimelinePlace::parse(text).ok_or(PageError::UnreadableCursor);
    let after = asked.cursor.as_deref().map(place).transpose()?;
    let (mut lines, mut older) = (Vec::new(), None);
    if asked.is_sound() {
        let page = tenant.list_timeline(asked.topic, after, PAGE).await?;
        older = page.next.map(|next| asked.href(&portal, Some(&next.to_string())));
        lines = line::lines(page.items, &frame);
    }
    let own = asked.href(&portal, None);
    let (live, newest) = if after.is_none() { (Some(own), None) } else { (None, Some(own)) };
    let chips = asked.chips(&portal, &frame);
    Ok(ShowTimeline { frame, portal, done, asked, chips, lines, live, newest, older })
}
