//! Claiming: which endpoints have messages due, and which process delivers them.
//!
//! A process claims a message by moving the time at which it is due: if it dies, another one takes the message over at
//! that time.

mod ordered;

use std::collections::HashMap;

use domain::clock::{from_micros, micros};
use domain::deletion::Deletion;
use domain::webhook::{Endpoint, EndpointStatus, MessageId, MessageType, WebhookSecret};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryResult};
use time::OffsetDateTime;

use super::rows::{DELIVERIES, into_endpoint, portal};
use super::secrets::open;
use crate::Store;
use crate::among::one_of_rows;
use crate::deletions::reading::at_arrivals;
use crate::entities::webhook_delivery::{Column, Entity, Model};
use crate::entities::webhook_endpoint;
use crate::error::StoreError;

/// For how many endpoints one statement looks for due messages.
const ENDPOINTS: usize = 200;

/// The key of a delivery.
pub(super) const KEY: [Column; 3] = [Column::MemberId, Column::EndpointId, Column::MessageId];
/// The values of [`KEY`] in one row.
pub(super) type DeliveryKey = [String; 3];

/// An endpoint with due messages.
#[derive(Clone, Debug)]
pub struct Target {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The secrets that sign: the present one, and those replaced within the last day.
    pub secrets: Vec<WebhookSecret>,
}

/// A message's content.
#[derive(Clone, Debug)]
pub enum Content {
    /// A deletion.
    Deletion(Box<Deletion>),
    /// Other data, as JSON.
    Data(String),
    /// A deletion that is no longer kept.
    Gone,
}

/// A message that this process has claimed.
#[derive(Clone, Debug)]
pub struct ClaimedMessage {
    /// Its id.
    pub message_id: MessageId,
    /// Its type.
    pub kind: MessageType,
    /// When its subject happened.
    pub at: OffsetDateTime,
    /// Its content.
    pub content: Content,
    /// How many attempts since it was queued, or queued again.
    pub tries: u32,
    pub(super) key: DeliveryKey,
    pub(super) lease: String,
}

impl ClaimedMessage {
    /// The id of its endpoint.
    pub fn endpoint_id(&self) -> &str {
        let [_, endpoint_id, _] = &self.key;
        endpoint_id
    }
}

impl Store {
    /// Changes whenever this process queues a message.
    pub fn queued(&self) -> tokio::sync::watch::Receiver<()> {
        self.queued.subscribe()
    }

    /// The enabled endpoints for which messages are due at `now`.
    pub async fn list_due_webhooks(&self, now: OffsetDateTime) -> Result<Vec<Target>, StoreError> {
        use webhook_endpoint::Column::Status;
        let db = &self.connections.read;
        let enabled = webhook_endpoint::Entity::find().filter(Status.eq(EndpointStatus::Enabled.as_str()));
        let mut rows: HashMap<String, webhook_endpoint::Model> =
            enabled.all(db).await?.into_iter().map(|row| (row.id.clone(), row)).collect();
        let ids: Vec<String> = rows.keys().cloned().collect();
        let mut targets = Vec::new();
        for ids in ids.chunks(ENDPOINTS) {
            let ids = ids.iter().map(|id| (id.as_str(), 1));
            let Some(looks) = oldest_due([Column::EndpointId], ids, micros(now)) else { continue };
            for due in db.query_all(&looks).await? {
                let id: String = due.try_get_by_index(0)?;
                let Some(row) = rows.remove(&id) else { continue };
                let target = open(&self.vault, &row, micros(now))
                    .and_then(|secrets| Ok(Target { endpoint: into_endpoint(&row)?, secrets }));
                match target {
                    Ok(target) => targets.push(target),
                    Err(error) => {
                        tracing::error!(endpoint = id, %error, "an endpoint can't be read; its messages wait");
                    }
                }
            }
        }
        Ok(targets)
    }

    /// Claims due messages of these endpoints until `until`, of each at most its limit, in few statements. An ordered
    /// endpoint gets the first of each portal, unless one of that portal is being delivered.
    pub async fn claim_messages(
        &self,
        endpoints: &[(&Endpoint, u64)],
        now: OffsetDateTime,
        until: OffsetDateTime,
    ) -> Result<Vec<ClaimedMessage>, StoreError> {
        let (db, lease) = (&self.connections.write, format!("{:032x}", rand::random::<u128>()));
        let (ordered, others): (Vec<_>, Vec<_>) = endpoints.iter().partition(|(endpoint, _)| endpoint.ordered);
        let mut due = Vec::new();
        for some in others.chunks(ENDPOINTS) {
            let some = some.iter().map(|(endpoint, limit)| (endpoint.id.as_str(), *limit));
            let Some(looks) = oldest_due(KEY, some, micros(now)) else { continue };
            for row in db.query_all(&looks).await? {
                due.push(key(&row)?);
            }
        }
        for (endpoint, limit) in ordered {
            let first = ordered::first_of_each_portal(db, endpoint, micros(now), limit).await?;
            due.extend(first.into_iter().map(|(member_id, message_id)| [member_id, endpoint.id.clone(), message_id]));
        }
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let mut claim = Query::update();
        claim
            .table(Entity)
            .value(Column::DueAt, micros(until))
            .value(Column::Lease, lease.as_str())
            .and_where(one_of_rows(db.get_database_backend(), KEY.map(Expr::col), due))
            .and_where(Column::DueAt.lte(micros(now)))
            .returning_all();
        let claimed = db.query_all(&claim).await?;
        let claimed = claimed.iter().map(|row| sea_orm::FromQueryResult::from_query_result(row, ""));
        let mut claimed = claimed.collect::<Result<Vec<Model>, _>>()?;
        claimed.sort_unstable_by_key(|row| (row.created_at, row.number));
        self.read_messages(claimed, &lease).await
    }

    async fn read_messages(&self, rows: Vec<Model>, lease: &str) -> Result<Vec<ClaimedMessage>, StoreError> {
        let arrivals: Vec<i64> = rows.iter().map(|row| row.arrival).filter(|arrival| *arrival > 0).collect();
        let mut read: HashMap<(String, u64), Deletion> = HashMap::with_capacity(arrivals.len());
        for deletion in at_arrivals(&self.connections.read, arrivals).await? {
            read.insert((deletion.member_id.to_string(), deletion.number), deletion);
        }
        let mut messages = Vec::with_capacity(rows.len());
        for row in rows {
            // Several endpoints may get the same deletion.
            let known = read.get(&(row.member_id.clone(), row.number.unsigned_abs())).cloned();
            let Some(content) = self.content(&row, known).await? else { continue };
            // A process of a newer version claims its own types once this lease is over.
            messages.extend(message(row, content, lease));
        }
        Ok(messages)
    }

    /// None if the deletion is hidden and may come back: the next claim looks again.
    async fn content(&self, row: &Model, known: Option<Deletion>) -> Result<Option<Content>, StoreError> {
        if row.number == 0 {
            return Ok(Some(row.data.clone().map_or(Content::Gone, Content::Data)));
        }
        let Some(member_id) = portal(DELIVERIES, &row.member_id)? else { return Ok(Some(Content::Gone)) };
        let tenant = self.tenant(&member_id);
        let seen = match known {
            None if row.arrival == 0 => tenant.find_deletion(row.number.unsigned_abs()).await?,
            known => known,
        };
        Ok(match seen {
            Some(deletion) => Some(Content::Deletion(Box::new(deletion))),
            None if tenant.find_arrival(row.number.unsigned_abs()).await?.is_some() => None,
            None => Some(Content::Gone),
        })
    }
}

/// Columns of the messages that have been due the longest, up to each endpoint's limit. Probes the index once for each
/// endpoint, however much is due. None without endpoints.
fn oldest_due<'a, const N: usize>(
    columns: [Column; N],
    endpoints: impl Iterator<Item = (&'a str, u64)>,
    now: i64,
) -> Option<SelectStatement> {
    let looks = endpoints.map(|(id, limit)| {
        let due = Column::EndpointId.eq(id).and(Column::DueAt.lte(now));
        let mut oldest = Query::select().columns(columns).from(Entity).and_where(due).limit(limit).take();
        oldest.order_by(Column::DueAt, Order::Asc);
        // A limit within a union needs a subquery of its own.
        Query::select().columns(columns).from_subquery(oldest, "due").take()
    });
    looks.reduce(|mut all, look| all.union(UnionType::All, look).take())
}

/// The key of a row that begins with [`KEY`].
pub(super) fn key(row: &QueryResult) -> Result<DeliveryKey, DbErr> {
    Ok([row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?])
}

/// These messages of one endpoint, given as portal and message.
pub(super) fn these(db: &impl ConnectionTrait, endpoint_id: &str, messages: Vec<(String, String)>) -> Expr {
    let rows = messages.into_iter().map(|(member_id, message_id)| [member_id, endpoint_id.to_owned(), message_id]);
    one_of_rows(db.get_database_backend(), KEY.map(Expr::col), rows)
}

/// None if this version does not know the type of the message.
fn message(row: Model, content: Content, lease: &str) -> Option<ClaimedMessage> {
    let kind = row.kind.parse().ok()?;
    let at = if row.number > 0 { row.received_at } else { row.created_at };
    Some(ClaimedMessage {
        message_id: row.message_id.as_str().into(),
        kind,
        at: from_micros(at),
        content,
        tries: row.tries.unsigned_abs(),
        key: [row.member_id, row.endpoint_id, row.message_id],
        lease: lease.to_owned(),
    })
}
