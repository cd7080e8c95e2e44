//! The session of a request: its cookie, and the redirect to the log-in page without one.

use std::sync::Arc;

use domain::Clock;
use domain::operator::Session;
use poem::http::header::LOCATION;
use poem::http::{Method, StatusCode};
use poem::web::cookie::{Cookie, SameSite};
use poem::{Endpoint, FromRequest, IntoResponse, Request, Response, Result};
use secrecy::{ExposeSecret, SecretString};
use url::{Url, form_urlencoded};

use crate::access::sight::Whole;
use crate::page::error::{self, PageError};
use crate::page::frame::{Frame, is_partial};
use crate::page::site::Site;

pub(crate) const COOKIE: &str = "tombstone_session";

/// Lets logged-in operators through and redirects everybody else to the log-in page. An act in a session that has ended
/// goes on to its page's guard, which records what it was. Logged-in operators keep the navigation on error pages.
pub(crate) async fn required<E: Endpoint>(pages: Arc<E>, mut req: Request) -> Result<Response> {
    let Some(session) = find(&req).await? else {
        let acts = req.method() != Method::GET && cookie(&req).is_some();
        return if acts { Ok(pages.call(req).await?.into_response()) } else { Ok(to_login(&req)) };
    };
    req.extensions_mut().insert(session);
    let frame = Frame::from_request_without_body(&req).await?;
    match pages.call(req).await {
        Ok(response) => Ok(response.into_response()),
        Err(error) => Ok(error::within(error, &frame).await),
    }
}

pub(crate) async fn find(req: &Request) -> Result<Option<Session>> {
    let (Some(Whole(store)), Some(clock)) = (req.data::<Whole>(), req.data::<Clock>()) else {
        return Err(StatusCode::INTERNAL_SERVER_ERROR.into());
    };
    let Some(cookie) = cookie(req) else { return Ok(None) };
    Ok(store.find_session(&cookie, clock.now()).await.map_err(PageError::from)?)
}

pub(crate) fn cookie(req: &Request) -> Option<String> {
    req.cookie().get(COOKIE).map(|cookie| cookie.value_str().to_owned()).filter(|value| !value.is_empty())
}

/// The cookie that opens a session.
pub(crate) fn opening(value: &SecretString, site: &Site) -> Cookie {
    let mut cookie = Cookie::new_with_str(COOKIE, value.expose_secret());
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(site.is_https());
    cookie.set_max_age(Session::LIFETIME.unsigned_abs());
    cookie
}

/// The cookie that removes the session's cookie.
pub(crate) fn closing(site: &Site) -> Cookie {
    let mut cookie = opening(&SecretString::default(), site);
    cookie.make_removal();
    cookie
}

/// Redirects to the log-in page, and from there to the page that somebody wanted.
pub(crate) fn to_login(req: &Request) -> Response {
    let wanted = if is_partial(req) { shown_page(req) } else { asked_page(req) };
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", &wanted).finish();
    let login = if wanted == HOME { "/admin/login".to_owned() } else { format!("/admin/login?{query}") };
    if is_partial(req) {
        // A redirect would end up in the middle of the page; this header redirects the whole page.
        return Response::builder().status(StatusCode::UNAUTHORIZED).header("HX-Redirect", login).finish();
    }
    Response::builder().status(StatusCode::SEE_OTHER).header(LOCATION, login).finish()
}

fn asked_page(req: &Request) -> String {
    let uri = req.uri();
    let wanted = uri.path_and_query().map_or(HOME, |path| path.as_str());
    safe_next(if req.method() == Method::GET { wanted } else { HOME })
}

fn shown_page(req: &Request) -> String {
    let shown = req.header("hx-current-url").and_then(|url| Url::parse(url).ok());
    let Some(url) = shown else { return HOME.to_owned() };
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    safe_next(&format!("{}{query}", url.path()))
}

/// Where a log-in leads by default.
pub(crate) const HOME: &str = "/admin";

/// `next` if it is a page of this dashboard, otherwise the overview.
pub(crate) fn safe_next(next: &str) -> String {
    let base = Url::parse("http://dashboard.invalid/").expect("a constant that parses");
    let plain = next.starts_with("/admin") && next.len() <= 2_000 && !next.contains(['\\', '\t', '\n', '\r']);
    let Some(url) = base.join(next).ok().filter(|_| plain) else { return HOME.to_owned() };
    let within = url.path() == HOME || url.path().starts_with("/admin/");
    let leads_on = !url.path().starts_with("/admin/login") && url.path() != "/admin/logout";
    if within && leads_on && url.host_str() == base.host_str() {
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        return format!("{}{query}", url.path());
    }
    HOME.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_leads_to_a_page_of_the_dashboard() {
        for next in ["/admin", "/admin/portals", "/admin/portals/abc?entity=crm.lead&from=2026-03-17"] {
            assert_eq!(safe_next(next), next);
        }
    }

    #[test]
    fn next_never_leads_elsewhere() {
        for next in [
            "",
            "//evil.example",
            "https://evil.example/admin",
            "/\\evil.example",
            "/admin/../../evil",
            "/admin/../bitrix24/install",
            "/administrator",
            "/admin@evil.example",
            "/admin/login?next=/admin/login",
            "/admin/logout",
            "/admin\\..\\x",
            "/admin\r\nSet-Cookie: a=b",
            "javascript:alert(1)",
        ] {
            assert_eq!(safe_next(next), HOME, "{next}");
        }
    }
}
