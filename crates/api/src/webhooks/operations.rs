//! What the operations do, whether for one portal or over all.

use bitrix24::Endpoints;
use domain::audit::AuditEntry;
use domain::deletion::Page;
use domain::webhook::{Endpoint, EndpointStatus, Interest, MessageType, WebhookSecret};
use domain::{Clock, MemberId, catalogue};
use poem::http::StatusCode;
use poem_openapi::ApiResponse;
use poem_openapi::payload::Json;
use poem_openapi::types::{ParseFromJSON, ToJSON};
use secrecy::ExposeSecret;
use store::{
    EndpointChange, KeptEndpoint, NewEndpoint, RedeliveryRange, Repeatable, Store, StoreError, Updated, Webhooks,
};
use url::Url;
use web::Problem;

use super::fields::{Fields, Sent};
use super::objects::{
    CreatedWebhook, DeliveryDetail, DeliveryPage, DeliveryStatus, NewWebhook, Redelivered, Redelivery, RotatedSecret,
    TestMessage, Webhook, WebhookChange, WebhookList,
};
use crate::auth::Key;
use crate::cursor::Cursors;
use crate::error::ApiError;

const URL: usize = 2_000;
const DESCRIPTION: usize = 500;
const KEY: usize = 255;

/// What the operations need.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) endpoints: Endpoints,
}

/// The endpoints that a request is about, and who asks.
pub(super) struct Asked<'a> {
    pub(super) context: &'a Context,
    pub(super) key: &'a Key,
    pub(super) owner: Option<&'a MemberId>,
}

/// Why something is not done.
#[derive(Debug)]
pub(super) enum Refused {
    /// A field or a header is not as it should be.
    Invalid(Box<Problem>),
    /// It makes no sense as things stand.
    Conflict(Box<Problem>),
    /// It was changed since it was read.
    Stale(Box<Problem>),
    Other(ApiError),
}

impl Refused {
    /// A field that is not as it should be; the rule is the end of a sentence.
    pub(super) fn invalid(name: &str, rule: &str) -> Self {
        Self::unprocessable("invalid_field", name, format!("`{name}` {rule}."))
    }

    fn unprocessable(code: &str, name: &str, detail: impl Into<String>) -> Self {
        Self::Invalid(Box::new(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail).about(name)))
    }

    fn conflict(code: &str, detail: &str) -> Self {
        Self::Conflict(Box::new(Problem::new(StatusCode::CONFLICT, code, detail)))
    }

    fn disabled() -> Self {
        Self::conflict(
            "webhook_disabled",
            "The endpoint is disabled. Enable it first: `PATCH` it with `\"status\":\"enabled\"`.",
        )
    }

    fn not_found(code: &str, detail: &str) -> Self {
        let problem = Problem::new(StatusCode::NOT_FOUND, code, detail);
        Self::Other(ApiError::NotFound(Json(Box::new(problem))))
    }

    fn no_webhook() -> Self {
        Self::not_found("webhook_not_found", "There is no endpoint with this id here.")
    }

    fn no_message() -> Self {
        Self::not_found("message_not_found", "The endpoint has no such message, and it names no deletion that is kept.")
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Other(error.into())
    }
}

/// The endpoint was created, or was not.
#[derive(Debug, ApiResponse)]
#[expect(clippy::large_enum_variant, reason = "one a request")]
pub(super) enum Creation {
    /// It is created, and gets what is recorded from now on.
    #[oai(status = 201)]
    Created(
        Json<CreatedWebhook>,
        /// Names this version of it, for `If-Match`.
        #[oai(header = "ETag")]
        String,
    ),
    /// There are as many endpoints as there may be: `too_many_webhooks`.
    #[oai(status = 409, content_type = "application/problem+json")]
    TooMany(Json<Box<Problem>>),
    /// A field is not as it should be: `invalid_field`, and `parameter` names it; or the `Idempotency-Key` came with another
    /// body before: `idempotency_key_reused`.
    #[oai(status = 422, content_type = "application/problem+json")]
    Invalid(Json<Box<Problem>>),
}

/// The endpoint.
#[derive(Debug, ApiResponse)]
pub(super) enum Found {
    /// What was asked for.
    #[oai(status = 200)]
    Found(
        Json<Webhook>,
        /// Names this version of it, for `If-Match`.
        #[oai(header = "ETag")]
        String,
    ),
}

/// The endpoint was changed, or was not.
#[derive(Debug, ApiResponse)]
#[expect(clippy::large_enum_variant, reason = "one a request")]
pub(super) enum Change {
    /// It is changed.
    #[oai(status = 200)]
    Changed(
        Json<Webhook>,
        /// Names this version of it, for `If-Match`.
        #[oai(header = "ETag")]
        String,
    ),
    /// It was changed since it had the `ETag` of `If-Match`: `webhook_changed`.
    #[oai(status = 412, content_type = "application/problem+json")]
    Stale(Json<Box<Problem>>),
    /// A field is not as it should be: `invalid_field`, and `parameter` names it.
    #[oai(status = 422, content_type = "application/problem+json")]
    Invalid(Json<Box<Problem>>),
}

/// The endpoint is deleted.
#[derive(Debug, ApiResponse)]
pub(super) enum Deleted {
    /// It is deleted, and what was pending is dropped.
    #[oai(status = 204)]
    Deleted,
}

/// A message is on its way to the endpoint, or is not.
#[derive(Debug, ApiResponse)]
pub(super) enum Sending {
    /// It is sent at once.
    #[oai(status = 202)]
    Scheduled(Json<TestMessage>),
    /// The endpoint is disabled: `webhook_disabled`.
    #[oai(status = 409, content_type = "application/problem+json")]
    Disabled(Json<Box<Problem>>),
}

/// Messages are delivered again, or are not.
#[derive(Debug, ApiResponse)]
pub(super) enum Again {
    /// They are queued.
    #[oai(status = 202)]
    Scheduled(Json<Redelivered>),
    /// The endpoint is disabled: `webhook_disabled`.
    #[oai(status = 409, content_type = "application/problem+json")]
    Disabled(Json<Box<Problem>>),
    /// A field is not as it should be: `invalid_field`, and `parameter` names it.
    #[oai(status = 422, content_type = "application/problem+json")]
    Invalid(Json<Box<Problem>>),
}

impl Asked<'_> {
    fn webhooks(&self) -> Webhooks<'_> {
        webhooks(&self.context.store, self.owner)
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
        let new = self.read_new(body.fields())?;
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
                let detail = "There are as many endpoints here as there may be. Delete one first.";
                return Err(Refused::conflict("too_many_webhooks", detail));
            }
            // The same request was answered a moment ago.
            Err(StoreError::Conflict) if let Some(request) = &request => {
                let answer = self.find_answer(&request.key_hash, &request.body_hash).await?;
                return answer.ok_or_else(|| Refused::Other(ApiError::internal()));
            }
            Err(error) => return Err(error.into()),
        }
        self.audit(&AuditEntry::WebhookCreated { id: endpoint.id.clone(), host: host(&endpoint) }).await?;
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
        let change = self.read_change(fields, &known)?;
        let stale = || {
            let detail = "The endpoint was changed since it was read. Get it again, and change what it is now.";
            let problem = Problem::new(StatusCode::PRECONDITION_FAILED, "webhook_changed", detail);
            Refused::Stale(Box::new(problem.about("If-Match")))
        };
        let version = match if_match.map(str::trim).filter(|tag| !tag.is_empty() && *tag != "*") {
            Some(tag) => Some(version(tag).ok_or_else(stale)?),
            None => None,
        };
        match self.webhooks().update(id, &change, version, self.context.clock.now()).await? {
            Updated::Done(kept) => {
                let host = host(&kept.endpoint);
                self.audit(&AuditEntry::WebhookChanged { id: id.to_owned(), host }).await?;
                Ok(kept)
            }
            Updated::NotFound => Err(Refused::no_webhook()),
            Updated::Stale => Err(stale()),
        }
    }

    pub(super) async fn delete(&self, id: &str) -> Result<Deleted, ApiError> {
        let endpoint = self.webhooks().delete(id).await?.ok_or_else(Refused::no_webhook).map_err(other)?;
        self.audit(&AuditEntry::WebhookDeleted { id: id.to_owned(), host: host(&endpoint) }).await.map_err(other)?;
        Ok(Deleted::Deleted)
    }

    pub(super) async fn rotate_secret(&self, id: &str) -> Result<Json<RotatedSecret>, ApiError> {
        let (secret, now) = (WebhookSecret::generate(), self.context.clock.now());
        let endpoint = self.webhooks().rotate_secret(id, &secret, now).await?;
        let endpoint = endpoint.ok_or_else(Refused::no_webhook).map_err(other)?;
        self.audit(&AuditEntry::WebhookSecretRotated { id: id.to_owned(), host: host(&endpoint) })
            .await
            .map_err(other)?;
        Ok(Json(RotatedSecret { secret: secret.text().expose_secret().to_owned() }))
    }

    pub(super) async fn test(&self, id: &str) -> Result<Sending, ApiError> {
        let endpoint = self.find(id).await?.endpoint;
        match self.webhooks().queue_test(id, self.context.clock.now()).await? {
            Some(message_id) => {
                let entry = AuditEntry::WebhookTested { id: id.to_owned(), host: host(&endpoint) };
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

    async fn try_redeliver(&self, id: &str, mut fields: Fields) -> Result<u64, Refused> {
        let (message_id, since) = (fields.string("message_id", KEY)?, fields.time("since")?);
        let (until, only_failed) = (fields.time("until")?, fields.truth("only_failed")?);
        fields.end()?;
        let endpoint = self.find(id).await.map_err(Refused::Other)?.endpoint;
        if endpoint.status != EndpointStatus::Enabled {
            return Err(Refused::disabled());
        }
        let now = self.context.clock.now();
        let scheduled = match (message_id, since) {
            (Some(_), Some(_)) => return Err(Refused::invalid("since", "does not go with `message_id`")),
            (None, None) => return Err(Refused::invalid("since", "or `message_id` is needed")),
            (Some(message_id), None) => {
                if !self.webhooks().redeliver(&endpoint, &message_id.as_str().into(), now).await? {
                    return Err(Refused::no_message());
                }
                1
            }
            (None, Some(since)) => {
                if until.is_some_and(|until| until < since) {
                    return Err(Refused::invalid("until", "is before `since`"));
                }
                let range = RedeliveryRange { since, until, only_failed: only_failed.unwrap_or_default() };
                // Also if whoever asked is gone meanwhile.
                let (store, owner, endpoint) = (self.context.store.clone(), self.owner.cloned(), endpoint.clone());
                let queueing = tokio::spawn(async move {
                    webhooks(&store, owner.as_ref()).redeliver_range(&endpoint, range, now).await
                });
                queueing.await.map_err(|_| Refused::Other(ApiError::internal()))??
            }
        };
        self.audit(&AuditEntry::WebhookRedelivered { id: id.to_owned(), messages: scheduled }).await?;
        Ok(scheduled)
    }

    async fn find(&self, id: &str) -> Result<KeptEndpoint, ApiError> {
        self.webhooks().find(id).await?.ok_or_else(Refused::no_webhook).map_err(other)
    }

    async fn audit(&self, entry: &AuditEntry) -> Result<(), Refused> {
        let (actor, now) = (self.key.actor(), self.context.clock.now());
        Ok(self.context.store.record_audit(now, &actor, self.owner, entry).await?)
    }

    fn read_new(&self, mut fields: Fields) -> Result<NewEndpoint, Refused> {
        let url = fields.string("url", URL)?.ok_or_else(|| Refused::invalid("url", "is needed"))?;
        let new = NewEndpoint {
            url: self.read_url(&url)?,
            description: fields.string("description", DESCRIPTION)?.unwrap_or_default(),
            interest: read_interest(&mut fields, Interest::default())?.unwrap_or_default(),
            ordered: fields.truth("ordered")?.unwrap_or_default(),
        };
        fields.end()?;
        Ok(new)
    }

    fn read_change(&self, mut fields: Fields, known: &Endpoint) -> Result<EndpointChange, Refused> {
        let url = fields.string("url", URL)?.map(|url| self.read_url(&url)).transpose()?;
        let status = fields.string("status", DESCRIPTION)?.map(|status| {
            status.parse::<EndpointStatus>().map_err(|_| Refused::invalid("status", "is one of enabled, disabled"))
        });
        let change = EndpointChange {
            url,
            description: fields.string("description", DESCRIPTION)?,
            interest: read_interest(&mut fields, known.interest.clone())?,
            ordered: fields.truth("ordered")?,
            status: status.transpose()?,
        };
        fields.end()?;
        Ok(change)
    }

    /// The address in its one spelling. Names are looked at when they are called: one may not resolve yet.
    fn read_url(&self, text: &str) -> Result<String, Refused> {
        let url =
            Url::parse(text).map_err(|_| Refused::invalid("url", "is no address, such as https://example.com/hook"))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refused::invalid("url", "must have no user and no password: messages are signed"));
        }
        if !self.context.endpoints.allow(&url) {
            return Err(Refused::invalid("url", "may not be called: https and public addresses only"));
        }
        Ok(url.into())
    }
}

/// Which messages are wanted, if anything is said of it; what is not stays as it is known.
fn read_interest(fields: &mut Fields, known: Interest) -> Result<Option<Interest>, Refused> {
    let (types, events, entities) = (fields.strings("types")?, fields.strings("events")?, fields.strings("entities")?);
    if types.is_none() && events.is_none() && entities.is_none() {
        return Ok(None);
    }
    let choice = MessageType::CHOICE;
    let types = types.filter(|types| !types.is_empty()).map(|types| {
        let read = |text: &String| choice.into_iter().find(|kind| kind.as_str() == text);
        let rule = format!("has items of {}", choice.map(MessageType::as_str).join(", "));
        types
            .iter()
            .map(|text| read(text).ok_or_else(|| Refused::invalid("types", &rule)))
            .collect::<Result<Vec<_>, _>>()
    });
    let unknown = |entity: &String| entity != "unknown" && catalogue::codes(entity).next().is_none();
    if let Some(entity) = entities.iter().flatten().find(|entity| unknown(entity)) {
        return Err(Refused::invalid("entities", &format!("has “{entity}”, which the catalogue does not know")));
    }
    let events = events.map(|events| events.iter().map(|event| event.to_ascii_uppercase()).collect());
    Ok(Some(Interest {
        types: types.transpose()?.unwrap_or(known.types),
        events: events.unwrap_or(known.events),
        entities: entities.unwrap_or(known.entities),
    }))
}

fn webhooks<'a>(store: &'a Store, owner: Option<&'a MemberId>) -> Webhooks<'a> {
    match owner {
        Some(portal) => store.tenant(portal).webhooks(),
        None => store.all_webhooks(),
    }
}

/// For operations that refuse nothing by themselves.
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

fn host(endpoint: &Endpoint) -> String {
    Url::parse(&endpoint.url).map(|url| bitrix24::host(&url)).unwrap_or_default()
}
