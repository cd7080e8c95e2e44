//! Messages that are not about a deletion: they carry their data with them.

use domain::webhook::{EndpointStatus, MessageId, MessageType};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::Webhooks;
use super::rows::{into_endpoint, pending};
use crate::Tenant;
use crate::entities::webhook_delivery::{Entity, Model};
use crate::entities::webhook_endpoint;
use crate::error::StoreError;

impl Webhooks<'_> {
    /// Queues a test message. None if there is no such endpoint, or it is disabled.
    pub async fn queue_test(&self, id: &str, now: OffsetDateTime) -> Result<Option<MessageId>, StoreError> {
        let db = &self.store.connections.write;
        let enabled = webhook_endpoint::Column::Status.eq(EndpointStatus::Enabled.as_str());
        let endpoint = self.kept().filter(webhook_endpoint::Column::Id.eq(id)).filter(enabled);
        if endpoint.one(db).await?.is_none() {
            return Ok(None);
        }
        let message_id = MessageId::random(rand::random());
        let data = Some(json!({ "webhook_id": id }).to_string());
        let row = Model { data, ..pending(self.owner_id(), id, &message_id, MessageType::Test, now) };
        Entity::insert(row.into_active_model().reset_all()).exec_without_returning(db).await?;
        self.store.queued.send_replace(());
        Ok(Some(message_id))
    }
}

impl Tenant<'_> {
    /// Queues a message about the portal, of a type that is not about a deletion, for the endpoints that chose this
    /// type. The worker finds it within a second of the transaction's commit.
    pub(crate) async fn queue_message(
        &self,
        db: &impl ConnectionTrait,
        kind: MessageType,
        data: &Value,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        use webhook_endpoint::Column::{MemberId, Status};
        let enabled = webhook_endpoint::Entity::find().filter(Status.eq(EndpointStatus::Enabled.as_str()));
        let listening = enabled.filter(MemberId.is_in([self.member_id.as_str(), ""])).all(db).await?;
        let message_id = MessageId::random(rand::random());
        for endpoint in &listening {
            if into_endpoint(endpoint)?.interest.takes(kind) {
                let row = pending(self.member_id.as_str(), &endpoint.id, &message_id, kind, now);
                let row = Model { data: Some(data.to_string()), ..row };
                Entity::insert(row.into_active_model().reset_all()).exec_without_returning(db).await?;
            }
        }
        Ok(())
    }
}
