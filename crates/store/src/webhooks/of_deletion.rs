//! The deliveries of one deletion to all endpoints.

use domain::MemberId;
use domain::webhook::{Delivery, Endpoint, MessageId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::Webhooks;
use super::rows::{into_delivery, into_endpoint};
use crate::entities::webhook_delivery;
use crate::entities::webhook_endpoint::{Column, Entity};
use crate::error::StoreError;
use crate::{AllPortals, Store};

/// An endpoint and its delivery of a deletion; none if it has no such message.
pub type SentTo = (Endpoint, Option<Delivery>);

impl AllPortals<'_> {
    /// The endpoints within reach that are for a portal, its own and those over all portals, the oldest first, each
    /// with its delivery of a deletion.
    pub async fn list_sent_to(&self, member_id: &MemberId, number: u64) -> Result<Vec<SentTo>, StoreError> {
        let these = self.endpoints().filter(Column::MemberId.is_in([member_id.as_str(), ""]));
        sent_to(self.store(), these, member_id, number).await
    }
}

impl Webhooks<'_> {
    /// These endpoints, the oldest first, each with its delivery of a portal's deletion.
    pub async fn list_sent_to(&self, member_id: &MemberId, number: u64) -> Result<Vec<SentTo>, StoreError> {
        sent_to(self.store, self.kept(), member_id, number).await
    }
}

/// The message id follows from the deletion, so that each row is found by its key.
async fn sent_to(
    store: &Store,
    endpoints: Select<Entity>,
    member_id: &MemberId,
    number: u64,
) -> Result<Vec<SentTo>, StoreError> {
    use webhook_delivery::Column::{EndpointId, MemberId, MessageId as Message};
    let db = &store.connections.read;
    let rows = endpoints.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(db).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let message = MessageId::of_deletion(member_id, number);
    let own = webhook_delivery::Entity::find().filter(MemberId.eq(member_id.as_str()));
    let own = own.filter(EndpointId.is_in(rows.iter().map(|row| row.id.as_str()))).filter(Message.eq(message.as_str()));
    let mut found = own.all(db).await?;
    let sent_to = rows.iter().map(|row| {
        let place = found.iter().position(|delivery| delivery.endpoint_id == row.id);
        let delivery = place.map(|place| into_delivery(found.swap_remove(place))).transpose()?;
        Ok((into_endpoint(row)?, delivery))
    });
    sent_to.collect()
}
