//! Installs and updates: verified, kept, released and bound, whichever way they come.

use domain::event::{Arrival, Kind, LifeCycle};
use domain::{Clock, MemberId};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use store::{Admission, EventLog, Installation, PortalTokens, Store, StoreError};
use time::Duration;
use url::Url;

use crate::authorization::{AuthorizationServers, Claim, Unverified, Verification};
use crate::http::{CallError, HttpClient, host};
use crate::portal::{MethodError, PortalClient};
use crate::subscriptions::Bound;

/// How long an access token lives if the request does not say (PROTOCOL.md 3.6).
const ACCESS_TOKEN_LIFETIME: Duration = Duration::HOUR;

/// How many waiting installs are tried in one go.
const PENDING: u64 = 50;

/// Installs portals. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Installer {
    store: Store,
    log: EventLog,
    servers: AuthorizationServers,
    http: HttpClient,
    handler: Url,
    clock: Clock,
}

/// What a request says of an install; nothing of it is believed before it is verified.
#[derive(Clone, Debug)]
pub struct InstallRequest {
    /// The portal.
    pub member_id: MemberId,
    /// `host` or `host:port` under which it claims to be known.
    pub host: String,
    /// The authorization server that it names.
    pub server_endpoint: Option<String>,
    /// The user that it claims to come from.
    pub user_id: Option<String>,
    /// The token that proves it.
    pub access_token: SecretString,
    /// Renews the token.
    pub refresh_token: Option<SecretString>,
    /// How long the token lives.
    pub expires_in: Option<Duration>,
    /// What will prove the portal's events.
    pub application_token: Option<SecretString>,
    /// The portal's language.
    pub language: Option<String>,
    /// Whether the request itself says that the portal takes the app for installed.
    pub finished: bool,
    /// Whether the portal dropped the app's subscriptions, as it does with an update (PROTOCOL.md 3.3).
    pub subscriptions_gone: bool,
}

/// A request with its tokens in clear: exists only on the way into and out of the seal.
#[derive(Serialize, Deserialize)]
struct PlainRequest {
    member_id: MemberId,
    host: String,
    server_endpoint: Option<String>,
    user_id: Option<String>,
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<i64>,
    application_token: Option<String>,
    language: Option<String>,
    finished: bool,
    subscriptions_gone: bool,
}

/// What became of an install.
#[derive(Debug)]
pub enum InstallResult {
    /// The portal is kept.
    Installed(Admission),
    /// It is not what it claims to be; the text says why.
    Refused(String),
    /// The authorization server, or the portal, could not be asked now.
    Unreachable(CallError),
}

impl InstallRequest {
    /// What `ONAPPINSTALL` or `ONAPPUPDATE` says; none if it brings no access token or no address to verify.
    pub fn of_event(arrival: &Arrival) -> Option<Self> {
        let (event, credentials) = (&arrival.event, &arrival.credentials);
        let endpoint = event.client_endpoint().and_then(|text| Url::parse(text).ok());
        Some(Self {
            member_id: event.member_id.clone(),
            host: endpoint.map(|url| host(&url)).or_else(|| event.domain().map(str::to_owned))?,
            server_endpoint: event.server_endpoint().map(str::to_owned),
            user_id: event.user_id.clone(),
            access_token: credentials.access_token.clone()?,
            refresh_token: credentials.refresh_token.clone(),
            expires_in: credentials.expires_in,
            application_token: credentials.application_token.clone(),
            language: event.data_text("LANGUAGE_ID").map(str::to_owned),
            finished: event.data_text("INSTALLED") != Some("N"),
            subscriptions_gone: event.code.kind() == Kind::LifeCycle(LifeCycle::Update),
        })
    }

    /// The request with its tokens, to be sealed at once: it waits for the authorization server.
    pub fn to_text(&self) -> SecretString {
        let plain = |secret: &SecretString| secret.expose_secret().to_owned();
        let text = PlainRequest {
            member_id: self.member_id.clone(),
            host: self.host.clone(),
            server_endpoint: self.server_endpoint.clone(),
            user_id: self.user_id.clone(),
            access_token: plain(&self.access_token),
            refresh_token: self.refresh_token.as_ref().map(plain),
            expires_in: self.expires_in.map(Duration::whole_seconds),
            application_token: self.application_token.as_ref().map(plain),
            language: self.language.clone(),
            finished: self.finished,
            subscriptions_gone: self.subscriptions_gone,
        };
        serde_json::to_string(&text).expect("a request is texts and numbers").into()
    }

    /// Reads what [`to_text`](Self::to_text) wrote.
    pub fn of_text(text: &SecretString) -> Result<Self, serde_json::Error> {
        let plain: PlainRequest = serde_json::from_str(text.expose_secret())?;
        Ok(Self {
            member_id: plain.member_id,
            host: plain.host,
            server_endpoint: plain.server_endpoint,
            user_id: plain.user_id,
            access_token: plain.access_token.into(),
            refresh_token: plain.refresh_token.map(Into::into),
            expires_in: plain.expires_in.map(Duration::seconds),
            application_token: plain.application_token.map(Into::into),
            language: plain.language,
            finished: plain.finished,
            subscriptions_gone: plain.subscriptions_gone,
        })
    }
}

impl Installer {
    /// An installer that binds events to `handler`.
    pub fn new(
        store: Store,
        log: EventLog,
        servers: AuthorizationServers,
        http: HttpClient,
        handler: Url,
        clock: Clock,
    ) -> Self {
        Self { store, log, servers, http, handler, clock }
    }

    /// Whether the app's credentials are known; without them no install can be verified.
    pub fn is_configured(&self) -> bool {
        self.servers.app().is_some()
    }

    /// Verifies an install and keeps it. What was held of the portal and is proven by it is released.
    pub async fn install(&self, request: &InstallRequest) -> Result<InstallResult, StoreError> {
        let verified = match self.verify(request).await {
            Ok(verified) => verified,
            Err(Unverified::Refused(why)) => return Ok(InstallResult::Refused(why)),
            Err(Unverified::Unreachable(error)) => return Ok(InstallResult::Unreachable(error)),
        };
        match self.may_replace_token(request, &verified).await? {
            Ok(true) => {}
            Ok(false) => {
                let why = "only an administrator may change what proves the events of an active installation";
                return Ok(InstallResult::Refused(why.to_owned()));
            }
            Err(error) => return Ok(InstallResult::Unreachable(error)),
        }
        let installation = self.installation(request, verified);
        let tenant = self.store.tenant(&request.member_id);
        let admission = tenant.save_installation(&installation, self.clock.now()).await?;
        self.release_held(&request.member_id, admission).await;
        Ok(InstallResult::Installed(admission))
    }

    async fn verify(&self, request: &InstallRequest) -> Result<Verification, Unverified> {
        let claim = Claim { member_id: &request.member_id, host: &request.host, user_id: request.user_id.as_deref() };
        self.servers.verify(request.server_endpoint.as_deref(), &request.access_token, claim).await
    }

    /// Any user of a portal has a valid token of the app, so another `application_token` for an installation that
    /// has one is believed only with an administrator's (PROTOCOL.md 5.3).
    async fn may_replace_token(
        &self,
        request: &InstallRequest,
        verified: &Verification,
    ) -> Result<Result<bool, CallError>, StoreError> {
        let Some(given) = &request.application_token else { return Ok(Ok(true)) };
        let given = self.store.hash_key().application_token(&request.member_id, given);
        let known = self.store.find_admission(&request.member_id, given).await?;
        if known.is_none_or(|known| !known.accepts_events() || known.is_proven_by(given)) {
            return Ok(Ok(true));
        }
        let portal = PortalClient::new(&self.http, &verified.client_endpoint, &request.access_token);
        Ok(match portal.is_administrator().await {
            Ok(administrator) => Ok(administrator),
            Err(MethodError::Remote(_)) => Ok(false),
            Err(MethodError::Call(error)) => Err(error),
        })
    }

    fn installation(&self, request: &InstallRequest, verified: Verification) -> Installation {
        let lifetime = request.expires_in.unwrap_or(ACCESS_TOKEN_LIFETIME);
        Installation {
            domain: verified.domain,
            app_status: verified.app_status,
            finished: request.finished || verified.finished,
            scopes: verified.scopes,
            language: request.language.clone(),
            client_endpoint: verified.client_endpoint.into(),
            server_endpoint: verified.server_endpoint.into(),
            application_token: request.application_token.clone(),
            subscriptions_gone: request.subscriptions_gone,
            tokens: PortalTokens {
                access_token: request.access_token.clone(),
                refresh_token: request.refresh_token.clone(),
                expires_at: self.clock.now() + lifetime,
                user_id: verified.user_id,
            },
        }
    }

    /// What can't be released now is released by housekeeping.
    async fn release_held(&self, member_id: &MemberId, admission: Admission) {
        let Some(token) = admission.application_token else { return };
        match self.log.release(member_id, token, admission.generation).await {
            Ok(0) => {}
            Ok(released) => tracing::info!(%member_id, released, "held events are released"),
            Err(error) => tracing::warn!(%member_id, %error, "held events can't be released yet"),
        }
    }

    /// Binds the events of a portal on which that was not done since its install or update.
    pub async fn bind_new(&self, member_id: &MemberId) -> Result<(), StoreError> {
        let portal = self.store.tenant(member_id).find_portal().await?;
        if portal.is_some_and(|portal| portal.subscriptions.is_none()) {
            match self.bind_events(member_id).await? {
                Ok(bound) => {
                    tracing::info!(%member_id, expected = bound.expected, missing = ?bound.missing, "events are bound")
                }
                Err(why) => tracing::warn!(%member_id, why, "events could not be bound; it is tried again"),
            }
        }
        Ok(())
    }

    /// Tries the installs again that waited for the authorization server. Returns how many still wait.
    pub async fn install_pending(&self) -> Result<usize, StoreError> {
        let mut waiting = 0;
        for event in self.store.list_pending(PENDING).await? {
            let member_id = &event.member_id;
            let request = match InstallRequest::of_text(&event.body) {
                Ok(request) => request,
                Err(error) => {
                    tracing::error!(%member_id, %error, "a waiting install can't be read and is dropped");
                    self.store.remove_pending(&event).await?;
                    continue;
                }
            };
            match self.install(&request).await? {
                InstallResult::Unreachable(_) => waiting += 1,
                InstallResult::Installed(_) => {
                    tracing::info!(%member_id, "a waiting install is verified");
                    self.store.remove_pending(&event).await?;
                    self.bind_new(member_id).await?;
                }
                InstallResult::Refused(why) => {
                    tracing::warn!(%member_id, why, "a waiting install is refused");
                    let now = self.clock.now();
                    self.store.record_audit(now, "portal", Some(member_id), "install refused", &why).await?;
                    self.store.remove_pending(&event).await?;
                }
            }
        }
        Ok(waiting)
    }

    /// Binds the portal's events to our handler, with its kept tokens. The text says why it could not be done.
    pub async fn bind_events(&self, member_id: &MemberId) -> Result<Result<Bound, String>, StoreError> {
        let tenant = self.store.tenant(member_id);
        let (Some(portal), Some((tokens, endpoint))) = (tenant.find_portal().await?, tenant.find_tokens().await?)
        else {
            return Ok(Err("the portal has no tokens".to_owned()));
        };
        let Ok(endpoint) = Url::parse(&endpoint) else { return Ok(Err("the portal has no address".to_owned())) };
        let client = PortalClient::new(&self.http, &endpoint, &tokens.access_token);
        match client.bind_events(&self.handler, &portal.scopes).await {
            Ok(bound) => {
                tenant.record_subscriptions(bound.expected, &bound.missing, self.clock.now()).await?;
                Ok(Ok(bound))
            }
            Err(error) => Ok(Err(error.to_string())),
        }
    }
}
