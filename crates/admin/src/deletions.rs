//! The deletions of all portals, of one of them, and one deletion.

mod deletion;
mod portal;

use askama::Template;
use poem::http::StatusCode;
use poem::http::header::LOCATION;
use poem::web::Data;
use poem::{IntoResponse, Request, Response, Result, handler};
use store::Store;

use crate::columns::Columns;
use crate::error::PageError;
use crate::filter::{ALL, Asked};
use crate::frame::Frame;
use crate::histogram::Histogram;
use crate::list::{self, Found, List};
use crate::site::Site;
use crate::subject::Subject;
use crate::views::{self, Tab};

pub(crate) use deletion::one;
pub(crate) use portal::of_portal;

/// All portals' deletions.
#[derive(Template)]
#[template(path = "deletions/list.html")]
struct ListDeletions {
    frame: Frame,
    asked: Asked,
    list: List,
    histogram: Option<Histogram>,
    tabs: Vec<Tab>,
    curl: String,
}

/// A list with what stands over it.
pub(crate) struct Browsed {
    pub(crate) list: List,
    pub(crate) histogram: Option<Histogram>,
    pub(crate) tabs: Vec<Tab>,
    /// How the API is asked for the same, without a secret.
    pub(crate) curl: String,
}

#[handler]
pub(crate) async fn all(
    req: &Request,
    frame: Frame,
    Data(store): Data<&Store>,
    Data(site): Data<&Site>,
) -> Result<Response> {
    let mut asked = Asked::read(ALL, req.uri().query(), frame.now, &frame.zone);
    if let Some(address) = asked.read_line(frame.now) {
        return Ok(found_at(&address));
    }
    let session = views::session(req)?;
    asked.find_portals(store, session).await?;
    let subject = Subject::across(&asked, session);
    let found = find(store, &subject, &asked).await?;
    let Browsed { list, histogram, tabs, curl } = browse(req, (store, site), &subject, &asked, found, &frame).await?;
    let page = ListDeletions { frame, asked, list, histogram, tabs, curl };
    let html = page.render().map_err(PageError::from)?;
    Ok(answer(page.frame.html(html), &page.asked))
}

/// What the page of a list shows, and the place up to which nothing is missing in it; nothing if the filter can't be
/// used.
pub(crate) async fn find(store: &Store, subject: &Subject, asked: &Asked) -> Result<Option<(Found, u64)>, PageError> {
    if !asked.is_sound() {
        return Ok(None);
    }
    let last = subject.last(store).await?; // what comes from now on may be in the list and comes as a new row too
    Ok(Some((list::find(store, subject, asked).await?, last)))
}

/// The list of what was found, with what stands over it.
pub(crate) async fn browse(
    req: &Request,
    (store, site): (&Store, &Site),
    subject: &Subject,
    asked: &Asked,
    found: Option<(Found, u64)>,
    frame: &Frame,
) -> Result<Browsed> {
    let tabs = views::tabs(store, views::session(req)?, asked).await?;
    let curl = curl(site, subject, asked);
    let Some((found, place)) = found else {
        return Ok(Browsed { list: List::none(asked, frame), histogram: None, tabs, curl });
    };
    let histogram = Histogram::find(store, subject, asked, frame).await?;
    let list = List::new(asked, found, frame).with_columns(Columns::of(req)).with_live(asked, place);
    Ok(Browsed { list, histogram: Some(histogram), tabs, curl })
}

/// The answer, which says if a field could not be read.
pub(crate) fn answer(response: Response, asked: &Asked) -> Response {
    if asked.is_sound() { response } else { response.with_status(StatusCode::BAD_REQUEST).into_response() }
}

/// The way to the list that the query bar means.
pub(crate) fn found_at(address: &str) -> Response {
    Response::builder().status(StatusCode::SEE_OTHER).header(LOCATION, address).finish()
}

fn curl(site: &Site, subject: &Subject, asked: &Asked) -> String {
    let path = match subject {
        Subject::Portal(member_id) => format!("/api/v1/portals/{member_id}/deletions"),
        Subject::Across(reach) => match reach.one() {
            Some(member_id) => format!("/api/v1/portals/{member_id}/deletions"),
            None => "/api/v1/deletions".to_owned(),
        },
    };
    let query = asked.api_query();
    let joint = if query.is_empty() { "" } else { "?" };
    call(&site.address(&format!("{path}{joint}{query}")))
}

/// A call of the API for a shell, whose key is in a variable.
pub(crate) fn call(address: &str) -> String {
    format!("curl -H \"Authorization: Bearer $TOMBSTONE_KEY\" '{}'", address.replace('\'', "%27"))
}
