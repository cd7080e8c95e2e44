//! Installs and updates that came while the authorization server could not be asked: kept until it answers.

use domain::MemberId;
use domain::clock::{from_micros, micros};
use domain::vault::Belongs;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use secrecy::SecretString;
use time::OffsetDateTime;

use crate::Store;
use crate::entities::pending_event::{Column, Entity, Model};
use crate::error::StoreError;

pub(crate) const SEALED: &str = "pending_event";
/// How many events of one portal may wait; an honest portal has one or two.
const PER_PORTAL: u64 = 20;
/// How many may wait in all.
const TOTAL: u64 = 10_000;

/// An install or update that waits to be verified.
#[derive(Clone, Debug)]
pub struct PendingEvent {
    /// The portal that it claims to come from.
    pub member_id: MemberId,
    /// Names the event.
    pub digest: [u8; 32],
    /// The event with its tokens.
    pub body: SecretString,
    /// When it came.
    pub received_at: OffsetDateTime,
}

impl Store {
    /// Keeps an event with its tokens, sealed; false if too many of this portal wait already.
    pub async fn save_pending(&self, event: &PendingEvent) -> Result<bool, StoreError> {
        let event = self.seal_pending(event);
        let transaction = self.connections.begin_alone_in("pending_events").await?;
        let of_portal = Entity::find().filter(Column::MemberId.eq(event.member_id.as_str()));
        let waiting: Vec<Vec<u8>> =
            of_portal.select_only().column(Column::Digest).limit(PER_PORTAL).into_tuple().all(&transaction).await?;
        if waiting.len() as u64 >= PER_PORTAL {
            return Ok(waiting.iter().any(|digest| digest == &event.digest));
        }
        if Entity::find().count(&transaction).await? >= TOTAL {
            return Ok(false);
        }
        let row = event.into_active_model().reset_all();
        let key = [Column::MemberId, Column::Digest];
        let once = OnConflict::columns(key).do_nothing().to_owned();
        Entity::insert(row).on_conflict(once).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// The event as it is kept, wherever that is.
    pub(crate) fn seal_pending(&self, event: &PendingEvent) -> Model {
        Model {
            member_id: event.member_id.to_string(),
            digest: event.digest.to_vec(),
            sealed: self.vault.seal(&event.body, belongs(&event.member_id)),
            received_at: micros(event.received_at),
        }
    }

    /// The events that wait longest, as far as they can be opened.
    pub async fn list_pending(&self, limit: u64) -> Result<Vec<PendingEvent>, StoreError> {
        let oldest = Entity::find().order_by_asc(Column::ReceivedAt).limit(limit);
        let rows = oldest.all(&self.connections.read).await?;
        Ok(rows.into_iter().filter_map(|row| self.open_pending(row)).collect())
    }

    /// One that can't be opened must not keep the others waiting.
    pub(crate) fn open_pending(&self, row: Model) -> Option<PendingEvent> {
        let member_id = MemberId::parse(&row.member_id).ok()?;
        let body = self.vault.open(&row.sealed, belongs(&member_id));
        let body =
            body.inspect_err(|error| tracing::error!(%member_id, %error, "a waiting install can't be opened")).ok()?;
        let digest = row.digest.try_into().ok()?;
        Some(PendingEvent { member_id, digest, body, received_at: from_micros(row.received_at) })
    }

    /// Drops what came before `time` and was never verified. Returns how many.
    pub async fn drop_pending_before(&self, time: OffsetDateTime) -> Result<u64, StoreError> {
        let old = Entity::delete_many().filter(Column::ReceivedAt.lt(micros(time)));
        Ok(old.exec(&self.connections.write).await?.rows_affected)
    }

    /// The event is verified or refused, and waits no more.
    pub async fn remove_pending(&self, event: &PendingEvent) -> Result<(), StoreError> {
        Entity::delete_by_id((event.member_id.to_string(), event.digest.to_vec()))
            .exec(&self.connections.write)
            .await?;
        Ok(())
    }
}

fn belongs(member_id: &MemberId) -> Belongs<'_> {
    Belongs { member_id: Some(member_id), column: SEALED }
}
