//! Completes the framework's OpenAPI documents, and changes what client generators stumble over.

use serde_json::{Map, Value, json};

use crate::problem;

/// SPDX name of this program's license.
const LICENSE: &str = env!("CARGO_PKG_LICENSE");

/// Completes the document: license and contact, formats that the specification knows, types beside `nullable`, problems
/// also as plain JSON, the usual header names, and no unused schemas.
pub fn mend(document: &mut Value) {
    document["info"]["license"] = json!({"name": LICENSE, "url": format!("https://spdx.org/licenses/{LICENSE}.html")});
    document["info"]["contact"] = json!({"name": "The operator of this service"});
    if document["servers"].as_array().is_none_or(Vec::is_empty) {
        document["servers"] = json!([{ "url": "/" }]);
    }
    widen(document);
    let schemas = document["components"]["schemas"].clone();
    for_each_object(document, &mut |object| type_nullable(object, &schemas));
    for_each_object(document, &mut refer_alone);
    for_each_object(document, &mut name_problem);
    for_each_object(document, &mut name_headers);
    while drop_unused(document) {}
}

/// Changes every object in the value, the inner ones last.
fn for_each_object(value: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Array(parts) => parts.iter_mut().for_each(|part| for_each_object(part, change)),
        Value::Object(fields) => {
            change(fields);
            fields.values_mut().for_each(|field| for_each_object(field, change));
        }
        _ => {}
    }
}

/// Many generators read unsigned formats as 32 bits, so this declares signed ones.
fn widen(document: &mut Value) {
    for_each_object(document, &mut |fields| {
        let signed = match fields.get("format").and_then(Value::as_str) {
            Some("uint64") => "int64",
            Some("uint8" | "uint16" | "uint32") => "int32",
            _ => return,
        };
        fields.insert("format".into(), signed.into());
        fields.entry("minimum").or_insert(0.into());
    });
}

/// A nullable field needs its type beside it, so this inlines the schema that it refers to.
fn type_nullable(field: &mut Map<String, Value>, schemas: &Value) {
    if field.get("nullable") != Some(&Value::Bool(true)) || field.contains_key("type") {
        return;
    }
    let Some(all) = field.get("allOf").and_then(Value::as_array) else { return };
    let reference = all.iter().find_map(|part| part["$ref"].as_str()?.rsplit_once('/'));
    let schema = reference.and_then(|(_, name)| schemas[name].as_object()).cloned();
    let Some(schema) = schema else { return };
    field.remove("allOf");
    for (name, value) in schema {
        field.entry(name).or_insert(value);
    }
    // An `enum` lists every allowed value, whatever stands beside it.
    if let Some(values) = field.get_mut("enum").and_then(Value::as_array_mut) {
        values.push(Value::Null);
    }
}

/// Leaves only the reference in an `allOf`; the other keywords stand beside it.
fn refer_alone(place: &mut Map<String, Value>) {
    if let Some(all) = place.get_mut("allOf").and_then(Value::as_array_mut) {
        all.retain(|part| part.get("$ref").is_some());
    }
}

fn name_problem(content: &mut Map<String, Value>) {
    if let Some(problem) = content.get(problem::CONTENT_TYPE).cloned() {
        content.insert("application/json".into(), problem);
    }
}

/// The framework writes response headers in one case, and generators copy that.
fn name_headers(response: &mut Map<String, Value>) {
    let Some(headers) = response.get_mut("headers").and_then(Value::as_object_mut) else { return };
    *headers = std::mem::take(headers).into_iter().map(|(name, header)| (known_name(&name), header)).collect();
}

/// The usual spelling of a header: `Retry-After`.
fn known_name(name: &str) -> String {
    match name.to_ascii_lowercase().as_str() {
        "etag" => "ETag".to_owned(),
        "www-authenticate" => "WWW-Authenticate".to_owned(),
        small if small == name || name.to_ascii_uppercase() == name => {
            let parts = small.split('-').map(|part| {
                let (first, rest) = part.split_at(part.len().min(1));
                first.to_ascii_uppercase() + rest
            });
            parts.collect::<Vec<_>>().join("-")
        }
        _ => name.to_owned(),
    }
}

/// Drops schemas that nothing refers to. Returns whether there were any.
fn drop_unused(document: &mut Value) -> bool {
    let text = document.to_string();
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else {
        return false;
    };
    let before = schemas.len();
    schemas.retain(|name, _| text.contains(&format!("\"#/components/schemas/{name}\"")));
    schemas.len() < before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_says_what_generators_need() {
        let mut document = json!({
            "info": {}, "servers": [],
            "paths": {"/x": {"get": {"responses": {"404": {"content": {"application/problem+json": {"a": 1}}}}}}},
            "components": {"schemas": {
                "Used": {"type": "object", "properties": {
                    "count": {"type": "integer", "format": "uint64"},
                    "part": {"nullable": true, "description": "of this", "allOf": [{"$ref": "#/components/schemas/Part"}]},
                    "word": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/Word"}]},
                    "itself": {"$ref": "#/components/schemas/Used"}
                }},
                "Part": {"type": "object", "description": "of any"},
                "Word": {"type": "string", "enum": ["a", "b"]}
            }}
        });
        mend(&mut document);
        let used = &document["components"]["schemas"]["Used"]["properties"];
        assert_eq!(used["count"], json!({"type": "integer", "format": "int64", "minimum": 0}));
        assert_eq!(used["part"], json!({"nullable": true, "description": "of this", "type": "object"}));
        assert_eq!(used["word"], json!({"nullable": true, "type": "string", "enum": ["a", "b", null]}));
        assert!(document["components"]["schemas"].get("Part").is_none(), "it stands where it is used");
        let content = &document["paths"]["/x"]["get"]["responses"]["404"]["content"];
        assert_eq!(content["application/json"], content["application/problem+json"]);
        assert_eq!(document["servers"][0]["url"], "/");
    }

    #[test]
    fn headers_have_the_names_under_which_they_are_known() {
        for (written, known) in [
            ("RETRY-AFTER", "Retry-After"),
            ("tombstone-first-digest", "Tombstone-First-Digest"),
            ("ETAG", "ETag"),
            ("WWW-AUTHENTICATE", "WWW-Authenticate"),
            ("RateLimit-Limit", "RateLimit-Limit"),
        ] {
            assert_eq!(known_name(written), known);
        }
    }
}
