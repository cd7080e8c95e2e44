//! Saved views, as tabs over the lists; and the choice of columns.

use domain::operator::Session;
use poem::http::StatusCode;
use poem::http::header::{LOCATION, SET_COOKIE};
use poem::web::cookie::{Cookie, SameSite};
use poem::web::{Data, Path};
use poem::{Request, Response, Result, handler};
use store::{SavedView, Store};

use crate::access::session::safe_next;
use crate::deletions::columns::{COOKIE, Column, Columns};
use crate::deletions::filter::Asked;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::frame::Frame;
use crate::page::markup::plain;
use crate::page::site::Site;

/// The longest name of a view, in characters, and the longest filter, in bytes.
const MAX_NAME: usize = 40;
const MAX_QUERY: usize = 4_000;
/// How long the browser keeps the chosen columns.
const LASTING: std::time::Duration = std::time::Duration::from_hours(24 * 365);

pub(crate) struct Tab {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) is_current: bool,
    pub(crate) is_own: bool,
    pub(crate) is_shared: bool,
}

pub(crate) async fn tabs(store: &Store, session: &Session, asked: &Asked) -> Result<Vec<Tab>, PageError> {
    let views = store.list_saved_views(session.operator_id).await?;
    let fits = |view: &SavedView| asked.is_across() || !view.query.contains("portal=");
    let tab = |view: SavedView| Tab {
        id: view.id,
        name: plain(&view.name),
        is_current: view.query == asked.query(),
        href: format!("{}?{}", asked.path(), view.query),
        is_own: view.operator_id == session.operator_id,
        is_shared: view.is_shared,
    };
    Ok(views.into_iter().filter(fits).map(tab).collect())
}

#[handler]
pub(crate) async fn save(req: &Request, frame: Frame, form: OwnForm, Data(store): Data<&Store>) -> Result<Response> {
    let (name, query) = (form.field("name").trim(), form.field("query"));
    let is_name = (1..=MAX_NAME).contains(&name.chars().count()) && !name.contains(char::is_control);
    let asked = Asked::read(crate::deletions::filter::ALL, Some(query), frame.now, &frame.zone);
    if !is_name || query.len() > MAX_QUERY || !asked.is_known() || !asked.is_filtered() {
        return Err(PageError::UnreadableForm.into());
    }
    let is_shared = form.field("shared") == "yes";
    let session = session(req)?;
    let saved = store.save_view(session.operator_id, name, &asked.query(), is_shared, frame.now).await;
    saved.map_err(PageError::from)?.map_err(|_| PageError::TooManyViews)?;
    Ok(to(&form))
}

#[handler]
pub(crate) async fn remove(
    req: &Request,
    Path(id): Path<String>,
    form: OwnForm,
    Data(store): Data<&Store>,
) -> Result<Response> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let was_there = store.remove_saved_view(session(req)?.operator_id, id).await.map_err(PageError::from)?;
    if was_there { Ok(to(&form)) } else { Err(PageError::NotFound.into()) }
}

/// Stores the chosen columns in a cookie.
#[handler]
#[expect(clippy::needless_pass_by_value, reason = "the framework gives what it extracts")]
pub(crate) fn choose_columns(form: OwnForm, Data(site): Data<&Site>) -> Response {
    let chosen = Column::ALL.into_iter().map(Column::name).filter(|name| !form.field(name).is_empty());
    let mut cookie = Cookie::new_with_str(COOKIE, Columns::named(chosen).print());
    cookie.set_path("/admin");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(site.is_https());
    cookie.set_max_age(LASTING);
    let mut response = to(&form);
    if let Ok(value) = cookie.to_string().parse() {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

/// The session; every page behind the log-in has one.
pub(crate) fn session(req: &Request) -> Result<&Session> {
    Ok(req.extensions().get::<Session>().ok_or(StatusCode::UNAUTHORIZED)?)
}

fn to(form: &OwnForm) -> Response {
    let next = safe_next(form.field("next"));
    Response::builder().status(StatusCode::SEE_OTHER).header(LOCATION, next).finish()
}
