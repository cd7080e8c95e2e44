//! `POST /mcp`: the Model Context Protocol, so that an assistant can ask what was deleted.
//!
//! rmcp speaks the protocol. A tool calls an operation of this API with the key that the assistant's program sent, so
//! both share scopes, parameters and problems.

mod guard;
mod server;
mod tools;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use poem::endpoint::{BoxEndpoint, EndpointExt};
use poem::http::{self, Method, StatusCode, header};
use poem::{Endpoint, IntoResponse, Request, Response};
use rmcp::transport::StreamableHttpServerConfig;
use rmcp::transport::streamable_http_server::StreamableHttpService;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use url::Url;
use web::Problem;

use self::guard::Guard;
use self::server::{Operations, Server};
use crate::auth::Gate;
use crate::error::ApiError;
use crate::{Api, PATIENCE, parameters, private, within};

/// In bytes.
const MAX_REQUEST: usize = 256 << 10;
/// How long an answer may take; the operations answer within seconds.
const LONGEST: Duration = Duration::from_secs(30);

struct Mcp {
    gate: Gate,
    guard: Guard,
    service: StreamableHttpService<Server, NeverSessionManager>,
}

/// `/mcp`, whose tools call `operations`, made by [`routes`](crate::routes).
pub fn endpoint(
    api: &Api,
    operations: BoxEndpoint<'static, Response>,
    public_url: &Url,
) -> impl Endpoint<Output = Response> + use<> {
    let server = Server(Operations(Arc::new(operations)));
    // Each request stands alone, so any process can answer it. The guard checks hosts.
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .disable_allowed_hosts()
        .with_max_request_body_bytes(MAX_REQUEST);
    let mcp = Mcp {
        gate: Gate { store: api.store.clone(), clock: api.clock.clone(), rate: None }, // its operations apply the limit
        guard: Guard::new(public_url),
        service: StreamableHttpService::new(move || Ok(server.clone()), Arc::default(), config),
    };
    mcp.catch_all_error(web::problem).after(private)
}

impl Endpoint for Mcp {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if let Err(problem) = self.guard.check(request.headers()) {
            return Ok((*problem).into_response());
        }
        if request.method() != Method::POST {
            return Ok(of_method(request.method()));
        }
        let token = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = token.and_then(|value| value.split_once(' '));
        let token = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let (_, token) = token.ok_or_else(ApiError::unauthorized)?;
        within(PATIENCE, self.gate.find_usable(token)).await?;
        let request = parameters::none(request).await?;
        within(LONGEST, async { Ok(self.answer(request).await) }).await
    }
}

impl Mcp {
    async fn answer(&self, mut request: Request) -> Response {
        let Ok(body) = request.take_body().into_bytes_limit(MAX_REQUEST).await else {
            let detail = format!("A request may have {} KiB.", MAX_REQUEST >> 10);
            return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", detail).into_response();
        };
        let mut asked = http::Request::new(Full::<Bytes>::new(body));
        *asked.method_mut() = request.method().clone();
        *asked.uri_mut() = request.uri().clone();
        *asked.headers_mut() = request.headers().clone();
        let (parts, body) = self.service.handle(asked).await.into_parts();
        let body = body.collect().await.unwrap_or_else(|never: Infallible| match never {}).to_bytes();
        if parts.status.is_client_error() && !parts.headers.contains_key(header::CONTENT_TYPE) {
            return refused(parts.status, request.content_type(), &body).into_response();
        }
        let mut response = Response::builder().status(parts.status).body(body);
        *response.headers_mut() = parts.headers;
        response
    }
}

/// Words a refusal of rmcp, which sends plain text. rmcp answers a body that is no message with 415.
fn refused(status: StatusCode, content_type: Option<&str>, words: &[u8]) -> Problem {
    let is_json = content_type.is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/json"));
    match status {
        StatusCode::UNSUPPORTED_MEDIA_TYPE if is_json => {
            Problem::new(StatusCode::BAD_REQUEST, "bad_request", "The body is no JSON-RPC message.").about("body")
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Problem::new(status, "unsupported_media_type", "Send `Content-Type: application/json`.")
        }
        StatusCode::NOT_ACCEPTABLE => {
            let detail = "`Accept` must name both application/json and text/event-stream.";
            Problem::new(status, "not_acceptable", detail).about("Accept")
        }
        _ => Problem::new(status, "bad_request", String::from_utf8_lossy(words)),
    }
}

/// There is nothing to get and no session to end.
fn of_method(method: &Method) -> Response {
    let response = if method == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        let detail = "This address takes only POST: it has no sessions and sends nothing by itself.";
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail).into_response()
    };
    response.with_header(header::ALLOW, "POST, OPTIONS").into_response()
}
