//! Removals of the app that a portal reported: `application_token`, which proves the report, is known to every user of the
//! portal, so that it hides at once and destroys nothing before the authorization server stops vouching for the
//! installation.

use domain::clock::micros;
use domain::journal::JournalEntry;
use domain::portal::{PortalStatus, PurgeReason};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use time::{Duration, OffsetDateTime};

use crate::Tenant;
use crate::entities::alarm;
use crate::error::StoreError;
use crate::portals::cache::CachedPortal;
use crate::portals::rows::{Removal, removal, set_no_removal, set_nothing_due, status};

/// How soon the authorization server is asked.
const SOON: Duration = Duration::seconds(2);

/// A number that no deletion reaches, though one may be added to it: what is out of sight up to it is all.
const EVERYTHING: i64 = i64::MAX / 2;

impl Tenant<'_> {
    /// The app was removed there, the portal reports. Its events are not taken any more, and nothing is called; with
    /// `clean` its deletions are out of sight. All of it comes back if the removal is undone.
    pub async fn begin_removal(&self, clean: bool, now: OffsetDateTime) -> Result<(), StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(()) };
        let from = status(&change.known)?;
        if !from.accepts_events() {
            return Ok(());
        }
        let row = &mut change.row;
        row.status = Set(PortalStatus::Uninstalled.to_string());
        row.removal_at = Set(Some(micros(now)));
        row.removal_from = Set(Some(from.to_string()));
        if clean {
            row.removal_seen_from = Set(Some(change.known.purged_up_to));
            row.purged_up_to = Set(EVERYTHING);
        }
        set_nothing_due(row);
        row.confirm_at = Set(Some(micros(now + SOON)));
        let own = alarm::Column::MemberId.eq(self.member_id.as_str());
        alarm::Entity::delete_many().filter(own).exec(change.db()).await?;
        change.journal(now, &JournalEntry::RemovalReported { clean }).await?;
        change.commit().await
    }

    /// The removal that nobody confirmed yet, if there is one.
    pub async fn find_removal(&self) -> Result<Option<Removal>, StoreError> {
        Ok(self.find_row(&self.store.connections.read).await?.and_then(|row| removal(&row)))
    }

    /// The authorization server does not vouch for the installation any more, as far as the pair `version` shows: the
    /// tokens go, and what is to be cleaned goes with [`Tenant::purge_batch`]. False if there is a newer pair.
    pub async fn finish_removal(&self, version: i64, now: OffsetDateTime) -> Result<bool, StoreError> {
        let Some(mut change) = self.change().await?.filter(|change| change.known.removal_at.is_some()) else {
            return Ok(true);
        };
        if change.known.token_version != version {
            return Ok(false);
        }
        let seen_from = change.known.removal_seen_from;
        change.row.purged_up_to = Set(seen_from.unwrap_or(change.known.purged_up_to));
        self.end_installation(&mut change, seen_from.map(|_| PurgeReason::Removal), now).await?;
        change.commit().await?;
        Ok(true)
    }

    /// The authorization server goes on vouching for the installation, so that the report was made up: everything is as
    /// it was. None if no removal was to be confirmed.
    pub async fn undo_removal(&self, now: OffsetDateTime) -> Result<Option<CachedPortal>, StoreError> {
        let Some(mut change) = self.change().await?.filter(|change| change.known.removal_at.is_some()) else {
            return Ok(None);
        };
        let (row, known) = (&mut change.row, &change.known);
        row.status = Set(known.removal_from.clone().unwrap_or_else(|| PortalStatus::Installing.to_string()));
        row.purged_up_to = Set(known.removal_seen_from.unwrap_or(known.purged_up_to));
        set_no_removal(row);
        row.subscription_check_at = Set(Some(micros(now)));
        row.alarm_check_at = Set(Some(micros(now)));
        row.recover_at = Set(Some(micros(now)));
        change.journal(now, &JournalEntry::RemovalUndone).await?;
        change.commit().await?;
        self.find_cached_portal().await
    }
}
