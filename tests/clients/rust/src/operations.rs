//! The generated client has every operation of the document.

use serde_json::Value;

use crate::scene::Scene;

const DOCUMENT: &str = include_str!("../../../../openapi/client.json");
const GENERATED: &str = include_str!(concat!(env!("OUT_DIR"), "/client.rs"));
const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

#[expect(clippy::unused_async, reason = "a check like the others")]
pub async fn all_are_there(_: Scene) {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    let paths = document["paths"].as_object().unwrap().values().filter_map(Value::as_object);
    let operations = paths.flatten().filter(|(method, _)| METHODS.contains(&method.as_str()));
    let ids: Vec<&str> = operations.map(|(_, operation)| operation["operationId"].as_str().unwrap()).collect();
    let missing: Vec<_> = ids.iter().filter(|id| !GENERATED.contains(&method(id))).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(GENERATED.matches("(&self) -> builder::").count(), ids.len());
}

/// How the method of an operation begins.
fn method(id: &str) -> String {
    let name: String = id
        .chars()
        .flat_map(|letter| letter.is_uppercase().then_some('_').into_iter().chain(letter.to_lowercase()))
        .collect();
    format!("pub fn {name}(&self) -> builder::")
}
