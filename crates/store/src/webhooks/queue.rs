//! Queueing: recorded deletions go to the endpoints that want them, in the same transaction.
//!
//! Every change of an endpoint increments `arrivals.webhook_changes` in its transaction. The indexer locks and reads
//! that row with each block anyway; so a process knows at no extra cost whether its cached endpoints are current, and
//! never queues a block for outdated ones.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::catalogue;
use domain::webhook::{DeliveryState, EndpointStatus, Interest, MessageId, MessageType};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::rows::into_endpoint;
use crate::NewDeletion;
use crate::bulk::{self, DELIVERIES};
use crate::connect::Batch;
use crate::entities::{arrival, webhook_endpoint};
use crate::error::StoreError;
use crate::indexing::Numbered;

/// The parts of an endpoint that decide what is queued.
#[derive(Debug)]
struct Listener {
    id: String,
    interest: Interest,
}

/// The enabled endpoints that want deletions, by portal; those over all portals under an empty text.
#[derive(Debug, Default)]
struct Listeners(HashMap<String, Vec<Listener>>);

/// The endpoints as of a number of changes.
#[derive(Debug, Default)]
pub(crate) struct EndpointCache(Mutex<(i64, Arc<Listeners>)>);

/// A deletion queued for an endpoint.
struct Queued<'a> {
    recorded: &'a Numbered<'a>,
    endpoint_id: &'a str,
}

impl EndpointCache {
    /// The endpoints as of so many changes.
    async fn after(&self, changes: i64, batch: &Batch) -> Result<Arc<Listeners>, StoreError> {
        let (known_changes, known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if known_changes == changes {
            return Ok(known);
        }
        let listeners = Arc::new(Listeners::read(batch).await?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = (changes, Arc::clone(&listeners));
        Ok(listeners)
    }

    /// Queues recorded deletions for the endpoints that want them; false if none does.
    pub(crate) async fn queue(
        &self,
        batch: &Batch,
        changes: i64,
        recorded: &[Numbered<'_>],
    ) -> Result<bool, StoreError> {
        let listeners = self.after(changes, batch).await?;
        if listeners.0.is_empty() {
            return Ok(false);
        }
        let queued: Vec<_> = recorded.iter().flat_map(|recorded| listeners.of(recorded)).collect();
        bulk::add(batch, &DELIVERIES, &queued, values).await?;
        Ok(!queued.is_empty())
    }
}

impl Listeners {
    async fn read(db: &impl ConnectionTrait) -> Result<Self, StoreError> {
        let enabled = webhook_endpoint::Column::Status.eq(EndpointStatus::Enabled.as_str());
        let mut listeners: HashMap<String, Vec<Listener>> = HashMap::new();
        for row in webhook_endpoint::Entity::find().filter(enabled).all(db).await? {
            let interest = into_endpoint(&row)?.interest;
            if interest.takes(MessageType::DeletionRecorded) {
                listeners.entry(row.member_id).or_default().push(Listener { id: row.id, interest });
            }
        }
        Ok(Self(listeners))
    }

    /// One for each endpoint that wants it.
    fn of<'a>(&'a self, recorded: &'a Numbered<'a>) -> impl Iterator<Item = Queued<'a>> {
        let NewDeletion { member_id, event, .. } = recorded.new;
        let entity = catalogue::entity(event);
        let both = [member_id.as_str(), ""].into_iter().filter_map(|owner| self.0.get(owner)).flatten();
        let wanting = both.filter(move |listener| listener.interest.takes_deletion(event, entity));
        wanting.map(move |listener| Queued { recorded, endpoint_id: &listener.id })
    }
}

fn values(queued: &Queued<'_>) -> [sea_orm::Value; 12] {
    let Numbered { new, number, arrival, received_at, .. } = *queued.recorded;
    let member_id = &new.member_id;
    let message_id = MessageId::of_deletion(member_id, number.unsigned_abs());
    [
        member_id.as_str().into(),
        queued.endpoint_id.into(),
        message_id.as_str().into(),
        MessageType::DeletionRecorded.as_str().into(),
        number.into(),
        arrival.into(),
        received_at.into(),
        DeliveryState::Pending.number().into(),
        0_i32.into(),
        0_i32.into(),
        received_at.into(),
        received_at.into(),
    ]
}

/// Tells all processes, in the transaction of a change, that endpoints change with it. Waits for the block that is
/// being indexed.
pub(crate) async fn note_change(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    use arrival::Column::{Name, WebhookChanges};
    let more = arrival::Entity::update_many().col_expr(WebhookChanges, Expr::col(WebhookChanges).add(1));
    more.filter(Name.eq(arrival::DELETIONS)).exec(db).await?;
    Ok(())
}
