//! Gives every portal a working token, renewed by one task at a time across threads, processes and machines
//! (docs/protocol.md 3.6). A used refresh token may be dead, so two concurrent renewals could lose a portal.

use std::sync::Arc;
use std::time::Duration;

use bitrix24::{AuthorizationServers, CallError, GrantError, Refusal, TokenAnswer};
use domain::failure::Failure;
use domain::network::host;
use domain::portal::{Finding, PortalStatus, TokenHealth};
use domain::schedule::renewal;
use domain::{Clock, MemberId};
use moka::sync::Cache;
use secrecy::SecretString;
use store::{Access, DueSpare, PortalTokens, Renewed, Store, StoreError, TokenLease};
use tokio::sync::{Mutex, RwLock};
use tokio::time::sleep;
use url::Url;

/// How long a lease lasts: longer than all calls of one renewal together.
const LEASE: time::Duration = time::Duration::seconds(60);
/// How long to wait for another process's renewal; that process may have died holding the lease.
const PATIENCE: Duration = Duration::from_secs(75);
/// How often to check whether another process has finished.
const LOOK: Duration = Duration::from_millis(100);
/// A token that expires sooner than this is renewed before use.
const MARGIN: time::Duration = time::Duration::seconds(30);
/// How often to retry saving new tokens while the database is away: they exist nowhere else.
const SAVES: u32 = 60;

/// Keeps the tokens of all portals. Cheap to clone.
#[derive(Clone, Debug)]
pub struct TokenKeeper {
    store: Store,
    servers: AuthorizationServers,
    clock: Clock,
    /// Names this keeper among all that share the database.
    owner: Arc<str>,
    /// Renewals of this process queue here instead of polling the database.
    renewing: Cache<MemberId, Arc<Mutex<()>>>,
    /// Renewals in flight hold it for reading, so that the process can wait for them before it ends.
    under_way: Arc<RwLock<()>>,
}

/// Why there is no working token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The portal has no tokens.
    #[error("the portal has no tokens")]
    None,
    /// The portal's status forbids calls.
    #[error("the portal is {0}")]
    Suspended(PortalStatus),
    /// Renewing fails, for a reason that may pass.
    #[error("its tokens can't be renewed at the moment: {}", .0.code())]
    Failing(Failure),
    /// The authorization server does not know the portal; only the portal itself can say whether it is gone.
    #[error("the authorization server does not know the portal ({0})")]
    PortalUnknown(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    /// A call needs a token; while renewals fail, it does not retry one early.
    Call,
    /// The renewal is due.
    Schedule,
}

impl TokenKeeper {
    /// A keeper that asks, for each portal, the one of `servers` that the portal's `server_endpoint` names.
    pub fn new(store: Store, servers: AuthorizationServers, clock: Clock) -> Self {
        let renewing = Cache::builder().max_capacity(100_000).time_to_idle(PATIENCE * 2).build();
        let owner = format!("{:016x}", rand::random::<u64>()).into();
        Self { store, servers, clock, owner, renewing, under_way: Arc::default() }
    }

    /// A working token, renewed first if it has expired.
    pub async fn access(&self, member_id: &MemberId) -> Result<Access, TokenError> {
        let access = self.find(member_id).await?;
        if self.is_fresh(&access) { Ok(access) } else { self.renewed(member_id, access.version, Cause::Call).await }
    }

    /// A token from another pair than `version`, which a portal refused.
    pub async fn another(&self, member_id: &MemberId, version: i64) -> Result<Access, TokenError> {
        self.renewed(member_id, version, Cause::Call).await
    }

    /// Renews a pair long before it expires, or retries a failed renewal.
    pub async fn renew(&self, member_id: &MemberId) -> Result<(), TokenError> {
        let access = self.find(member_id).await?;
        self.renewed(member_id, access.version, Cause::Schedule).await.map(drop)
    }

    /// Renews the system user's pair if it is due. The caller has claimed the portal's task, so nobody else renews it
    /// now.
    pub async fn renew_spare(&self, member_id: &MemberId) -> Result<(), TokenError> {
        let tenant = self.store.tenant(member_id);
        let Some(spare) = tenant.find_due_spare(self.clock.now()).await? else { return Ok(()) };
        let (keeper, member_id) = (self.clone(), member_id.clone());
        let renewal = self.to_its_end(async move { keeper.exchange_spare(&member_id, &spare).await }).await;
        renewal.unwrap_or_else(|| Err(TokenError::Failing(Failure::RenewalBrokeOff)))
    }

    async fn exchange_spare(&self, member_id: &MemberId, spare: &DueSpare) -> Result<(), TokenError> {
        let (tenant, received_at) = (self.store.tenant(member_id), spare.received_at);
        let answer = self.servers.refresh(spare.server_endpoint.as_deref(), &spare.refresh_token).await;
        count_renewal(&answer, member_id);
        match answer {
            Ok(answer) if is_about(&answer, member_id) => {
                let tokens = self.tokens_of(&answer);
                let mut tries = 0;
                while let Err(error) = tenant.save_renewed_spare(received_at, &tokens, self.clock.now()).await {
                    await_database(member_id, &mut tries, error).await?;
                }
                Ok(())
            }
            Err(GrantError::Refused(error)) if Refusal::of(&error) == Refusal::TokensDead => Ok(tenant
                .end_spare(received_at, Failure::ServerRefused { answer: error.code }, self.clock.now())
                .await?),
            Ok(_) => Err(TokenError::Failing(Failure::OtherPortal)),
            Err(error) => Err(TokenError::Failing(reason(&error))),
        }
    }

    /// Does work in which an answer of the authorization server must not be lost: it runs on even if the caller goes
    /// away, and the process waits for it before it ends. None if it panicked.
    pub(crate) async fn to_its_end<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Option<T> {
        let under_way = Arc::clone(&self.under_way).read_owned().await;
        let work = tokio::spawn(async move {
            let _under_way = under_way;
            work.await
        });
        work.await.ok()
    }

    /// Asks the authorization server by a renewal of the pair whether it still vouches for the installation, whatever
    /// the portal's status; none if it can't say, or somebody else renews the pair.
    pub(crate) async fn vouches(&self, member_id: &MemberId, access: Access) -> Result<Option<bool>, StoreError> {
        let (keeper, member_id) = (self.clone(), member_id.clone());
        let asked = self.to_its_end(async move { keeper.ask_by_renewal(&member_id, &access).await });
        asked.await.unwrap_or(Ok(None))
    }

    async fn ask_by_renewal(&self, member_id: &MemberId, access: &Access) -> Result<Option<bool>, StoreError> {
        let (tenant, version) = (self.store.tenant(member_id), access.version);
        let refresh_token = match tenant.lease_tokens(version, &self.owner, self.clock.now(), LEASE).await? {
            TokenLease::Granted(refresh_token) => refresh_token,
            TokenLease::Nothing => return Ok(Some(false)),
            TokenLease::Newer | TokenLease::Taken => return Ok(None),
        };
        let vouches = match self.servers.refresh(access.server_endpoint.as_deref(), &refresh_token).await {
            Ok(answer) if is_about(&answer, member_id) => {
                self.keep(member_id, version, &self.renewed_by(&answer)).await?;
                Some(true)
            }
            Err(GrantError::Refused(error)) => match Refusal::of(&error) {
                Refusal::TokensDead | Refusal::Uninstalled => Some(false),
                Refusal::PaymentEnded => Some(true),
                _ => None,
            },
            Ok(_) | Err(GrantError::Call(_) | GrantError::NoApp) => None,
        };
        tenant.release_tokens(&self.owner).await?;
        Ok(vouches)
    }

    /// Waits for renewals in flight: the keeper has to save the authorization server's answers.
    pub async fn finish(&self) {
        drop(self.under_way.write().await);
    }

    async fn find(&self, member_id: &MemberId) -> Result<Access, TokenError> {
        let access = self.store.tenant(member_id).find_access().await?.ok_or(TokenError::None)?;
        if access.status.is_called() { Ok(access) } else { Err(TokenError::Suspended(access.status)) }
    }

    fn is_fresh(&self, access: &Access) -> bool {
        access.expires_at.is_none_or(|end| self.clock.now() + MARGIN < end)
    }

    async fn renewed(&self, member_id: &MemberId, version: i64, cause: Cause) -> Result<Access, TokenError> {
        let (keeper, member_id) = (self.clone(), member_id.clone());
        let renewal = self.to_its_end(async move { keeper.renew_in_turn(&member_id, version, cause).await }).await;
        renewal.unwrap_or_else(|| Err(TokenError::Failing(Failure::RenewalBrokeOff)))
    }

    async fn renew_in_turn(&self, member_id: &MemberId, version: i64, cause: Cause) -> Result<Access, TokenError> {
        let turn = self.renewing.get_with(member_id.clone(), Arc::default);
        let _turn = turn.lock().await;
        let gave_up = tokio::time::Instant::now() + PATIENCE;
        loop {
            let access = self.find(member_id).await?;
            if access.version != version && (cause == Cause::Schedule || self.is_fresh(&access)) {
                return Ok(access);
            }
            let paused =
                access.health == TokenHealth::Failing && access.renew_at.is_some_and(|again| self.clock.now() < again);
            if paused && cause == Cause::Call {
                return Err(TokenError::Failing(Failure::RenewalPaused));
            }
            let now = self.clock.now();
            let tenant = self.store.tenant(member_id);
            match tenant.lease_tokens(access.version, &self.owner, now, LEASE).await? {
                TokenLease::Granted(refresh_token) => {
                    return self.exchange(member_id, &access, &refresh_token).await;
                }
                TokenLease::Nothing => return self.end(member_id, access.version, Failure::NoRefreshToken).await,
                TokenLease::Newer => {}
                TokenLease::Taken if tokio::time::Instant::now() > gave_up => {
                    return Err(TokenError::Failing(Failure::RenewalStuck));
                }
                TokenLease::Taken => sleep(LOOK.mul_f64(0.5 + rand::random::<f64>())).await,
            }
        }
    }

    async fn exchange(
        &self,
        member_id: &MemberId,
        access: &Access,
        refresh_token: &SecretString,
    ) -> Result<Access, TokenError> {
        let version = access.version;
        let answer = self.servers.refresh(access.server_endpoint.as_deref(), refresh_token).await;
        count_renewal(&answer, member_id);
        match answer {
            Ok(answer) if is_about(&answer, member_id) => {
                tracing::info!(%member_id, "tokens renewed");
                self.save(member_id, version, &self.renewed_by(&answer)).await
            }
            Ok(_) => {
                tracing::error!(%member_id, "the authorization server answered with another portal's tokens");
                self.fail(member_id, version, Failure::OtherPortal).await
            }
            Err(GrantError::Refused(error)) => {
                tracing::warn!(%member_id, code = error.code, "the authorization server refuses to renew tokens");
                self.refused(member_id, access, Refusal::of(&error), &error.code).await
            }
            Err(error @ (GrantError::Call(_) | GrantError::NoApp)) => {
                tracing::warn!(%member_id, %error, "tokens can't be renewed; it is tried again");
                self.fail(member_id, version, reason(&error)).await
            }
        }
    }

    async fn refused(
        &self,
        member_id: &MemberId,
        access: &Access,
        decision: Refusal,
        code: &str,
    ) -> Result<Access, TokenError> {
        let (version, answer) = (access.version, code.to_owned());
        let refused = Failure::ServerRefused { answer: answer.clone() };
        match decision {
            Refusal::TokensDead => self.end(member_id, version, refused).await,
            Refusal::AppOrSecret => match self.servers.knows_us(access.server_endpoint.as_deref()).await {
                Ok(true) => self.end(member_id, version, refused).await,
                Ok(false) => self.fail(member_id, version, Failure::CredentialsRefused).await,
                Err(_) => self.fail(member_id, version, refused).await,
            },
            Refusal::PaymentEnded => self.find_out(member_id, version, Finding::PaymentEnded, refused).await,
            Refusal::Uninstalled => self.find_out(member_id, version, Finding::Uninstalled, refused).await,
            Refusal::PortalUnknown => {
                let unknown = Failure::PortalUnknown { answer: answer.clone() };
                let _: Result<Access, TokenError> = self.fail(member_id, version, unknown).await;
                Err(TokenError::PortalUnknown(answer))
            }
            Refusal::Configuration | Refusal::Unclear => self.fail(member_id, version, refused).await,
        }
    }

    /// Saves the new pair before anybody uses it.
    async fn save(&self, member_id: &MemberId, version: i64, new: &Renewed) -> Result<Access, TokenError> {
        self.keep(member_id, version, new).await?;
        self.find(member_id).await
    }

    async fn keep(&self, member_id: &MemberId, version: i64, new: &Renewed) -> Result<(), StoreError> {
        let (tenant, mut tries) = (self.store.tenant(member_id), 0);
        while let Err(error) = tenant.save_renewed(version, new, self.clock.now()).await {
            await_database(member_id, &mut tries, error).await?;
        }
        Ok(())
    }

    /// The pair is dead, unless a newer one has replaced it.
    async fn end(&self, member_id: &MemberId, version: i64, why: Failure) -> Result<Access, TokenError> {
        self.find_out(member_id, version, Finding::TokensDead, why).await
    }

    async fn find_out(
        &self,
        member_id: &MemberId,
        version: i64,
        finding: Finding,
        why: Failure,
    ) -> Result<Access, TokenError> {
        let tenant = self.store.tenant(member_id);
        let status = tenant.record_finding(finding, version, Some(why), self.clock.now(), rand::random()).await?;
        tenant.release_tokens(&self.owner).await?;
        let access = self.find(member_id).await?;
        if access.version == version {
            return Err(TokenError::Suspended(status.unwrap_or(access.status)));
        }
        Ok(access)
    }

    async fn fail(&self, member_id: &MemberId, version: i64, why: Failure) -> Result<Access, TokenError> {
        metrics::counter!("tombstone_token_renewal_failures_total").increment(1);
        let tenant = self.store.tenant(member_id);
        tenant.record_token_failure(version, &why, self.clock.now(), rand::random()).await?;
        Err(TokenError::Failing(why))
    }

    /// In such an answer `domain` is the authorization server; the endpoint has the portal's own host.
    fn renewed_by(&self, answer: &TokenAnswer) -> Renewed {
        let endpoint = answer.client_endpoint.as_deref().and_then(|text| Url::parse(text).ok());
        let endpoint = endpoint.filter(|url| self.servers.http().endpoints().allow(url));
        Renewed {
            tokens: self.tokens_of(answer),
            address: endpoint.map(|url| (host(&url), url.into())),
            server_endpoint: answer.server_endpoint.clone().filter(|named| self.servers.is_listed(named)),
            scopes: answer.granted(),
            app_status: answer.status.clone(),
        }
    }

    pub(crate) fn tokens_of(&self, answer: &TokenAnswer) -> PortalTokens {
        let now = self.clock.now();
        PortalTokens {
            access_token: answer.access(),
            refresh_token: answer.refresh(),
            expires_at: now + answer.lifetime(),
            renew_at: renewal(now, rand::random()),
            user_id: answer.user_id.clone(),
        }
    }
}

/// Pauses before the next try to save new tokens while the database is away: they exist nowhere else. Returns any other
/// error, and that of the last try.
pub(crate) async fn await_database(member_id: &MemberId, tries: &mut u32, error: StoreError) -> Result<(), StoreError> {
    if *tries >= SAVES || !error.is_away() {
        return Err(error);
    }
    tracing::error!(%member_id, %error, "renewed tokens can't be kept; the keeper tries again");
    *tries += 1;
    sleep(Duration::from_millis(250 * u64::from((*tries).min(8)))).await;
    Ok(())
}

/// A reason that stays the same while the failure does.
fn reason(error: &GrantError) -> Failure {
    match error {
        GrantError::NoApp => Failure::NoCredentials,
        GrantError::Call(CallError::Unreachable { .. }) => Failure::ServerUnreachable,
        GrantError::Call(_) => Failure::ServerTrouble,
        GrantError::Refused(error) => Failure::ServerRefused { answer: error.code.clone() },
    }
}

fn is_about(answer: &TokenAnswer, member_id: &MemberId) -> bool {
    answer.member_id.as_deref().is_none_or(|of| of == member_id.as_str())
}

fn count_renewal(answer: &Result<TokenAnswer, GrantError>, member_id: &MemberId) {
    let outcome = match answer {
        Ok(answer) if is_about(answer, member_id) => "renewed",
        Err(GrantError::Refused(_)) => "refused",
        Ok(_) | Err(GrantError::Call(_) | GrantError::NoApp) => "failed",
    };
    metrics::counter!("tombstone_token_renewals_total", "outcome" => outcome).increment(1);
}
