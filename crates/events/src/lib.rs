//! Receives what portals send: decode, verify, keep, and only then answer.

mod answer;
mod body;
mod changes;
mod direct;
mod learn;
mod life_cycle;
mod minute;
mod outage;
mod receive;
mod receiver;
mod refusals;
mod schema;

use std::sync::Arc;

use poem::EndpointExt;
use poem::endpoint::BoxEndpoint;
use poem_openapi::OpenApiService;
use serde_json::{Map, Value, json};

pub use receiver::Receiver;

use direct::Direct;
use receive::EventsApi;

/// `POST /bitrix24/events`, and addresses below it that each await one test event.
pub fn routes(receiver: Receiver) -> BoxEndpoint<'static> {
    let receiver = Arc::new(receiver);
    let others = service().data(receiver.clone()).catch_all_error(web::problem).around(web::portal_routes::explain);
    Direct { receiver, others }.boxed() // so that it is compiled here, for speed
}

/// The OpenAPI document of the receiver, as JSON.
pub fn document() -> String {
    let mut document: Value = serde_json::from_str(&service().spec()).expect("the framework writes JSON");
    document["security"] = json!([]); // an event proves itself
    let paths = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    for operation in paths.filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        operation["tags"] = json!(["Events"]);
        describe(&mut operation["requestBody"]["content"]);
    }
    document["tags"] = json!([{"name": "Events", "description": "What portals send."}]);
    web::openapi::mend(&mut document);
    document.sort_all_objects();
    format!("{document:#}\n")
}

/// Documents how a form encodes nested keys, and gives an example.
fn describe(content: &mut Value) {
    let auth = json!({
        "member_id": "bac1cd5c8940947a75e0d71b1a84e348",
        "application_token": "51856fefc120afa4b628cc82d3935cce",
        "domain": "some-domain.bitrix24.com",
    });
    let example = json!({
        "event": "ONCRMLEADDELETE",
        "event_handler_id": "711",
        "data": {"FIELDS": {"ID": "1000983"}},
        "ts": "1742807199",
        "auth": auth,
    });
    for kind in content.as_object_mut().into_iter().flat_map(Map::values_mut) {
        kind["example"] = example.clone();
    }
    let nested = json!({"style": "deepObject", "explode": true});
    content["application/x-www-form-urlencoded"]["encoding"] = json!({"auth": nested, "data": nested});
}

fn service() -> OpenApiService<EventsApi, ()> {
    OpenApiService::new(EventsApi, "Tombstone receiver", env!("CARGO_PKG_VERSION"))
        .description("What a Bitrix24 portal sends, once and never again, and what it is answered.")
}
