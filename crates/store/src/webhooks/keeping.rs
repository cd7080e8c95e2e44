//! Cleaning up: messages and attempts after a month, rows of deleted endpoints, and pending messages of disabled ones.

use domain::clock::micros;
use domain::webhook::{DeliveryState, EndpointStatus};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use time::{Duration, OffsetDateTime};

use super::claims::these;
use super::endpoints::DELETED;
use super::idempotency;
use crate::Store;
use crate::among::one_of_rows;
use crate::entities::{webhook_attempt, webhook_delivery, webhook_endpoint};
use crate::error::StoreError;

/// How long attempts and messages are kept.
const KEPT: Duration = Duration::days(30);
/// How many rows one statement removes.
const BATCH: u64 = 1_000;

impl Store {
    /// Removes some expired rows. Returns whether there are more.
    pub async fn tidy_webhooks(&self, now: OffsetDateTime) -> Result<bool, StoreError> {
        let before = micros(now - KEPT);
        let mut more = self.drop_attempts(before).await? == BATCH;
        for endpoint in webhook_endpoint::Entity::find().all(&self.connections.read).await? {
            more |= match endpoint.status.as_str() {
                DELETED => self.drop_endpoint(&endpoint).await?,
                status => {
                    if status == EndpointStatus::Disabled.as_str() {
                        self.fail_pending(&endpoint.id).await?; // the process that disabled it may have died before this
                    }
                    self.drop_deliveries(&endpoint.id, &[DeliveryState::Delivered, DeliveryState::Failed], before)
                        .await?
                        == BATCH
                }
            };
        }
        idempotency::drop_old(&self.connections.write, now).await?;
        Ok(more)
    }

    /// How many endpoints are enabled, and how many are not.
    pub async fn count_webhooks(&self) -> Result<[(EndpointStatus, u64); 2], StoreError> {
        let mut counts = EndpointStatus::ALL.map(|status| (status, 0));
        for (status, count) in &mut counts {
            let of = webhook_endpoint::Entity::find().filter(webhook_endpoint::Column::Status.eq(status.as_str()));
            *count = of.count(&self.connections.read).await?;
        }
        Ok(counts)
    }

    async fn drop_attempts(&self, before: i64) -> Result<u64, StoreError> {
        use webhook_attempt::Column::{At, EndpointId, MemberId, MessageId};
        let old = webhook_attempt::Entity::find().filter(At.lt(before)).order_by_asc(At).limit(BATCH);
        let old = old.select_only().columns([MemberId, EndpointId, MessageId]);
        let old: Vec<(String, String, String)> = old.into_tuple().all(&self.connections.read).await?;
        if old.is_empty() {
            return Ok(0);
        }
        let count = old.len() as u64;
        let old = old.into_iter().map(|(member_id, endpoint_id, message_id)| [member_id, endpoint_id, message_id]);
        let key = [MemberId, EndpointId, MessageId].map(Expr::col);
        let keys = one_of_rows(self.connections.write.get_database_backend(), key, old);
        webhook_attempt::Entity::delete_many().filter(keys).filter(At.lt(before)).exec(&self.connections.write).await?;
        Ok(count)
    }

    async fn drop_deliveries(&self, id: &str, states: &[DeliveryState], before: i64) -> Result<u64, StoreError> {
        use webhook_delivery::Column::{CreatedAt, DueAt, EndpointId, MemberId, MessageId, State};
        let old = webhook_delivery::Entity::find().filter(EndpointId.eq(id));
        let old = old.filter(State.is_in(states.iter().map(|state| state.number()))).filter(CreatedAt.lt(before));
        let old = old.limit(BATCH).select_only().columns([MemberId, MessageId]);
        let old: Vec<(String, String)> = old.into_tuple().all(&self.connections.read).await?;
        if old.is_empty() {
            return Ok(0);
        }
        let count = old.len() as u64;
        let settled = states.iter().all(|state| *state != DeliveryState::Pending);
        let these = webhook_delivery::Entity::delete_many().filter(these(&self.connections.write, id, old));
        // A message queued again meanwhile stays.
        let these = if settled { these.filter(DueAt.is_null()) } else { these };
        these.exec(&self.connections.write).await?;
        Ok(count)
    }

    /// Whether there is more to remove.
    async fn drop_endpoint(&self, endpoint: &webhook_endpoint::Model) -> Result<bool, StoreError> {
        if self.drop_deliveries(&endpoint.id, &DeliveryState::ALL, i64::MAX).await? > 0 {
            return Ok(true);
        }
        let key = (endpoint.member_id.clone(), endpoint.id.clone());
        webhook_endpoint::Entity::delete_by_id(key).exec(&self.connections.write).await?;
        Ok(false)
    }
}
