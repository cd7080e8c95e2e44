//! Role `api`: the client API. See docs/api.md.

mod all_deletions;
mod auth;
mod catalogue;
mod cursor;
mod deletion;
mod deletions;
mod document;
mod error;
mod export;
mod feed;
mod filters;
mod following;
mod gaps;
mod health;
mod mcp;
mod methods;
mod moment;
mod operations;
mod page;
mod parameters;
mod payload;
mod portal;
mod portals;
mod position;
mod query;
mod rate;
mod stats;
mod stream;
mod swagger;
mod tags;
mod tail;
mod webhooks;
mod wrong_query;

use std::time::Duration;

use bitrix24::Endpoints;
use domain::Clock;
use poem::error::Error;
use poem::http::{HeaderValue, StatusCode, header};
use poem::{Endpoint, EndpointExt, IntoResponse, Request, Response, Route};
use poem_openapi::OpenApiService;
use poem_openapi::error::{ParseParamError, ParseRequestPayloadError};
use poem_openapi::types::ToJSON;
use store::Store;
use tokio::sync::watch;

pub use document::document;
pub use mcp::endpoint as mcp;

use all_deletions::AllDeletionsApi;
use auth::Gate;
use catalogue::CatalogueApi;
use deletions::DeletionsApi;
use error::ApiError;
use export::ExportApi;
use feed::FeedApi;
use filters::Filtered;
use following::Follow;
use gaps::GapsApi;
use health::HealthApi;
use operations::Operations;
use portals::PortalsApi;
use rate::Rate;
use stats::StatsApi;
use stream::StreamApi;
use tail::Tail;
use webhooks::{AllWebhooksApi, Context, PortalWebhooksApi};

/// How long a request waits for the database; the contract promises an answer within 5 s.
const PATIENCE: Duration = Duration::from_secs(4);
/// The longest silence on a stream.
pub const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// How long redelivery may take: it may queue very many messages.
const QUEUEING: Duration = Duration::from_mins(1);
/// How long a feed may wait for deletions and for the database.
const WAITING: Duration = Duration::from_secs(45);

/// The role and its settings.
#[derive(Clone, Debug)]
pub struct Api {
    /// The source of all answers.
    pub store: Store,
    /// Tells the time.
    pub clock: Clock,
    /// True once the service stops: streams end then.
    pub stop: watch::Receiver<bool>,
    /// Where outgoing webhooks may go.
    pub endpoints: Endpoints,
    /// The longest silence on a stream; it also checks then that it may go on.
    pub keep_alive: Duration,
    /// Requests per second for each key, with bursts of four times as many; 0 is no limit.
    pub rate: u32,
}

/// A portal with its alarms as `GET /api/v1/portals` lists it, for callers other than HTTP.
pub fn portal(portal: domain::portal::Portal, alarms: &[domain::health::Alarm]) -> serde_json::Value {
    portal::Portal::new(portal, alarms).to_json().unwrap_or_default()
}

/// A portal's health as `GET /api/v1/portals/{member_id}/health` answers it, for callers other than HTTP.
pub fn health(health: domain::health::Health) -> serde_json::Value {
    portal::Health::from(health).to_json().unwrap_or_default()
}

/// A read of a portal's offline queue, as `GET /api/v1/portals/{member_id}/gaps` answers it.
pub fn recovery(recovery: domain::recovery::Recovery) -> serde_json::Value {
    gaps::Recovery::from(recovery).to_json().unwrap_or_default()
}

/// `/api/v1/…`, `/api/openapi.json` and `/api/docs`, with these full paths.
pub fn routes(api: Api) -> impl Endpoint<Output = Response> {
    let Api { store, clock, stop, endpoints, keep_alive, rate } = api;
    let webhooks = Context { store: store.clone(), clock: clock.clone(), endpoints };
    let gate = Gate { store: store.clone(), clock: clock.clone(), rate: Rate::of(rate) };
    let tail = Tail::new(store.clone(), clock.clone());
    let follow = Follow { tail, store: store.clone(), gate: gate.clone(), stop };
    let operations: Operations = Filtered((
        PortalsApi { store: store.clone() },
        HealthApi { store: store.clone(), clock },
        GapsApi { store: store.clone() },
        DeletionsApi { store: store.clone() },
        AllDeletionsApi { store: store.clone() },
        ExportApi { store: store.clone() },
        StatsApi { store, gate: gate.clone() },
        FeedApi { follow: follow.clone(), keep_alive },
        StreamApi { follow, keep_alive },
        CatalogueApi,
        PortalWebhooksApi { context: webhooks.clone() },
        AllWebhooksApi { context: webhooks },
    ));
    let service = OpenApiService::new(operations, "", "").data(gate);
    let service = service.around(web::to_its_end).around(in_time);
    let service = service.around(parameters::look).catch_all_error(problem);
    Route::new()
        .nest("/api/v1", service.around(rate::tell).around(methods::look).after(private))
        .at("/api/openapi.json", document::endpoint().before(parameters::none).around(methods::read_only))
        .nest("/api/docs", swagger::routes().before(parameters::none).around(methods::read_only))
        .catch_all_error(problem)
}

/// Reports the database as away before the caller gives up.
async fn in_time<E: Endpoint>(endpoint: std::sync::Arc<E>, request: Request) -> poem::Result<E::Output> {
    let path = request.uri().path();
    let patience = match path.rsplit('/').next() {
        Some("redeliver") => QUEUEING,
        Some("feed") => WAITING, // bounds its own waits for the database
        _ => PATIENCE,
    };
    within(patience, endpoint.call(request)).await
}

pub(crate) async fn within<T, E: From<ApiError>>(
    patience: Duration,
    answer: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    tokio::time::timeout(patience, answer).await.unwrap_or_else(|_| {
        tracing::error!(?patience, "the database did not answer in time");
        Err(ApiError::database_unavailable().into())
    })
}

/// Tells caches to keep no answer to a key, and browsers to read it as JSON only.
async fn private(answer: poem::Result<Response>) -> poem::Result<Response> {
    let mut answer = answer?;
    let headers = answer.headers_mut(); // `with_header` would give exports and streams a second line of each
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(answer)
}

/// Words the framework's own errors as this API's.
async fn problem(error: Error) -> Response {
    web::requests::on_its_route(error, worded).await
}

async fn worded(error: Error) -> Response {
    if let Some(wrong) = error.downcast_ref::<ParseParamError>() {
        return ApiError::invalid_parameter(wrong.name, parameters::rule(&error, wrong.name)).into_response();
    }
    if error.is::<ParseRequestPayloadError>() {
        return ApiError::invalid_parameter("body", "The body is no JSON object.").into_response();
    }
    if error.status() == StatusCode::UNAUTHORIZED && !error.is_from_response() {
        return ApiError::unauthorized().into_response();
    }
    web::problem(error).await
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    #[tokio::test]
    async fn database_that_does_not_answer_is_away() {
        let error = within(Duration::from_millis(5), pending::<poem::Result<()>>()).await.unwrap_err();
        let response = error.into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.header(header::RETRY_AFTER), Some("5"));
        assert_eq!(response.content_type(), Some(web::problem::CONTENT_TYPE));
    }
}
