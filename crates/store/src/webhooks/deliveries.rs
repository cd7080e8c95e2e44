//! Deliveries, as the owner of an endpoint sees them.

use domain::clock::{from_micros, micros};
use domain::deletion::Page;
use domain::webhook::{Attempt, Delivery, DeliveryState};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use super::Webhooks;
use super::endpoints::can_be_kept;
use super::rows::{into_attempt, into_delivery};
use crate::entities::webhook_attempt;
use crate::entities::webhook_delivery::{Column, Entity, Model};
use crate::error::StoreError;

/// How many of a message's attempts are shown: the last ones.
const ATTEMPTS: u64 = 100;

/// A place in the list of an endpoint's deliveries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryPlace {
    /// When it was queued.
    pub created_at: OffsetDateTime,
    /// The portal that it is about; empty if it is about none.
    pub member_id: String,
    /// Its message.
    pub message_id: String,
}

impl Webhooks<'_> {
    /// The deliveries to an endpoint, the newest first: `limit` of those after a place. None if there is no such
    /// endpoint.
    pub async fn list_deliveries(
        &self,
        id: &str,
        state: Option<DeliveryState>,
        after: Option<&DeliveryPlace>,
        limit: u64,
    ) -> Result<Option<Page<Delivery, DeliveryPlace>>, StoreError> {
        if self.find(id).await?.is_none() {
            return Ok(None);
        }
        let columns = [Column::CreatedAt, Column::MemberId, Column::MessageId];
        let earlier = after.map(|after| {
            let created_at = micros(after.created_at);
            let values = [Expr::value(created_at), Expr::value(&*after.member_id), Expr::value(&*after.message_id)];
            // The first condition alone bounds the index scan.
            Column::CreatedAt.lte(created_at).and(Expr::tuple(columns.map(Expr::col)).lt(Expr::tuple(values)))
        });
        let own = Entity::find().filter(Column::EndpointId.eq(id)).filter(Condition::all().add_option(earlier));
        let newest = columns.into_iter().fold(own, QueryOrder::order_by_desc).limit(limit + 1);
        let mut rows = Vec::new();
        // One query for each state, to match the index.
        for one in DeliveryState::ALL.into_iter().filter(|one| state.is_none_or(|state| state == *one)) {
            let own = newest.clone().filter(Column::State.eq(one.number()));
            rows.extend(own.all(&self.store.connections.read).await?);
        }
        rows.sort_unstable_by(|one, other| place(other).cmp(&place(one)));
        let more = rows.len() as u64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| more).map(|row| DeliveryPlace {
            created_at: from_micros(row.created_at),
            member_id: row.member_id.clone(),
            message_id: row.message_id.clone(),
        });
        let items = rows.into_iter().map(into_delivery).collect::<Result<_, _>>()?;
        Ok(Some(Page { items, next }))
    }

    /// One delivery with its attempts, the oldest first.
    pub async fn find_delivery(
        &self,
        id: &str,
        message_id: &str,
    ) -> Result<Option<(Delivery, Vec<Attempt>)>, StoreError> {
        use webhook_attempt::Column::{At, EndpointId, MemberId, MessageId};
        let Some(row) = self.find_row(id, message_id).await? else { return Ok(None) };
        let attempts = webhook_attempt::Entity::find().filter(MemberId.eq(row.member_id.as_str()));
        let attempts = attempts.filter(EndpointId.eq(id)).filter(MessageId.eq(message_id));
        let attempts = attempts.order_by_desc(At).limit(ATTEMPTS).all(&self.store.connections.read).await?;
        Ok(Some((into_delivery(row)?, attempts.into_iter().rev().map(into_attempt).collect())))
    }

    /// The row of a delivery to one of these endpoints. The message id or the endpoint's owner gives the portal.
    pub(super) async fn find_row(&self, id: &str, message_id: &str) -> Result<Option<Model>, StoreError> {
        if !can_be_kept(message_id) || self.find(id).await?.is_none() {
            return Ok(None);
        }
        let portal = domain::webhook::MessageId::from(message_id).deletion().map(|(member_id, _)| member_id);
        let own = Entity::find().filter(Column::EndpointId.eq(id)).filter(Column::MessageId.eq(message_id));
        let own = if let Some(portal) = self.owner.or(portal.as_ref()) {
            own.filter(Column::MemberId.eq(portal.as_str()))
        } else {
            // There are few messages whose ids do not name their portal.
            let states = DeliveryState::ALL.map(DeliveryState::number);
            own.filter(Column::State.is_in(states)).filter(Column::Number.eq(0))
        };
        Ok(own.one(&self.store.connections.write).await?)
    }
}

fn place(row: &Model) -> (i64, &str, &str) {
    (row.created_at, &row.member_id, &row.message_id)
}
