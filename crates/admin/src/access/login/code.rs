//! The second step of a log-in, for operators with a second factor.

use askama::Template;
use domain::Clock;
use domain::audit::AuditEntry;
use domain::operator::{Operator, Session};
use domain::refusal::RefusalReason;
use poem::http::StatusCode;
use poem::web::Redirect;
use poem::web::cookie::{Cookie, SameSite};
use poem::{IntoResponse, Request, Response, Result, handler};
use secrecy::{ExposeSecret, SecretString};
use store::{LogIn, Store};
use words::Words;

use super::{admitted, next_of, put_off};
use crate::access::alone;
use crate::access::door::Device;
use crate::access::session::safe_next;
use crate::access::stranger::Stranger;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::site::Site;

/// The cookie of a log-in that has passed its first step.
const COOKIE: &str = "tombstone_login";
pub(super) const PATH: &str = "/admin/login/code";

#[derive(Clone, Copy, Template)]
#[template(path = "login_code.html")]
struct CodePage<'a> {
    words: &'static Words,
    problem: Option<&'a str>,
    next: &'a str,
    csrf: &'a str,
}

impl<'a> CodePage<'a> {
    /// The empty form.
    fn new(stranger: Stranger<'a>, next: &'a str) -> Self {
        Self { words: stranger.words, problem: None, next, csrf: stranger.csrf }
    }

    fn with<'b>(self, problem: &'b str) -> CodePage<'b>
    where
        'a: 'b,
    {
        CodePage { problem: Some(problem), ..self }
    }

    fn answer(&self, status: StatusCode) -> Result<Response> {
        alone::answer(self, status)
    }
}

/// The cookie for the second step.
pub(super) fn opening(value: &SecretString, site: &Site) -> Cookie {
    let mut cookie = Cookie::new_with_str(COOKIE, value.expose_secret());
    cookie.set_path("/admin/login");
    cookie.set_http_only(true);
    // Not strict: the OpenID provider sends browsers to the second step from its own site.
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(site.is_https());
    cookie.set_max_age(Session::SECOND_FACTOR.unsigned_abs());
    cookie
}

fn cookie(req: &Request) -> Option<String> {
    req.cookie().get(COOKIE).map(|cookie| cookie.value_str().to_owned())
}

/// The cookie and operator of a log-in that has passed its first step; `None` if that was too long ago.
async fn half(stranger: Stranger<'_>) -> Result<Option<(String, Operator)>, PageError> {
    let Stranger { store, clock, .. } = stranger;
    let Some(cookie) = cookie(stranger.req) else { return Ok(None) };
    Ok(store.find_half_log_in(&cookie, clock.now()).await?.map(|operator| (cookie, operator)))
}

#[handler]
pub(crate) async fn show(stranger: Stranger<'_>) -> Result<Response> {
    if half(stranger).await?.is_none() {
        return Ok(Redirect::see_other("/admin/login").into_response());
    }
    CodePage::new(stranger, &next_of(stranger.req)).answer(StatusCode::OK)
}

#[handler]
pub(crate) async fn enter(stranger: Stranger<'_>, form: OwnForm) -> Result<Response> {
    let Some((cookie, operator)) = half(stranger).await? else {
        return Ok(Redirect::see_other("/admin/login").into_response());
    };
    let Stranger { req, words, store, clock, site, door, .. } = stranger;
    let next = safe_next(form.field("next"));
    let page = CodePage::new(stranger, &next);
    let device = Device::of(req, store.hash_key(), clock, &operator.email);
    let attempt = match door.knock(web::client_ip(req), &operator.email, device.as_ref()) {
        Ok(attempt) => attempt,
        Err(wait) => {
            return put_off(words, wait, |problem| page.with(problem).answer(StatusCode::TOO_MANY_REQUESTS));
        }
    };
    let Some(entry) = try_code(store, &operator, form.field("code"), clock).await? else {
        tracing::warn!(from = stranger.address(), operator = operator.id, "the code of a log-in was wrong");
        stranger.record_failed(Some(&operator.email), RefusalReason::WrongCode).await?;
        return page.with(&words.text("login-wrong-code")).answer(StatusCode::UNPROCESSABLE_ENTITY);
    };
    attempt.give_back();
    let account = store.find_noted_account(&cookie).await.map_err(PageError::from)?;
    store.close_session(&cookie).await.map_err(PageError::from)?;
    if let Entry::RecoveryCode { left } = entry {
        stranger.audit(&operator.email, &AuditEntry::RecoveryCodeUsed { left }).await?;
    }
    let mut gone = opening(&SecretString::default(), site);
    gone.make_removal();
    req.cookie().add(gone);
    admitted(stranger, &operator, LogIn::Whole, account.as_ref(), &next).await
}

/// What the operator logged in with.
enum Entry {
    Code,
    RecoveryCode { left: u64 },
}

/// `None` if it is neither a current code nor a recovery code.
async fn try_code(store: &Store, operator: &Operator, code: &str, clock: &Clock) -> Result<Option<Entry>, PageError> {
    if store.use_code(operator, code, clock.now()).await? {
        return Ok(Some(Entry::Code));
    }
    Ok(store.use_recovery_code(operator, code).await?.map(|left| Entry::RecoveryCode { left }))
}
