//! Logging in and out.

pub(crate) mod code;

use std::time::Duration;

use askama::Template;
use domain::Clock;
use domain::audit::AuditEntry;
use domain::operator::{Operator, parse_email};
use domain::refusal::RefusalReason;
use poem::http::StatusCode;
use poem::http::header::RETRY_AFTER;
use poem::web::{CsrfToken, Data, Html, Redirect};
use poem::{IntoResponse, Request, Response, Result, handler};
use secrecy::SecretString;
use store::{LogIn, Store};
use url::form_urlencoded;
use words::Words;

use crate::door::{Device, Door};
use crate::error::PageError;
use crate::form::OwnForm;
use crate::language::words_for;
use crate::origin;
use crate::password::{Crowded, MAX_BYTES};
use crate::session::{self, safe_next};
use crate::sight::{Sight, Whole};
use crate::site::Site;

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

/// Where the address of a log-in's page leads to afterwards.
fn next_of(req: &Request) -> String {
    let query = req.uri().query().unwrap_or_default();
    let next = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "next");
    next.map_or_else(|| session::HOME.to_owned(), |(_, next)| safe_next(&next))
}

#[handler]
pub(crate) async fn show(req: &Request, csrf: &CsrfToken) -> Result<Response> {
    let next = next_of(req);
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
    Data(Whole(store)): Data<&Whole>,
    Data(clock): Data<&Clock>,
    Data(door): Data<&Door>,
) -> Result<Response> {
    let email = parse_email(form.field("email")).unwrap_or_default();
    let (words, next) = (words_for(req), safe_next(form.field("next")));
    let page = LogInPage { words, problem: None, email: form.field("email"), next: &next, csrf };
    let (from, device) = (origin::address(req), Device::of(req, store.hash_key(), clock, &email));
    let attempt = match door.knock(web::client_ip(req), &email, device.as_ref()) {
        Ok(attempt) => attempt,
        Err(wait) => {
            tracing::warn!(from, "a log-in was put off: too many failed");
            let answer =
                |problem: &str| LogInPage { problem: Some(problem), ..page }.answer(StatusCode::TOO_MANY_REQUESTS);
            return put_off(words, wait, answer);
        }
    };
    let operator = match admit(store, door, &email, form.field("password")).await? {
        Admitted::Operator(operator) => *operator,
        Admitted::Wrong { email } => {
            tracing::warn!(from, "a log-in failed");
            let why = RefusalReason::WrongPassword;
            let failed = store.record_failed_log_in(clock.now(), email.as_deref(), &from, why).await;
            failed.map_err(PageError::from)?;
            let problem = words.text("login-wrong");
            return LogInPage { problem: Some(&problem), ..page }.answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    attempt.give_back();
    let log_in = if operator.has_second_factor { LogIn::LacksCode } else { LogIn::Whole };
    admitted(req, &operator, log_in, &next).await
}

/// Lets somebody in, or on to the second step.
pub(crate) async fn admitted(req: &Request, operator: &Operator, log_in: LogIn, next: &str) -> Result<Response> {
    let (Some(Whole(store)), Some(clock), Some(site)) = (req.data::<Whole>(), req.data::<Clock>(), req.data::<Site>())
    else {
        return Err(StatusCode::INTERNAL_SERVER_ERROR.into());
    };
    let from = origin::of(req);
    let opened = store.open_session(operator, log_in, &from, clock.now()).await.map_err(PageError::from)?;
    if log_in == LogIn::LacksCode {
        req.cookie().add(code::opening(&opened, site));
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
        return Ok(Redirect::see_other(format!("{}?{query}", code::PATH)).into_response());
    }
    if let Some(old) = session::cookie(req) {
        store.close_session(&old).await.map_err(PageError::from)?;
    }
    audit(store, clock, &operator.email, &from.address, &AuditEntry::LoggedIn).await?;
    tracing::info!(from = from.address, operator = operator.id, "an operator logged in");
    req.cookie().add(session::opening(&opened, site));
    req.cookie().add(Device::cookie(store.hash_key(), clock, &operator.email, site));
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
    let password: SecretString = if password.len() <= MAX_BYTES { password.into() } else { SecretString::default() };
    let hash = operator.as_ref().map(|operator| operator.password_hash.clone());
    let fits = door.passwords.check(password, hash).await.map_err(|Crowded| PageError::Busy)?;
    Ok(match operator {
        Some(operator) if fits => Admitted::Operator(Box::new(operator)),
        operator => Admitted::Wrong { email: operator.map(|operator| operator.email) },
    })
}

async fn audit(store: &Store, clock: &Clock, actor: &str, from: &str, entry: &AuditEntry) -> Result<(), PageError> {
    Ok(store.record_audit_from(clock.now(), actor, Some(from), None, entry).await?)
}

/// Answers with how long to wait before the next attempt.
fn put_off(words: &'static Words, wait: Duration, answer: impl FnOnce(&str) -> Result<Response>) -> Result<Response> {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let response = answer(&words.text_with("login-put-off", &[("seconds", &seconds)]))?;
    Ok(response.with_header(RETRY_AFTER, seconds).into_response())
}

#[handler]
pub(crate) async fn leave(req: &Request, _form: OwnForm, sight: Sight, Data(site): Data<&Site>) -> Result<Response> {
    if let Some(cookie) = session::cookie(req) {
        sight.service().close_session(&cookie).await.map_err(PageError::from)?;
        sight.audit(None, &AuditEntry::LoggedOut).await.map_err(PageError::from)?;
    }
    req.cookie().add(session::closing(site));
    Ok(Redirect::see_other("/admin/login").into_response())
}
