//! Lists of deletions, of all portals or of one, and single deletions.

mod back;
pub(crate) mod columns;
mod deletion;
pub(crate) mod export;
pub(crate) mod filter;
pub(crate) mod fold;
pub(crate) mod gaps;
pub(crate) mod histogram;
pub(crate) mod list;
pub(crate) mod live;
pub(crate) mod named_portals;
pub(crate) mod names;
mod portal;
pub(crate) mod rows;
pub(crate) mod subject;
pub(crate) mod suggest;
pub(crate) mod tree;
pub(crate) mod views;

use askama::Template;
use domain::operator::Session;
use poem::http::StatusCode;
use poem::http::header::LOCATION;
use poem::web::Data;
use poem::{IntoResponse, Request, Response, Result, handler};
use store::Store;

use crate::page::error::PageError;
use crate::page::frame::Frame;
use crate::page::site::Site;

use columns::Columns;
use filter::{ALL, Asked};
use histogram::Histogram;
use list::{Found, List};
use subject::Subject;
use views::Tab;

pub(crate) use deletion::one;
pub(crate) use portal::of_portal;

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

/// What stands over a list.
pub(crate) struct Above {
    pub(crate) histogram: Option<Histogram>,
    pub(crate) tabs: Vec<Tab>,
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
    let (found, Above { histogram, tabs }) =
        tokio::try_join!(find(store, &subject, &asked), find_above(store, session, &subject, &asked, &frame))?;
    let list = list(req, &asked, found, &frame);
    let curl = curl(site, &subject, &asked);
    let page = ListDeletions { frame, asked, list, histogram, tabs, curl };
    let html = page.render().map_err(PageError::from)?;
    Ok(answer(page.frame.html(html), &page.asked))
}

/// The deletions of the page and the position up to which they are complete; `None` if the filter is unusable.
pub(crate) async fn find(store: &Store, subject: &Subject, asked: &Asked) -> Result<Option<(Found, u64)>, PageError> {
    if !asked.is_sound() {
        return Ok(None);
    }
    let last = subject.last(store).await?; // later deletions may be in the list and also come as a new row
    Ok(Some((list::find(store, subject, asked).await?, last)))
}

/// What stands over the list; no histogram if the filter can't be used.
pub(crate) async fn find_above(
    store: &Store,
    session: &Session,
    subject: &Subject,
    asked: &Asked,
    frame: &Frame,
) -> Result<Above, PageError> {
    let histogram = async {
        if !asked.is_sound() {
            return Ok(None);
        }
        Histogram::find(store, subject, asked, frame).await.map(Some)
    };
    let (histogram, tabs) = tokio::try_join!(histogram, views::tabs(store, session, asked))?;
    Ok(Above { histogram, tabs })
}

/// The list of what was found.
pub(crate) fn list(req: &Request, asked: &Asked, found: Option<(Found, u64)>, frame: &Frame) -> List {
    let Some((found, place)) = found else { return List::none(asked, frame) };
    List::new(asked, found, frame).with_columns(Columns::of(req)).with_live(asked, place)
}

/// Answers 400 if a field could not be read.
pub(crate) fn answer(response: Response, asked: &Asked) -> Response {
    if asked.is_sound() { response } else { response.with_status(StatusCode::BAD_REQUEST).into_response() }
}

/// Redirects to the list that the query bar means.
pub(crate) fn found_at(address: &str) -> Response {
    Response::builder().status(StatusCode::SEE_OTHER).header(LOCATION, address).finish()
}

/// How the API is asked for the same, without a secret.
pub(crate) fn curl(site: &Site, subject: &Subject, asked: &Asked) -> String {
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

/// A shell command that calls the API, with the key in a variable.
pub(crate) fn call(address: &str) -> String {
    format!("curl -H \"Authorization: Bearer $TOMBSTONE_API_KEY\" '{}'", address.replace('\'', "%27"))
}
