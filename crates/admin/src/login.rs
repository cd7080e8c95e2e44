//! Logging in and out.

use std::net::IpAddr;
use std::time::Duration;

use askama::Template;
use domain::Clock;
use domain::audit::AuditEntry;
use domain::network::network;
use domain::operator::{Operator, Origin, parse_email};
use domain::refusal::RefusalReason;
use poem::http::StatusCode;
use poem::http::header::{RETRY_AFTER, USER_AGENT};
use poem::web::{CsrfToken, Data, Html, Redirect};
use poem::{IntoResponse, Request, Response, Result, handler};
use secrecy::SecretString;
use store::{LogIn, Store};
use url::form_urlencoded;
use words::Words;

use crate::Site;
use crate::door::{Device, Door};
use crate::error::PageError;
use crate::form::OwnForm;
use crate::language::words_for;
use crate::password::Crowded;
use crate::session::{self, safe_next};

/// Longer passwords are not even hashed.
const MAX_PASSWORD: usize = 1_024;

/// The log-in form.
#[derive(Clone, Copy, Template)]
#[template(path = "login.html")]
struct LogInPage<'a> {
    words: &'static Words,
    problem: Option<&'a str>,
    email: &'a str,
    next: &'a str,
    csrf: &'a str,
}

impl LogInPage<'_> {
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
    LogInPage { words: words_for(req), problem: None, email: "", next: &next, csrf }.answer(StatusCode::OK)
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
    let words = words_for(req);
    let page = LogInPage { words, problem: None, email: form.field("email"), next: &next, csrf };
    let (ip, keys) = (web::client_ip(req), store.hash_key());
    let browser = req.header(USER_AGENT).unwrap_or_default();
    let from = address(ip);
    let device = Device::of(req, keys, clock, &email);
    let attempt = match door.knock(ip, &email, device.as_ref()) {
        Ok(attempt) => attempt,
        Err(wait) => {
            tracing::warn!(from, "a log-in was put off: too many failed");
            return put_off(page, wait);
        }
    };
    let operator = match admit(store, door, &email, form.field("password")).await? {
        Admitted::Operator(operator) => *operator,
        Admitted::Wrong { email } => {
            tracing::warn!(from, "a log-in failed");
            let why = RefusalReason::WrongPassword;
            store.record_failed_log_in(clock.now(), email.as_deref(), &from, why).await.map_err(PageError::from)?;
            let problem = words.text("login-wrong");
            return LogInPage { problem: Some(&problem), ..page }.answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    attempt.give_back();
    if let Some(old) = session::cookie(req) {
        store.close_session(&old).await.map_err(PageError::from)?;
    }
    let opened = store
        .open_session(&operator, LogIn::Whole, &Origin::new(&from, browser), clock.now())
        .await
        .map_err(PageError::from)?;
    audit(store, clock, &operator.email, &from, &AuditEntry::LoggedIn).await?;
    tracing::info!(from, operator = operator.id, "an operator logged in");
    req.cookie().add(session::opening(&opened, site));
    req.cookie().add(Device::cookie(keys, clock, &operator.email, site));
    Ok(Redirect::see_other(next).into_response())
}

/// Whose password it is.
enum Admitted {
    Operator(Box<Operator>),
    /// Nobody's, or not that of the operator with this e-mail.
    Wrong {
        email: Option<String>,
    },
}

/// Whether there is such an operator can't be told from how long it takes.
async fn admit(store: &Store, door: &Door, email: &str, password: &str) -> Result<Admitted, PageError> {
    let operator = if email.is_empty() { None } else { store.find_operator(email).await? };
    let password: SecretString = if password.len() <= MAX_PASSWORD { password.into() } else { SecretString::default() };
    let hash = operator.as_ref().map(|operator| operator.password_hash.clone());
    let fits = door.passwords.check(password, hash).await.map_err(|Crowded| PageError::Busy)?;
    Ok(match operator {
        Some(operator) if fits => Admitted::Operator(Box::new(operator)),
        operator => Admitted::Wrong { email: operator.map(|operator| operator.email) },
    })
}

/// The address as it stands in the audit: with IPv6, the network that one customer usually has for himself.
fn address(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        ip @ IpAddr::V6(_) => network(ip),
    }
}

async fn audit(store: &Store, clock: &Clock, actor: &str, from: &str, entry: &AuditEntry) -> Result<(), PageError> {
    Ok(store.record_audit_from(clock.now(), actor, Some(from), None, entry).await?)
}

fn put_off(page: LogInPage<'_>, wait: Duration) -> Result<Response> {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let problem = page.words.text_with("login-put-off", &[("seconds", &seconds)]);
    let response = LogInPage { problem: Some(&problem), ..page }.answer(StatusCode::TOO_MANY_REQUESTS)?;
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
        audit(store, clock, &open.email, &address(web::client_ip(req)), &AuditEntry::LoggedOut).await?;
    }
    req.cookie().add(session::closing(site));
    Ok(Redirect::see_other("/admin/login").into_response())
}
