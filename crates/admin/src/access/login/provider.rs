//! Sign-in at an OpenID provider. It replaces the password and nothing else: only existing operators get in, and the
//! second factor stays required.

use domain::refusal::RefusalReason;
use oidc::{Begun, Provider, Unusable};
use poem::http::StatusCode;
use poem::web::cookie::{Cookie, SameSite};
use poem::web::{Data, Redirect};
use poem::{IntoResponse, Request, Response, Result, handler};
use secrecy::{ExposeSecret, SecretString};
use store::{SignIn, SignInReturn};
use time::Duration;
use url::form_urlencoded;

use super::account::{self, RefusedLogIn, SignedIn};
use super::{LogInPage, next_of, past_first_step, put_off};
use crate::access::session;
use crate::access::stranger::Stranger;
use crate::page::error::PageError;
use crate::page::site::Site;

/// Where a sign-in begins, and where browsers come back to.
pub(crate) const PATH: &str = "/admin/login/oidc";
pub(crate) const CALLBACK: &str = "/admin/login/oidc/callback";
/// How long a visitor may take at the provider.
const LIFETIME: Duration = Duration::minutes(10);
/// Longer codes can't be real.
const LONGEST: usize = 4_096;

/// The OpenID provider of this service, and its name on pages.
#[derive(Clone, Debug)]
pub struct SignInProvider {
    /// The provider.
    pub provider: Provider,
    /// Its name on the log-in page.
    pub name: String,
}

/// The address to which the provider sends browsers back.
pub fn callback(public_url: &url::Url) -> url::Url {
    public_url.join(CALLBACK).expect("a path makes an address")
}

#[handler]
pub(crate) async fn start(stranger: Stranger<'_>, Data(offered): Data<&Option<SignInProvider>>) -> Result<Response> {
    let Some(SignInProvider { provider, .. }) = offered else { return Err(PageError::NotFound.into()) };
    let Stranger { req, store, clock, site, .. } = stranger;
    let next = next_of(req);
    if session::find(req).await?.is_some() {
        return Ok(Redirect::see_other(next).into_response());
    }
    let (url, Begun { state, nonce, verifier }) = match provider.begin().await {
        Ok(begun) => begun,
        Err(unusable) => return refuse(stranger, &next, unusable.into()).await,
    };
    let sign_in = SignIn { issuer: provider.issuer().to_owned(), state, nonce, verifier, next };
    let kept = store.seal_sign_in(&sign_in, clock.now() + LIFETIME);
    req.cookie().add(keeping(&kept, site));
    Ok(Redirect::see_other(url).into_response())
}

#[handler]
pub(crate) async fn finish(stranger: Stranger<'_>, Data(offered): Data<&Option<SignInProvider>>) -> Result<Response> {
    let Some(SignInProvider { provider, .. }) = offered else { return Err(PageError::NotFound.into()) };
    let Stranger { req, site, door, .. } = stranger;
    // By network alone: the account is known only at the end.
    let attempt = match door.knock(web::client_ip(req), "", None) {
        Ok(attempt) => attempt,
        Err(wait) => {
            let page = LogInPage::new(stranger, session::HOME);
            return put_off(page.words, wait, |problem| page.with(problem).answer(StatusCode::TOO_MANY_REQUESTS));
        }
    };
    let kept = req.cookie().get(name(site)).map(|cookie| cookie.value_str().to_owned());
    let mut gone = keeping(&SecretString::default(), site);
    gone.make_removal();
    req.cookie().add(gone);
    match come_back(stranger, provider, kept.as_deref()).await? {
        Ok(SignedIn { operator, account, next }) => {
            attempt.give_back();
            past_first_step(stranger, &operator, account.as_ref(), &next).await
        }
        Err(refused) => refuse(stranger, session::HOME, refused).await,
    }
}

/// The operator who came back, or why we refuse them.
async fn come_back(
    stranger: Stranger<'_>,
    provider: &Provider,
    kept: Option<&str>,
) -> Result<Result<SignedIn, RefusedLogIn>, PageError> {
    let brought = Brought::of(stranger.req);
    let sign_in = match take(stranger, provider, kept, &brought).await? {
        Ok(sign_in) => sign_in,
        Err(reason) => return Ok(Err(reason.into())),
    };
    let SignIn { state, nonce, verifier, next, .. } = sign_in;
    let account = match exchange(provider, &brought, &Begun { state, nonce, verifier }).await {
        Ok(account) => account,
        Err(unusable) => return Ok(Err(unusable.into())),
    };
    account::owner(stranger.store, provider.issuer(), account, next).await
}

/// The sign-in that the browser began, if the returned state belongs to it.
async fn take(
    stranger: Stranger<'_>,
    provider: &Provider,
    kept: Option<&str>,
    brought: &Brought,
) -> Result<Result<SignIn, RefusalReason>, PageError> {
    let Some(state) = &brought.state else { return Ok(Err(RefusalReason::NoState)) };
    let Some(kept) = kept else { return Ok(Err(RefusalReason::UnknownState)) };
    let Stranger { req, store, clock, .. } = stranger;
    let source = domain::network::network(web::client_ip(req));
    Ok(match store.take_sign_in(kept, state, provider.issuer(), &source, clock.now()).await? {
        SignInReturn::Own(sign_in) => Ok(sign_in),
        SignInReturn::Unknown => Err(RefusalReason::UnknownState),
        SignInReturn::Foreign => Err(RefusalReason::OtherBrowser),
        SignInReturn::TooMany => return Err(PageError::Busy),
    })
}

/// Exchanges the returned code for the account.
async fn exchange(provider: &Provider, brought: &Brought, begun: &Begun) -> Result<oidc::Account, Unusable> {
    provider.expect_issuer(brought.issuer.as_deref()).await?;
    if let Some(error) = &brought.error {
        return Err(Unusable::refused(error));
    }
    match brought.code.as_deref().filter(|code| !code.is_empty() && code.len() <= LONGEST) {
        Some(code) => provider.finish(code, begun).await,
        None => Err(Unusable { reason: RefusalReason::NoCode, cause: "no code came".to_owned() }),
    }
}

/// What the browser brings back (OpenID Connect Core 1.0, 3.1.2.5 and 3.1.2.6; RFC 9207).
#[derive(Default)]
struct Brought {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    issuer: Option<String>,
}

impl Brought {
    fn of(req: &Request) -> Self {
        let mut brought = Self::default();
        for (name, value) in form_urlencoded::parse(req.uri().query().unwrap_or_default().as_bytes()) {
            let field = match &*name {
                "state" => &mut brought.state,
                "code" => &mut brought.code,
                "error" => &mut brought.error,
                "iss" => &mut brought.issuer,
                _ => continue,
            };
            *field = Some(value.into_owned());
        }
        brought
    }
}

/// Records the refusal and shows the log-in page with advice.
async fn refuse(stranger: Stranger<'_>, next: &str, refused: RefusedLogIn) -> Result<Response> {
    let RefusedLogIn { reason, operator, cause } = refused;
    tracing::warn!(from = stranger.address(), %reason, cause, "a sign-in at the OpenID provider failed");
    let page = LogInPage::new(stranger, next);
    let problem = format!("{} {}", page.words.refusal(&reason), account::advice(page.words, &reason));
    let status = match reason {
        RefusalReason::ProviderUnreachable => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    stranger.record_failed(operator.as_deref(), reason).await?;
    page.with(&problem).answer(status)
}

/// Browsers accept `__Host-` over https only; then no other page or host can have set the cookie.
fn name(site: &Site) -> &'static str {
    if site.is_https() { "__Host-tombstone_oidc" } else { "tombstone_oidc" }
}

/// The cookie of a sign-in. It has to come along when the provider sends the browser back from another site.
fn keeping(value: &SecretString, site: &Site) -> Cookie {
    let mut cookie = Cookie::new_with_str(name(site), value.expose_secret());
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(site.is_https());
    cookie.set_max_age(LIFETIME.unsigned_abs());
    cookie
}
