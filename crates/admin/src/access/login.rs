//! Log-in and log-out.

mod account;
pub(crate) mod code;
pub(crate) mod provider;

use std::time::Duration;

use askama::Template;
use domain::audit::AuditEntry;
use domain::operator::{Operator, parse_email};
use domain::refusal::RefusalReason;
use poem::http::StatusCode;
use poem::http::header::RETRY_AFTER;
use poem::web::{Data, Redirect};
use poem::{IntoResponse, Request, Response, Result, handler};
use secrecy::{ExposeSecret, SecretString};
use store::{Binding, LogIn, ProviderAccount, Store};
use url::{Url, form_urlencoded};
use words::Words;

use crate::access::alone;
use crate::access::door::{Device, Door};
use crate::access::origin;
use crate::access::password::{Crowded, MAX_BYTES};
use crate::access::session::{self, safe_next};
use crate::access::sight::Sight;
use crate::access::stranger::Stranger;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::site::Site;

pub use provider::{SignInProvider, callback};

#[derive(Clone, Copy, Template)]
#[template(path = "login.html")]
struct LogInPage<'a> {
    words: &'static Words,
    problem: Option<&'a str>,
    email: &'a str,
    next: &'a str,
    csrf: &'a str,
    /// The name of the OpenID provider, if there is one.
    provider: Option<&'a str>,
}

impl<'a> LogInPage<'a> {
    /// The empty form.
    fn new(stranger: Stranger<'a>, next: &'a str) -> Self {
        let Stranger { req, csrf, words, .. } = stranger;
        let offered = req.data::<Option<SignInProvider>>().and_then(Option::as_ref);
        let provider = offered.map(|offered| offered.name.as_str());
        Self { words, problem: None, email: "", next, csrf, provider }
    }

    fn with<'b>(self, problem: &'b str) -> LogInPage<'b>
    where
        'a: 'b,
    {
        LogInPage { problem: Some(problem), ..self }
    }

    fn answer(&self, status: StatusCode) -> Result<Response> {
        alone::answer(self, status)
    }

    fn provider_label(&self, name: &str) -> String {
        self.words.text_with("login-provider", &[("name", &name.to_owned())])
    }

    /// The address of the provider's button.
    fn sign_in(&self) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", self.next).finish();
        format!("{}?{query}", provider::PATH)
    }
}

/// Where to go after the log-in, from the query string.
fn next_of(req: &Request) -> String {
    let query = req.uri().query().unwrap_or_default();
    let next = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "next");
    next.map_or_else(|| session::HOME.to_owned(), |(_, next)| safe_next(&next))
}

#[handler]
pub(crate) async fn show(stranger: Stranger<'_>) -> Result<Response> {
    let next = next_of(stranger.req);
    if session::find(stranger.req).await?.is_some() {
        return Ok(Redirect::see_other(next).into_response());
    }
    LogInPage::new(stranger, &next).answer(StatusCode::OK)
}

#[handler]
pub(crate) async fn enter(stranger: Stranger<'_>, form: OwnForm) -> Result<Response> {
    let Stranger { req, words, store, clock, door, .. } = stranger;
    let email = parse_email(form.field("email")).unwrap_or_default();
    let next = safe_next(form.field("next"));
    let page = LogInPage { email: form.field("email"), ..LogInPage::new(stranger, &next) };
    let (from, device) = (stranger.address(), Device::of(req, store.hash_key(), clock, &email));
    let attempt = match door.knock(web::client_ip(req), &email, device.as_ref()) {
        Ok(attempt) => attempt,
        Err(wait) => {
            tracing::warn!(from, "a log-in was throttled after too many failures");
            return put_off(words, wait, |problem| page.with(problem).answer(StatusCode::TOO_MANY_REQUESTS));
        }
    };
    let operator = match admit(store, door, &email, form.field("password")).await? {
        Admitted::Operator(operator) => *operator,
        Admitted::Wrong { email } => {
            tracing::warn!(from, "a log-in failed");
            stranger.record_failed(email.as_deref(), RefusalReason::WrongPassword).await?;
            return page.with(&words.text("login-wrong")).answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    attempt.give_back();
    past_first_step(stranger, &operator, None, &next).await
}

/// Continues after a correct password or account. The second step does not depend on which of them it was.
async fn past_first_step(
    stranger: Stranger<'_>,
    operator: &Operator,
    account: Option<&ProviderAccount>,
    next: &str,
) -> Result<Response> {
    let log_in = if operator.has_second_factor { LogIn::LacksCode } else { LogIn::Whole };
    admitted(stranger, operator, log_in, account, next).await
}

/// Lets somebody in, or on to the second step. An account becomes the operator's only once they are in.
pub(crate) async fn admitted(
    stranger: Stranger<'_>,
    operator: &Operator,
    log_in: LogIn,
    account: Option<&ProviderAccount>,
    next: &str,
) -> Result<Response> {
    let Stranger { req, store, clock, site, .. } = stranger;
    let from = origin::of(req);
    if let Some(account) = account.filter(|_| log_in == LogIn::Whole)
        && !bind(stranger, operator, account).await?
    {
        return Ok(Redirect::see_other("/admin/login").into_response());
    }
    let opened = store.open_session(operator, log_in, &from, clock.now()).await.map_err(PageError::from)?;
    if log_in == LogIn::LacksCode {
        if let Some(account) = account {
            store.note_account(opened.expose_secret(), account).await.map_err(PageError::from)?;
        }
        req.cookie().add(code::opening(&opened, site));
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
        return Ok(Redirect::see_other(format!("{}?{query}", code::PATH)).into_response());
    }
    if let Some(old) = session::cookie(req) {
        store.close_session(&old).await.map_err(PageError::from)?;
    }
    stranger.audit(&operator.email, &AuditEntry::LoggedIn).await?;
    tracing::info!(from = from.address, operator = operator.id, "an operator logged in");
    req.cookie().add(session::opening(&opened, site));
    req.cookie().add(Device::cookie(store.hash_key(), clock, &operator.email, site));
    Ok(Redirect::see_other(next).into_response())
}

/// Binds the account to the operator; false if they have another one meanwhile.
async fn bind(stranger: Stranger<'_>, operator: &Operator, account: &ProviderAccount) -> Result<bool, PageError> {
    let email = operator.email.as_str();
    match stranger.store.bind_account(operator.id, account, stranger.clock.now()).await? {
        Binding::New => {}
        Binding::Known => return Ok(true),
        Binding::Taken => {
            stranger.record_failed(Some(email), RefusalReason::OtherAccount).await?;
            return Ok(false);
        }
    }
    let url = Url::parse(&account.issuer).ok();
    let provider = url.as_ref().map(domain::network::host).unwrap_or_default();
    stranger.audit(email, &AuditEntry::AccountBound { email: email.to_owned(), provider }).await?;
    Ok(true)
}

/// The result of checking a password.
enum Admitted {
    Operator(Box<Operator>),
    /// There is no such operator, or the operator with this e-mail has another password.
    Wrong {
        email: Option<String>,
    },
}

/// Takes as long without such an operator as with one.
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
