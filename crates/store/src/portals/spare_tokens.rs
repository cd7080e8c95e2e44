//! A portal's second pair of tokens, that of its system user: it outlives the installer's dismissal, and takes over
//! when the installer's pair is refused (docs/protocol.md 8.3).

use domain::clock::{from_micros, micros};
use domain::failure::Failure;
use domain::journal::JournalEntry;
use domain::portal::{Finding, PortalStatus};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, Set};
use secrecy::SecretString;
use time::OffsetDateTime;

use crate::Tenant;
use crate::entities::spare_token::{ActiveModel, Entity, Model};
use crate::error::StoreError;
use crate::portals::change::Change;
use crate::portals::rows::status;
use crate::portals::tokens::PortalTokens;

/// The vault's columns of the secrets in this table.
pub(crate) const SPARE_ACCESS_TOKEN: &str = "spare_access_token";
pub(crate) const SPARE_REFRESH_TOKEN: &str = "spare_refresh_token";

/// A spare pair that is due for renewal.
#[derive(Clone, Debug)]
pub struct DueSpare {
    /// Renews it.
    pub refresh_token: SecretString,
    /// When it came; identifies the pair.
    pub received_at: OffsetDateTime,
    /// The base of the methods of the portal's authorization server, if known.
    pub server_endpoint: Option<String>,
}

impl Tenant<'_> {
    /// Saves a pair that takes over when the present one is refused, or at once if that is dead. A pair without a
    /// refresh token, or of the user whose pair is in use, is not saved. Returns whether it was.
    pub async fn save_spare_tokens(&self, tokens: &PortalTokens, now: OffsetDateTime) -> Result<bool, StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(false) };
        let known = &change.known;
        let before = status(known)?;
        let is_dead = before == PortalStatus::NeedsReinstall;
        let in_use = !is_dead && known.access_token.is_some() && known.token_user_id == tokens.user_id;
        let Some(spare) = self.sealed(tokens, now).filter(|_| !in_use) else { return Ok(false) };
        if is_dead {
            let complete = known.finished && known.application_token_hash.is_some();
            self.set_tokens(&mut change.row, known.token_version, tokens, now);
            change.row.status = Set(before.after(Finding::TokensReplaced, complete).to_string());
            change.row.subscription_check_at = Set(Some(micros(now)));
            change.row.alarm_check_at = Set(Some(micros(now)));
            change.journal(now, &JournalEntry::SpareTokensUsed { reason: None }).await?;
        } else {
            self.drop_spare_tokens(change.db()).await?;
            Entity::insert(spare).exec_without_returning(change.db()).await?;
            change.journal(now, &JournalEntry::SpareTokensKept).await?;
        }
        change.commit().await?;
        Ok(true)
    }

    /// The spare pair, if it is due for renewal.
    pub async fn find_due_spare(&self, now: OffsetDateTime) -> Result<Option<DueSpare>, StoreError> {
        let db = &self.store.connections.read;
        let Some(row) = self.find_spare(db).await?.filter(|row| row.renew_at <= micros(now)) else { return Ok(None) };
        Ok(Some(DueSpare {
            refresh_token: self.open(&row.refresh_token, SPARE_REFRESH_TOKEN)?,
            received_at: from_micros(row.received_at),
            server_endpoint: self.find_server_endpoint().await?,
        }))
    }

    /// Saves the renewal of the spare pair received at a time. If that pair has taken over meanwhile, the new one
    /// replaces it there: the old refresh token may be dead.
    pub async fn save_renewed_spare(
        &self,
        received_at: OffsetDateTime,
        tokens: &PortalTokens,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(()) };
        let known = &change.known;
        let spare = self.find_spare(change.db()).await?;
        if spare.is_some_and(|spare| spare.received_at == micros(received_at)) {
            let Some(row) = self.sealed(tokens, now) else { return Ok(()) };
            row.reset_all().update(change.db()).await?;
        } else if known.access_token.is_some() && known.token_user_id == tokens.user_id {
            self.set_tokens(&mut change.row, known.token_version, tokens, now);
        }
        change.commit().await
    }

    /// Drops the spare pair received at a time, since the authorization server refuses it.
    pub async fn end_spare(
        &self,
        received_at: OffsetDateTime,
        reason: Failure,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let Some(change) = self.change().await? else { return Ok(()) };
        let spare = self.find_spare(change.db()).await?;
        if spare.is_some_and(|spare| spare.received_at == micros(received_at)) {
            self.drop_spare_tokens(change.db()).await?;
            change.journal(now, &JournalEntry::SpareTokensRefused { reason }).await?;
        }
        change.commit().await
    }

    /// Replaces the present pair by the spare one. False if there is none.
    pub(crate) async fn take_spare(&self, change: &mut Change<'_>, now: OffsetDateTime) -> Result<bool, StoreError> {
        let Some(spare) = self.find_spare(change.db()).await? else { return Ok(false) };
        let tokens = PortalTokens {
            access_token: self.open(&spare.access_token, SPARE_ACCESS_TOKEN)?,
            refresh_token: Some(self.open(&spare.refresh_token, SPARE_REFRESH_TOKEN)?),
            expires_at: from_micros(spare.expires_at),
            renew_at: from_micros(spare.renew_at),
            user_id: spare.user_id,
        };
        self.set_tokens(&mut change.row, change.known.token_version, &tokens, now);
        self.drop_spare_tokens(change.db()).await?;
        Ok(true)
    }

    pub(crate) async fn drop_spare_tokens(&self, db: &impl ConnectionTrait) -> Result<(), StoreError> {
        Entity::delete_by_id(self.member_id.as_str()).exec(db).await?;
        Ok(())
    }

    async fn find_spare(&self, db: &impl ConnectionTrait) -> Result<Option<Model>, StoreError> {
        Ok(Entity::find_by_id(self.member_id.as_str()).one(db).await?)
    }

    fn sealed(&self, tokens: &PortalTokens, now: OffsetDateTime) -> Option<ActiveModel> {
        let seal = |token: &SecretString, column| self.store.vault.seal(token, self.belongs(column));
        Some(ActiveModel {
            member_id: Set(self.member_id.to_string()),
            access_token: Set(seal(&tokens.access_token, SPARE_ACCESS_TOKEN)),
            refresh_token: Set(seal(tokens.refresh_token.as_ref()?, SPARE_REFRESH_TOKEN)),
            expires_at: Set(micros(tokens.expires_at)),
            received_at: Set(micros(now)),
            renew_at: Set(micros(tokens.renew_at)),
            user_id: Set(tokens.user_id.clone()),
        })
    }
}
