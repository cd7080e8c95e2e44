//! How installs, updates and removals change a portal.

use domain::clock::micros;
use domain::failure::Failure;
use domain::journal::JournalEntry;
use domain::portal::{Finding, OfflineQueue, PortalStatus, PurgeReason, TokenHealth};
use domain::schedule::INSTALLING;
use domain::vault::KeyedHash;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, Set, UpdateMany,
};
use secrecy::SecretString;
use time::{Duration, OffsetDateTime};

use crate::Tenant;
use crate::entities::{alarm, portal};
use crate::error::StoreError;
use crate::portals::cache::CachedPortal;
use crate::portals::change::Change;
use crate::portals::refusals::end_refusals;
use crate::portals::rows::{join, set_no_removal, set_no_tokens, set_nothing_due, set_proof, set_unchecked, status};
use crate::portals::settings;
use crate::portals::tokens::PortalTokens;

/// How soon the worker binds events and learns an `application_token`, unless that was done before.
const SOON: Duration = Duration::seconds(15);

/// A verified installation: the authorization server reported or confirmed everything in it but the
/// `application_token`, which came in the same request (docs/protocol.md 5.3).
#[derive(Clone, Debug)]
pub struct Installation {
    /// The portal's host.
    pub domain: String,
    /// The app's status letter.
    pub app_status: Option<String>,
    /// Whether the portal considers the app installed; false changes nothing.
    pub finished: bool,
    /// The granted scopes.
    pub scopes: Vec<String>,
    /// The portal's language, if the request named it.
    pub language: Option<String>,
    /// The base of its REST methods.
    pub client_endpoint: String,
    /// The base of its authorization server's methods.
    pub server_endpoint: String,
    /// What proves its events; none leaves the known one in place.
    pub application_token: Option<SecretString>,
    /// When the portal says that it sent the request, in whole seconds of its own clock; none if current. One sent
    /// earlier than that of the known token is stale.
    pub sent_at: Option<OffsetDateTime>,
    /// Its tokens; none leaves the known ones in place.
    pub tokens: Option<PortalTokens>,
}

impl Tenant<'_> {
    /// Saves a verified installation. It begins a new generation of an uninstalled portal.
    ///
    /// A conflict if the hash that proves the portal's events is not the one `seen` when the changes were decided on,
    /// or if a removal must be confirmed first.
    pub async fn save_installation(
        &self,
        new: &Installation,
        seen: Option<KeyedHash>,
        now: OffsetDateTime,
    ) -> Result<CachedPortal, StoreError> {
        let mut change = self.change_or_add().await?;
        let proof = change.known.application_token_hash.as_deref();
        if change.known.removal_at.is_some() || proof != seen.as_ref().map(KeyedHash::as_bytes) {
            return Err(StoreError::Conflict);
        }
        let cached = self.write_installation(&mut change, new, now).await?;
        change.commit().await?;
        Ok(cached)
    }

    async fn write_installation(
        &self,
        change: &mut Change<'_>,
        new: &Installation,
        now: OffsetDateTime,
    ) -> Result<CachedPortal, StoreError> {
        let status = status(&change.known)?;
        let begins = !status.accepts_events();
        if begins {
            // Unless the portal's data was removed with the app, what was sent meanwhile is lost.
            let is_kept = change.known.purged_generation < change.known.generation;
            if let Some(removed_at) = change.known.uninstalled_at.filter(|_| is_kept) {
                change.add_gap(removed_at, now, Some(&Failure::AppRemoved)).await?;
            }
            change.known = self.begun_anew(&change.known, now);
            change.row = change.known.clone().into_active_model().reset_all();
        }
        let known = change.known.clone();
        let proof = self.proof(&known, new);
        let finished = new.finished || known.finished;
        let complete = finished && proof.is_some();
        let status = if begins { PortalStatus::Installing } else { status };
        let status = status.after(finding(status, new), complete);
        let generation = known.generation;

        if let Some(new_proof) = proof.as_ref().filter(|_| proof != known.application_token_hash) {
            set_proof(&mut change.row, new_proof, new.sent_at, now);
            end_refusals(change, now).await?;
        }
        let row = &mut change.row;
        row.status = Set(status.to_string());
        row.finished = Set(finished);
        row.domain = Set(new.domain.clone());
        row.app_status = Set(new.app_status.clone());
        row.scopes = Set(join(&new.scopes));
        row.language = Set(new.language.clone().or(known.language.clone()));
        row.client_endpoint = Set(Some(new.client_endpoint.clone()));
        row.server_endpoint = Set(Some(new.server_endpoint.clone()));
        // Installs and updates come without subscriptions, also after a removal that nobody reported (docs/protocol.md
        // 1.3).
        set_unchecked(row);
        row.subscription_check_at = Set(Some(micros(now + SOON)));
        row.learn_at = Set(proof.is_none().then(|| micros(now + SOON)));
        row.alarm_check_at = Set(Some(micros(if complete { now } else { now + INSTALLING })));
        // A late repeat of an earlier request also has earlier tokens, whose refresh token may have been used.
        let late = is_late(&known, new) && known.access_token.is_some();
        if let Some(tokens) = new.tokens.as_ref().filter(|_| !late || status == PortalStatus::NeedsReinstall) {
            self.set_tokens(row, known.token_version, tokens, now);
        }
        let domain = new.domain.clone();
        let entry = if begins { JournalEntry::Installed { domain } } else { JournalEntry::InstallConfirmed { domain } };
        change.journal(now, &entry).await?;
        let application_token = proof.as_deref().map(TryInto::try_into).transpose();
        let application_token = application_token.map_err(|error| StoreError::corrupt("portals", error))?;
        let keeps_titles = settings::read(known.settings.as_deref())?.titles.is_on;
        Ok(CachedPortal { status, generation, application_token, keeps_titles })
    }

    /// The hash that proves its events from now on. A token sent before the known one does not replace it.
    fn proof(&self, known: &portal::Model, new: &Installation) -> Option<Vec<u8>> {
        let hash = |token| self.store.hash_key.application_token(self.member_id, token).as_bytes().to_vec();
        let given = new.application_token.as_ref().map(hash);
        if is_late(known, new) && known.application_token_hash.is_some() {
            return known.application_token_hash.clone();
        }
        given.or_else(|| known.application_token_hash.clone())
    }

    /// A new generation's row: keeps what a purge keeps, language and settings.
    fn begun_anew(&self, known: &portal::Model, now: OffsetDateTime) -> portal::Model {
        portal::Model {
            generation: known.generation + 1,
            installed_at: Some(micros(now)),
            language: known.language.clone(),
            settings: known.settings.clone(),
            ..self.emptied(known)
        }
    }

    /// Finishes the installation, as the portal reports or implies.
    pub async fn record_finished(&self, now: OffsetDateTime) -> Result<(), StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(()) };
        let complete = change.known.application_token_hash.is_some();
        let before = status(&change.known)?;
        let after = before.after(Finding::Settled, complete);
        if before == PortalStatus::Installing && (!change.known.finished || after != before) {
            change.row.finished = Set(true);
            change.row.status = Set(after.to_string());
            change.row.alarm_check_at = Set(Some(micros(now)));
            change.journal(now, &JournalEntry::InstallationFinished).await?;
        }
        change.commit().await
    }

    /// The app was removed there: its tokens go at once, and with `clean` all other data of the portal.
    ///
    /// Cleaned deletions are hidden when this returns; [`Tenant::purge_batch`] removes them.
    pub async fn uninstall(&self, clean: bool, now: OffsetDateTime) -> Result<(), StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(()) };
        self.end_installation(&mut change, clean.then_some(PurgeReason::Removal), now).await?;
        change.commit().await
    }

    /// Ends the installation; with a reason, also erases all data of the portal.
    pub(crate) async fn end_installation(
        &self,
        change: &mut Change<'_>,
        purge: Option<PurgeReason>,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        if let Some(reason) = purge {
            return self.erase(change, reason, now).await;
        }
        let (row, known) = (&mut change.row, &change.known);
        let since = known.removal_at.unwrap_or_else(|| micros(now));
        row.status = Set(PortalStatus::Uninstalled.to_string());
        row.uninstalled_at = Set(Some(since));
        row.finished = Set(false);
        set_no_tokens(row, known.token_version);
        set_no_removal(row);
        set_nothing_due(row);
        self.drop_spare_tokens(change.db()).await?;
        let own = alarm::Column::MemberId.eq(self.member_id.as_str());
        alarm::Entity::delete_many().filter(own).exec(change.db()).await?;
        self.settle_gaps(change.db(), None, Some(&Failure::AppRemoved), now).await?;
        change.journal(now, &JournalEntry::Uninstalled).await
    }

    pub(crate) async fn find_row(&self, db: &impl ConnectionTrait) -> Result<Option<portal::Model>, StoreError> {
        Ok(portal::Entity::find_by_id(self.member_id.as_str()).one(db).await?)
    }

    /// Updates the portal's row if the conditions of `update` hold. Returns whether they did.
    pub(crate) async fn update_row(&self, update: UpdateMany<portal::Entity>) -> Result<bool, StoreError> {
        let own = update.filter(portal::Column::MemberId.eq(self.member_id.as_str()));
        Ok(own.exec(&self.store.connections.write).await?.rows_affected > 0)
    }

    /// The row, locked until the transaction ends.
    pub(crate) async fn lock_row(
        &self,
        transaction: &DatabaseTransaction,
    ) -> Result<Option<portal::Model>, StoreError> {
        let own = portal::Entity::find_by_id(self.member_id.as_str());
        Ok(own.lock_exclusive().one(transaction).await?)
    }

    /// A portal before its first installation.
    pub(crate) fn unknown_portal(&self) -> portal::Model {
        portal::Model {
            member_id: self.member_id.to_string(),
            status: PortalStatus::Uninstalled.to_string(),
            token_health: TokenHealth::None.as_str().to_owned(),
            offline_queue: OfflineQueue::Unknown.as_str().to_owned(),
            ..portal::Model::default()
        }
    }
}

/// Whether the request was sent before the one that brought the known token.
fn is_late(known: &portal::Model, new: &Installation) -> bool {
    new.sent_at.zip(known.application_token_at).is_some_and(|(sent_at, at)| micros(sent_at) < at)
}

/// The finding of an install at a portal with this status: its tokens replace those that the portal no longer accepted.
fn finding(status: PortalStatus, new: &Installation) -> Finding {
    match status {
        PortalStatus::NeedsReinstall if new.tokens.is_some() => Finding::TokensReplaced,
        PortalStatus::Deleted if new.tokens.is_some() => Finding::Answers,
        _ => Finding::Settled,
    }
}
