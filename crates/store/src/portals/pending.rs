//! Installs and updates that came while the authorization server was unreachable: kept until it answers.

use domain::MemberId;
use domain::clock::{from_micros, micros};
use domain::vault::Belongs;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use secrecy::SecretString;
use time::OffsetDateTime;

use crate::Store;
use crate::entities::pending_event::{Column, Entity, Model};
use crate::error::StoreError;
use crate::portals::queue_budget::{Budget, size_of};

pub(crate) const SEALED: &str = "pending_event";
/// The limit for one portal; an honest one has one or two.
const OF_PORTAL: Budget = Budget { rows: 100, bytes: 1 << 20 };
/// The limit for one portal and one address: whoever forges a portal's installs can't take all of its room.
const OF_PORTAL_FROM_ONE: Budget = Budget { rows: 20, bytes: 1 << 18 };
/// The limit for strangers at one address. Bitrix24 sends the installs of many portals from few addresses.
const FROM_ONE: Budget = Budget { rows: 1_000, bytes: 2 << 20 };
/// The limits for known portals, and for strangers: neither takes the other's room.
const OF_KNOWN: Budget = Budget { rows: 5_000, bytes: 16 << 20 };
const OF_STRANGERS: Budget = Budget { rows: 5_000, bytes: 8 << 20 };

/// An install or update that waits to be verified.
#[derive(Clone, Debug)]
pub struct PendingEvent {
    /// The portal that it claims to come from.
    pub member_id: MemberId,
    /// The event's digest.
    pub digest: [u8; 32],
    /// The event with its tokens.
    pub body: SecretString,
    /// When it came.
    pub received_at: OffsetDateTime,
    /// Where it came from, if known.
    pub source: Option<String>,
    /// Whether it is proven to come from a portal that is installed here.
    pub known: bool,
}

/// The key of a waiting install or update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingKey {
    /// The portal that it claims to come from.
    pub member_id: MemberId,
    /// The digest of the event.
    pub digest: [u8; 32],
    /// When it came.
    pub received_at: OffsetDateTime,
}

impl PendingEvent {
    /// Its key.
    pub fn key(&self) -> PendingKey {
        PendingKey { member_id: self.member_id.clone(), digest: self.digest, received_at: self.received_at }
    }
}

impl Store {
    /// Saves an event with its tokens, sealed; false if its kind has no room.
    pub async fn save_pending(&self, event: &PendingEvent) -> Result<bool, StoreError> {
        let event = self.seal_pending(event);
        let transaction = self.connections.begin_alone_in("pending_events").await?;
        let key = (event.member_id.clone(), event.digest.clone());
        let same = Entity::find_by_id(key).select_only().column(Column::ReceivedAt).into_tuple::<i64>();
        if same.one(&transaction).await?.is_some() {
            return Ok(true);
        }
        let share = Entity::find().filter(Column::Known.eq(event.known));
        let of_portal = share.clone().filter(Column::MemberId.eq(event.member_id.as_str()));
        let all = if event.known { OF_KNOWN } else { OF_STRANGERS };
        let mut budgets = vec![(share.clone(), all), (of_portal.clone(), OF_PORTAL)];
        if let Some(source) = &event.source {
            budgets.push((of_portal.filter(Column::Source.eq(source)), OF_PORTAL_FROM_ONE));
            if !event.known {
                budgets.push((share.filter(Column::Source.eq(source)), FROM_ONE));
            }
        }
        for (rows, budget) in budgets {
            let taken = size_of(rows, Column::Bytes, &transaction).await?;
            if !budget.has_room(taken, event.bytes) {
                return Ok(false);
            }
        }
        let row = event.into_active_model().reset_all();
        Entity::insert(row).on_conflict_do_nothing().exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// The event as the database and the local log keep it.
    pub(crate) fn seal_pending(&self, event: &PendingEvent) -> Model {
        let sealed = self.vault.seal(&event.body, belongs(&event.member_id));
        Model {
            member_id: event.member_id.to_string(),
            digest: event.digest.to_vec(),
            bytes: i64::try_from(sealed.len()).unwrap_or(i64::MAX),
            sealed,
            received_at: micros(event.received_at),
            source: event.source.clone(),
            known: event.known,
        }
    }

    /// The events that wait longest, known portals' first. Bodies are read one at a time.
    pub async fn list_pending(&self, limit: u64) -> Result<Vec<PendingKey>, StoreError> {
        let mut keys = Vec::new();
        for known in [true, false] {
            let left = limit.saturating_sub(keys.len() as u64);
            let oldest = Entity::find().filter(Column::Known.eq(known)).order_by_asc(Column::ReceivedAt).limit(left);
            let oldest = oldest.select_only().columns([Column::MemberId, Column::Digest, Column::ReceivedAt]);
            let rows: Vec<(String, Vec<u8>, i64)> = oldest.into_tuple().all(&self.connections.read).await?;
            keys.extend(rows.into_iter().filter_map(|(member_id, digest, received_at)| {
                let (member_id, digest) = (MemberId::parse(&member_id).ok()?, digest.try_into().ok()?);
                Some(PendingKey { member_id, digest, received_at: from_micros(received_at) })
            }));
        }
        Ok(keys)
    }

    /// An event that waits; none if it no longer does, or can't be opened.
    pub async fn find_pending(&self, key: &PendingKey) -> Result<Option<PendingEvent>, StoreError> {
        let id = (key.member_id.to_string(), key.digest.to_vec());
        let row = Entity::find_by_id(id).one(&self.connections.read).await?;
        Ok(row.and_then(|row| self.open_pending(row)))
    }

    /// None on failure: it must not hold up others.
    pub(crate) fn open_pending(&self, row: Model) -> Option<PendingEvent> {
        let member_id = MemberId::parse(&row.member_id).ok()?;
        let body = self.vault.open(&row.sealed, belongs(&member_id));
        let body =
            body.inspect_err(|error| tracing::error!(%member_id, %error, "a pending install can't be opened")).ok()?;
        let digest = row.digest.try_into().ok()?;
        let (received_at, source, known) = (from_micros(row.received_at), row.source, row.known);
        Some(PendingEvent { member_id, digest, body, received_at, source, known })
    }

    /// Drops unverified events from before `time`. Returns how many.
    pub async fn drop_pending_before(&self, time: OffsetDateTime) -> Result<u64, StoreError> {
        let old = Entity::delete_many().filter(Column::ReceivedAt.lt(micros(time)));
        Ok(old.exec(&self.connections.write).await?.rows_affected)
    }

    /// Replaces a waiting event by another, in the same room.
    pub async fn replace_pending(&self, old: &PendingKey, event: &PendingEvent) -> Result<(), StoreError> {
        let transaction = self.connections.begin_alone_in("pending_events").await?;
        Entity::delete_by_id((old.member_id.to_string(), old.digest.to_vec())).exec(&transaction).await?;
        let row = self.seal_pending(event).into_active_model().reset_all();
        Entity::insert(row).on_conflict_do_nothing().exec_without_returning(&transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Removes an event that is verified or refused.
    pub async fn remove_pending(&self, event: &PendingKey) -> Result<(), StoreError> {
        let this = Entity::delete_by_id((event.member_id.to_string(), event.digest.to_vec()));
        this.exec(&self.connections.write).await?;
        Ok(())
    }
}

fn belongs(member_id: &MemberId) -> Belongs<'_> {
    Belongs { member_id: Some(member_id), column: SEALED }
}
