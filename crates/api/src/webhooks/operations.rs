//! The operations, for one portal or over all.

use bitrix24::Endpoints;
use domain::audit::AuditEntry;
use domain::deletion::Page;
use domain::webhook::{EndpointStatus, WebhookSecret};
use domain::{Clock, MemberId};
use poem::http::StatusCode;
use poem_openapi::payload::Json;
use poem_openapi::types::{ParseFromJSON, ToJSON};
use secrecy::ExposeSecret;
use store::{KeptEndpoint, Repeatable, Store, StoreError, Updated, Webhooks};
use web::Problem;

use super::answers::{Again, Change, Creation, Deleted, Found, Refused, Sending};
use super::fields::{Fields, Sent};
use super::objects::{
    CreatedWebhook, DeliveryDetail, DeliveryPage, DeliveryStatus, NewWebhook, Redelivered, Redelivery, RotatedSecret,
    TestMessage, Webhook, WebhookChange, WebhookList,
};
use super::reading::{self, KEY, Wanted};
use crate::auth::Key;
use crate::cursor::Cursors;
use crate::error::ApiError;

#[derive(Clone, Debug)]
pub(crate) struct Context {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) endpoints: Endpoints,
}

/// The caller, and the owner of the endpoints.
pub(super) struct Asked<'a> {
    pub(super) context: &'a Context,
    pub(super) key: &'a Key,
    pub(super) owner: Option<&'a MemberId>,
}

impl Asked<'_> {
    fn webhooks(&self) -> Webhooks<'_> {
        match self.owner {
            Some(portal) => self.context.store.tenant(portal).webhooks(),
            None => self.context.store.all_webhooks(),
        }
    }

    pub(super) async fn create(&self, body: &Sent<NewWebhook>, repeat_key: Option<&str>) -> Result<Creation, ApiError> {
        match self.try_create(body, repeat_key).await {
            Ok(created) => Ok(Creation::Created(Json(created), etag(1))),
            Err(Refused::Conflict(problem)) => Ok(Creation::TooMany(Json(problem))),
            Err(Refused::Invalid(problem) | Refused::Stale(problem)) => Ok(Creation::Invalid(Json(problem))),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    async fn try_create(&self, body: &Sent<NewWebhook>, repeat_key: Option<&str>) -> Result<CreatedWebhook, Refused> {
        let (now, hash_key) = (self.context.clock.now(), self.context.store.hash_key());
        let new = reading::new(body.fields(), self.context.endpoints)?;
        let repeat_key = repeat_key.filter(|key| !key.is_empty());
        if repeat_key.is_some_and(|key| key.len() > KEY) {
            let detail = format!("`Idempotency-Key` may have {KEY} characters.");
            return Err(Refused::unprocessable("invalid_field", "Idempotency-Key", detail));
        }
        let hash = |of, text: &str| hash_key.hash(of, self.owner, text).to_bytes();
        let hashes = repeat_key
            .map(|key| (hash("idempotency_key", &format!("createWebhook\0{key}")), hash("body", &body.text())));
        if let Some((key_hash, body_hash)) = &hashes
            && let Some(answer) = self.find_answer(key_hash, body_hash).await?
        {
            return Ok(answer);
        }
        let endpoint = new.into_endpoint(self.owner, now);
        let webhook = Webhook::from(KeptEndpoint { endpoint: endpoint.clone(), pending: 0 });
        let mut created = CreatedWebhook { secret: None, webhook };
        let answer = || created.to_json_string();
        let request = hashes.map(|(key_hash, body_hash)| {
            let api_key_id = self.key.key().id;
            Repeatable { api_key_id, key_hash, body_hash, answer: answer() }
        });
        let secret = WebhookSecret::generate();
        match self.webhooks().create(&endpoint, &secret, request.as_ref()).await {
            Ok(true) => {}
            Ok(false) => {
                let detail = "The limit of endpoints is reached. Delete one first.";
                return Err(Refused::conflict("too_many_webhooks", detail));
            }
            // The same request was answered a moment ago.
            Err(StoreError::Conflict) if let Some(request) = &request => {
                let answer = self.find_answer(&request.key_hash, &request.body_hash).await?;
                return answer.ok_or_else(|| Refused::Other(ApiError::internal()));
            }
            Err(error) => return Err(error.into()),
        }
        self.audit(&AuditEntry::WebhookCreated { id: endpoint.id.clone(), host: endpoint.host() }).await?;
        created.secret = Some(secret.text().expose_secret().to_owned());
        Ok(created)
    }

    async fn find_answer(&self, key_hash: &[u8; 32], body_hash: &[u8; 32]) -> Result<Option<CreatedWebhook>, Refused> {
        let (api_key_id, now) = (self.key.key().id, self.context.clock.now());
        let Some((body, answer)) = self.webhooks().find_answer(api_key_id, key_hash, now).await? else {
            return Ok(None);
        };
        if body != body_hash {
            let detail = "This `Idempotency-Key` came with another body before. Use a new key for a new request.";
            return Err(Refused::unprocessable("idempotency_key_reused", "Idempotency-Key", detail));
        }
        let answer =
            serde_json::from_str(&answer).ok().and_then(|value| CreatedWebhook::parse_from_json(Some(value)).ok());
        answer.map(Some).ok_or_else(|| Refused::Other(ApiError::internal()))
    }

    pub(super) async fn list(&self) -> Result<Json<WebhookList>, ApiError> {
        let endpoints = self.webhooks().list().await?;
        Ok(Json(WebhookList { items: endpoints.into_iter().map(Into::into).collect() }))
    }

    pub(super) async fn get(&self, id: &str) -> Result<Found, ApiError> {
        let kept = self.find(id).await?;
        let version = etag(kept.endpoint.version);
        Ok(Found::Found(Json(kept.into()), version))
    }

    pub(super) async fn update(
        &self,
        id: &str,
        body: &Sent<WebhookChange>,
        if_match: Option<&str>,
    ) -> Result<Change, ApiError> {
        match self.try_update(id, body.fields(), if_match).await {
            Ok(kept) => {
                let version = etag(kept.endpoint.version);
                Ok(Change::Changed(Json((*kept).into()), version))
            }
            Err(Refused::Stale(problem)) => Ok(Change::Stale(Json(problem))),
            Err(Refused::Invalid(problem) | Refused::Conflict(problem)) => Ok(Change::Invalid(Json(problem))),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    async fn try_update(&self, id: &str, fields: Fields, if_match: Option<&str>) -> Result<Box<KeptEndpoint>, Refused> {
        let known = self.find(id).await.map_err(Refused::Other)?.endpoint;
        let change = reading::change(fields, &known, self.context.endpoints)?;
        let stale = || {
            let detail = "The endpoint has changed since you read it. Get it again, then change it.";
            let problem = Problem::new(StatusCode::PRECONDITION_FAILED, "webhook_changed", detail);
            Refused::Stale(Box::new(problem.about("If-Match")))
        };
        let version = match if_match.map(str::trim).filter(|tags| !tags.is_empty() && *tags != "*") {
            Some(tags) => {
                let mut versions = tags.split(',').filter_map(|tag| version(tag.trim()));
                Some(versions.find(|version| *version == known.version).ok_or_else(stale)?)
            }
            None => None,
        };
        match self.webhooks().update(id, &change, version, self.context.clock.now()).await? {
            Updated::Done(kept) => {
                let host = kept.endpoint.host();
                self.audit(&AuditEntry::WebhookChanged { id: id.to_owned(), host }).await?;
                Ok(kept)
            }
            Updated::NotFound => Err(Refused::no_webhook()),
            Updated::Stale => Err(stale()),
        }
    }

    pub(super) async fn delete(&self, id: &str) -> Result<Deleted, ApiError> {
        let endpoint = self.webhooks().delete(id).await?.ok_or_else(Refused::no_webhook).map_err(other)?;
        self.audit(&AuditEntry::WebhookDeleted { id: id.to_owned(), host: endpoint.host() }).await.map_err(other)?;
        Ok(Deleted::Deleted)
    }

    pub(super) async fn rotate_secret(&self, id: &str) -> Result<Json<RotatedSecret>, ApiError> {
        let (secret, now) = (WebhookSecret::generate(), self.context.clock.now());
        let endpoint = self.webhooks().rotate_secret(id, &secret, now).await?;
        let endpoint = endpoint.ok_or_else(Refused::no_webhook).map_err(other)?;
        self.audit(&AuditEntry::WebhookSecretRotated { id: id.to_owned(), host: endpoint.host() })
            .await
            .map_err(other)?;
        Ok(Json(RotatedSecret { secret: secret.text().expose_secret().to_owned() }))
    }

    pub(super) async fn test(&self, id: &str) -> Result<Sending, ApiError> {
        let endpoint = self.find(id).await?.endpoint;
        match self.webhooks().queue_test(id, self.context.clock.now()).await? {
            Some(message_id) => {
                let entry = AuditEntry::WebhookTested { id: id.to_owned(), host: endpoint.host() };
                self.audit(&entry).await.map_err(other)?;
                Ok(Sending::Scheduled(Json(TestMessage { message_id: message_id.to_string() })))
            }
            None => match Refused::disabled() {
                Refused::Conflict(problem) => Ok(Sending::Disabled(Json(problem))),
                refused => Err(other(refused)),
            },
        }
    }

    pub(super) async fn list_deliveries(
        &self,
        id: &str,
        status: Option<DeliveryStatus>,
        limit: u64,
        cursor: Option<&str>,
    ) -> Result<Json<DeliveryPage>, ApiError> {
        let state = status.map(Into::into);
        let cursors = Cursors::of_deliveries(self.context.store.hash_key(), id, state);
        let after = cursors.read_delivery(cursor)?;
        let page = self.webhooks().list_deliveries(id, state, after.as_ref(), limit).await?;
        let Page { items, next } = page.ok_or_else(Refused::no_webhook).map_err(other)?;
        let next_cursor = next.map(|place| cursors.print_delivery(&place));
        Ok(Json(DeliveryPage { items: items.into_iter().map(Into::into).collect(), next_cursor }))
    }

    pub(super) async fn get_delivery(&self, id: &str, message_id: &str) -> Result<Json<DeliveryDetail>, ApiError> {
        self.find(id).await?;
        let found = self.webhooks().find_delivery(id, message_id).await?;
        let (delivery, log) = found.ok_or_else(Refused::no_message).map_err(other)?;
        let log = log.into_iter().map(Into::into).collect();
        Ok(Json(DeliveryDetail { delivery: delivery.into(), log }))
    }

    pub(super) async fn redeliver(&self, id: &str, body: &Sent<Redelivery>) -> Result<Again, ApiError> {
        match self.try_redeliver(id, body.fields()).await {
            Ok(scheduled) => Ok(Again::Scheduled(Json(Redelivered { scheduled: scheduled.cast_signed() }))),
            Err(Refused::Conflict(problem)) => Ok(Again::Disabled(Json(problem))),
            Err(Refused::Invalid(problem) | Refused::Stale(problem)) => Ok(Again::Invalid(Json(problem))),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    async fn try_redeliver(&self, id: &str, fields: Fields) -> Result<u64, Refused> {
        let wanted = reading::redelivery(fields)?;
        let endpoint = self.find(id).await.map_err(Refused::Other)?.endpoint;
        if endpoint.status != EndpointStatus::Enabled {
            return Err(Refused::disabled());
        }
        let (webhooks, now) = (self.webhooks(), self.context.clock.now());
        let messages = match wanted {
            Wanted::Message(id) if webhooks.redeliver(&endpoint, &id, now).await? => 1,
            Wanted::Message(_) => return Err(Refused::no_message()),
            Wanted::Range(range) => webhooks.redeliver_range(&endpoint, range, now).await?,
        };
        self.audit(&AuditEntry::WebhookRedelivered { id: endpoint.id, messages }).await?;
        Ok(messages)
    }

    async fn find(&self, id: &str) -> Result<KeptEndpoint, ApiError> {
        self.webhooks().find(id).await?.ok_or_else(Refused::no_webhook).map_err(other)
    }

    async fn audit(&self, entry: &AuditEntry) -> Result<(), Refused> {
        let (actor, now) = (self.key.actor(), self.context.clock.now());
        Ok(self.context.store.record_audit(now, &actor, self.owner, entry).await?)
    }
}

/// For operations without refusals of their own.
fn other(refused: Refused) -> ApiError {
    match refused {
        Refused::Other(error) => error,
        _ => ApiError::internal(),
    }
}

fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

/// The version that a tag names.
fn version(tag: &str) -> Option<i64> {
    tag.strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}
