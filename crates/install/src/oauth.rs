//! The authorization in a browser (docs/protocol.md 3.6): to the portal with a `state` for one return of the same
//! browser, and back with a code that lives for 30 seconds.

use domain::MemberId;
use domain::network::network;
use domain::refusal::RefusalReason;
use domain::vault::KeyedHash;
use poem::http::{StatusCode, header};
use poem::web::Data;
use poem::web::cookie::{Cookie, SameSite};
use poem::{Request, Response, handler};
use portals::CodeReturn;
use secrecy::{ExposeSecret, SecretString};
use store::{Flow, FlowReturn, StoreError};
use time::Duration;
use url::Url;
use words::Words;

use crate::context::Install;
use crate::language::words_for;
use crate::page::{Look, Notice, Outcome, Place, Way};
use crate::{host, said, steps};

/// The cookie with the browser's name.
const COOKIE: &str = "tombstone_oauth";
/// How long the authorization may take at the portal.
const LIFETIME: Duration = Duration::minutes(10);
/// The length of a state or of a browser's name: 256 bits in hexadecimal.
const SECRET: usize = 64;

/// Why an authorization fails, with the status to answer.
enum Refusal {
    Said(StatusCode, Notice),
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Refusal {
    /// A page with a form for the portal's address, under the title of the message `key`.
    fn form(status: StatusCode, words: &'static Words, key: &str, text: String, advice: String) -> Self {
        Self::Said(status, Notice::new(words, key, text, advice).with_form())
    }

    fn response(self, words: &'static Words) -> Response {
        match self {
            Self::Said(status, notice) => notice.response(status, Place::Window),
            Self::Store(error) => {
                tracing::error!(%error, "an authorization could not be handled");
                let notice = Notice::new(words, "install-failed", words.text("install-our-side"), "").with_form();
                notice.response(StatusCode::SERVICE_UNAVAILABLE, Place::Window)
            }
        }
    }
}

/// Sends the browser to its portal.
#[handler]
pub(crate) async fn start(request: &Request, install: Data<&Install>) -> Response {
    let words = words_for(request);
    match begin(*install, portal(request), browser(request), words).await {
        Ok((url, browser)) => Response::builder()
            .status(StatusCode::FOUND)
            .header(header::LOCATION, String::from(url))
            .header(header::SET_COOKIE, cookie(&browser, &install.public_url).to_string())
            .header(header::CACHE_CONTROL, "no-store")
            .header(header::REFERRER_POLICY, "no-referrer")
            .finish(),
        Err(refusal) => refusal.response(words),
    }
}

/// What a request names as its portal.
enum Named {
    Nothing,
    NoHost,
    Host(String),
}

/// Links have the portal's host in `domain`; people type or paste an `address` into the form.
fn portal(request: &Request) -> Named {
    let given = |name| parameter(request, name).filter(|text| !text.trim().is_empty());
    let host = match (given("domain"), given("address")) {
        (Some(domain), _) => host::parse(&domain),
        (None, Some(address)) => host::of_address(&address),
        (None, None) => return Named::Nothing,
    };
    host.map_or(Named::NoHost, Named::Host)
}

async fn begin(
    install: &Install,
    portal: Named,
    browser: Option<SecretString>,
    words: &'static Words,
) -> Result<(Url, SecretString), Refusal> {
    let servers = install.installer.servers();
    let browser = browser.unwrap_or_else(secret);
    let domain = match portal {
        Named::Host(domain) => domain,
        Named::NoHost => return Err(no_address(words, "install-no-address.other")),
        Named::Nothing => return Err(nowhere(words)),
    };
    let portal = servers.endpoints().portal(&domain);
    let portal = portal.ok_or_else(|| no_address(words, "install-no-address.private"))?;
    if servers.app().is_none() {
        return Err(no_app(words));
    }
    let expires_at = install.clock.now() + LIFETIME;
    let state = install.store.begin_oauth_flow(hash(install, &browser), &domain, expires_at).await?;
    let url = servers.authorize_url(&portal, &state).ok_or_else(|| no_app(words))?;
    Ok((url, browser))
}

fn too_many(words: &'static Words) -> Refusal {
    let (text, advice) = (words.text("install-too-many"), words.text("install-too-many.advice"));
    Refusal::form(StatusCode::SERVICE_UNAVAILABLE, words, "install-please-retry", text, advice)
}

fn nowhere(words: &'static Words) -> Refusal {
    let text = words.text("install-which.text");
    Refusal::form(StatusCode::OK, words, "install-which", text, String::new())
}

fn no_address(words: &'static Words, why: &str) -> Refusal {
    let (why, advice) = (words.text(why), words.text("install-no-address.advice"));
    Refusal::form(StatusCode::BAD_REQUEST, words, "install-no-address", why, advice)
}

fn no_app(words: &'static Words) -> Refusal {
    let (text, advice) = (words.text("install-no-app.text"), words.text("install-no-app.advice"));
    Refusal::Said(StatusCode::SERVICE_UNAVAILABLE, Notice::new(words, "install-no-app", text, advice))
}

/// Takes the browser back, exchanges the code at once, and shows the outcome.
#[handler]
pub(crate) async fn callback(request: &Request, install: Data<&Install>) -> Response {
    let words = words_for(request);
    match end(*install, request, words).await {
        Ok(response) => response,
        Err(refusal) => refusal.response(words),
    }
}

async fn end(install: &Install, request: &Request, words: &'static Words) -> Result<Response, Refusal> {
    let member_id = parameter(request, "member_id");
    let claimed = member_id.as_deref().and_then(|text| MemberId::parse(text).ok());
    let refuse = async |status, why: RefusalReason, domain: Option<&str>| {
        install.installer.record_refusal(claimed.as_ref(), why.clone()).await?;
        let (text, advice) = (said::refused(words, &why), words.text("install-not-begun.advice"));
        let notice = Notice::new(words, "install-not-begun", text, advice);
        Err(Refusal::Said(status, if let Some(domain) = domain { notice.again_at(domain) } else { notice.with_form() }))
    };
    let Some(state) = parameter(request, "state").filter(|state| !state.is_empty()) else {
        return refuse(StatusCode::BAD_REQUEST, RefusalReason::NoState, None).await;
    };
    let browser = browser(request).map(|browser| hash(install, &browser));
    let source = network(web::client_ip(request));
    let Flow { domain, member_id: begun_for } =
        match install.store.take_oauth_flow(&state.into(), browser, &source, install.clock.now()).await? {
            FlowReturn::Own(flow) => flow,
            FlowReturn::Unknown => {
                return refuse(StatusCode::FORBIDDEN, RefusalReason::UnknownState, None).await;
            }
            FlowReturn::TooMany => return Err(too_many(words)),
            FlowReturn::Foreign => {
                return refuse(StatusCode::FORBIDDEN, RefusalReason::OtherBrowser, None).await;
            }
        };
    let Some(code) = parameter(request, "code").filter(|code| !code.is_empty()) else {
        return refuse(StatusCode::BAD_REQUEST, RefusalReason::NoCode, Some(&domain)).await;
    };
    if member_id.is_some() && claimed.is_none() {
        return refuse(StatusCode::FORBIDDEN, RefusalReason::InvalidMemberId, Some(&domain)).await;
    }
    let from = parameter(request, "domain").map(|from| host::parse(&from).ok_or(from));
    let new_host = match from {
        Some(Err(_)) => return refuse(StatusCode::FORBIDDEN, RefusalReason::InvalidDomain, Some(&domain)).await,
        Some(Ok(from)) if from != domain => Some(from),
        Some(Ok(_)) | None => None,
    };
    // A portal that was renamed meanwhile is still the same portal.
    let begun_for = begun_for.filter(|_| new_host.is_some());
    if claimed.is_some() && begun_for.is_some() && claimed != begun_for {
        return refuse(StatusCode::FORBIDDEN, RefusalReason::OtherReturn, Some(&domain)).await;
    }
    let member_id = claimed.or(begun_for);
    let server_endpoint = server_endpoint(install, request, member_id.as_ref()).await?;
    let domain = new_host.clone().unwrap_or(domain);
    let returned = CodeReturn { member_id, new_host, server_endpoint, source: Some(web::client_ip(request)) };
    Ok(exchange(install, code.into(), returned, domain, words).await)
}

/// The server that gave the code: the listed one that the return names, else the portal's known one.
async fn server_endpoint(
    install: &Install,
    request: &Request,
    member_id: Option<&MemberId>,
) -> Result<Option<String>, StoreError> {
    let named = parameter(request, "server_domain").and_then(|host| install.installer.servers().of_host(&host));
    match (named, member_id) {
        (None, Some(member_id)) => install.store.tenant(member_id).find_server_endpoint().await,
        (named, _) => Ok(named),
    }
}

/// Goes on even if the person leaves: a code can be exchanged only once.
async fn exchange(
    install: &Install,
    code: SecretString,
    returned: CodeReturn,
    domain: String,
    words: &'static Words,
) -> Response {
    let at_work = install.clone();
    let steps = tokio::spawn(async move { steps::by_code(&at_work, &code, &returned, words).await }).await;
    let Ok(steps) = steps else {
        return Notice::new(words, "install-failed", words.text("install-our-side"), "")
            .again_at(&domain)
            .response(StatusCode::INTERNAL_SERVER_ERROR, Place::Window);
    };
    tracing::info!(domain, done = steps.are_done(), "a browser came back with a code");
    let portal = install.installer.servers().endpoints().portal(&domain).map(String::from);
    let look = Look::new(Place::Window, words);
    let page = Outcome { look: &look, way: Way::Code(portal), domain: &domain, steps: &steps };
    look.response(steps.status, &page)
}

/// The first parameter of this name.
fn parameter(request: &Request, name: &str) -> Option<String> {
    let query = request.uri().query().unwrap_or_default();
    let found = url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name);
    found.map(|(_, value)| value.into_owned())
}

/// The browser's name, if it has one already: two of its windows may be authorizing at the same time.
fn browser(request: &Request) -> Option<SecretString> {
    let cookie = request.cookie().get(COOKIE)?;
    let name = cookie.value_str();
    let ours = name.len() == SECRET && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    ours.then(|| name.to_owned().into())
}

fn cookie(browser: &SecretString, public_url: &Url) -> Cookie {
    let mut cookie = Cookie::new_with_str(COOKIE, browser.expose_secret());
    cookie.set_path("/oauth");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(public_url.scheme() == "https");
    cookie.set_max_age(LIFETIME.unsigned_abs());
    cookie
}

fn secret() -> SecretString {
    format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>()).into()
}

fn hash(install: &Install, browser: &SecretString) -> KeyedHash {
    install.store.hash_key().hash("oauth_browser", None, browser.expose_secret())
}
