//! Verifies and keeps installs and updates, whichever way they come, and follows them up.

mod arrivals;
mod follow_up;
mod life_cycle;
mod removal;
mod system_user;

use std::sync::Arc;
use std::time::Duration;

use bitrix24::{
    AuthorizationServers, CallError, Claim, HttpClient, MethodError, PortalClient, Reaction, Standing, Unverified,
    Verification,
};
use domain::audit::Refused;
use domain::failure::Unreached;
use domain::refusal::RefusalReason;
use domain::schedule::renewal;
use domain::{Clock, MemberId};
use store::{CachedPortal, EventLog, Installation, Known, PortalTokens, Store, StoreError};
use tokio::time::timeout;
use url::Url;

use crate::calls::Portals;
use crate::inspector::Inspector;
use crate::keeper::TokenKeeper;
use crate::outcome::{InstallResult, Installed, Person, Settled, Visitor};
use crate::prober::Prober;
use crate::recovery::Recovery;
use crate::request::InstallRequest;

/// How long a page waits for the user's time zone; it can do without.
const PROFILE: Duration = Duration::from_secs(3);
/// How often an install is tried when concurrent installs get in between.
const TRIES: usize = 3;

/// Installs portals. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Installer {
    store: Store,
    log: EventLog,
    servers: AuthorizationServers,
    http: HttpClient,
    inspector: Inspector,
    prober: Prober,
    recovery: Arc<Recovery>,
    keeper: TokenKeeper,
    clock: Clock,
    may_ask: bool,
}

enum Authority {
    /// Everything.
    Full,
    /// Everything but its `application_token` and its OAuth tokens.
    Facts,
    /// Nothing: the request wants to change what it must not.
    None,
    /// Unclear: the portal could not be asked.
    Unknown(CallError),
}

impl Installer {
    /// An installer that binds events to `handler`.
    pub fn new(
        store: Store,
        log: EventLog,
        servers: AuthorizationServers,
        portals: &Portals,
        http: HttpClient,
        handler: Url,
        clock: Clock,
    ) -> Self {
        let inspector = Inspector::new(store.clone(), portals.clone(), handler.clone(), clock.clone());
        let prober = Prober::new(store.clone(), portals.clone(), handler, clock.clone());
        let recovery = Arc::new(Recovery::new(store.clone(), portals.clone(), log.clone(), clock.clone()));
        let keeper = portals.keeper().clone();
        Self { store, log, servers, http, inspector, prober, recovery, keeper, clock, may_ask: true }
    }

    /// A copy of this installer. One that may not ask, because too many installs are being verified, keeps those that
    /// come as events for later, and makes pages say so.
    pub fn asking(&self, may_ask: bool) -> Self {
        Self { may_ask, ..self.clone() }
    }

    /// The authorization servers that the installer trusts.
    pub fn servers(&self) -> &AuthorizationServers {
        &self.servers
    }

    /// The inspector that binds the portals' events.
    pub fn inspector(&self) -> &Inspector {
        &self.inspector
    }

    /// The prober that makes portals send test events.
    pub fn prober(&self) -> &Prober {
        &self.prober
    }

    /// The recovery of events that portals could not deliver.
    pub fn recovery(&self) -> &Recovery {
        &self.recovery
    }

    /// Verifies and keeps an install, and releases the portal's parked events that it proves.
    pub async fn install(&self, request: &InstallRequest) -> Result<InstallResult, StoreError> {
        let standing = self.standing(request).await;
        self.install_as(request, standing).await
    }

    async fn install_as(&self, request: &InstallRequest, standing: Standing<'_>) -> Result<InstallResult, StoreError> {
        let verified = match self.verify(request, standing).await {
            Ok(verified) => verified,
            Err(Unverified::Refused(why)) => return Ok(InstallResult::Refused(why)),
            Err(Unverified::Unreachable(error)) => return Ok(InstallResult::Unreachable(error)),
        };
        let mut tries = 0;
        loop {
            tries += 1;
            match self.keep(request, verified.clone()).await {
                // Another install of the portal came in between: check again what this one may change.
                Err(StoreError::Conflict) if tries < TRIES => {}
                outcome => return outcome,
            }
        }
    }

    async fn keep(&self, request: &InstallRequest, verified: Verification) -> Result<InstallResult, StoreError> {
        // An install would make a forged removal final, so first ask the server whether the removal is real.
        if self.settle_removal(&request.member_id, true).await? == Settled::Pending {
            return Ok(InstallResult::Unreachable(cant_say(&request.host)));
        }
        let tenant = self.store.tenant(&request.member_id);
        let known = tenant.find_cached_portal().await?;
        let tokens = match self.authority(request, &verified, known).await? {
            Authority::Full => Some(self.tokens(request, &verified)),
            Authority::Facts => None,
            Authority::None => {
                return Ok(InstallResult::Refused(RefusalReason::NotAdministrator));
            }
            Authority::Unknown(error) => return Ok(InstallResult::Unreachable(error)),
        };
        let has_tokens = tokens.is_some();
        let installation = installation(request, verified, tokens);
        let seen = known.and_then(|known| known.application_token);
        let cached = tenant.save_installation(&installation, seen, self.clock.now()).await?;
        self.release_parked(&request.member_id, cached).await;
        Ok(InstallResult::Installed(Installed { cached, has_tokens }))
    }

    /// Finds out who opened the app inside a portal. Changes nothing.
    pub async fn recognise(&self, request: &InstallRequest) -> Visitor {
        let standing = self.standing(request).await;
        let verified = match self.verify(request, standing).await {
            Ok(verified) => verified,
            Err(Unverified::Refused(why)) => return Visitor::Refused(why),
            Err(Unverified::Unreachable(error)) => return Visitor::Unreachable(error),
        };
        let portal = PortalClient::new(&self.http, &verified.client_endpoint, &request.access_token);
        let (is_administrator, zone) = tokio::join!(portal.is_administrator(), timeout(PROFILE, portal.time_zone()));
        let person = Person { user_id: verified.user_id, zone: zone.ok().and_then(Result::ok).flatten() };
        match is_administrator {
            Ok(true) => Visitor::Administrator(person),
            Ok(false) => Visitor::User(person),
            Err(MethodError::Remote(error)) if error.is_passing() => Visitor::Unreachable(cant_say(&request.host)),
            Err(MethodError::Remote(error)) if Reaction::of(&error) == Reaction::PaymentEnded => {
                Visitor::Unpaid(person)
            }
            Err(MethodError::Remote(error)) => Visitor::Refused(RefusalReason::VisitorUnknown { answer: error.code }),
            Err(MethodError::Call(error)) => Visitor::Unreachable(error),
        }
    }

    /// Audits a refused install, under the portal that it names, if any. Changes nothing else.
    pub async fn record_refusal(
        &self,
        member_id: impl Into<Option<&MemberId>>,
        why: RefusalReason,
    ) -> Result<(), StoreError> {
        metrics::counter!("tombstone_installs_refused_total").increment(1);
        self.store.record_refusal(self.clock.now(), member_id.into(), Refused::Install, why).await
    }

    /// Asks the listed authorization server that the request names. If that server can't be asked and is not the one
    /// the portal is known with, the default server decides: otherwise a stranger could name a listed server that is
    /// down and fill the queue with installs that nobody believes.
    async fn verify(&self, request: &InstallRequest, standing: Standing<'_>) -> Result<Verification, Unverified> {
        if !request.is_plausible() {
            return Err(Unverified::Refused(RefusalReason::Implausible));
        }
        let host = (!request.system_user).then_some(request.host.as_str());
        let claim = Claim { member_id: &request.member_id, host, user_id: request.user_id.as_deref() };
        let named = self.server_of(request).await;
        let ask = |server| self.servers.verify(server, &request.access_token, claim, standing);
        match ask(named.as_deref()).await {
            Err(Unverified::Unreachable(error)) if !self.is_to_be_waited_for(request).await => {
                tracing::debug!(member_id = %request.member_id, %error, "the server that an install names can't be asked; the default one is");
                ask(None).await
            }
            verified => verified,
        }
    }

    /// The listed authorization server that the request names, else the one that the portal is known with: older
    /// portals name none in their frames (docs/protocol.md 3.1).
    async fn server_of(&self, request: &InstallRequest) -> Option<String> {
        let named = request.server_endpoint.clone().filter(|named| self.servers.is_listed(named));
        match named {
            Some(named) => Some(named),
            None => self.store.tenant(&request.member_id).find_server_endpoint().await.ok().flatten(),
        }
    }

    /// Whether the server that the request names is the default one, or the one that its portal is known with.
    async fn is_to_be_waited_for(&self, request: &InstallRequest) -> bool {
        let named = self.servers.choose(request.server_endpoint.as_deref());
        if named == self.servers.choose(None) {
            return true;
        }
        let known = self.store.tenant(&request.member_id).find_server_endpoint().await;
        known.is_err() || known.is_ok_and(|known| known.is_some_and(|known| self.servers.choose(Some(&known)) == named))
    }

    /// Whose quota at the authorization servers a request uses.
    async fn standing<'a>(&self, request: &'a InstallRequest) -> Standing<'a> {
        if !self.may_ask {
            Standing::Later
        } else if self.is_of_known_portal(request).await {
            Standing::Known(&request.member_id)
        } else {
            Standing::Stranger(request.source)
        }
    }

    /// Whether the `application_token` proves a portal that is installed here, as far as can be known now.
    async fn is_of_known_portal(&self, request: &InstallRequest) -> bool {
        let Some(token) = &request.application_token else { return false };
        let token = self.store.hash_key().application_token(&request.member_id, token);
        let known = self.store.find_cached_portal(&request.member_id, token).await;
        matches!(known, Known::Portal(Some(known)) if known.accepts_events() && known.is_proven_by(token))
    }

    /// Every user of a portal holds a valid token of the app, so an existing installation is changed only with an
    /// administrator's token (docs/protocol.md 5.3) or, until it is complete, with that of the user who began it.
    async fn authority(
        &self,
        request: &InstallRequest,
        verified: &Verification,
        known: Option<CachedPortal>,
    ) -> Result<Authority, StoreError> {
        let Some(known) = known.filter(|known| known.status.accepts_events()) else { return Ok(Authority::Full) };
        let Some(access) = self.store.tenant(&request.member_id).find_access().await? else {
            return Ok(Authority::Full);
        };
        let began_it = access.user_id.is_some() && access.user_id == verified.user_id;
        if known.application_token.is_none() && began_it {
            return Ok(Authority::Full);
        }
        let hash_key = self.store.hash_key();
        let given = request.application_token.as_ref();
        let given = given.map(|token| hash_key.application_token(&request.member_id, token));
        let agrees = given.is_none_or(|given| known.is_proven_by(given));
        let portal = PortalClient::new(&self.http, &verified.client_endpoint, &request.access_token);
        Ok(match portal.is_administrator().await {
            Ok(true) => Authority::Full,
            Ok(false) if agrees => Authority::Facts,
            Ok(false) => Authority::None,
            Err(MethodError::Remote(error)) if !error.is_passing() && agrees => Authority::Facts,
            Err(MethodError::Remote(error)) if !error.is_passing() => Authority::None,
            // Bitrix24 does not send an install again, so one that can't be decided now has to wait.
            Err(MethodError::Remote(_)) => Authority::Unknown(cant_say(&request.host)),
            Err(MethodError::Call(error)) => Authority::Unknown(error),
        })
    }

    fn tokens(&self, request: &InstallRequest, verified: &Verification) -> PortalTokens {
        let now = self.clock.now();
        PortalTokens {
            access_token: request.access_token.clone(),
            refresh_token: request.refresh_token.clone(),
            expires_at: now + request.lifetime(),
            renew_at: renewal(now, rand::random()),
            user_id: verified.user_id.clone(),
        }
    }
}

/// The portal answered that it can't answer at the moment.
fn cant_say(host: &str) -> CallError {
    CallError::Unreachable { host: host.to_owned(), why: Unreached::Undecided }
}

fn installation(request: &InstallRequest, verified: Verification, tokens: Option<PortalTokens>) -> Installation {
    Installation {
        domain: verified.domain,
        app_status: verified.app_status,
        finished: request.finished,
        scopes: verified.scopes,
        language: request.language.clone(),
        client_endpoint: verified.client_endpoint.into(),
        server_endpoint: verified.server_endpoint.into(),
        application_token: request.application_token.clone().filter(|_| tokens.is_some()),
        sent_at: request.sent_at,
        tokens,
    }
}
