//! The authorization server, whose word alone tells us who owns a token.

use std::collections::HashMap;
use std::sync::Arc;

use domain::MemberId;
use domain::failure::Unreached;
use domain::network::host;
use domain::refusal::RefusalReason;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use crate::answer::{RemoteError, loose_text, read, result};
use crate::guard::Endpoints;
use crate::http::{CallError, HttpClient};
use crate::places::{Place, Places, Standing};

/// The app's own credentials.
#[derive(Clone, Debug)]
pub struct App {
    /// Identifies the app.
    pub client_id: String,
    /// Goes to the configured authorization servers and nowhere else.
    pub client_secret: SecretString,
}

/// The trusted authorization servers. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AuthorizationServers {
    http: HttpClient,
    default: Url,
    hosts: Arc<[String]>,
    app: Option<App>,
    /// Keyed by server host: a server that does not answer blocks no requests to another.
    places: Arc<HashMap<String, Places>>,
}

/// The text is not `host` or `host:port`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a host or host:port")]
pub struct InvalidHost(String);

/// What the authorization server reports about an access token (docs/protocol.md 4 and 5.3).
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct AppInfo {
    #[serde(default, deserialize_with = "loose_text")]
    client_id: Option<String>,
    #[serde(default, deserialize_with = "loose_text")]
    scope: Option<String>,
    #[serde(default, deserialize_with = "loose_text")]
    user_id: Option<String>,
    install: Install,
}

#[derive(Clone, Debug, Deserialize)]
struct Install {
    #[serde(default, deserialize_with = "loose_text")]
    status: Option<String>,
    #[serde(default, deserialize_with = "loose_text")]
    scope: Option<String>,
    #[serde(default, deserialize_with = "loose_text")]
    domain: Option<String>,
    #[serde(default, deserialize_with = "loose_text")]
    uri: Option<String>,
    #[serde(default, deserialize_with = "loose_text")]
    client_endpoint: Option<String>,
    #[serde(default, deserialize_with = "loose_text")]
    member_id: Option<String>,
}

/// What a request claims about its access token.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// The portal.
    pub member_id: &'a MemberId,
    /// `host` or `host:port`; `None` if it does not matter.
    pub host: Option<&'a str>,
    /// The token's user; `None` if it does not matter.
    pub user_id: Option<&'a str>,
}

/// A portal as the authorization server confirmed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Its host.
    pub domain: String,
    /// The base URL of its REST methods.
    pub client_endpoint: Url,
    /// The base URL of the methods of the server that confirmed it.
    pub server_endpoint: Url,
    /// The app's status letter.
    pub app_status: Option<String>,
    /// The granted scopes.
    pub scopes: Vec<String>,
    /// The token's user.
    pub user_id: Option<String>,
}

/// Why an install is not believed.
#[derive(Debug, thiserror::Error)]
pub enum Unverified {
    /// The server or our own rules refuse it.
    #[error("{0}")]
    Refused(RefusalReason),
    /// The server gives no usable answer now.
    #[error(transparent)]
    Unreachable(CallError),
}

impl AuthorizationServers {
    /// Trusts the server at `default` and the listed hosts.
    pub fn new(http: HttpClient, default: Url, hosts: &[String], app: Option<App>) -> Result<Self, InvalidHost> {
        let well_formed = |text: &String| {
            let parsed = Url::parse(&format!("https://{text}/")).ok().filter(|url| host(url) == *text);
            parsed.map(|_| text.clone()).ok_or_else(|| InvalidHost(text.clone()))
        };
        let lower = hosts.iter().map(|host| host.to_lowercase()).collect::<Vec<_>>();
        let hosts = lower.iter().map(well_formed).collect::<Result<Arc<[_]>, _>>()?;
        let places = hosts.iter().cloned().chain([host(&default)]).map(|host| (host, Places::default()));
        let places = Arc::new(places.collect());
        Ok(Self { http, default, hosts, app, places })
    }

    /// The app's credentials; without them no install can be verified.
    pub fn app(&self) -> Option<&App> {
        self.app.as_ref()
    }

    /// Which endpoints may be called.
    pub fn endpoints(&self) -> Endpoints {
        self.http.endpoints()
    }

    /// The client that calls the servers.
    pub fn http(&self) -> &HttpClient {
        &self.http
    }

    /// The server to call if a request names no trusted one.
    pub fn default_server(&self) -> &Url {
        &self.default
    }

    /// Checks that the default server answers at all.
    pub async fn ping(&self) -> Result<(), CallError> {
        self.http.answers(&method(&self.default, "app.info")).await
    }

    /// The base URL of the listed server that `named` names, else of the default one. A portal's codes, tokens and
    /// installs may be known only to the server of its region (docs/protocol.md 8.2).
    pub fn choose(&self, named: Option<&str>) -> Url {
        named.and_then(|named| self.listed(named)).unwrap_or_else(|| self.default.clone())
    }

    /// Whether `named` is the address of a listed server.
    pub fn is_listed(&self, named: &str) -> bool {
        self.listed(named).is_some()
    }

    fn listed(&self, named: &str) -> Option<Url> {
        let url = Url::parse(named).ok()?;
        let https = url.scheme() == "https" || self.http.endpoints() == Endpoints::Private;
        let listed = https && self.hosts.contains(&host(&url)) && self.http.endpoints().allow(&url);
        listed.then(|| url.join("/").ok())?
    }

    /// The base URL of the methods at this host, which a browser names when it returns with a code; `None` if the host
    /// is not listed.
    pub fn of_host(&self, host: &str) -> Option<String> {
        let host = host.to_lowercase();
        let listed = self.hosts.contains(&host).then(|| format!("{}://{host}/rest/", self.default.scheme()))?;
        Url::parse(&listed).ok().filter(|url| self.http.endpoints().allow(url)).map(String::from)
    }

    /// Whether the server that `named` names knows `token` as one of our app in this portal; an error if it can't say.
    /// An app whose payment ended is still installed.
    pub async fn vouches(
        &self,
        named: Option<&str>,
        token: &SecretString,
        member_id: &MemberId,
    ) -> Result<bool, CallError> {
        match self.app_info(&self.choose(named), token, Standing::Known(member_id)).await {
            Ok(info) => {
                let ours = self.app.as_ref().map(|app| app.client_id.as_str());
                let there = info.install.member_id.as_deref() == Some(member_id.as_str());
                Ok(there && info.client_id.as_deref() == ours)
            }
            Err(NoInfo::Refused(error)) => Ok(error.code == "payment_required"),
            Err(NoInfo::Unclear(error)) => Err(error),
        }
    }

    pub(crate) async fn enter(&self, server: &Url, standing: Standing<'_>) -> Result<Option<Place>, CallError> {
        match self.places.get(&host(server)) {
            Some(places) => places.enter(standing).await.map(Some).ok_or_else(|| crowded(server)),
            None => Ok(None),
        }
    }

    async fn app_info(&self, server: &Url, token: &SecretString, standing: Standing<'_>) -> Result<AppInfo, NoInfo> {
        let url = method(server, "app.info");
        let _place = self.enter(server, standing).await.map_err(NoInfo::Unclear)?;
        let asked = self.http.get(&url, &[("auth", token.expose_secret())]).await;
        let (status, answer) = asked.map_err(NoInfo::Unclear)?;
        let unclear = || NoInfo::Unclear(CallError::Unexpected { host: host(&url), status: status.as_u16() });
        if status.is_server_error() {
            return Err(unclear());
        }
        let info =
            result(&answer).map_err(|error| if error.is_decision() { NoInfo::Refused(error) } else { unclear() })?;
        read(info).ok_or_else(unclear)
    }

    /// Asks the server that `named` names who owns `token`, and compares the answer with the claim.
    pub async fn verify(
        &self,
        named: Option<&str>,
        token: &SecretString,
        claim: Claim<'_>,
        standing: Standing<'_>,
    ) -> Result<Verification, Unverified> {
        let app = self.app.as_ref().ok_or(Unverified::Refused(RefusalReason::NoCredentials))?;
        let server = self.choose(named);
        let info = self.app_info(&server, token, standing).await.map_err(|error| match error {
            NoInfo::Refused(error) => Unverified::Refused(unknown_token(&error)),
            NoInfo::Unclear(error) => no_decision(error),
        })?;
        info.confirm(app, claim)?;
        info.verification(&server, self.http.endpoints()).ok_or(Unverified::Refused(RefusalReason::UnsafeAddress))
    }
}

/// Why a call of `app.info` brought no information.
enum NoInfo {
    /// The server refuses, which is a decision.
    Refused(RemoteError),
    /// The answer says nothing about the token.
    Unclear(CallError),
}

/// Proxy pages, whatever their status, and anything else that is not the server's own answer say nothing about the
/// token (docs/protocol.md 8.2).
fn no_decision(error: CallError) -> Unverified {
    match error {
        CallError::Forbidden(_) => Unverified::Refused(RefusalReason::ServerForbidden),
        error => Unverified::Unreachable(error),
    }
}

fn crowded(server: &Url) -> CallError {
    CallError::Unreachable { host: host(server), why: Unreached::Crowded }
}

/// Why the server does not vouch for a token.
fn unknown_token(error: &RemoteError) -> RefusalReason {
    match error.code.as_str() {
        "payment_required" => RefusalReason::PaymentEnded,
        "not_installed" => RefusalReason::NotInstalled,
        "expired_token" => RefusalReason::TokenEnded,
        code => RefusalReason::TokenUnknown { answer: code.to_owned() },
    }
}

impl AppInfo {
    fn confirm(&self, app: &App, claim: Claim<'_>) -> Result<(), Unverified> {
        let refuse = |why| Err(Unverified::Refused(why));
        if self.client_id.as_deref() != Some(app.client_id.as_str()) {
            return refuse(RefusalReason::OtherApp);
        }
        if self.install.member_id.as_deref() != Some(claim.member_id.as_str()) {
            return refuse(RefusalReason::OtherPortal);
        }
        let is_known = |claimed: &str| {
            self.install.hosts().any(|host| without_port(&host).eq_ignore_ascii_case(without_port(claimed)))
        };
        if !claim.host.is_none_or(is_known) {
            return refuse(RefusalReason::OtherAddress);
        }
        if claim.user_id.is_some() && claim.user_id != self.user_id.as_deref() {
            return refuse(RefusalReason::OtherUser);
        }
        Ok(())
    }

    fn verification(&self, server: &Url, endpoints: Endpoints) -> Option<Verification> {
        let install = &self.install;
        let client_endpoint = Url::parse(install.client_endpoint.as_deref()?).ok()?;
        let scope = install.scope.as_deref().or(self.scope.as_deref()).unwrap_or_default();
        endpoints.allow(&client_endpoint).then(|| Verification {
            domain: install.domain.clone().unwrap_or_else(|| host(&client_endpoint)),
            client_endpoint,
            server_endpoint: server.join("/rest/").unwrap_or_else(|_| server.clone()),
            app_status: install.status.clone(),
            scopes: split_scopes(scope),
            user_id: self.user_id.clone(),
        })
    }
}

impl Install {
    fn hosts(&self) -> impl Iterator<Item = String> {
        let addresses = [&self.client_endpoint, &self.uri].into_iter().flatten();
        let of_addresses = addresses.filter_map(|text| Url::parse(text).ok()).map(|url| host(&url));
        of_addresses.chain(self.domain.clone())
    }
}

/// A portal's frame may use a port that the authorization server does not know: the host and the `member_id` show that
/// it is the same portal (docs/protocol.md 8.4).
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Scopes come separated by commas, whitespace, or both (docs/protocol.md 1.4).
pub(crate) fn split_scopes(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| letter == ',' || letter.is_whitespace());
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn method(server: &Url, name: &str) -> Url {
    server.join(&format!("/rest/{name}")).expect("a method's name is a path")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn servers(hosts: &[&str]) -> AuthorizationServers {
        let http = HttpClient::new(Endpoints::Public).unwrap();
        let default = "https://oauth.bitrix.info".parse().unwrap();
        let hosts: Vec<_> = hosts.iter().map(|&host| host.to_owned()).collect();
        AuthorizationServers::new(http, default, &hosts, None).unwrap()
    }

    #[test]
    fn only_listed_servers_are_asked() {
        let servers = servers(&["oauth.bitrix24.tech"]);
        assert_eq!(servers.of_host("OAuth.bitrix24.tech").as_deref(), Some("https://oauth.bitrix24.tech/rest/"));
        assert_eq!(servers.of_host("evil.example"), None);
        let chosen = |named| servers.choose(Some(named)).to_string();
        assert_eq!(chosen("https://oauth.bitrix24.tech/rest/"), "https://oauth.bitrix24.tech/");
        for foreign in [
            "https://evil.example/rest/",
            "https://oauth.bitrix24.tech.evil.example/",
            "http://oauth.bitrix24.tech/rest/",
            "https://oauth.bitrix24.tech@evil.example/",
            "https://oauth.bitrix24.tech:444/rest/",
            "nonsense",
        ] {
            assert_eq!(chosen(foreign), "https://oauth.bitrix.info/", "{foreign}");
        }
    }

    #[test]
    fn documented_answer_is_read_and_compared() {
        let text = include_str!("../../../tests/fixtures/payloads/app_info_response_oauth_server.json");
        let answer: serde_json::Value = serde_json::from_str(text).unwrap();
        let info: AppInfo = read(result(&answer).unwrap()).unwrap();
        let app = App { client_id: "local.abc123".into(), client_secret: "s".into() };
        let (own, other) = (MemberId::parse("123456").unwrap(), MemberId::parse("1234567").unwrap());
        let claim = Claim { member_id: &own, host: Some("example.bitrix24.com"), user_id: Some("42") };
        info.confirm(&app, claim).unwrap();
        for at_a_port in ["example.bitrix24.com:443", "example.bitrix24.com:8890"] {
            info.confirm(&app, Claim { host: Some(at_a_port), ..claim }).unwrap();
        }
        for forged in [
            Claim { member_id: &other, ..claim },
            Claim { host: Some("example.bitrix24.com:8890@evil.example"), ..claim },
            Claim { host: Some("other.bitrix24.com"), ..claim },
            Claim { user_id: Some("43"), ..claim },
        ] {
            assert!(info.confirm(&app, forged).is_err(), "{forged:?}");
        }
        let foreign = App { client_id: "local.other".into(), ..app };
        assert!(info.confirm(&foreign, claim).is_err());
        let verified = info.verification(&"https://oauth.bitrix.info".parse().unwrap(), Endpoints::Public).unwrap();
        assert_eq!((verified.domain.as_str(), verified.scopes.len()), ("example.bitrix24.com", 3));
    }
}
