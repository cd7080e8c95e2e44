//! What an install, an update and a removal change of a portal.

use domain::clock::{from_micros, micros};
use domain::portal::{PortalStatus, TokenHealth};
use domain::vault::{Belongs, KeyedHash, Unreadable};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Set};
use secrecy::SecretString;
use time::OffsetDateTime;

use crate::Tenant;
use crate::admissions::Admission;
use crate::entities::portal;
use crate::error::StoreError;
use crate::journal;
use crate::portals::join;

const ACCESS_TOKEN: &str = "access_token";
const REFRESH_TOKEN: &str = "refresh_token";

/// A verified installation: everything in it was told or confirmed by the authorization server, but for the
/// `application_token`, which came in the same request (PROTOCOL.md 5.3).
#[derive(Clone, Debug)]
pub struct Installation {
    /// The portal's host.
    pub domain: String,
    /// The app's status letter.
    pub app_status: Option<String>,
    /// Whether the portal takes the app for installed; false leaves it as it was.
    pub finished: bool,
    /// The granted scopes.
    pub scopes: Vec<String>,
    /// The portal's language, if the request named it.
    pub language: Option<String>,
    /// The base of its REST methods.
    pub client_endpoint: String,
    /// The base of its authorization server's methods.
    pub server_endpoint: String,
    /// What will prove its events; none leaves the known one in place.
    pub application_token: Option<SecretString>,
    /// Its tokens; none leaves the known ones in place.
    pub tokens: Option<PortalTokens>,
}

/// A pair of OAuth tokens of a portal.
#[derive(Clone, Debug)]
pub struct PortalTokens {
    /// Opens the portal's REST methods for an hour.
    pub access_token: SecretString,
    /// Renews the pair, for 180 days.
    pub refresh_token: Option<SecretString>,
    /// When the access token ends.
    pub expires_at: OffsetDateTime,
    /// Whose rights it has.
    pub user_id: Option<String>,
}

impl Tenant<'_> {
    /// Keeps a verified installation. An uninstalled portal begins a new generation with it.
    ///
    /// A conflict if what proves the portal's events is not what was `seen` when it was decided what may be changed.
    pub async fn save_installation(
        &self,
        new: &Installation,
        seen: Option<KeyedHash>,
        now: OffsetDateTime,
    ) -> Result<Admission, StoreError> {
        let transaction = self.store.connections.begin().await?;
        let known = self.find_row(&transaction).await?;
        let proof = known.as_ref().and_then(|row| row.application_token_hash.as_deref());
        if proof != seen.as_ref().map(KeyedHash::as_bytes) {
            return Err(StoreError::Conflict);
        }
        let (fresh, known) = known.map_or_else(|| (true, self.unknown_portal()), |row| (false, row));
        let admission = self.write_installation(&transaction, known, fresh, new, now).await?;
        transaction.commit().await?;
        self.store.admissions.forget(self.member_id);
        Ok(admission)
    }

    async fn write_installation(
        &self,
        transaction: &DatabaseTransaction,
        known: portal::Model,
        fresh: bool,
        new: &Installation,
        now: OffsetDateTime,
    ) -> Result<Admission, StoreError> {
        let status: PortalStatus = known.status.parse().map_err(|error| StoreError::corrupt("portals", error))?;
        let begins = !status.accepts_events();
        let generation = known.generation + i64::from(begins);
        let known_token = known.application_token_hash.clone().filter(|_| !begins);
        let hash_key = &self.store.hash_key;
        let given = new.application_token.as_ref().map(|token| hash_key.application_token(self.member_id, token));
        let token = given.map(|hash| hash.as_bytes().to_vec()).or(known_token);
        let finished = new.finished || (known.finished && !begins);
        let status = if finished && token.is_some() { PortalStatus::Active } else { PortalStatus::Installing };

        let mut row = known.clone().into_active_model().reset_all();
        row.status = Set(status.to_string());
        row.finished = Set(finished);
        row.generation = Set(generation);
        row.application_token_hash = Set(token.clone());
        row.domain = Set(new.domain.clone());
        row.app_status = Set(new.app_status.clone());
        row.scopes = Set(join(&new.scopes));
        row.language = Set(new.language.clone().or(known.language));
        row.client_endpoint = Set(Some(new.client_endpoint.clone()));
        row.server_endpoint = Set(Some(new.server_endpoint.clone()));
        row.installed_at = Set(if begins { Some(micros(now)) } else { known.installed_at });
        // Installs and updates come without subscriptions, also those after a removal that nobody told (PROTOCOL.md 1.3).
        row.subscriptions_expected = Set(None);
        row.subscriptions_missing = Set(None);
        row.subscriptions_checked_at = Set(None);
        if let Some(tokens) = &new.tokens {
            self.set_tokens(&mut row, tokens, now);
        }
        if fresh {
            row.insert(transaction).await?
        } else {
            row.update(transaction).await?
        };

        let what = if begins { "installed" } else { "install confirmed" };
        journal::write(transaction, self.member_id, now, what, &format!("on {}", new.domain)).await?;
        let application_token = token.as_deref().map(TryInto::try_into).transpose();
        let application_token = application_token.map_err(|error| StoreError::corrupt("portals", error))?;
        Ok(Admission { status, generation, application_token })
    }

    fn set_tokens(&self, row: &mut portal::ActiveModel, tokens: &PortalTokens, now: OffsetDateTime) {
        let seal = |token: &SecretString, column| self.store.vault.seal(token, self.belongs(column));
        row.access_token = Set(Some(seal(&tokens.access_token, ACCESS_TOKEN)));
        if let Some(refresh_token) = &tokens.refresh_token {
            row.refresh_token = Set(Some(seal(refresh_token, REFRESH_TOKEN)));
        }
        row.token_health = Set(TokenHealth::Ok.as_str().to_owned());
        row.token_expires_at = Set(Some(micros(tokens.expires_at)));
        row.token_refreshed_at = Set(Some(micros(now)));
        row.token_user_id = Set(tokens.user_id.clone());
    }

    /// Its tokens, opened, and the base of its REST methods.
    pub async fn find_tokens(&self) -> Result<Option<(PortalTokens, String)>, StoreError> {
        let Some(row) = self.find_row(&self.store.connections.read).await? else { return Ok(None) };
        let (Some(access_token), Some(endpoint)) = (row.access_token, row.client_endpoint) else { return Ok(None) };
        let open = |sealed: String, column| {
            let opened = self.store.vault.open(&sealed, self.belongs(column));
            opened.map_err(|error: Unreadable| StoreError::corrupt("portals", error))
        };
        let tokens = PortalTokens {
            access_token: open(access_token, ACCESS_TOKEN)?,
            refresh_token: row.refresh_token.map(|sealed| open(sealed, REFRESH_TOKEN)).transpose()?,
            expires_at: from_micros(row.token_expires_at.unwrap_or_default()),
            user_id: row.token_user_id,
        };
        Ok(Some((tokens, endpoint)))
    }

    /// The portal takes the app for installed: it sent something, or said so.
    pub async fn record_finished(&self, now: OffsetDateTime) -> Result<(), StoreError> {
        let transaction = self.store.connections.begin().await?;
        let Some(row) = self.find_row(&transaction).await? else { return Ok(()) };
        if row.status == PortalStatus::Installing.as_str() && row.application_token_hash.is_some() {
            let mut row = row.into_active_model();
            row.finished = Set(true);
            row.status = Set(PortalStatus::Active.to_string());
            row.update(&transaction).await?;
            journal::write(&transaction, self.member_id, now, "installation finished", "").await?;
        }
        transaction.commit().await?;
        self.store.admissions.forget(self.member_id);
        Ok(())
    }

    /// What the portal sends, as far as it was found out.
    pub async fn record_subscriptions(
        &self,
        expected: usize,
        missing: &[String],
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let transaction = self.store.connections.begin().await?;
        let Some(row) = self.find_row(&transaction).await? else { return Ok(()) };
        let mut row = row.into_active_model();
        row.subscriptions_expected = Set(i32::try_from(expected).ok());
        row.subscriptions_missing = Set(Some(join(missing)));
        row.subscriptions_checked_at = Set(Some(micros(now)));
        row.update(&transaction).await?;
        let detail = format!("{} of {expected} bound", expected.saturating_sub(missing.len()));
        journal::write(&transaction, self.member_id, now, "subscriptions checked", &detail).await?;
        Ok(transaction.commit().await?)
    }

    /// The app was removed there: its tokens go at once, with `clean` also everything else that is kept of it.
    ///
    /// Cleaned deletions are out of sight when this returns; [`Tenant::purge_batch`] removes them.
    pub async fn uninstall(&self, clean: bool, now: OffsetDateTime) -> Result<(), StoreError> {
        let transaction = self.store.connections.begin().await?;
        let Some(known) = self.find_row(&transaction).await? else { return Ok(()) };
        let generation = known.generation;
        let mut row = known.into_active_model();
        row.status = Set(PortalStatus::Uninstalled.to_string());
        row.finished = Set(false);
        row.application_token_hash = Set(None);
        row.access_token = Set(None);
        row.refresh_token = Set(None);
        row.token_health = Set(TokenHealth::None.as_str().to_owned());
        row.token_expires_at = Set(None);
        row.token_user_id = Set(None);
        if clean {
            row.client_endpoint = Set(None);
            row.server_endpoint = Set(None);
            row.scopes = Set(String::new());
            row.purging = Set(true);
            row.purged_generation = Set(generation);
            row.purged_up_to = Set(self.clean(&transaction).await?);
        }
        row.update(&transaction).await?;
        let detail = if clean { "its data is removed" } else { "its data is kept" };
        journal::write(&transaction, self.member_id, now, "uninstalled", detail).await?;
        transaction.commit().await?;
        self.store.admissions.forget(self.member_id);
        Ok(())
    }

    pub(crate) async fn find_row(
        &self,
        db: &impl sea_orm::ConnectionTrait,
    ) -> Result<Option<portal::Model>, StoreError> {
        Ok(portal::Entity::find_by_id(self.member_id.as_str()).one(db).await?)
    }

    fn belongs<'a>(&'a self, column: &'a str) -> Belongs<'a> {
        Belongs { member_id: Some(self.member_id), column }
    }

    /// A portal before its first installation.
    fn unknown_portal(&self) -> portal::Model {
        portal::Model {
            member_id: self.member_id.to_string(),
            domain: String::new(),
            status: PortalStatus::Uninstalled.to_string(),
            app_status: None,
            finished: false,
            scopes: String::new(),
            language: None,
            client_endpoint: None,
            server_endpoint: None,
            generation: 0,
            purged_generation: 0,
            purging: false,
            purged_up_to: 0,
            installed_at: None,
            application_token_hash: None,
            access_token: None,
            refresh_token: None,
            token_health: TokenHealth::None.as_str().to_owned(),
            token_expires_at: None,
            token_refreshed_at: None,
            token_user_id: None,
            subscriptions_expected: None,
            subscriptions_missing: None,
            subscriptions_checked_at: None,
        }
    }
}
