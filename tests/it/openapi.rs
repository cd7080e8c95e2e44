//! The OpenAPI documents, committed and served.

use api::Api;
use poem::EndpointExt;
use poem::http::header;
use poem::test::TestClient;
use serde_json::{Value, json};

use crate::support::House;

const CLIENT: &str = include_str!("../../openapi/client.json");

#[test]
fn committed_document_of_the_client_api_is_the_present_one() {
    let how = "openapi/client.json is not what the code says: \
        run `target/debug/tombstone openapi client > openapi/client.json` and commit it";
    assert!(api::document() == CLIENT, "{how}");
}

#[test]
fn committed_document_of_the_receiver_is_the_present_one() {
    let how = "openapi/receiver.json is not what the code says: \
        run `target/debug/tombstone openapi receiver > openapi/receiver.json` and commit it";
    assert!(events::document() == include_str!("../../openapi/receiver.json"), "{how}");
}

/// Every value under `key` in the document.
fn all<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a Value>) {
    if let Some(object) = value.as_object() {
        found.extend(object.get(key));
        for value in object.values() {
            all(value, key, found);
        }
    }
    for value in value.as_array().into_iter().flatten() {
        all(value, key, found);
    }
}

#[test]
fn everything_in_the_document_is_described() {
    let document: Value = serde_json::from_str(CLIENT).unwrap();
    let described = |what: &Value| what["description"].as_str().is_some_and(|text| !text.trim().is_empty());
    for (path, operations) in document["paths"].as_object().unwrap() {
        for operation in operations.as_object().unwrap().values() {
            assert!(described(operation) && operation["summary"].is_string(), "{path}");
            assert!(operation["security"][0]["apiKey"].is_array(), "{path}");
            assert_eq!(operation["tags"].as_array().map(Vec::len), Some(1), "{path}");
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                assert!(described(parameter), "{path} {}", parameter["name"]);
            }
            for (status, response) in operation["responses"].as_object().unwrap() {
                assert!(described(response) || status == "200", "{path} {status}");
            }
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(described(schema), "{name}");
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            assert!(described(property) || property["allOf"].is_array(), "{name}.{field}");
        }
    }
}

#[test]
fn document_names_its_operations_and_no_server() {
    let document: Value = serde_json::from_str(CLIENT).unwrap();
    let mut ids = Vec::new();
    all(&document, "operationId", &mut ids);
    let mut ids: Vec<_> = ids.into_iter().filter_map(Value::as_str).collect();
    ids.sort_unstable();
    // Webhook operations exist twice: for a portal and for all.
    let (webhooks, ids): (Vec<&str>, Vec<&str>) = ids.into_iter().partition(|id| id.contains("Webhook"));
    let (over_all, of_portals): (Vec<&str>, Vec<&str>) = webhooks.into_iter().partition(|id| id.contains("AllWebhook"));
    let of_portal = |id: &&str| id.replace("AllWebhook", "Webhook");
    assert_eq!(over_all.iter().map(of_portal).collect::<Vec<_>>(), of_portals);
    assert_eq!(of_portals.len(), 10, "{of_portals:?}");
    let counts = ["countAllDeletions", "countDeletions"];
    let exports = ["exportAllDeletions", "exportDeletions"];
    let streams = ["streamAllDeletions", "streamDeletions"];
    let reads = ["getCatalogue", "getDeletion", "getPortal", "getPortalHealth"];
    let lists = ["listAllDeletions", "listDeletions", "listGaps", "listPortals"];
    assert_eq!(
        ids,
        [
            &["checkPortal"],
            &counts[..],
            &exports[..],
            &reads[..],
            &lists[..],
            &["probePortal", "pullAllDeletions", "pullDeletions", "recoverPortal"],
            &streams[..]
        ]
        .concat()
    );
    assert_eq!(document["servers"], json!([{ "url": "/" }]));
    assert!(document["paths"].as_object().unwrap().keys().all(|path| path.starts_with("/api/v1/")));
}

fn api(house: &House) -> Api {
    let (_, stop) = tokio::sync::watch::channel(false);
    let (store, clock, endpoints) = (house.store.clone(), house.clock.clone(), bitrix24::Endpoints::Private);
    Api { store, clock, stop, endpoints, keep_alive: api::KEEP_ALIVE, rate: 0 }
}

#[tokio::test]
async fn document_is_served_as_it_is_committed() {
    let house = House::new().await;
    let client = TestClient::new(api::routes(api(&house)).boxed());
    let response = client.get("/api/openapi.json").send().await;
    response.assert_status_is_ok();
    response.assert_content_type("application/json");
    response.assert_text(CLIENT).await;
}

#[tokio::test]
async fn browsable_form_is_served_whole_from_here() {
    let house = House::new().await;
    let client = TestClient::new(api::routes(api(&house)).boxed());
    let page = client.get("/api/docs").send().await;
    page.assert_status_is_ok();
    let policy = page.0.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
    assert!(!policy.contains("http") && !policy.contains("unsafe-eval"), "{policy}");

    let page = page.0.into_body().into_string().await.unwrap();
    let named = page.split(['"', '\'']).filter(|text| text.starts_with("/api/docs/"));
    let named: Vec<_> = named.collect();
    assert_eq!(named, ["swagger-ui.css", "swagger-ui.js", "start.js"].map(|part| format!("/api/docs/{part}")));
    for part in named {
        let response = client.get(part).send().await;
        response.assert_status_is_ok();
        let kind = response.0.content_type().unwrap();
        assert!(kind.starts_with("text/css") || kind.starts_with("text/javascript"), "{part}: {kind}");
        assert_eq!(response.0.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    }
}
