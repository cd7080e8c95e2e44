//! Every error of this API, worded for the caller.

use std::time::Duration;

use domain::api_key::Scope;
use poem::http::StatusCode;
use poem_openapi::ApiResponse;
use poem_openapi::payload::Json;
use store::StoreError;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use web::Problem;

/// Seconds after which a client may retry while the database is away.
const RETRY_AFTER: u64 = 5;

/// An answer that is no success.
#[derive(Debug, ApiResponse)]
pub(crate) enum ApiError {
    /// A parameter is invalid: `invalid_parameter`; it does not exist: `unknown_parameter`; the cursor is not from this
    /// list with this filter: `invalid_cursor`; there are too many deletions to count one by one: `too_many_deletions`.
    #[oai(status = 400, content_type = "application/problem+json")]
    BadRequest(Json<Box<Problem>>),
    /// The key is missing, unknown, expired or revoked: `unauthorized`.
    #[oai(status = 401, content_type = "application/problem+json")]
    Unauthorized(
        Json<Box<Problem>>,
        /// `Bearer`
        #[oai(header = "WWW-Authenticate")]
        String,
    ),
    /// The key lacks the scope: `insufficient_scope`; or it reaches only some portals but must reach all:
    /// `all_portals_key_required`.
    #[oai(status = 403, content_type = "application/problem+json")]
    Forbidden(Json<Box<Problem>>),
    /// The portal does not exist or is beyond the key's reach: `portal_not_found`; or it has no deletion with this id:
    /// `deletion_not_found`.
    #[oai(status = 404, content_type = "application/problem+json")]
    NotFound(Json<Box<Problem>>),
    /// The key has called too often: `too_many_requests`.
    #[oai(status = 429, content_type = "application/problem+json")]
    TooManyRequests(
        Json<Box<Problem>>,
        /// Seconds to wait before retrying.
        #[oai(header = "Retry-After")]
        u64,
    ),
    /// Tombstone failed and logged why: `internal_error`.
    #[oai(status = 500, content_type = "application/problem+json")]
    Internal(Json<Box<Problem>>),
    /// The database is unavailable: `database_unavailable`.
    #[oai(status = 503, content_type = "application/problem+json")]
    Unavailable(
        Json<Box<Problem>>,
        /// Seconds to wait before retrying.
        #[oai(header = "Retry-After")]
        u64,
    ),
}

impl ApiError {
    pub(crate) fn invalid_parameter(name: &str, detail: impl Into<String>) -> Self {
        bad("invalid_parameter", name, detail)
    }

    pub(crate) fn unknown_parameter(name: &str, detail: impl Into<String>) -> Self {
        bad("unknown_parameter", name, detail)
    }

    /// Counting takes too long; from `since` on it would not.
    pub(crate) fn too_many_deletions(since: OffsetDateTime) -> Self {
        let since = since.format(&Rfc3339).unwrap_or_default();
        let detail = format!(
            "This filter counts deletions one by one, and there are too many before {since}. Ask for a shorter period."
        );
        bad("too_many_deletions", "from", detail)
    }

    pub(crate) fn invalid_cursor() -> Self {
        let detail = "`cursor` is not a `next_cursor` of this list with this filter and order. Omit it to \
            start with the first page.";
        bad("invalid_cursor", "cursor", detail)
    }

    pub(crate) fn unknown_event_id() -> Self {
        let detail = "`Last-Event-ID` is not the `id` of an event of this stream. Omit it to start with what is new.";
        bad("invalid_cursor", "Last-Event-ID", detail)
    }

    /// `what` completes "`after` is …".
    pub(crate) fn unknown_position(what: &str) -> Self {
        let detail = format!("`after` is {what}. Omit it to start with what is new, or send 0 for all that are kept.");
        bad("invalid_cursor", "after", detail)
    }

    /// The export cannot go on after this deletion; `what` completes "`after` is …".
    pub(crate) fn unknown_start(what: &str) -> Self {
        bad("invalid_cursor", "after", format!("`after` is {what}. Omit it for everything."))
    }

    pub(crate) fn unauthorized() -> Self {
        let detail = "Send `Authorization: Bearer KEY` with a key that is neither expired nor revoked.";
        Self::Unauthorized(worded(StatusCode::UNAUTHORIZED, "unauthorized", detail), "Bearer".to_owned())
    }

    pub(crate) fn insufficient_scope(scope: Scope) -> Self {
        let detail = format!("This needs a key with the scope `{scope}`.");
        Self::Forbidden(worded(StatusCode::FORBIDDEN, "insufficient_scope", detail))
    }

    pub(crate) fn all_portals_key_required() -> Self {
        let detail = "This needs a key made with `--all-portals`. This key has `/api/v1/portals/{member_id}/…`.";
        Self::Forbidden(worded(StatusCode::FORBIDDEN, "all_portals_key_required", detail))
    }

    /// The answer is the same for an unknown portal and for one out of reach, so nobody learns which exist.
    pub(crate) fn portal_not_found() -> Self {
        let detail = "The key reaches no portal with this member_id.";
        Self::NotFound(worded(StatusCode::NOT_FOUND, "portal_not_found", detail))
    }

    pub(crate) fn deletion_not_found() -> Self {
        let detail = "This portal has no deletion with this id.";
        Self::NotFound(worded(StatusCode::NOT_FOUND, "deletion_not_found", detail))
    }

    pub(crate) fn too_many_requests(wait: Duration) -> Self {
        let seconds = wait.as_secs() + 1;
        let detail = format!("This key has called too often. Try again in {seconds} s.");
        Self::TooManyRequests(worded(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail), seconds)
    }

    pub(crate) fn database_unavailable() -> Self {
        let detail = "The database does not answer at the moment. Nothing is lost; try again.";
        let problem = worded(StatusCode::SERVICE_UNAVAILABLE, "database_unavailable", detail);
        Self::Unavailable(problem, RETRY_AFTER)
    }

    /// An internal failure, which the caller logs.
    pub(crate) fn internal() -> Self {
        let detail = "Something failed here. It was logged; try again.";
        Self::Internal(worded(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", detail))
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "an API request failed");
        if error.is_away() { Self::database_unavailable() } else { Self::internal() }
    }
}

fn bad(code: &str, parameter: &str, detail: impl Into<String>) -> ApiError {
    let problem = Problem::new(StatusCode::BAD_REQUEST, code, detail).about(parameter);
    ApiError::BadRequest(Json(Box::new(problem)))
}

fn worded(status: StatusCode, code: &str, detail: impl Into<String>) -> Json<Box<Problem>> {
    Json(Box::new(Problem::new(status, code, detail)))
}
