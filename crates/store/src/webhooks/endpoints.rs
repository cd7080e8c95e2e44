//! Endpoints, as their owners create and change them.

use domain::MemberId;
use domain::clock::micros;
use domain::webhook::{DisabledWhy, Endpoint, EndpointStatus, Interest, WebhookSecret};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select, Set,
};
use time::{Duration, OffsetDateTime};

use super::idempotency::{self, Repeatable};
use super::queue::note_change;
use super::rows::into_endpoint;
use super::secrets::{replaced, seal};
use super::{Webhooks, owner_id};
use crate::Store;
use crate::entities::webhook_endpoint::{ActiveModel, Column, Entity, Model};
use crate::entities::{portal, webhook_delivery};
use crate::error::StoreError;
use crate::portals::rows::join;

/// How many endpoints a portal may have, and how many there may be over all portals.
pub const MAX_ENDPOINTS: u64 = 100;
/// How long a replaced secret still signs.
const BOTH_SIGN: Duration = Duration::hours(24);
/// A deleted endpoint whose rows are being removed.
pub(super) const DELETED: &str = "deleted";

/// An endpoint to be created.
#[derive(Clone, Debug)]
pub struct NewEndpoint {
    /// The address.
    pub url: String,
    /// The owner's description.
    pub description: String,
    /// Which messages it gets.
    pub interest: Interest,
    /// Whether it gets a portal's deletions in order.
    pub ordered: bool,
}

/// A change of an endpoint; `None` changes nothing.
#[derive(Clone, Debug, Default)]
pub struct EndpointChange {
    /// The address.
    pub url: Option<String>,
    /// The owner's description.
    pub description: Option<String>,
    /// Which messages it gets.
    pub interest: Option<Interest>,
    /// Whether it gets a portal's deletions in order.
    pub ordered: Option<bool>,
    /// Whether it is enabled.
    pub status: Option<EndpointStatus>,
}

/// An endpoint and the number of its pending messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEndpoint {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// How many messages are pending.
    pub pending: u64,
}

/// The outcome of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Updated {
    /// Done.
    Done(Box<KeptEndpoint>),
    /// There is no such endpoint.
    NotFound,
    /// It has changed since it was read.
    Stale,
}

impl NewEndpoint {
    /// The endpoint, with a new id.
    pub fn into_endpoint(self, owner: Option<&MemberId>, now: OffsetDateTime) -> Endpoint {
        Endpoint {
            id: Endpoint::id_of(rand::random()),
            portal: owner.cloned(),
            url: self.url,
            description: self.description,
            interest: self.interest,
            ordered: self.ordered,
            status: EndpointStatus::Enabled,
            created_at: now,
            failing_since: None,
            disabled_at: None,
            disabled_why: None,
            last_delivered_at: None,
            version: 1,
        }
    }
}

impl Webhooks<'_> {
    /// Saves a new endpoint. False if there are [`MAX_ENDPOINTS`]. A conflict if the request was answered before: see
    /// [`Webhooks::find_answer`].
    pub async fn create(
        &self,
        endpoint: &Endpoint,
        secret: &WebhookSecret,
        request: Option<&Repeatable>,
    ) -> Result<bool, StoreError> {
        let transaction = self.store.connections.begin().await?;
        note_change(&transaction).await?; // locks out all other changes of endpoints
        if self.kept().count(&transaction).await? >= MAX_ENDPOINTS {
            return Ok(false);
        }
        if let Some(request) = request {
            idempotency::keep(&transaction, self.owner_id(), request, endpoint.created_at).await?;
        }
        let Endpoint { interest, .. } = endpoint;
        let row = ActiveModel {
            member_id: Set(owner_id(endpoint.portal.as_ref()).to_owned()),
            id: Set(endpoint.id.clone()),
            url: Set(endpoint.url.clone()),
            description: Set(endpoint.description.clone()),
            types: Set(types(interest)),
            events: Set(join(&interest.events)),
            entities: Set(join(&interest.entities)),
            ordered: Set(endpoint.ordered),
            status: Set(endpoint.status.as_str().to_owned()),
            secret: Set(seal(&self.store.vault, self.owner, &endpoint.id, secret.text())),
            created_at: Set(micros(endpoint.created_at)),
            version: Set(endpoint.version),
            ..Default::default()
        };
        Entity::insert(row).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// All endpoints, the oldest first.
    pub async fn list(&self) -> Result<Vec<KeptEndpoint>, StoreError> {
        list_kept(self.store, self.kept().order_by_asc(Column::CreatedAt).order_by_asc(Column::Id)).await
    }

    /// The endpoint with this id.
    pub async fn find(&self, id: &str) -> Result<Option<KeptEndpoint>, StoreError> {
        find_kept(self.store, self.kept(), id).await
    }

    /// Changes an endpoint, if it is still at `version`, where given. Disabling it gives up its pending messages.
    pub async fn update(
        &self,
        id: &str,
        change: &EndpointChange,
        version: Option<i64>,
        now: OffsetDateTime,
    ) -> Result<Updated, StoreError> {
        let Some((transaction, row)) = self.begin(id).await? else { return Ok(Updated::NotFound) };
        if version.is_some_and(|version| version != row.version) {
            return Ok(Updated::Stale);
        }
        let status = row.status.clone();
        let changed = changed(&row, change, now).update(&transaction).await?;
        transaction.commit().await?;
        if changed.status != status {
            self.store.check_alarms(self.owner_id(), now).await?;
        }
        if changed.status != EndpointStatus::Enabled.as_str() {
            self.store.fail_pending(id).await?;
        }
        self.store.queued.send_replace(()); // wakes the worker: it may have become deliverable
        Ok(Updated::Done(Box::new(keep(&self.store.connections.write, &changed).await?)))
    }

    /// Deletes an endpoint with all its data. Returns it; none if there is no such endpoint.
    pub async fn delete(&self, id: &str) -> Result<Option<Endpoint>, StoreError> {
        let Some((transaction, row)) = self.begin(id).await? else { return Ok(None) };
        let endpoint = into_endpoint(&row)?;
        let mut row = row.into_active_model();
        row.status = Set(DELETED.to_owned());
        row.url = Set(String::new());
        row.description = Set(String::new());
        row.update(&transaction).await?;
        transaction.commit().await?;
        if let Some(disabled_at) = endpoint.disabled_at {
            self.store.check_alarms(self.owner_id(), disabled_at).await?; // a past time, so at once: the alarm is over
        }
        Ok(Some(endpoint))
    }

    /// How many of them Tombstone has disabled, not counting those disabled on request.
    pub(crate) async fn count_given_up(&self) -> Result<u64, StoreError> {
        let own = self.kept().filter(Column::Status.eq(EndpointStatus::Disabled.as_str()));
        let own = own.filter(Column::DisabledWhy.ne(DisabledWhy::Requested.as_str()));
        Ok(own.count(&self.store.connections.read).await?)
    }

    /// Replaces an endpoint's secret; the old one signs for a day more. Returns the endpoint before the change; none if
    /// there is no such endpoint.
    pub async fn rotate_secret(
        &self,
        id: &str,
        secret: &WebhookSecret,
        now: OffsetDateTime,
    ) -> Result<Option<Endpoint>, StoreError> {
        let Some((transaction, row)) = self.begin(id).await? else { return Ok(None) };
        let endpoint = into_endpoint(&row)?;
        let vault = &self.store.vault;
        let old = replaced(vault, &row, micros(now), micros(now + BOTH_SIGN))?;
        let version = row.version;
        let mut row = row.into_active_model();
        row.secret = Set(seal(vault, self.owner, id, secret.text()));
        row.old_secrets = Set(Some(seal(vault, self.owner, id, &old)));
        row.version = Set(version + 1);
        row.update(&transaction).await?;
        transaction.commit().await?;
        Ok(Some(endpoint))
    }

    /// Every read of these rows starts here.
    pub(super) fn kept(&self) -> Select<Entity> {
        Entity::find().filter(Column::MemberId.eq(self.owner_id())).filter(Column::Status.ne(DELETED))
    }

    /// A transaction that locks out other changes of endpoints, and the row of one; none if there is no such endpoint.
    async fn begin(&self, id: &str) -> Result<Option<(DatabaseTransaction, Model)>, StoreError> {
        if !can_be_kept(id) {
            return Ok(None);
        }
        let transaction = self.store.connections.begin().await?;
        note_change(&transaction).await?;
        let row = self.kept().filter(Column::Id.eq(id)).one(&transaction).await?;
        Ok(row.map(|row| (transaction, row)))
    }
}

impl Store {
    /// Makes an alarm check due for the portal whose endpoint was disabled, enabled or removed. Endpoints over all
    /// portals cause no alarm.
    pub(super) async fn check_alarms(&self, owner: &str, at: OffsetDateTime) -> Result<(), StoreError> {
        use portal::Column::{AlarmCheckAt, MemberId};
        let own = portal::Entity::update_many().filter(MemberId.eq(owner)).filter(AlarmCheckAt.is_not_null());
        own.col_expr(AlarmCheckAt, Expr::value(micros(at))).exec(&self.connections.write).await?;
        Ok(())
    }
}

/// Whether the database can hold such a text: PostgreSQL refuses a NUL even in a query's parameters.
pub(super) fn can_be_kept(name: &str) -> bool {
    !name.contains('\0')
}

/// All of these endpoints.
pub(super) async fn list_kept(store: &Store, these: Select<Entity>) -> Result<Vec<KeptEndpoint>, StoreError> {
    let db = &store.connections.read;
    let rows = these.all(db).await?;
    let mut endpoints = Vec::with_capacity(rows.len());
    for row in &rows {
        endpoints.push(keep(db, row).await?);
    }
    Ok(endpoints)
}

/// The one with this id among these endpoints.
pub(super) async fn find_kept(
    store: &Store,
    these: Select<Entity>,
    id: &str,
) -> Result<Option<KeptEndpoint>, StoreError> {
    if !can_be_kept(id) {
        return Ok(None);
    }
    Ok(list_kept(store, these.filter(Column::Id.eq(id)).limit(1)).await?.pop())
}

async fn keep(db: &impl ConnectionTrait, row: &Model) -> Result<KeptEndpoint, StoreError> {
    let pending = webhook_delivery::Entity::find().filter(webhook_delivery::Column::EndpointId.eq(row.id.as_str()));
    let pending = pending.filter(webhook_delivery::Column::DueAt.is_not_null()).count(db).await?;
    Ok(KeptEndpoint { endpoint: into_endpoint(row)?, pending })
}

fn changed(row: &Model, change: &EndpointChange, now: OffsetDateTime) -> ActiveModel {
    let (version, was) = (row.version, row.status.clone());
    let mut row = row.clone().into_active_model();
    if let Some(url) = &change.url {
        row.url = Set(url.clone());
        row.failing_since = Set(None); // the new address has not failed yet
    }
    if let Some(description) = &change.description {
        row.description = Set(description.clone());
    }
    if let Some(interest) = &change.interest {
        row.types = Set(types(interest));
        row.events = Set(join(&interest.events));
        row.entities = Set(join(&interest.entities));
    }
    if let Some(ordered) = change.ordered {
        row.ordered = Set(ordered);
    }
    if let Some(status) = change.status.filter(|status| status.as_str() != was) {
        let disabled = status == EndpointStatus::Disabled;
        row.status = Set(status.as_str().to_owned());
        row.failing_since = Set(None);
        row.disabled_at = Set(disabled.then(|| micros(now)));
        row.disabled_why = Set(disabled.then(|| DisabledWhy::Requested.to_string()));
    }
    row.version = Set(version + 1);
    row
}

fn types(interest: &Interest) -> String {
    join(&interest.types.iter().map(|kind| kind.as_str()).collect::<Vec<_>>())
}
