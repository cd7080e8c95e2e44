//! Endpoints and deliveries as clients get them, and the bodies that they send.

use domain::webhook;
use poem_openapi::{Enum, Object};
use store::KeptEndpoint;
use time::OffsetDateTime;

/// A message type that an endpoint may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum WebhookType {
    /// A deletion was recorded.
    #[oai(rename = "deletion.recorded")]
    DeletionRecorded,
    /// An alarm of a portal went on or off.
    #[oai(rename = "portal.alarm")]
    PortalAlarm,
    /// A portal deletes far more than it usually does.
    #[oai(rename = "portal.burst")]
    PortalBurst,
}

/// Whether an endpoint gets messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub(crate) enum WebhookStatus {
    /// It does.
    Enabled,
    /// Nothing is queued for it.
    Disabled,
}

/// A new endpoint.
#[derive(Debug, Object)]
pub(crate) struct NewWebhook {
    /// Where to post messages: `https://…`, without user and password.
    url: String,
    /// What it is for, in your words: at most 500 characters.
    description: Option<String>,
    /// The message types that it gets; `["deletion.recorded"]` if there are none.
    types: Option<Vec<WebhookType>>,
    /// Only deletions reported by these event codes.
    #[oai(nullable)]
    events: Option<Vec<String>>,
    /// Only deletions of these kinds of things, as in the catalogue. Tombstone sends deletions that match either list,
    /// or all if both are null or empty.
    #[oai(nullable)]
    entities: Option<Vec<String>>,
    /// Whether it gets a portal's deletions in order, one at a time: then one that fails holds up those after it.
    ordered: Option<bool>,
}

/// A change to an endpoint. Omitted fields stay as they are.
#[derive(Debug, Object)]
pub(crate) struct WebhookChange {
    /// Where messages are posted.
    url: Option<String>,
    /// What it is for.
    description: Option<String>,
    /// The message types that it gets.
    types: Option<Vec<WebhookType>>,
    /// Only deletions reported by these event codes.
    #[oai(nullable)]
    events: Option<Vec<String>>,
    /// Only deletions of these kinds of things.
    #[oai(nullable)]
    entities: Option<Vec<String>>,
    /// Whether it gets a portal's deletions in order, one at a time.
    ordered: Option<bool>,
    /// Whether it gets messages. Disabling gives up pending ones.
    status: Option<WebhookStatus>,
}

/// What to redeliver: one message, or what was received in a period.
#[derive(Debug, Object)]
pub(crate) struct Redelivery {
    /// One message, even of a deletion recorded before the endpoint existed: `msg_MEMBER_ID_ID`.
    message_id: Option<String>,
    /// What was received at this time or later. The endpoint's filters apply.
    since: Option<OffsetDateTime>,
    /// What was received before this time; no end if absent.
    until: Option<OffsetDateTime>,
    /// Only what was given up; false if absent.
    only_failed: Option<bool>,
}

/// An endpoint that gets messages.
#[derive(Debug, Object)]
pub(crate) struct Webhook {
    /// Its id.
    id: String,
    /// Where messages are posted.
    url: String,
    /// What it is for, in its owner's words.
    description: String,
    /// The message types that it gets.
    types: Vec<WebhookType>,
    /// Only deletions reported by these event codes; null for any.
    #[oai(nullable)]
    events: Option<Vec<String>>,
    /// Only deletions of these kinds of things; null for any.
    #[oai(nullable)]
    entities: Option<Vec<String>>,
    /// Whether it gets a portal's deletions in order, one at a time.
    ordered: bool,
    /// Whether it gets messages.
    status: WebhookStatus,
    /// When it was created.
    created_at: OffsetDateTime,
    /// Since when every attempt has failed; null if the last one did not.
    #[oai(nullable)]
    failing_since: Option<OffsetDateTime>,
    /// When it was disabled; null if it is not.
    #[oai(nullable)]
    disabled_at: Option<OffsetDateTime>,
    /// Why: `requested`, `gone` (it answered 410) or `failing` (it kept failing); null if it is not.
    #[oai(nullable)]
    disabled_why: Option<String>,
    /// When it last took a message; null if it never did.
    #[oai(nullable)]
    last_delivered_at: Option<OffsetDateTime>,
    /// How many messages wait for delivery or a retry.
    #[oai(validator(minimum(value = "0")))]
    pending: i64,
}

/// A new endpoint, with its secret.
#[derive(Debug, Object)]
pub(crate) struct CreatedWebhook {
    /// Signs its messages: `whsec_…`. Shown only this once; null if the request was sent before.
    #[oai(nullable)]
    pub(crate) secret: Option<String>,
    #[oai(flatten)]
    pub(crate) webhook: Webhook,
}

/// The endpoints.
#[derive(Debug, Object)]
pub(crate) struct WebhookList {
    /// All of them, oldest first.
    pub(crate) items: Vec<Webhook>,
}

/// An endpoint's new secret.
#[derive(Debug, Object)]
pub(crate) struct RotatedSecret {
    /// It signs from now on. For 24 hours the old one signs too.
    pub(crate) secret: String,
}

/// A message that tests an endpoint.
#[derive(Debug, Object)]
pub(crate) struct TestMessage {
    /// The message's id; its type is `webhook.test`.
    pub(crate) message_id: String,
}

/// What is redelivered.
#[derive(Debug, Object)]
pub(crate) struct Redelivered {
    /// How many messages.
    #[oai(validator(minimum(value = "0")))]
    pub(crate) scheduled: i64,
}

/// A delivery's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub(crate) enum DeliveryStatus {
    /// It will be tried or retried.
    Pending,
    /// The endpoint took it.
    Delivered,
    /// It was given up.
    Failed,
}

/// A message on its way to an endpoint.
#[derive(Debug, Object)]
pub(crate) struct Delivery {
    /// The message's `webhook-id`, the same for all attempts and redeliveries.
    message_id: String,
    /// One of the message types, or `webhook.test`.
    #[oai(rename = "type")]
    kind: String,
    /// The portal it is about; null if none.
    #[oai(nullable)]
    member_id: Option<String>,
    /// The `id` of its deletion; null if none.
    #[oai(nullable)]
    deletion_id: Option<String>,
    /// Its status.
    status: DeliveryStatus,
    /// How often it was tried.
    #[oai(validator(minimum(value = "0")))]
    attempts: i32,
    /// When it was first queued.
    created_at: OffsetDateTime,
    /// When it is tried next; null if it is not.
    #[oai(nullable)]
    next_attempt_at: Option<OffsetDateTime>,
    /// The HTTP status of the last attempt; null if there was no answer.
    #[oai(nullable)]
    last_status: Option<i32>,
    /// Why the last attempt failed; null if it did not.
    #[oai(nullable)]
    last_error: Option<String>,
}

/// One page of deliveries, newest first.
#[derive(Debug, Object)]
pub(crate) struct DeliveryPage {
    /// The deliveries.
    pub(crate) items: Vec<Delivery>,
    /// Pass it as `cursor` to get the next page; null on the last one.
    #[oai(nullable)]
    pub(crate) next_cursor: Option<String>,
}

/// A delivery with its attempts.
#[derive(Debug, Object)]
pub(crate) struct DeliveryDetail {
    #[oai(flatten)]
    pub(crate) delivery: Delivery,
    /// The attempts of the last 30 days, oldest first: at most 100.
    pub(crate) log: Vec<DeliveryAttempt>,
}

/// An attempt to deliver a message.
#[derive(Debug, Object)]
pub(crate) struct DeliveryAttempt {
    /// When it began.
    at: OffsetDateTime,
    /// The HTTP status; null if there was no answer.
    #[oai(nullable)]
    status: Option<i32>,
    /// Why it failed; null if it did not.
    #[oai(nullable)]
    error: Option<String>,
    /// How long it took.
    #[oai(validator(minimum(value = "0")))]
    milliseconds: i64,
    /// How the answer's body began: at most one KiB.
    response: String,
}

impl From<KeptEndpoint> for Webhook {
    fn from(KeptEndpoint { endpoint, pending }: KeptEndpoint) -> Self {
        let some = |list: Vec<String>| Some(list).filter(|list| !list.is_empty());
        let types = endpoint.interest.types.iter().filter_map(|kind| WebhookType::of(*kind));
        Self {
            types: types.collect(),
            id: endpoint.id,
            url: endpoint.url,
            description: endpoint.description,
            events: some(endpoint.interest.events),
            entities: some(endpoint.interest.entities),
            ordered: endpoint.ordered,
            status: match endpoint.status {
                webhook::EndpointStatus::Enabled => WebhookStatus::Enabled,
                webhook::EndpointStatus::Disabled => WebhookStatus::Disabled,
            },
            created_at: endpoint.created_at,
            failing_since: endpoint.failing_since,
            disabled_at: endpoint.disabled_at,
            disabled_why: endpoint.disabled_why.map(|why| why.to_string()),
            last_delivered_at: endpoint.last_delivered_at,
            pending: pending.cast_signed(),
        }
    }
}

impl WebhookType {
    fn of(kind: webhook::MessageType) -> Option<Self> {
        match kind {
            webhook::MessageType::DeletionRecorded => Some(Self::DeletionRecorded),
            webhook::MessageType::PortalAlarm => Some(Self::PortalAlarm),
            webhook::MessageType::PortalBurst => Some(Self::PortalBurst),
            webhook::MessageType::Test => None,
        }
    }
}

impl From<DeliveryStatus> for webhook::DeliveryState {
    fn from(status: DeliveryStatus) -> Self {
        match status {
            DeliveryStatus::Pending => Self::Pending,
            DeliveryStatus::Delivered => Self::Delivered,
            DeliveryStatus::Failed => Self::Failed,
        }
    }
}

impl From<webhook::Delivery> for Delivery {
    fn from(delivery: webhook::Delivery) -> Self {
        Self {
            message_id: delivery.message_id.to_string(),
            kind: delivery.kind,
            member_id: delivery.member_id.map(|member_id| member_id.to_string()),
            deletion_id: delivery.deletion.map(|number| number.to_string()),
            status: match delivery.state {
                webhook::DeliveryState::Pending => DeliveryStatus::Pending,
                webhook::DeliveryState::Delivered => DeliveryStatus::Delivered,
                webhook::DeliveryState::Failed => DeliveryStatus::Failed,
            },
            attempts: i32::try_from(delivery.attempts).unwrap_or(i32::MAX),
            created_at: delivery.created_at,
            next_attempt_at: delivery.next_attempt_at,
            last_status: delivery.last_status.map(i32::from),
            last_error: delivery.last_error,
        }
    }
}

impl From<webhook::Attempt> for DeliveryAttempt {
    fn from(attempt: webhook::Attempt) -> Self {
        Self {
            at: attempt.at,
            status: attempt.status.map(i32::from),
            error: attempt.error,
            milliseconds: attempt.millis.into(),
            response: attempt.response,
        }
    }
}
