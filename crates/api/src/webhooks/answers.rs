//! Answers and refusals of operations.

use domain::webhook::InvalidField;
use poem::http::StatusCode;
use poem_openapi::ApiResponse;
use poem_openapi::payload::Json;
use store::StoreError;
use web::Problem;

use super::objects::{CreatedWebhook, Redelivered, TestMessage, Webhook};
use crate::error::ApiError;

/// Why a request is refused.
#[derive(Debug)]
pub(super) enum Refused {
    /// A field or a header is invalid.
    Invalid(Box<Problem>),
    /// The present state forbids it.
    Conflict(Box<Problem>),
    /// It was changed since it was read.
    Stale(Box<Problem>),
    Other(ApiError),
}

impl Refused {
    /// An invalid field; `rule` ends the sentence.
    pub(super) fn invalid(name: &str, rule: &str) -> Self {
        Self::unprocessable("invalid_field", name, format!("`{name}` {rule}."))
    }

    pub(super) fn unprocessable(code: &str, name: &str, detail: impl Into<String>) -> Self {
        Self::Invalid(Box::new(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail).about(name)))
    }

    pub(super) fn conflict(code: &str, detail: &str) -> Self {
        Self::Conflict(Box::new(Problem::new(StatusCode::CONFLICT, code, detail)))
    }

    pub(super) fn disabled() -> Self {
        Self::conflict(
            "webhook_disabled",
            "The endpoint is disabled. Enable it first: `PATCH` it with `\"status\":\"enabled\"`.",
        )
    }

    fn not_found(code: &str, detail: &str) -> Self {
        let problem = Problem::new(StatusCode::NOT_FOUND, code, detail);
        Self::Other(ApiError::NotFound(Json(Box::new(problem))))
    }

    pub(super) fn no_webhook() -> Self {
        Self::not_found("webhook_not_found", "There is no endpoint with this id here.")
    }

    pub(super) fn no_message() -> Self {
        Self::not_found("message_not_found", "The endpoint has no such message, and it names no deletion that is kept.")
    }
}

impl From<InvalidField> for Refused {
    fn from(InvalidField { field, why }: InvalidField) -> Self {
        Self::invalid(field, &why.to_string())
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
    /// Created; it gets what is recorded from now on.
    #[oai(status = 201)]
    Created(
        Json<CreatedWebhook>,
        /// Identifies this version, for `If-Match`.
        #[oai(header = "ETag")]
        String,
    ),
    /// The limit of endpoints is reached: `too_many_webhooks`.
    #[oai(status = 409, content_type = "application/problem+json")]
    TooMany(Json<Box<Problem>>),
    /// A field is invalid: `invalid_field`, and `parameter` names it; or the `Idempotency-Key` came with another body
    /// before: `idempotency_key_reused`.
    #[oai(status = 422, content_type = "application/problem+json")]
    Invalid(Json<Box<Problem>>),
}

/// The endpoint.
#[derive(Debug, ApiResponse)]
pub(super) enum Found {
    /// The endpoint.
    #[oai(status = 200)]
    Found(
        Json<Webhook>,
        /// Identifies this version, for `If-Match`.
        #[oai(header = "ETag")]
        String,
    ),
}

/// The endpoint was changed, or was not.
#[derive(Debug, ApiResponse)]
#[expect(clippy::large_enum_variant, reason = "one a request")]
pub(super) enum Change {
    /// Changed.
    #[oai(status = 200)]
    Changed(
        Json<Webhook>,
        /// Identifies this version, for `If-Match`.
        #[oai(header = "ETag")]
        String,
    ),
    /// It no longer has the `ETag` in `If-Match`: `webhook_changed`.
    #[oai(status = 412, content_type = "application/problem+json")]
    Stale(Json<Box<Problem>>),
    /// A field is invalid: `invalid_field`, and `parameter` names it.
    #[oai(status = 422, content_type = "application/problem+json")]
    Invalid(Json<Box<Problem>>),
}

/// The endpoint is deleted.
#[derive(Debug, ApiResponse)]
pub(super) enum Deleted {
    /// Deleted; what was pending is dropped.
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
    /// A field is invalid: `invalid_field`, and `parameter` names it.
    #[oai(status = 422, content_type = "application/problem+json")]
    Invalid(Json<Box<Problem>>),
}
