//! The OpenAPI document: made from the operations alone, so that it is the same on every server.

use std::collections::HashMap;
use std::marker::PhantomData;

use poem::endpoint::{BoxEndpoint, make_sync};
use poem::http::{Method, header};
use poem::{Endpoint, Response};
use poem_openapi::registry::{MetaApi, Registry};
use poem_openapi::{OpenApi, OpenApiService};
use serde_json::{Value, json};

use crate::Operations;

const DESCRIPTION: &str = "What was deleted in Bitrix24 portals: every deletion that a portal reported, kept and \
    findable.\n\nSend `Authorization: Bearer KEY` with a key made by `tombstone api-key create`. Times are RFC 3339 \
    in UTC, identifiers are texts. Every error is `application/problem+json` (RFC 9457) with a stable `code`. Unknown \
    query parameters are ignored, and of one that is given twice the first counts.";

/// The subjects of the operations.
#[derive(poem_openapi::Tags)]
pub(crate) enum Tags {
    /// What was deleted.
    Deletions,
    /// Where the app is installed.
    Portals,
    /// Which events there are.
    Catalogue,
}

/// Describes operations without serving them: it needs no store.
struct Described<T>(PhantomData<T>);

impl<T: OpenApi> OpenApi for Described<T> {
    fn meta() -> Vec<MetaApi> {
        T::meta()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn add_routes(self, _: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {}
}

/// The document of the client API, as `tombstone openapi client` prints it and `openapi/client.json` keeps it.
pub fn document() -> String {
    let operations = Described::<Operations>(PhantomData);
    let service = OpenApiService::new(operations, "Tombstone", "1").description(DESCRIPTION).url_prefix("/api/v1");
    let mut document = serde_json::from_str(&service.spec()).expect("the framework writes JSON");
    complete(&mut document);
    format!("{document:#}\n")
}

/// `GET /api/openapi.json`.
pub(crate) fn endpoint() -> impl Endpoint<Output = Response> {
    let document = document();
    make_sync(move |_| {
        let response = Response::builder().content_type("application/json").header(header::CACHE_CONTROL, "no-cache");
        response.header(header::X_CONTENT_TYPE_OPTIONS, "nosniff").body(document.clone())
    })
}

/// Says what the framework leaves out: where the paths begin, and that every field is always there, null or not.
fn complete(document: &mut Value) {
    document["servers"] = json!([{ "url": "/" }]);
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for schema in schemas.into_iter().flat_map(serde_json::Map::values_mut) {
        let fields = schema.get("properties").and_then(Value::as_object);
        if let Some(fields) = fields.map(|fields| fields.keys().cloned().collect::<Vec<_>>()) {
            schema["required"] = fields.into();
        }
    }
}
