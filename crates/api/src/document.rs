//! The OpenAPI document, built from the operations alone, so it is the same on every server.

use std::collections::HashMap;
use std::marker::PhantomData;

use bytes::Bytes;
use poem::endpoint::{BoxEndpoint, make_sync};
use poem::http::{Method, StatusCode, header};
use poem::{Endpoint, Response};
use poem_openapi::registry::{MetaApi, Registry};
use poem_openapi::{OpenApi, OpenApiService};
use serde_json::{Value, json};
use web::Problem;

use crate::operations::Operations;

const DESCRIPTION: &str = "What was deleted in Bitrix24 portals: every deletion that a portal reported, kept and \
    searchable.\n\nSend `Authorization: Bearer KEY` with a key made by `tombstone api-key create`. Times are RFC 3339 \
    in UTC, identifiers are text. Every error is `application/problem+json` (RFC 9457) with a stable `code`. The API \
    refuses unknown query parameters, and repeated ones that take a single value; the problem names the `parameter`. \
    An empty one counts as not given.";

/// Schemas of request bodies: clients may leave fields out.
const SENT: [&str; 3] = ["NewWebhook", "WebhookChange", "Redelivery"];

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

/// The client API's document: `tombstone openapi client` prints it, `openapi/client.json` holds it.
pub fn document() -> String {
    format!("{:#}\n", value())
}

/// As a JSON value.
pub(crate) fn value() -> Value {
    let operations = Described::<Operations>(PhantomData);
    let service = OpenApiService::new(operations, "Tombstone", "1").description(DESCRIPTION).url_prefix("/api/v1");
    let mut document: Value = serde_json::from_str(&service.spec()).expect("the framework writes JSON");
    // Other crates in the build may make maps keep insertion order; sorted, all builds agree.
    document.sort_all_objects();
    complete(&mut document);
    document.sort_all_objects();
    document
}

/// `GET /api/openapi.json`.
pub(crate) fn endpoint() -> impl Endpoint<Output = Response> {
    let document = Bytes::from(document());
    make_sync(move |_| {
        let response = Response::builder().content_type("application/json").header(header::CACHE_CONTROL, "no-cache");
        response.header(header::X_CONTENT_TYPE_OPTIONS, "nosniff").body(document.clone())
    })
}

/// Adds what the framework leaves out and rewords what client generators stumble over.
fn complete(document: &mut Value) {
    complete_operations(document);
    complete_schemas(document);
    web::openapi::mend(document);
    let problem =
        Problem::new(StatusCode::NOT_FOUND, "deletion_not_found", "This portal has no deletion with this id.");
    document["components"]["schemas"]["Problem"]["example"] = json!(problem);
}

fn complete_operations(document: &mut Value) {
    let schemas = document["components"]["schemas"].clone();
    for operation in children(document, "/paths").flat_map(|path| children(path, "")) {
        if let Some(success) = operation.pointer_mut("/responses/200") {
            success["description"] = "Success.".into();
        }
        for success in ["/responses/200", "/responses/201", "/responses/202", "/requestBody"]
            .map(|status| format!("{status}/content"))
        {
            let Some(content) = operation.pointer_mut(&success).and_then(Value::as_object_mut) else { continue };
            // Other kinds of content are files and streams.
            if let Some(body) = content.remove("application/json; charset=utf-8") {
                content.insert("application/json".into(), body);
            }
        }
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            inline(&mut parameter["schema"], &schemas);
            if parameter["in"] == "query" && !takes_empty_text(&parameter["schema"]) {
                parameter["allowEmptyValue"] = true.into(); // it counts as not given
            }
        }
        if operation.get("requestBody").is_some() {
            add_refusals(operation);
        }
        for (status, response) in named_children(operation, "/responses") {
            add_limits(status, response);
        }
    }
}

fn complete_schemas(document: &mut Value) {
    for sent in SENT {
        say_of_sent(&mut document["components"]["schemas"][sent]);
    }
    for (name, schema) in named_children(document, "/components/schemas") {
        let fields = schema.get("properties").and_then(Value::as_object);
        // Answers carry every field, null or not.
        let is_there = |name: &&String| *name != "parameter"; // a problem may concern no parameter
        let fields = fields.filter(|_| !SENT.contains(&name.as_str()));
        if let Some(fields) = fields.map(|fields| fields.keys().filter(is_there).cloned().collect::<Vec<_>>()) {
            schema["required"] = fields.into();
        }
    }
}

/// Whether the schema, or that of a list's items, takes empty text.
fn takes_empty_text(schema: &Value) -> bool {
    let one = if schema["type"] == "array" { &schema["items"] } else { schema };
    one["type"] == "string" && one["format"].is_null() && one["enum"].is_null()
}

/// Marks optional fields nullable: null counts as not given. Not enumerations, or generators make another type of
/// each.
fn say_of_sent(schema: &mut Value) {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    for (name, field) in named_children(schema, "/properties") {
        if !required.iter().any(|other| other == name) && field.get("allOf").is_none() {
            field["nullable"] = true.into();
        }
        if name == "url" {
            field["format"] = "uri".into();
        }
    }
}

/// Adds the refusals that a body may get before the operation.
fn add_refusals(operation: &mut Value) {
    let schema = json!({"$ref": "#/components/schemas/Problem"});
    for (status, description) in [
        ("413", "The body is larger than 1 MiB: `body_too_large`."),
        ("415", "The body is not `application/json`: `unsupported_media_type`."),
    ] {
        operation["responses"][status] =
            json!({"description": description, "content": {web::problem::CONTENT_TYPE: {"schema": schema}}});
    }
}

/// Adds the headers of answers to a known key.
fn add_limits(status: &str, response: &mut Value) {
    if status != "401" {
        let limits = [
            ("RateLimit-Limit", "Requests allowed in a burst."),
            ("RateLimit-Remaining", "Requests left in a burst."),
            ("RateLimit-Reset", "Seconds until the burst is full again."),
        ];
        for (name, description) in limits {
            let schema = json!({"type": "integer", "format": "int32", "minimum": 0});
            response["headers"][name] = json!({"description": description, "schema": schema});
        }
    }
}

/// Replaces a reference to a schema with the schema and its default: client generators read no `allOf` there.
fn inline(schema: &mut Value, schemas: &Value) {
    let all = schema["allOf"].as_array().cloned().unwrap_or_default();
    let referenced = all.iter().find_map(|part| part["$ref"].as_str()?.rsplit_once('/'));
    let Some((_, name)) = referenced else { return };
    let mut whole = schemas[name].clone();
    if let Some(default) = all.iter().find_map(|part| part.get("default")) {
        whole["default"] = default.clone();
    }
    *schema = whole;
}

/// Entries at `pointer`.
fn named_children<'a>(value: &'a mut Value, pointer: &str) -> impl Iterator<Item = (&'a String, &'a mut Value)> {
    let object = value.pointer_mut(pointer).and_then(Value::as_object_mut);
    object.into_iter().flat_map(serde_json::Map::iter_mut)
}

/// The values of the object at `pointer`, if any.
fn children<'a>(value: &'a mut Value, pointer: &str) -> impl Iterator<Item = &'a mut Value> {
    let object = value.pointer_mut(pointer).and_then(Value::as_object_mut);
    object.into_iter().flat_map(serde_json::Map::values_mut)
}
