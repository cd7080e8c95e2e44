//! Receives what portals send: decode, verify, keep, and only then answer.

mod answer;
mod body;
mod learn;
mod life_cycle;
mod minute;
mod outage;
mod receive;
mod receiver;
mod refusals;
mod schema;

use std::sync::Arc;

use poem::{Endpoint, EndpointExt, Response};
use poem_openapi::OpenApiService;

pub use receiver::Receiver;

use receive::EventsApi;

/// `POST /bitrix24/events`, and addresses below it at which one test event is awaited.
pub fn routes(receiver: Receiver) -> impl Endpoint<Output = Response> {
    service().data(Arc::new(receiver)).catch_all_error(web::problem).around(web::portal_routes::explain)
}

/// The OpenAPI document of the receiver, as JSON.
pub fn document() -> String {
    let mut document = service().spec();
    document.push('\n');
    document
}

fn service() -> OpenApiService<EventsApi, ()> {
    OpenApiService::new(EventsApi, "Tombstone receiver", env!("CARGO_PKG_VERSION"))
        .description("What a Bitrix24 portal sends, once and never again, and what it is answered.")
}
