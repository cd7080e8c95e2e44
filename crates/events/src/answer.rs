//! The receiver's answers: a word for the event's outcome, or a problem.

use domain::event::MalformedEvent;
use domain::wire::WireError;
use poem::http::StatusCode;
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Enum, Object};
use store::{LogError, StoreError};
use web::Problem;
use web::server::NoRoom;

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// Durable; its deletions show within moments.
    Stored,
    /// Durable on local disk; Tombstone moves it to the database when that is back.
    Spooled,
    /// It is about the app itself and has taken effect.
    Accepted,
    /// Not of interest here.
    Ignored,
    /// Its portal is not installed here: parked until an install proves it, for at most 24 hours.
    Held,
    /// An install that can't be verified now: kept until the authorization server answers.
    Pending,
}

/// What became of an event.
#[derive(Clone, Copy, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(crate) struct Receipt {
    /// What became of it.
    result: Outcome,
    /// How many deletions it names.
    deletions: Option<u64>,
}

#[derive(ApiResponse)]
pub(crate) enum Received {
    /// The event is durable, or needed nothing more.
    #[oai(status = 200)]
    Done(Json<Receipt>),
    /// The event is parked until something proves it.
    #[oai(status = 202)]
    Parked(Json<Receipt>),
}

impl Received {
    pub(crate) fn stored(deletions: usize) -> Self {
        Self::Done(Json(Receipt { result: Outcome::Stored, deletions: Some(deletions as u64) }))
    }

    pub(crate) fn spooled() -> Self {
        Self::done(Outcome::Spooled)
    }

    pub(crate) fn accepted() -> Self {
        Self::done(Outcome::Accepted)
    }

    pub(crate) fn ignored() -> Self {
        Self::done(Outcome::Ignored)
    }

    pub(crate) fn held() -> Self {
        Self::Parked(Json(Receipt { result: Outcome::Held, deletions: None }))
    }

    pub(crate) fn pending() -> Self {
        Self::Parked(Json(Receipt { result: Outcome::Pending, deletions: None }))
    }

    pub(crate) fn outcome(&self) -> Outcome {
        let (Self::Done(Json(receipt)) | Self::Parked(Json(receipt))) = self;
        receipt.result
    }

    fn done(result: Outcome) -> Self {
        Self::Done(Json(Receipt { result, deletions: None }))
    }
}

/// Why an event was not taken.
#[derive(Debug, ApiResponse)]
pub(crate) enum ApiError {
    /// Not an event: unreadable, or without `event`, `auth.member_id` or `auth.application_token`. Code
    /// `malformed_event`.
    #[oai(status = 400, content_type = "application/problem+json")]
    Malformed(Json<Box<Problem>>),
    /// Nothing proves the event: code `application_token_mismatch`; for an install or update `install_not_verified`.
    #[oai(status = 403, content_type = "application/problem+json")]
    Unproven(Json<Box<Problem>>),
    /// The body did not arrive in time. Code `body_too_slow`.
    #[oai(status = 408, content_type = "application/problem+json")]
    #[expect(dead_code, reason = "the server answers it; here it is in the document")]
    TooSlow(Json<Box<Problem>>),
    /// The body is larger than 1 MiB. Code `body_too_large`.
    #[oai(status = 413, content_type = "application/problem+json")]
    TooLarge(Json<Box<Problem>>),
    /// Neither a form nor JSON. Code `unsupported_media_type`.
    #[oai(status = 415, content_type = "application/problem+json")]
    #[expect(dead_code, reason = "the framework answers it; here it is in the document")]
    UnsupportedMediaType(Json<Box<Problem>>),
    /// Something failed here. Code `internal_error`.
    #[oai(status = 500, content_type = "application/problem+json")]
    Internal(Json<Box<Problem>>),
    /// The event can't be kept now. Code `unavailable`.
    #[oai(status = 503, content_type = "application/problem+json")]
    Unavailable(
        Json<Box<Problem>>,
        /// Seconds before retrying.
        #[oai(header = "Retry-After")]
        u64,
    ),
}

const RETRY_AFTER: u64 = 5;

impl ApiError {
    pub(crate) fn malformed(detail: &str) -> Self {
        Self::Malformed(problem(StatusCode::BAD_REQUEST, "malformed_event", detail))
    }

    pub(crate) fn token_mismatch() -> Self {
        let detail = "auth.application_token is not this portal's; install the app again if it should be.";
        Self::Unproven(problem(StatusCode::FORBIDDEN, "application_token_mismatch", detail))
    }

    pub(crate) fn install_not_verified(why: &str) -> Self {
        let detail = format!("Tombstone does not believe the install. {why}");
        Self::Unproven(problem(StatusCode::FORBIDDEN, "install_not_verified", &detail))
    }

    pub(crate) fn unavailable() -> Self {
        let detail = "The event can't be kept now; send it again in a moment.";
        Self::Unavailable(problem(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail), RETRY_AFTER)
    }
}

fn problem(status: StatusCode, code: &str, detail: &str) -> Json<Box<Problem>> {
    Json(Box::new(Problem::new(status, code, detail)))
}

impl From<WireError> for ApiError {
    fn from(error: WireError) -> Self {
        match error {
            WireError::TooLarge => {
                let detail = "An event is at most 1 MiB.";
                Self::TooLarge(problem(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", detail))
            }
            error => Self::malformed(&format!("The body can't be read: {error}.")),
        }
    }
}

impl From<NoRoom> for ApiError {
    fn from(NoRoom: NoRoom) -> Self {
        metrics::counter!("tombstone_events_refused_total", "why" => "overload").increment(1);
        Self::unavailable()
    }
}

impl From<MalformedEvent> for ApiError {
    fn from(error: MalformedEvent) -> Self {
        Self::malformed(&format!("The body is no event: {error}."))
    }
}

impl From<LogError> for ApiError {
    fn from(error: LogError) -> Self {
        let why = match error {
            LogError::Unwritable => "log",
            LogError::Overloaded => "overload",
            LogError::Full => "spool_full",
        };
        metrics::counter!("tombstone_events_refused_total", "why" => why).increment(1);
        Self::unavailable()
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "an event could not be handled");
        match error {
            StoreError::Database(_) | StoreError::Conflict => {
                metrics::counter!("tombstone_events_refused_total", "why" => "database").increment(1);
                Self::unavailable()
            }
            StoreError::Corrupt { .. } => {
                let detail = "Something failed here. It was logged.";
                Self::Internal(problem(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", detail))
            }
        }
    }
}
