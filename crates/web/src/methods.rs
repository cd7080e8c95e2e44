//! The methods that an address allows: `OPTIONS` lists them, and so does the refusal of any other.

use std::sync::Arc;

use poem::http::{Method, StatusCode, header};
use poem::{Endpoint, IntoResponse, Request, Response, Result};

use crate::Problem;

/// Answers `OPTIONS` and refuses methods that are not in `methods`. With no methods there is no such address, which the
/// inner endpoint reports.
pub async fn take<E: Endpoint<Output = Response>>(
    methods: &[&str],
    endpoint: Arc<E>,
    request: Request,
) -> Result<Response> {
    let method = request.method();
    let is_read = *method == Method::HEAD && methods.contains(&"GET");
    if methods.is_empty() || is_read || methods.contains(&method.as_str()) {
        return endpoint.call(request).await;
    }
    let allow = allow(methods);
    let response = if *method == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        let detail = format!("This address takes {allow}.");
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail).into_response()
    };
    Ok(response.with_header(header::ALLOW, allow).into_response())
}

/// Like [`take`], for an address that only allows `GET`.
pub async fn read_only<E: Endpoint<Output = Response>>(endpoint: Arc<E>, request: Request) -> Result<Response> {
    take(&["GET"], endpoint, request).await
}

/// Value of `Allow`: these methods, `HEAD` with `GET`, and `OPTIONS`.
fn allow(methods: &[&str]) -> String {
    let read = methods.contains(&"GET").then_some("HEAD");
    methods.iter().copied().chain(read).chain(["OPTIONS"]).collect::<Vec<_>>().join(", ")
}
