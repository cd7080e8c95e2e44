//! Learning an `application_token` that no install brought: from the test event that arrives at an address which only
//! the portal knows.

use domain::clock::micros;
use domain::journal::JournalEntry;
use domain::portal::Finding;
use domain::vault::KeyedHash;
use sea_orm::Set;
use secrecy::SecretString;
use time::OffsetDateTime;

use crate::Tenant;
use crate::error::StoreError;
use crate::portals::cache::CachedPortal;
use crate::portals::refusals::end_refusals;
use crate::portals::rows::{refusals, set_learnt, set_proof, status};
use crate::portals::settings;

impl Tenant<'_> {
    /// Awaits the token at the address that `nonce` names, until a time. False if there is nothing to learn: the token
    /// is known and not in doubt, or the portal has not installed the app.
    pub async fn begin_learning(&self, nonce: KeyedHash, until: OffsetDateTime) -> Result<bool, StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(false) };
        let known = &change.known;
        let doubted = refusals(known).is_some_and(|refusals| refusals.is_open());
        if !status(known)?.accepts_events() || (known.application_token_hash.is_some() && !doubted) {
            return Ok(false);
        }
        change.row.learning_hash = Set(Some(nonce.as_bytes().to_vec()));
        change.row.learning_until = Set(Some(micros(until)));
        change.row.learn_failures = Set(known.learn_failures + 1);
        change.commit().await?;
        Ok(true)
    }

    /// Whether the token is awaited at an address of its own.
    pub async fn awaits_token(&self, now: OffsetDateTime) -> Result<bool, StoreError> {
        let row = self.find_row(&self.store.connections.read).await?;
        Ok(row.and_then(|row| row.learning_until).is_some_and(|until| micros(now) <= until))
    }

    /// How often learning failed.
    pub async fn count_learn_failures(&self) -> Result<u32, StoreError> {
        let row = self.find_row(&self.store.connections.read).await?;
        Ok(row.map_or(0, |row| u32::try_from(row.learn_failures).unwrap_or(u32::MAX)))
    }

    /// Learns the token that arrived at the address of `nonce`, which is then void. None if it is not awaited there
    /// (any more).
    pub async fn learn(
        &self,
        nonce: KeyedHash,
        application_token: &SecretString,
        now: OffsetDateTime,
    ) -> Result<Option<CachedPortal>, StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(None) };
        let known = &change.known;
        let awaited = known.learning_hash.as_deref().map(KeyedHash::try_from).transpose();
        let awaited = awaited.map_err(|error| StoreError::corrupt("portals", error))? == Some(nonce)
            && known.learning_until.is_some_and(|until| micros(now) <= until);
        let before = status(known)?;
        if !awaited || !before.accepts_events() {
            return Ok(None);
        }
        let token = self.store.hash_key.application_token(self.member_id, application_token);
        let (generation, hash) = (known.generation, known.application_token_hash.clone());
        let keeps_titles = settings::read(known.settings.as_deref())?.titles.is_on;
        let news = if hash.as_deref() == Some(token.as_bytes()) {
            set_learnt(&mut change.row);
            change.row.application_token_confirmed_at = Set(Some(micros(now)));
            JournalEntry::ApplicationTokenConfirmed
        } else {
            set_proof(&mut change.row, token.as_bytes(), None, now);
            end_refusals(&mut change, now).await?;
            match hash {
                Some(_) => JournalEntry::ApplicationTokenChanged,
                None => JournalEntry::ApplicationTokenLearned,
            }
        };
        // Nothing is sent before the installation is finished (docs/protocol.md 1.3).
        let status = before.after(Finding::Settled, true);
        change.row.finished = Set(true);
        change.row.status = Set(status.to_string());
        change.row.alarm_check_at = Set(Some(micros(now)));
        change.journal(now, &news).await?;
        change.commit().await?;
        Ok(Some(CachedPortal { status, generation, application_token: Some(token), keeps_titles }))
    }
}
