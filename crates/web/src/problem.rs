//! Errors of JSON routes as `application/problem+json` (RFC 9457), including the framework's own.

use poem::http::{StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};

use crate::requests::on_its_route;

/// The media type of every error on a JSON route.
pub const CONTENT_TYPE: &str = "application/problem+json";

/// An error, worded for the one who called (RFC 9457). It never holds the cause.
#[derive(Clone, Debug, PartialEq, Eq, Object, Serialize, Deserialize)]
pub struct Problem {
    /// Names the kind of problem; `about:blank` where the status says all.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem, in few words.
    pub title: String,
    /// The HTTP status, again.
    pub status: u16,
    /// What happened this time, and what to do.
    pub detail: String,
    /// Names the kind of problem for programs; never changes.
    pub code: String,
    /// The parameter, header or field that it is about; absent if it is about none.
    #[oai(skip_serializing_if_is_none)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
}

impl Problem {
    /// A problem whose `type` comes from its code.
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:tombstone:problem:{code}"),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            code: code.to_owned(),
            parameter: None,
        }
    }

    /// Names the parameter, header or field that the problem is about.
    #[must_use]
    pub fn about(self, parameter: impl Into<String>) -> Self {
        Self { parameter: Some(parameter.into()), ..self }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).expect("a problem is texts and a number");
        Response::builder().status(status).header(header::CONTENT_TYPE, CONTENT_TYPE).body(body)
    }
}

/// Gives an error that no handler worded, such as the framework's own, a problem as its body.
///
/// For `catch_all_error`. An error whose response is already a problem keeps it.
pub async fn problem(error: poem::Error) -> Response {
    on_its_route(error, async |error| worded(error)).await
}

fn worded(error: poem::Error) -> Response {
    let status = error.status();
    if error.is_from_response() {
        let response = error.into_response();
        let worded = response.content_type().is_some_and(|kind| kind.starts_with(CONTENT_TYPE));
        return if worded { response } else { of_status(status).into_response() };
    }
    if status.is_server_error() {
        tracing::error!(%status, %error, "a request failed");
        return of_status(status).into_response();
    }
    tracing::debug!(%status, %error, "a request was refused");
    of_status(status).into_response()
}

/// The problem for a bare status. The framework's own text is for the log.
fn of_status(status: StatusCode) -> Problem {
    let (code, detail) = match status {
        StatusCode::BAD_REQUEST => ("bad_request", "The request can't be read: its address, a header or its body."),
        StatusCode::UNAUTHORIZED => ("unauthorized", "Send `Authorization: Bearer KEY` with a key that is valid."),
        StatusCode::FORBIDDEN => ("forbidden", "This is not allowed here."),
        StatusCode::NOT_FOUND => ("not_found", "There is nothing at this address."),
        StatusCode::METHOD_NOT_ALLOWED => ("method_not_allowed", "This address does not take this method."),
        StatusCode::PAYLOAD_TOO_LARGE => ("body_too_large", "The body is too large."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ("unsupported_media_type", "This content type is not taken here."),
        StatusCode::SERVICE_UNAVAILABLE => ("unavailable", "Try again in a moment."),
        status if status.is_server_error() => ("internal_error", "Something failed here. It was logged; try again."),
        _ => ("request_failed", "The request can't be answered as it is."),
    };
    Problem::new(status, code, detail)
}

#[cfg(test)]
mod tests {
    use poem::error::{MethodNotAllowedError, NotFoundError};

    use super::*;

    async fn answer(error: impl Into<poem::Error>) -> (StatusCode, Problem) {
        let response = problem(error.into()).await;
        let status = response.status();
        assert_eq!(response.content_type(), Some(CONTENT_TYPE));
        let body = response.into_body().into_bytes().await.unwrap();
        (status, serde_json::from_slice(&body).unwrap())
    }

    #[tokio::test]
    async fn framework_errors_become_problems() {
        let (status, problem) = answer(NotFoundError).await;
        assert_eq!((status, problem.code.as_str()), (StatusCode::NOT_FOUND, "not_found"));
        let (status, problem) = answer(MethodNotAllowedError).await;
        assert_eq!((status, problem.code.as_str()), (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"));
    }

    #[tokio::test]
    async fn cause_of_a_failure_stays_inside() {
        let error = poem::Error::from_string("no such table: portals", StatusCode::INTERNAL_SERVER_ERROR);
        let (_, problem) = answer(error).await;
        assert!(!problem.detail.contains("table"), "{}", problem.detail);
    }
}
