//! A portal's tokens: sealed, renewed by one process at a time, and what happens to the portal when they end.

use domain::clock::{from_micros, micros};
use domain::failure::Failure;
use domain::journal::JournalEntry;
use domain::portal::{Finding, PortalStatus, TokenHealth};
use domain::schedule::{next_check, retry};
use domain::vault::{Belongs, Unreadable};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Set};
use secrecy::SecretString;
use time::{Duration, OffsetDateTime};

use crate::Tenant;
use crate::entities::portal;
use crate::error::StoreError;
use crate::leases::{end_of, is_over, lease_time};
use crate::portals::change::Change;
use crate::portals::rows::{join, set_nothing_due, status};

pub(crate) const ACCESS_TOKEN: &str = "access_token";
pub(crate) const REFRESH_TOKEN: &str = "refresh_token";

/// A pair of OAuth tokens of a portal.
#[derive(Clone, Debug)]
pub struct PortalTokens {
    /// Opens the portal's REST methods for an hour.
    pub access_token: SecretString,
    /// Renews the pair, for 180 days; none leaves the known one in place.
    pub refresh_token: Option<SecretString>,
    /// When the access token expires.
    pub expires_at: OffsetDateTime,
    /// When the pair is to be renewed.
    pub renew_at: OffsetDateTime,
    /// The user it acts for.
    pub user_id: Option<String>,
}

/// The access to a portal's REST methods.
#[derive(Clone, Debug)]
pub struct Access {
    /// The portal's status.
    pub status: PortalStatus,
    /// The base of its REST methods.
    pub endpoint: String,
    /// The base of the methods of its authorization server, if known.
    pub server_endpoint: Option<String>,
    /// The access token.
    pub access_token: SecretString,
    /// When the token expires.
    pub expires_at: Option<OffsetDateTime>,
    /// The pair's version; a newer pair is tried before anything is declared dead.
    pub version: i64,
    /// The user it acts for.
    pub user_id: Option<String>,
    /// Its health.
    pub health: TokenHealth,
    /// When it is renewed next.
    pub renew_at: Option<OffsetDateTime>,
}

/// The outcome of leasing a portal's tokens for renewal.
#[derive(Debug)]
pub enum TokenLease {
    /// Nobody else renews them until the lease ends.
    Granted(SecretString),
    /// Another renewal is in progress.
    Taken,
    /// There is a newer pair.
    Newer,
    /// There is no refresh token.
    Nothing,
}

/// The authorization server's answer to a refresh token.
#[derive(Clone, Debug)]
pub struct Renewed {
    /// The new pair.
    pub tokens: PortalTokens,
    /// The portal's present host and base of methods, if named and allowed.
    pub address: Option<(String, String)>,
    /// The base of the methods of its authorization server, if a listed one was named.
    pub server_endpoint: Option<String>,
    /// The granted scopes, if named.
    pub scopes: Option<Vec<String>>,
    /// The app's status letter, if named.
    pub app_status: Option<String>,
}

impl Tenant<'_> {
    /// The access to its methods; none if it has no token.
    pub async fn find_access(&self) -> Result<Option<Access>, StoreError> {
        let Some(row) = self.find_row(&self.store.connections.read).await? else { return Ok(None) };
        let status = status(&row)?;
        let (Some(sealed), Some(endpoint)) = (row.access_token, row.client_endpoint) else { return Ok(None) };
        Ok(Some(Access {
            status,
            endpoint,
            server_endpoint: row.server_endpoint,
            access_token: self.open(&sealed, ACCESS_TOKEN)?,
            expires_at: row.token_expires_at.map(from_micros),
            version: row.token_version,
            user_id: row.token_user_id,
            health: row.token_health.parse().map_err(|error| StoreError::corrupt("portals", error))?,
            renew_at: row.renew_at.map(from_micros),
        }))
    }

    /// The base of the methods of its authorization server, if known.
    pub async fn find_server_endpoint(&self) -> Result<Option<String>, StoreError> {
        Ok(self.find_row(&self.store.connections.read).await?.and_then(|row| row.server_endpoint))
    }

    /// The refresh token; none if it has none.
    pub async fn find_refresh_token(&self) -> Result<Option<SecretString>, StoreError> {
        let row = self.find_row(&self.store.connections.read).await?;
        let sealed = row.and_then(|row| row.refresh_token);
        sealed.map(|sealed| self.open(&sealed, REFRESH_TOKEN)).transpose()
    }

    /// Leases the renewal of the pair `version` to `owner`, for as long as `lasts`, which must exceed the longest call
    /// to the authorization server.
    pub async fn lease_tokens(
        &self,
        version: i64,
        owner: &str,
        now: OffsetDateTime,
        lasts: Duration,
    ) -> Result<TokenLease, StoreError> {
        use portal::Column::{RefreshToken, TokenLease as Lease, TokenLeaseUntil, TokenVersion};
        let now = lease_time(&self.store.connections, now);
        let free = Condition::any().add(TokenLeaseUntil.is_null()).add(is_over(TokenLeaseUntil, &now, lasts));
        let lease = portal::Entity::update_many()
            .col_expr(Lease, Expr::value(owner))
            .col_expr(TokenLeaseUntil, end_of(&now, lasts))
            .filter(TokenVersion.eq(version))
            .filter(RefreshToken.is_not_null())
            .filter(free);
        let is_leased = self.update_row(lease).await?;
        let row = self.find_row(&self.store.connections.read).await?;
        let Some((row, sealed)) = row.and_then(|row| row.refresh_token.clone().map(|sealed| (row, sealed))) else {
            return Ok(TokenLease::Nothing);
        };
        if row.token_version != version {
            return Ok(TokenLease::Newer);
        }
        if !is_leased {
            return Ok(TokenLease::Taken);
        }
        Ok(TokenLease::Granted(self.open(&sealed, REFRESH_TOKEN)?))
    }

    /// Ends the lease early if `owner` holds it, so that the next owner need not wait.
    pub async fn release_tokens(&self, owner: &str) -> Result<(), StoreError> {
        use portal::Column::{TokenLease as Lease, TokenLeaseUntil};
        let released = portal::Entity::update_many()
            .col_expr(Lease, Expr::value(None::<String>))
            .col_expr(TokenLeaseUntil, Expr::value(None::<i64>))
            .filter(Lease.eq(owner));
        self.update_row(released).await.map(drop)
    }

    /// Saves the renewal of the pair `version`. False if there is a newer pair.
    pub async fn save_renewed(&self, version: i64, new: &Renewed, now: OffsetDateTime) -> Result<bool, StoreError> {
        let Some(mut change) = self.change().await?.filter(|change| change.known.token_version == version) else {
            return Ok(false);
        };
        let (known, row) = (&change.known, &mut change.row);
        let complete = known.finished && known.application_token_hash.is_some();
        let before = status(known)?;
        let after = before.after(Finding::TokensReplaced, complete);
        let moved = new.address.as_ref().is_some_and(|(domain, _)| *domain != known.domain);
        row.status = Set(after.to_string());
        if let Some((domain, endpoint)) = &new.address {
            row.domain = Set(domain.clone());
            row.client_endpoint = Set(Some(endpoint.clone()));
        }
        if new.server_endpoint.is_some() {
            row.server_endpoint = Set(new.server_endpoint.clone());
        }
        if let Some(scopes) = &new.scopes {
            row.scopes = Set(join(scopes));
        }
        if new.app_status.is_some() {
            row.app_status = Set(new.app_status.clone());
        }
        if after != before || known.token_failures > 0 {
            row.alarm_check_at = Set(Some(micros(now)));
            row.subscription_check_at = Set(Some(micros(now)));
        }
        self.set_tokens(row, version, &new.tokens, now);
        change.journal(now, &JournalEntry::TokensRenewed).await?;
        if let Some((domain, _)) = new.address.as_ref().filter(|_| moved) {
            change.journal(now, &JournalEntry::AddressChanged { domain: domain.to_owned() }).await?;
        }
        change.commit().await?;
        Ok(true)
    }

    /// Saves a new address, which the authorization server confirmed.
    pub async fn save_address(&self, domain: &str, endpoint: &str, now: OffsetDateTime) -> Result<(), StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(()) };
        change.row.domain = Set(domain.to_owned());
        change.row.client_endpoint = Set(Some(endpoint.to_owned()));
        if change.known.domain != domain {
            change.journal(now, &JournalEntry::AddressChanged { domain: domain.to_owned() }).await?;
        }
        change.commit().await
    }

    /// Renewing the pair `version` failed for a temporary reason. It is retried after a pause; nothing else changes.
    pub async fn record_token_failure(
        &self,
        version: i64,
        reason: &Failure,
        now: OffsetDateTime,
        jitter: f64,
    ) -> Result<(), StoreError> {
        let Some(mut change) = self.change().await?.filter(|change| change.known.token_version == version) else {
            return Ok(());
        };
        let (known, row) = (&change.known, &mut change.row);
        let failures = known.token_failures + 1;
        let again = micros(retry(u32::try_from(failures).unwrap_or(u32::MAX), now, jitter));
        // A suspended portal is asked no more often than its subscription check runs.
        let suspended = matches!(status(known)?, PortalStatus::PaymentRequired | PortalStatus::Deleted);
        let again = again.max(known.subscription_check_at.filter(|_| suspended).unwrap_or(again));
        let error = reason.to_text();
        let news = known.token_error.as_ref() != Some(&error);
        row.token_health = Set(TokenHealth::Failing.as_str().to_owned());
        row.token_failures = Set(failures);
        row.token_error = Set(Some(error));
        row.token_lease = Set(None);
        row.token_lease_until = Set(None);
        row.renew_at = Set(Some(again));
        row.alarm_check_at = Set(Some(micros(now)));
        if news {
            change.journal(now, &JournalEntry::TokensNotRenewed { reason: reason.clone() }).await?;
        }
        change.commit().await
    }

    /// Records a finding about the portal from a call with the pair `version`; ignores one with an older pair. Returns
    /// the portal's status. Leaves the lease of the tokens, which another process may hold.
    pub async fn record_finding(
        &self,
        finding: Finding,
        version: i64,
        reason: Option<Failure>,
        now: OffsetDateTime,
        jitter: f64,
    ) -> Result<Option<PortalStatus>, StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(None) };
        let known = &change.known;
        let complete = known.finished && known.application_token_hash.is_some();
        let before = status(known)?;
        let after = before.after(finding, complete);
        if known.token_version != version {
            return Ok(Some(before));
        }
        if after == PortalStatus::Uninstalled {
            self.end_installation(&mut change, None, now).await?;
            change.commit().await?;
            return Ok(Some(after));
        }
        if finding == Finding::TokensDead && self.take_spare(&mut change, now).await? {
            change.journal(now, &JournalEntry::SpareTokensUsed { reason }).await?;
            change.commit().await?;
            return Ok(Some(before));
        }
        if after == before && finding != Finding::TokensDead {
            return Ok(Some(before));
        }
        note_suspension(&mut change, before, after, now).await?;
        set_finding(&mut change.row, (finding, reason.as_ref()), after, now, jitter);
        if after != before {
            follow_hints(&mut change, after, now);
        }
        change.journal(now, &JournalEntry::StatusChanged { status: after, reason }).await?;
        change.commit().await?;
        Ok(Some(after))
    }

    pub(crate) fn set_tokens(
        &self,
        row: &mut portal::ActiveModel,
        version: i64,
        tokens: &PortalTokens,
        now: OffsetDateTime,
    ) {
        let seal = |token: &SecretString, column| self.store.vault.seal(token, self.belongs(column));
        row.access_token = Set(Some(seal(&tokens.access_token, ACCESS_TOKEN)));
        if let Some(refresh_token) = &tokens.refresh_token {
            row.refresh_token = Set(Some(seal(refresh_token, REFRESH_TOKEN)));
        }
        row.token_version = Set(version + 1);
        row.token_health = Set(TokenHealth::Ok.as_str().to_owned());
        row.token_failures = Set(0);
        row.token_error = Set(None);
        row.token_lease = Set(None);
        row.token_lease_until = Set(None);
        row.token_expires_at = Set(Some(micros(tokens.expires_at)));
        row.token_refreshed_at = Set(Some(micros(now)));
        row.token_user_id = Set(tokens.user_id.clone());
        row.renew_at = Set(Some(micros(tokens.renew_at)));
    }

    pub(crate) fn open(&self, sealed: &str, column: &str) -> Result<SecretString, StoreError> {
        let opened = self.store.vault.open(sealed, self.belongs(column));
        opened.map_err(|error: Unreadable| StoreError::corrupt("portals", format!("{column}: {error}")))
    }

    pub(crate) fn belongs<'a>(&'a self, column: &'a str) -> Belongs<'a> {
        Belongs { member_id: Some(self.member_id), column }
    }
}

/// Sets the columns that follow from a finding, after which the status is `after`.
fn set_finding(
    row: &mut portal::ActiveModel,
    (finding, reason): (Finding, Option<&Failure>),
    after: PortalStatus,
    now: OffsetDateTime,
    jitter: f64,
) {
    row.status = Set(after.to_string());
    if !after.is_called() {
        set_nothing_due(row);
    }
    match finding {
        Finding::TokensDead => row.token_health = Set(TokenHealth::Dead.as_str().to_owned()),
        Finding::Answers => row.probe_at = Set(Some(micros(now))),
        _ => row.probe_at = Set(None),
    }
    row.token_error = Set(reason.map(Failure::to_text));
    let subscription_check_at = next_check(after, now, jitter).map(micros);
    row.subscription_check_at = Set(subscription_check_at);
    if matches!(finding, Finding::PaymentEnded | Finding::Gone) {
        row.renew_at = Set(subscription_check_at);
    }
    row.alarm_check_at = Set(Some(micros(now)));
}

/// After a change of status the next hint is followed at once, and one that waits now: the portal may go on changing,
/// and what strangers gain by it is bounded by the changes.
fn follow_hints(change: &mut Change<'_>, after: PortalStatus, now: OffsetDateTime) {
    if after.is_called() && change.known.hinted_at.is_some_and(|waits_until| waits_until > micros(now)) {
        change.row.subscription_check_at = Set(Some(micros(now)));
    }
    change.row.hinted_at = Set(None);
}

/// Saves since when a portal sends nothing because it is unpaid or closed; once it resumes, that time is a lost gap,
/// since it kept nothing (docs/protocol.md 1.3).
async fn note_suspension(
    change: &mut Change<'_>,
    before: PortalStatus,
    after: PortalStatus,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let is_silent = |status| matches!(status, PortalStatus::PaymentRequired | PortalStatus::Deleted);
    if is_silent(after) && !is_silent(before) {
        change.row.suspended_at = Set(Some(micros(now)));
    }
    if is_silent(before) && !is_silent(after) {
        let since = change.known.suspended_at;
        change.row.suspended_at = Set(None);
        change.row.resumed_at = Set(Some(micros(now)));
        let reason = if before == PortalStatus::PaymentRequired { Failure::NotPaid } else { Failure::PortalClosed };
        if let Some(since) = since {
            change.add_gap(since, now, Some(&reason)).await?;
        }
    }
    Ok(())
}
