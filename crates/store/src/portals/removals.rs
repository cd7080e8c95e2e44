//! Removals of the app that a portal reported. Every user of the portal knows the `application_token` that proves the
//! report, so it hides data at once, and destroys none before the authorization server stops vouching for the
//! installation.

use domain::clock::{from_micros, micros};
use domain::journal::JournalEntry;
use domain::portal::{PortalStatus, PurgeReason};
use domain::schedule::renewal;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use time::{Duration, OffsetDateTime};

use crate::Tenant;
use crate::entities::{alarm, portal};
use crate::error::StoreError;
use crate::portals::cache::CachedPortal;
use crate::portals::rows::{set_no_removal, set_nothing_due, status};

/// How soon the authorization server is asked.
const SOON: Duration = Duration::seconds(2);

/// Larger than any deletion's number, yet one can be added to it: hiding up to it hides everything.
const EVERYTHING: i64 = i64::MAX / 2;

/// An unconfirmed removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    /// When the portal reported it.
    pub at: OffsetDateTime,
    /// Whether the portal's data is to be destroyed with it.
    pub clean: bool,
    /// The version of its tokens.
    pub version: i64,
}

impl Tenant<'_> {
    /// Begins a removal that the portal reported: its events are parked and it is not called; with `clean`, its
    /// deletions are hidden. Undoing the removal restores all of this.
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

    /// The unconfirmed removal, if there is one.
    pub async fn find_removal(&self) -> Result<Option<Removal>, StoreError> {
        let Some(row) = self.find_row(&self.store.connections.read).await? else { return Ok(None) };
        let (clean, version) = (row.removal_seen_from.is_some(), row.token_version);
        Ok(row.removal_at.map(|at| Removal { at: from_micros(at), clean, version }))
    }

    /// Finishes a removal, since the authorization server no longer vouches for the installation with the pair
    /// `version`: deletes the tokens, and marks data for [`Tenant::purge_batch`]. False if there is a newer pair.
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

    /// Undoes a removal, since the authorization server still vouches for the installation and the report was false.
    /// None if there was no unconfirmed removal.
    pub async fn undo_removal(&self, now: OffsetDateTime, jitter: f64) -> Result<Option<CachedPortal>, StoreError> {
        let next_titles = self.find_next_titles().await?;
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
        row.renew_at = Set(Some(known.renew_at.unwrap_or_else(|| micros(next_renewal(known, now, jitter)))));
        row.titles_at = Set(known.titles_at.or(next_titles.map(micros)));
        change.journal(now, &JournalEntry::RemovalUndone).await?;
        change.commit().await?;
        self.find_cached_portal().await
    }
}

/// When to renew the portal's tokens again: at once if that failed, else as after their last renewal.
fn next_renewal(known: &portal::Model, now: OffsetDateTime, jitter: f64) -> OffsetDateTime {
    let refreshed_at = known.token_refreshed_at.filter(|_| known.token_failures == 0);
    refreshed_at.map_or(now, |at| renewal(from_micros(at), jitter))
}
