//! Calls to installed portals with their stored tokens: rate-limited, logged with secrets masked, retried where that
//! helps, and with one reaction to each answer.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bitrix24::{
    AuthorizationServers, BATCH, BatchResults, CallError, Claim, HttpClient, Limits, PortalClient, Reaction,
    RemoteError, Standing, batch_result, masked, result,
};
use domain::failure::Failure;
use domain::journal::JournalEntry;
use domain::network::host;
use domain::portal::{Finding, PortalStatus};
use domain::{Clock, MemberId};
use secrecy::ExposeSecret;
use serde_json::{Map, Value, json};
use store::{Access, Call, Store, StoreError};
use tokio::time::sleep;
use url::Url;

use crate::keeper::{TokenError, TokenKeeper};

/// How often a call is retried that came too soon or met a passing failure.
const REPEATS: u32 = 3;

/// Where a self-hosted portal redirects everybody once its licence has expired (docs/protocol.md 8.4).
const LICENCE_PAGE: &str = "/bitrix/coupon_activation.php";

/// Calls portals. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Portals {
    store: Store,
    keeper: TokenKeeper,
    servers: AuthorizationServers,
    http: HttpClient,
    limits: Limits,
    clock: Clock,
}

/// Why a call to a portal brought no result.
#[derive(Debug, thiserror::Error)]
pub enum PortalError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The portal has no usable token.
    #[error(transparent)]
    Token(TokenError),
    /// The portal sent no readable answer.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The portal's answer suspended it, with this status.
    #[error("the portal is {0} now")]
    Suspended(PortalStatus),
    /// The portal's rate limits do not allow the call now.
    #[error("the portal's limits do not allow the call now")]
    Limited,
    /// The portal refused with this code.
    #[error("the portal refuses: {0}")]
    Refused(String),
    /// The self-hosted portal's own licence has expired: it answers nothing until its owner renews the licence.
    #[error("the portal's own licence has expired")]
    LicenceExpired,
}

impl From<TokenError> for PortalError {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::Store(error) => Self::Store(error),
            TokenError::Suspended(status) => Self::Suspended(status),
            error => Self::Token(error),
        }
    }
}

impl From<&PortalError> for Failure {
    fn from(error: &PortalError) -> Self {
        match error {
            PortalError::Store(_) | PortalError::Token(TokenError::Store(_)) => Self::DatabaseUnavailable,
            PortalError::Token(TokenError::None) => Self::NoTokens,
            PortalError::Token(TokenError::Failing(why)) => why.clone(),
            PortalError::Token(TokenError::PortalUnknown(code)) => Self::PortalUnknown { answer: code.clone() },
            PortalError::Token(TokenError::Suspended(status)) | PortalError::Suspended(status) => {
                Self::Suspended { status: *status }
            }
            PortalError::Call(error) => error.into(),
            PortalError::Limited => Self::Limited,
            PortalError::Refused(code) => Self::PortalRefused { answer: code.clone() },
            PortalError::LicenceExpired => Self::LicenceExpired,
        }
    }
}

#[derive(Default)]
struct Tried {
    renewed: bool,
    followed: bool,
    repeats: u32,
}

enum Outcome {
    Answer(Value),
    Error(RemoteError),
    Failure(CallError),
}

impl Portals {
    /// Calls the portals of `store` with the tokens of `keeper`.
    pub fn new(
        store: Store,
        keeper: TokenKeeper,
        servers: AuthorizationServers,
        http: HttpClient,
        clock: Clock,
    ) -> Self {
        Self { store, keeper, servers, http, limits: Limits::default(), clock }
    }

    /// Replaces the limits, which by default are those of most portals' plans.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The keeper of the portals' tokens.
    pub fn keeper(&self) -> &TokenKeeper {
        &self.keeper
    }

    /// Frees memory of limits that no longer matter.
    pub fn shrink(&self) {
        self.limits.shrink();
    }

    /// Calls one method.
    pub async fn call(&self, member_id: &MemberId, method: &str, parameters: Value) -> Result<Value, PortalError> {
        let mut access = match self.keeper.access(member_id).await {
            Err(TokenError::PortalUnknown(code)) => return self.ask_whether_gone(member_id, code).await,
            other => other?,
        };
        let parameters = Arc::new(parameters);
        let mut tried = Tried::default();
        loop {
            if !self.limits.wait(member_id, method).await {
                return Err(PortalError::Limited);
            }
            match self.ask(member_id, &access, method, &parameters).await {
                Outcome::Answer(answer) => return Ok(answer),
                Outcome::Error(error) => access = self.react(member_id, access, method, error, &mut tried).await?,
                Outcome::Failure(CallError::Moved { to: Some(to), .. }) if !tried.followed => {
                    tried.followed = true;
                    access = self.follow(member_id, &access, &to).await?;
                }
                Outcome::Failure(error) => {
                    let passing = matches!(error, CallError::Unexpected { status: 500.., .. });
                    if !passing || tried.repeats >= REPEATS {
                        return Err(error.into());
                    }
                    self.pause(&mut tried).await;
                }
            }
        }
    }

    /// Calls many methods, each given as a name and `method?query`, in as few requests as possible.
    pub(crate) async fn batch(
        &self,
        member_id: &MemberId,
        commands: &[(String, String)],
    ) -> Result<BatchResults, PortalError> {
        let mut results = BatchResults::new();
        for chunk in commands.chunks(BATCH) {
            let cmd: Map<String, Value> =
                chunk.iter().map(|(name, command)| (name.clone(), Value::String(command.clone()))).collect();
            let answer = self.call(member_id, "batch", json!({ "halt": 0, "cmd": cmd })).await?;
            for (name, command) in chunk {
                let outcome = batch_result(&answer, name);
                let limited = outcome.as_ref().is_err_and(|error| Reaction::of(error) == Reaction::RestMethod);
                if limited {
                    // The caller would take half an answer for the whole.
                    tracing::warn!(%member_id, command, "the method's time is used up on this portal");
                    self.limits.rest(member_id, "batch");
                    return Err(PortalError::Limited);
                }
                results.insert(name.clone(), outcome);
            }
        }
        Ok(results)
    }

    /// Makes one call and logs it masked.
    async fn ask(&self, member_id: &MemberId, access: &Access, method: &str, parameters: &Value) -> Outcome {
        let Ok(endpoint) = Url::parse(&access.endpoint) else {
            return Outcome::Failure(CallError::Forbidden(access.endpoint.clone()));
        };
        let (at, started) = (self.clock.now(), Instant::now());
        let client = PortalClient::new(&self.http, &endpoint, &access.access_token);
        let asked = client.ask(method, parameters.clone()).await;
        let millis = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
        let token = access.access_token.expose_secret();
        let (status, answer) = match &asked {
            Ok((status, answer)) => (Some(*status), masked(answer, token)),
            Err(error) => (None, error.to_string()),
        };
        let call = Call { at, method: method.to_owned(), status, millis, request: masked(parameters, token), answer };
        if let Err(error) = self.store.tenant(member_id).record_call(&call).await {
            tracing::warn!(%member_id, %error, "a call can't be logged");
        }
        let seconds = f64::from(millis) / 1000.0;
        metrics::histogram!("tombstone_portal_call_seconds").record(seconds);
        let outcome = match asked {
            Ok((_, answer)) => self.outcome_of(member_id, method, &answer),
            Err(error) => Outcome::Failure(error),
        };
        let counted = match outcome {
            Outcome::Answer(_) => "answered",
            Outcome::Error(_) => "refused",
            Outcome::Failure(_) => "failed",
        };
        metrics::counter!("tombstone_portal_calls_total", "outcome" => counted).increment(1);
        outcome
    }

    fn outcome_of(&self, member_id: &MemberId, method: &str, answer: &Value) -> Outcome {
        let outcome = match result(answer) {
            Ok(result) => Outcome::Answer(result.clone()),
            Err(error) => Outcome::Error(error),
        };
        let reset = answer.get("time").and_then(|time| time.get("operating_reset_at")).and_then(Value::as_i64);
        if let Some(reset) = reset {
            let seconds = reset.saturating_sub(self.clock.now().unix_timestamp()); // the portal may name any number
            self.limits.note_reset(member_id, method, Duration::from_secs(seconds.clamp(0, 3600).unsigned_abs()));
        }
        outcome
    }

    /// Reacts to a refusal: returns the access for the next try, or the error that ends the call.
    async fn react(
        &self,
        member_id: &MemberId,
        access: Access,
        method: &str,
        error: RemoteError,
        tried: &mut Tried,
    ) -> Result<Access, PortalError> {
        let found = |finding| self.find_out(member_id, &access, finding, &error.code);
        match Reaction::of(&error) {
            Reaction::Renew if !tried.renewed => {
                tried.renewed = true;
                Ok(self.keeper.another(member_id, access.version).await?)
            }
            // A refused new token proves nothing: the portal's clock may be wrong, or one server behind another.
            Reaction::Renew if error.code == "expired_token" => Err(PortalError::Refused(error.code)),
            Reaction::Renew | Reaction::UserDismissed => {
                let dead = found(Finding::TokensDead).await;
                // The system user's pair may have taken over (docs/protocol.md 8.3).
                let now = self.store.tenant(member_id).find_access().await?;
                let other = now.filter(|now| now.version != access.version && now.status.is_called());
                if other.is_some() {
                    tried.renewed = false;
                    return Ok(self.keeper.access(member_id).await?);
                }
                Err(dead)
            }
            Reaction::Uninstalled => Err(found(Finding::Uninstalled).await),
            Reaction::PaymentEnded => Err(found(Finding::PaymentEnded).await),
            Reaction::Gone => Err(found(Finding::Gone).await),
            Reaction::SlowDown | Reaction::Repeat if tried.repeats < REPEATS => {
                self.pause(tried).await;
                Ok(access)
            }
            Reaction::SlowDown => Err(PortalError::Limited),
            Reaction::RestMethod => {
                tracing::warn!(%member_id, method, "the method's time is used up on this portal");
                self.limits.rest(member_id, method);
                Err(PortalError::Limited)
            }
            Reaction::Blocked => {
                tracing::error!(%member_id, "Bitrix24 has blocked our calls to this portal by hand; ask its support");
                let now = self.clock.now();
                self.store.tenant(member_id).record_journal(now, &JournalEntry::CallsBlocked).await?;
                self.limits.block(member_id);
                Err(PortalError::Limited)
            }
            Reaction::Repeat | Reaction::Refused => Err(PortalError::Refused(error.code)),
        }
    }

    async fn find_out(&self, member_id: &MemberId, access: &Access, finding: Finding, code: &str) -> PortalError {
        let tenant = self.store.tenant(member_id);
        let refused = Failure::PortalRefused { answer: code.to_owned() };
        match tenant.record_finding(finding, access.version, Some(refused), self.clock.now(), rand::random()).await {
            Ok(status) => PortalError::Suspended(status.unwrap_or(access.status)),
            Err(error) => error.into(),
        }
    }

    /// The authorization server no longer knows the portal. A portal that is gone says so whatever token it gets.
    async fn ask_whether_gone(&self, member_id: &MemberId, code: String) -> Result<Value, PortalError> {
        let unknown = || PortalError::Token(TokenError::PortalUnknown(code.clone()));
        let access = self.store.tenant(member_id).find_access().await?.ok_or_else(unknown)?;
        match self.ask(member_id, &access, "app.info", &json!({})).await {
            Outcome::Error(error) if Reaction::of(&error) == Reaction::Gone => {
                Err(self.find_out(member_id, &access, Finding::Gone, &error.code).await)
            }
            _ => Err(unknown()),
        }
    }

    /// A renamed portal redirects us (docs/protocol.md 5.1). We send tokens to another address only after the
    /// authorization server confirms it: the portal may also redirect to the old address, or to a page
    /// (docs/protocol.md 8.4).
    async fn follow(&self, member_id: &MemberId, access: &Access, to: &Url) -> Result<Access, PortalError> {
        if is_about_licence(&access.endpoint, to) {
            return Err(PortalError::LicenceExpired);
        }
        let moved = || CallError::Moved { host: access.endpoint.clone(), to: None };
        let (to, tenant) = (host(to), self.store.tenant(member_id));
        let claim = Claim { member_id, host: Some(&to), user_id: None };
        let verified = self
            .servers
            .verify(access.server_endpoint.as_deref(), &access.access_token, claim, Standing::Known(member_id))
            .await;
        let verified = verified.inspect_err(|error| {
            tracing::warn!(%member_id, %to, %error, "the portal sends us to a host that is not confirmed");
        });
        let verified = verified.map_err(|_| moved())?;
        if verified.client_endpoint.as_str() == access.endpoint {
            return Err(moved().into());
        }
        tenant.save_address(&verified.domain, verified.client_endpoint.as_str(), self.clock.now()).await?;
        Ok(tenant.find_access().await?.ok_or_else(moved)?)
    }

    /// Waits 1, 2, then 4 s, give or take a quarter.
    async fn pause(&self, tried: &mut Tried) {
        let seconds = f64::from(1_u32 << tried.repeats.min(4)) * (0.75 + rand::random::<f64>() / 2.0);
        tried.repeats += 1;
        sleep(Duration::from_secs_f64(seconds)).await;
    }
}

/// Whether a redirect means that a self-hosted portal's licence has expired: it leads to the page for entering a new
/// one, or back to the method that was called (docs/protocol.md 8.4).
fn is_about_licence(endpoint: &str, to: &Url) -> bool {
    let back = Url::parse(endpoint).is_ok_and(|endpoint| {
        endpoint.origin() == to.origin() && to.path().starts_with(endpoint.path().trim_end_matches('/'))
    });
    back || to.path().ends_with(LICENCE_PAGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirect_to_where_we_were_or_to_the_coupon_page_is_about_the_licence() {
        let about = |to: &str| is_about_licence("https://box.example/rest/", &to.parse().unwrap());
        assert!(about("https://box.example/rest/batch"));
        assert!(about("https://box.example/bitrix/coupon_activation.php"));
        assert!(!about("https://box.example/login/"));
        assert!(!about("https://new.example/rest/batch"));
        assert!(!about("http://box.example/rest/batch"));
    }
}
