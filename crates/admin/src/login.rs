//! Logging in and out.

use std::time::Duration;

use askama::Template;
use domain::Clock;
use domain::operator::{Operator, parse_email};
use poem::http::StatusCode;
use poem::http::header::RETRY_AFTER;
use poem::web::{CsrfToken, Data, Html, Redirect};
use poem::{IntoResponse, Request, Response, Result, handler};
use secrecy::SecretString;
use store::Store;
use url::form_urlencoded;

use crate::Site;
use crate::error::PageError;
use crate::form::OwnForm;
use crate::password::{Checker, Crowded};
use crate::session::{self, safe_next};
use crate::throttle::{Throttle, network};

/// The same for an unknown e-mail and a wrong password.
const WRONG: &str = "E-mail or password is wrong.";
/// Longer passwords are not even hashed.
const MAX_PASSWORD: usize = 1_024;

/// Who stands at the door: how often they knocked, and whether the password fits.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    throttle: Throttle,
    passwords: Checker,
}

impl Door {
    pub(crate) fn new(clock: &Clock) -> Self {
        Self { throttle: Throttle::new(clock), passwords: Checker::new() }
    }
}

/// The log-in form.
#[derive(Clone, Copy, Template)]
#[template(path = "login.html")]
struct LogIn<'a> {
    problem: Option<&'a str>,
    email: &'a str,
    next: &'a str,
    csrf: &'a str,
}

impl LogIn<'_> {
    fn answer(&self, status: StatusCode) -> Result<Response> {
        Ok(Html(self.render().map_err(PageError::from)?).with_status(status).into_response())
    }
}

#[handler]
pub(crate) async fn show(req: &Request, csrf: &CsrfToken) -> Result<Response> {
    let query = req.uri().query().unwrap_or_default();
    let next = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "next");
    let next = next.map_or_else(|| session::HOME.to_owned(), |(_, next)| safe_next(&next));
    if session::find(req).await?.is_some() {
        return Ok(Redirect::see_other(next).into_response());
    }
    LogIn { problem: None, email: "", next: &next, csrf }.answer(StatusCode::OK)
}

#[handler]
pub(crate) async fn enter(
    req: &Request,
    form: OwnForm,
    csrf: &CsrfToken,
    Data(store): Data<&Store>,
    Data(clock): Data<&Clock>,
    Data(site): Data<&Site>,
    Data(door): Data<&Door>,
) -> Result<Response> {
    let email = parse_email(form.field("email")).unwrap_or_default();
    let next = safe_next(form.field("next"));
    let page = LogIn { problem: None, email: form.field("email"), next: &next, csrf };
    let from = network(web::client_ip(req));
    if let Err(wait) = door.knock(&from, &email) {
        tracing::warn!(from, "a log-in was put off: too many attempts");
        return put_off(page, wait);
    }
    let Some(operator) = admit(store, door, &email, form.field("password")).await? else {
        tracing::warn!(from, "a log-in failed");
        let actor = if email.is_empty() { "unknown" } else { &email };
        audit(store, clock, actor, "log-in failed", &from).await?;
        return LogIn { problem: Some(WRONG), ..page }.answer(StatusCode::UNPROCESSABLE_ENTITY);
    };
    if let Some(old) = session::cookie(req) {
        store.close_session(&old).await.map_err(PageError::from)?;
    }
    let opened = store.open_session(&operator, clock.now()).await.map_err(PageError::from)?;
    audit(store, clock, &operator.email, "logged in", &from).await?;
    tracing::info!(from, operator = operator.id, "an operator logged in");
    req.cookie().add(session::opening(&opened, site));
    Ok(Redirect::see_other(next).into_response())
}

impl Door {
    fn knock(&self, from: &str, email: &str) -> Result<(), Duration> {
        self.throttle.attempt(from)?;
        if email.is_empty() { Ok(()) } else { self.throttle.attempt(email) }
    }
}

/// The operator whose password this is. Whether there is one can't be told from how long it takes.
async fn admit(store: &Store, door: &Door, email: &str, password: &str) -> Result<Option<Operator>, PageError> {
    let operator = if email.is_empty() { None } else { store.find_operator(email).await? };
    let password: SecretString = if password.len() <= MAX_PASSWORD { password.into() } else { SecretString::default() };
    let hash = operator.as_ref().map(|operator| operator.password_hash.clone());
    let fits = door.passwords.check(password, hash).await.map_err(|Crowded| PageError::Busy)?;
    Ok(operator.filter(|_| fits))
}

async fn audit(store: &Store, clock: &Clock, actor: &str, what: &str, from: &str) -> Result<(), PageError> {
    Ok(store.record_audit(clock.now(), actor, None, what, &format!("from {from}")).await?)
}

fn put_off(page: LogIn<'_>, wait: Duration) -> Result<Response> {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let unit = if seconds == 1 { "second" } else { "seconds" };
    let problem = format!("Too many attempts. Try again in {seconds} {unit}.");
    let response = LogIn { problem: Some(&problem), ..page }.answer(StatusCode::TOO_MANY_REQUESTS)?;
    Ok(response.with_header(RETRY_AFTER, seconds).into_response())
}

#[handler]
pub(crate) async fn leave(
    req: &Request,
    _form: OwnForm,
    Data(store): Data<&Store>,
    Data(clock): Data<&Clock>,
    Data(site): Data<&Site>,
) -> Result<Response> {
    if let (Some(cookie), Some(open)) = (session::cookie(req), session::find(req).await?) {
        store.close_session(&cookie).await.map_err(PageError::from)?;
        audit(store, clock, &open.email, "logged out", &network(web::client_ip(req))).await?;
    }
    req.cookie().add(session::closing(site));
    Ok(Redirect::see_other("/admin/login").into_response())
}
