//! Redelivery: one message, or all in a range of time, also deletions recorded before the endpoint existed.

use domain::clock::micros;
use domain::deletion::{Deletion, Filter};
use domain::webhook::{DeliveryState, Endpoint, EndpointStatus, MessageId, MessageType};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use time::OffsetDateTime;

use super::Webhooks;
use super::claims::these;
use super::rows::pending;
use crate::entities::webhook_delivery::{ActiveModel, Column, Entity, Model};
use crate::error::StoreError;

/// How many failed messages one statement queues again.
const BATCH: u64 = 500;

/// The range of time whose deletions are delivered again.
#[derive(Clone, Copy, Debug)]
pub struct RedeliveryRange {
    /// Received at this time or later.
    pub since: OffsetDateTime,
    /// Received before this time, if there is an end.
    pub until: Option<OffsetDateTime>,
    /// Only failed messages.
    pub only_failed: bool,
}

impl Webhooks<'_> {
    /// Queues one message again. False if the endpoint lacks it and it names no deletion that is kept.
    pub async fn redeliver(
        &self,
        endpoint: &Endpoint,
        id: &MessageId,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        if let Some(row) = self.find_row(&endpoint.id, id.as_str()).await? {
            self.again(&endpoint.id, vec![(row.member_id, row.message_id)], now).await?;
            return Ok(true);
        }
        let Some((member_id, number)) = id.deletion() else { return Ok(false) };
        if self.owner.is_some_and(|owner| *owner != member_id) {
            return Ok(false);
        }
        let deletion = self.store.tenant(&member_id).find_deletion(number).await?;
        let Some(deletion) = deletion else { return Ok(false) };
        self.queue_again(endpoint, &[deletion], now).await?;
        Ok(true)
    }

    /// Queues again what the endpoint wants of a range. Returns how many.
    pub async fn redeliver_range(
        &self,
        endpoint: &Endpoint,
        range: RedeliveryRange,
        now: OffsetDateTime,
    ) -> Result<u64, StoreError> {
        if range.only_failed {
            self.redeliver_failed(endpoint, range, now).await
        } else {
            self.redeliver_recorded(endpoint, range, now).await
        }
    }

    async fn redeliver_failed(
        &self,
        endpoint: &Endpoint,
        range: RedeliveryRange,
        now: OffsetDateTime,
    ) -> Result<u64, StoreError> {
        const ORDER: [Column; 3] = [Column::CreatedAt, Column::MemberId, Column::MessageId];
        let until = range.until.map_or(i64::MAX, micros);
        let (mut scheduled, mut after) = (0, None);
        loop {
            let failed = Entity::find().filter(Column::EndpointId.eq(endpoint.id.as_str()));
            let failed = failed.filter(Column::State.eq(DeliveryState::Failed.number())).filter(Column::Number.gt(0));
            let failed = failed.filter(Column::ReceivedAt.gte(micros(range.since)));
            let failed = failed.filter(Column::ReceivedAt.lt(until)).filter(Condition::all().add_option(after));
            let failed = ORDER.iter().fold(failed, |failed, column| failed.order_by_asc(*column)).limit(BATCH);
            let failed = failed.select_only().columns(ORDER);
            let failed: Vec<(i64, String, String)> = failed.into_tuple().all(&self.store.connections.write).await?;
            // Pages, since they may fail as fast as they are queued.
            let Some((at, portal, message)) = failed.last().cloned() else { return Ok(scheduled) };
            after = Some(Expr::tuple(ORDER.map(Expr::col)).gt(Expr::tuple([at.into(), portal.into(), message.into()])));
            scheduled += failed.len() as u64;
            let failed = failed.into_iter().map(|(_, portal, message)| (portal, message)).collect();
            self.again(&endpoint.id, failed, now).await?;
        }
    }

    async fn redeliver_recorded(
        &self,
        endpoint: &Endpoint,
        range: RedeliveryRange,
        now: OffsetDateTime,
    ) -> Result<u64, StoreError> {
        let filter = Filter { from: Some(range.since), to: range.until, ..Filter::default() };
        let deletions = match self.owner {
            Some(owner) => self.store.tenant(owner).deletions(),
            None => self.store.all_portals().deletions(),
        };
        let mut recorded = deletions.export(&filter, None).await?;
        let mut scheduled = 0;
        while let Some(mut deletions) = recorded.next().await? {
            deletions.retain(|deletion| endpoint.interest.takes_deletion(&deletion.event, &deletion.entity));
            self.queue_again(endpoint, &deletions, now).await?;
            scheduled += deletions.len() as u64;
        }
        Ok(scheduled)
    }

    /// Queues deletions whether the endpoint had them before or not.
    async fn queue_again(
        &self,
        endpoint: &Endpoint,
        deletions: &[Deletion],
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        if deletions.is_empty() || endpoint.status != EndpointStatus::Enabled {
            return Ok(());
        }
        let rows = deletions.iter().map(|deletion| row(&endpoint.id, deletion, now));
        let mut known = OnConflict::columns([Column::MemberId, Column::EndpointId, Column::MessageId]);
        known.update_columns([Column::State, Column::Tries, Column::DueAt, Column::Lease]);
        let queued = Entity::insert_many(rows).on_conflict(known);
        queued.exec_without_returning(&self.store.connections.write).await?;
        self.store.queued.send_replace(());
        Ok(())
    }

    /// Queues messages that it had before.
    async fn again(&self, id: &str, messages: Vec<(String, String)>, now: OffsetDateTime) -> Result<(), StoreError> {
        let again = Entity::update_many()
            .col_expr(Column::State, Expr::value(DeliveryState::Pending.number()))
            .col_expr(Column::Tries, Expr::value(0))
            .col_expr(Column::DueAt, Expr::value(micros(now)))
            .col_expr(Column::Lease, Expr::value(None::<String>))
            .filter(these(&self.store.connections.write, id, messages));
        again.exec(&self.store.connections.write).await?;
        self.store.queued.send_replace(());
        Ok(())
    }
}

fn row(endpoint_id: &str, deletion: &Deletion, now: OffsetDateTime) -> ActiveModel {
    let message_id = MessageId::of_deletion(&deletion.member_id, deletion.number);
    let member_id = deletion.member_id.as_str();
    let row = Model {
        number: deletion.number.cast_signed(),
        received_at: micros(deletion.received_at),
        ..pending(member_id, endpoint_id, &message_id, MessageType::DeletionRecorded, now)
    };
    row.into_active_model().reset_all()
}
