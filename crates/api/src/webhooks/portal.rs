//! The endpoints of one portal.

use domain::MemberId;
use domain::api_key::Scope;
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::payload::Json;

use super::answers::{Again, Change, Creation, Deleted, Found, Sending};
use super::fields::Sent;
use super::objects::{
    DeliveryDetail, DeliveryPage, DeliveryStatus, NewWebhook, Redelivery, RotatedSecret, WebhookChange, WebhookList,
};
use super::operations::{Asked, Context};
use crate::auth::Key;
use crate::deletions::open;
use crate::error::ApiError;
use crate::query::{default_limit, example};
use crate::tags::Tags;

pub(crate) struct PortalWebhooksApi {
    pub(crate) context: Context,
}

#[OpenApi(tag = "Tags::Webhooks")]
impl PortalWebhooksApi {
    /// Create an endpoint of a portal.
    ///
    /// Tombstone posts what is recorded from now on, signed as in Standard Webhooks. With `Idempotency-Key` you can
    /// repeat the request within 24 hours: it gets the first answer again, but `secret` is null. Needs the scope
    /// `webhooks:manage`.
    #[oai(path = "/portals/:member_id/webhooks", method = "post", operation_id = "createWebhook")]
    async fn create(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// Identifies this request, so that repeating it creates no other endpoint.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        body: Json<Sent<NewWebhook>>,
    ) -> Result<Creation, ApiError> {
        let portal = self.portal(&key, &member_id).await?;
        self.asked(&key, &portal).create(&body, idempotency_key.as_deref()).await
    }

    /// List the endpoints of a portal.
    ///
    /// Oldest first. Needs the scope `webhooks:manage`.
    #[oai(path = "/portals/:member_id/webhooks", method = "get", operation_id = "listWebhooks")]
    async fn list(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
    ) -> Result<Json<WebhookList>, ApiError> {
        let portal = self.portal(&key, &member_id).await?;
        self.asked(&key, &portal).list().await
    }

    /// Get an endpoint of a portal.
    ///
    /// Needs the scope `webhooks:manage`.
    #[oai(path = "/portals/:member_id/webhooks/:id", method = "get", operation_id = "getWebhook")]
    async fn get(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// The endpoint.
        id: Path<String>,
    ) -> Result<Found, ApiError> {
        let portal = self.portal(&key, &member_id).await?;
        self.asked(&key, &portal).get(&id).await
    }

    /// Change an endpoint of a portal.
    ///
    /// Omitted fields stay as they are. With `If-Match`, only if it still has that `ETag`. Disabling gives up what is
    /// pending; nothing is queued until it is enabled again. Needs the scope `webhooks:manage`.
    #[oai(path = "/portals/:member_id/webhooks/:id", method = "patch", operation_id = "updateWebhook")]
    async fn update(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// The endpoint.
        id: Path<String>,
        /// The `ETag` it had when you read it.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        body: Json<Sent<WebhookChange>>,
    ) -> Result<Change, ApiError> {
        let portal = self.portal(&key, &member_id).await?;
        self.asked(&key, &portal).update(&id, &body, if_match.as_deref()).await
    }

    /// Delete an endpoint of a portal.
    ///
    /// Drops what is pending. Needs the scope `webhooks:manage`.
    #[oai(path = "/portals/:member_id/webhooks/:id", method = "delete", operation_id = "deleteWebhook")]
    async fn delete(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// The endpoint.
        id: Path<String>,
    ) -> Result<Deleted, ApiError> {
        let portal = self.portal(&key, &member_id).await?;
        self.asked(&key, &portal).delete(&id).await
    }

    /// Rotate the secret of an endpoint of a portal.
    ///
    /// For 24 hours both secrets sign messages. Needs the scope `webhooks:manage`.
    #[oai(
        path = "/portals/:member_id/webhooks/:id/rotate-secret",
        method = "post",
        operation_id = "rotateWebhookSecret"
    )]
    async fn rotate_secret(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// The endpoint.
        id: Path<String>,
    ) -> Result<Json<RotatedSecret>, ApiError> {
        let portal = self.portal(&key, &member_id).await?;
        self.asked(&key, &portal).rotate_secret(&id).await
    }

    /// Test an endpoint of a portal.
    ///
    /// Sends a message of type `webhook.test`. Needs the scope `webhooks:manage`.
    #[oai(path = "/portals/:member_id/webhooks/:id/test", method = "post", operation_id = "testWebhook")]
    async fn test(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// The endpoint.
        id: Path<String>,
    ) -> Result<Sending, ApiError> {
        let portal = self.portal(&key, &member_id).await?;
        self.asked(&key, &portal).test(&id).await
    }

    /// List the deliveries to an endpoint of a portal.
    ///
    /// Newest first, kept for 30 days. Needs the scope `webhooks:manage`.
    #[oai(path = "/portals/:member_id/webhooks/:id/deliveries", method = "get", operation_id = "listWebhookDeliveries")]
    async fn list_deliveries(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// The endpoint.
        id: Path<String>,
        /// Only with this status.
        status: Query<Option<DeliveryStatus>>,
        /// Maximum items per page.
        #[oai(default = "default_limit", validator(minimum(value = "1"), maximum(value = "500")))]
        limit: Query<u64>,
        /// The previous page's `next_cursor`.
        cursor: Query<Option<String>>,
    ) -> Result<Json<DeliveryPage>, ApiError> {
        let portal = self.portal(&key, &member_id).await?;
        self.asked(&key, &portal).list_deliveries(&id, status.0, limit.0, cursor.as_deref()).await
    }

    /// Get a delivery to an endpoint of a portal, with its attempts.
    ///
    /// Needs the scope `webhooks:manage`.
    #[oai(
        path = "/portals/:member_id/webhooks/:id/deliveries/:message_id",
        method = "get",
        operation_id = "getWebhookDelivery"
    )]
    async fn get_delivery(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// The endpoint.
        id: Path<String>,
        /// The message.
        message_id: Path<String>,
    ) -> Result<Json<DeliveryDetail>, ApiError> {
        let portal = self.portal(&key, &member_id).await?;
        self.asked(&key, &portal).get_delivery(&id, &message_id).await
    }

    /// Redeliver to an endpoint of a portal.
    ///
    /// One message, or all that was received in a period and that the endpoint wants; even if recorded before the
    /// endpoint existed. Messages keep their `webhook-id`. Needs the scope `webhooks:manage`.
    #[oai(path = "/portals/:member_id/webhooks/:id/redeliver", method = "post", operation_id = "redeliverWebhook")]
    async fn redeliver(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// The endpoint.
        id: Path<String>,
        body: Json<Sent<Redelivery>>,
    ) -> Result<Again, ApiError> {
        let portal = self.portal(&key, &member_id).await?;
        self.asked(&key, &portal).redeliver(&id, &body).await
    }
}

impl PortalWebhooksApi {
    /// The portal of the path, if the key may manage its webhooks.
    async fn portal(&self, key: &Key, member_id: &str) -> Result<MemberId, ApiError> {
        key.allows(Scope::WebhooksManage)?;
        let member_id = key.reaches(member_id)?;
        open(&self.context.store, &member_id).await?;
        Ok(member_id)
    }

    fn asked<'a>(&'a self, key: &'a Key, portal: &'a MemberId) -> Asked<'a> {
        Asked { context: &self.context, key, owner: Some(portal) }
    }
}
