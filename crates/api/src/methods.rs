//! Which methods an address takes: `OPTIONS` is answered with them, and others are refused with them.

use std::sync::Arc;

use poem::http::{Method, StatusCode, header};
use poem::{Endpoint, IntoResponse, Request, Response};
use web::Problem;

use crate::parameters;

/// Answers `OPTIONS`, and methods that the address does not take, as the document has it. It needs no key.
pub(crate) async fn look<E: Endpoint<Output = Response>>(endpoint: Arc<E>, request: Request) -> poem::Result<Response> {
    take(&parameters::methods(request.uri().path()), endpoint, request).await
}

/// The same at an address that is only read.
pub(crate) async fn read_only<E: Endpoint<Output = Response>>(
    endpoint: Arc<E>,
    request: Request,
) -> poem::Result<Response> {
    take(&["GET"], endpoint, request).await
}

/// An address that takes nothing is none: whoever comes next says so.
async fn take<E: Endpoint<Output = Response>>(
    methods: &[&str],
    endpoint: Arc<E>,
    request: Request,
) -> poem::Result<Response> {
    let method = request.method();
    let is_read = *method == Method::HEAD && methods.contains(&"GET");
    if methods.is_empty() || is_read || methods.contains(&method.as_str()) {
        return endpoint.call(request).await;
    }
    let mut allow = methods.to_vec();
    if methods.contains(&"GET") {
        allow.push("HEAD");
    }
    allow.push("OPTIONS");
    let allow = allow.join(", ");
    let response = if *method == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        let detail = format!("This address takes {allow}.");
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail).into_response()
    };
    Ok(response.with_header(header::ALLOW, allow).into_response())
}
