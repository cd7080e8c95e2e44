//! The endpoints over all portals.

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
use crate::error::ApiError;
use crate::query::default_limit;
use crate::tags::Tags;

pub(crate) struct AllWebhooksApi {
    pub(crate) context: Context,
}

#[OpenApi(tag = "Tags::Webhooks")]
impl AllWebhooksApi {
    /// Create an endpoint over all portals.
    ///
    /// Tombstone posts what is recorded from now on, signed as in Standard Webhooks. With `Idempotency-Key` you can
    /// repeat the request within 24 hours: it gets the first answer again, but `secret` is null. Needs the scope
    /// `webhooks:manage` and a key made with `--all-portals`.
    #[oai(path = "/webhooks", method = "post", operation_id = "createAllWebhook")]
    async fn create(
        &self,
        key: Key,
        /// Identifies this request, so that repeating it creates no other endpoint.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        body: Json<Sent<NewWebhook>>,
    ) -> Result<Creation, ApiError> {
        self.asked(&key)?.create(&body, idempotency_key.as_deref()).await
    }

    /// List the endpoints over all portals.
    ///
    /// Oldest first. Needs the scope `webhooks:manage` and a key made with `--all-portals`.
    #[oai(path = "/webhooks", method = "get", operation_id = "listAllWebhooks")]
    async fn list(&self, key: Key) -> Result<Json<WebhookList>, ApiError> {
        self.asked(&key)?.list().await
    }

    /// Get an endpoint over all portals.
    ///
    /// Needs the scope `webhooks:manage` and a key made with `--all-portals`.
    #[oai(path = "/webhooks/:id", method = "get", operation_id = "getAllWebhook")]
    async fn get(
        &self,
        key: Key,
        /// The endpoint.
        id: Path<String>,
    ) -> Result<Found, ApiError> {
        self.asked(&key)?.get(&id).await
    }

    /// Change an endpoint over all portals.
    ///
    /// Omitted fields stay as they are. With `If-Match`, only if it still has that `ETag`. Disabling gives up what is
    /// pending; nothing is queued until it is enabled again. Needs the scope `webhooks:manage` and a key made with
    /// `--all-portals`.
    #[oai(path = "/webhooks/:id", method = "patch", operation_id = "updateAllWebhook")]
    async fn update(
        &self,
        key: Key,
        /// The endpoint.
        id: Path<String>,
        /// The `ETag` it had when you read it.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        body: Json<Sent<WebhookChange>>,
    ) -> Result<Change, ApiError> {
        self.asked(&key)?.update(&id, &body, if_match.as_deref()).await
    }

    /// Delete an endpoint over all portals.
    ///
    /// Drops what is pending. Needs the scope `webhooks:manage` and a key made with `--all-portals`.
    #[oai(path = "/webhooks/:id", method = "delete", operation_id = "deleteAllWebhook")]
    async fn delete(
        &self,
        key: Key,
        /// The endpoint.
        id: Path<String>,
    ) -> Result<Deleted, ApiError> {
        self.asked(&key)?.delete(&id).await
    }

    /// Rotate the secret of an endpoint over all portals.
    ///
    /// For 24 hours both secrets sign messages. Needs the scope `webhooks:manage` and a key made with `--all-portals`.
    #[oai(path = "/webhooks/:id/rotate-secret", method = "post", operation_id = "rotateAllWebhookSecret")]
    async fn rotate_secret(
        &self,
        key: Key,
        /// The endpoint.
        id: Path<String>,
    ) -> Result<Json<RotatedSecret>, ApiError> {
        self.asked(&key)?.rotate_secret(&id).await
    }

    /// Test an endpoint over all portals.
    ///
    /// Sends a message of type `webhook.test`. Needs the scope `webhooks:manage` and a key made with `--all-portals`.
    #[oai(path = "/webhooks/:id/test", method = "post", operation_id = "testAllWebhook")]
    async fn test(
        &self,
        key: Key,
        /// The endpoint.
        id: Path<String>,
    ) -> Result<Sending, ApiError> {
        self.asked(&key)?.test(&id).await
    }

    /// List the deliveries to an endpoint over all portals.
    ///
    /// Newest first, kept for 30 days. Needs the scope `webhooks:manage` and a key made with `--all-portals`.
    #[oai(path = "/webhooks/:id/deliveries", method = "get", operation_id = "listAllWebhookDeliveries")]
    async fn list_deliveries(
        &self,
        key: Key,
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
        self.asked(&key)?.list_deliveries(&id, status.0, limit.0, cursor.as_deref()).await
    }

    /// Get a delivery to an endpoint over all portals, with its attempts.
    ///
    /// Needs the scope `webhooks:manage` and a key made with `--all-portals`.
    #[oai(path = "/webhooks/:id/deliveries/:message_id", method = "get", operation_id = "getAllWebhookDelivery")]
    async fn get_delivery(
        &self,
        key: Key,
        /// The endpoint.
        id: Path<String>,
        /// The message.
        message_id: Path<String>,
    ) -> Result<Json<DeliveryDetail>, ApiError> {
        self.asked(&key)?.get_delivery(&id, &message_id).await
    }

    /// Redeliver to an endpoint over all portals.
    ///
    /// One message, or all that was received in a period and that the endpoint wants; even if recorded before the
    /// endpoint existed. Messages keep their `webhook-id`. Needs the scope `webhooks:manage` and a key made with
    /// `--all-portals`.
    #[oai(path = "/webhooks/:id/redeliver", method = "post", operation_id = "redeliverAllWebhook")]
    async fn redeliver(
        &self,
        key: Key,
        /// The endpoint.
        id: Path<String>,
        body: Json<Sent<Redelivery>>,
    ) -> Result<Again, ApiError> {
        self.asked(&key)?.redeliver(&id, &body).await
    }
}

impl AllWebhooksApi {
    fn asked<'a>(&'a self, key: &'a Key) -> Result<Asked<'a>, ApiError> {
        key.allows(Scope::WebhooksManage)?;
        key.reaches_all()?;
        Ok(Asked { context: &self.context, key, owner: None })
    }
}
