//! Which changes break clients, and which do not.

use serde_json::{Value, json};

use super::{Break, breaks, is_announced};

/// A document with one operation that has a body and responses.
fn document() -> Value {
    json!({
        "paths": {"/things": {"post": {
            "operationId": "makeThing",
            "parameters": [
                {"in": "query", "name": "q", "required": false, "schema": {"type": "string", "maxLength": 100}},
                {"in": "query", "name": "kind", "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Kind"}}}
            ],
            "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewThing"}}}},
            "responses": {
                "200": {
                    "headers": {"ETag": {"schema": {"type": "string"}}},
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
                },
                "409": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
            }
        }}},
        "components": {"schemas": {
            "Kind": {"type": "string", "enum": ["new", "old"]},
            "NewThing": {"type": "object", "required": ["url"], "properties": {
                "url": {"type": "string"}, "events": {"type": "array", "nullable": true, "items": {"type": "string"}}
            }},
            "Thing": {"type": "object", "required": ["id", "parts"], "properties": {
                "id": {"type": "string"},
                "kind": {"allOf": [{"$ref": "#/components/schemas/Kind"}]},
                "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}
            }},
            "Problem": {"type": "object", "properties": {"code": {"type": "string"}}}
        }}
    })
}

/// The breaks after setting `pointer`; null removes it.
fn found(pointer: &str, value: Value) -> Vec<String> {
    let (before, mut after) = (document(), document());
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match after.pointer_mut(parent).unwrap_or_else(|| panic!("{parent}")) {
        Value::Array(list) => list.push(value),
        object if value.is_null() => {
            object.as_object_mut().unwrap().remove(key);
        }
        object => object[key] = value,
    }
    assert_ne!(before, after, "{pointer}");
    breaks(&before, &after).into_iter().map(|Break { what, how }| format!("{what} {how}")).collect()
}

const OPERATION: &str = "/paths/~1things/post";

fn of_operation(pointer: &str, value: Value) -> Vec<String> {
    // `found` takes the last part as a plain key, without JSON pointer escapes.
    found(&format!("{OPERATION}{pointer}"), value)
}

fn of_schemas(pointer: &str, value: Value) -> Vec<String> {
    found(&format!("/components/schemas{pointer}"), value)
}

#[test]
fn what_is_gone_breaks_clients() {
    assert_eq!(found("/paths/~1things/post", Value::Null), ["makeThing is gone"]);
    assert_eq!(of_operation("/operationId", json!("createThing")), ["makeThing is called \"createThing\" now"]);
    let other = json!([{"in": "query", "name": "q", "schema": {"type": "string", "maxLength": 100}}]);
    assert_eq!(of_operation("/parameters", other), ["makeThing.kind is gone"]);
    assert_eq!(of_operation("/responses/200", Value::Null), ["makeThing.200 is answered no more"]);
    assert_eq!(of_operation("/responses/200/headers/ETag", Value::Null), ["makeThing.200.ETag is gone"]);
    let other = json!({"text/plain": {}});
    assert_eq!(of_operation("/responses/200/content", other), ["makeThing.200 has no application/json any more"]);
    assert_eq!(of_schemas("/Thing/properties/id", Value::Null), ["Thing.id is gone"]);
    assert_eq!(of_schemas("/NewThing/properties/events", Value::Null), ["NewThing.events is gone"]);
    assert_eq!(of_schemas("/Problem/properties/code", Value::Null), ["Problem.code is gone"]);
    assert_eq!(of_schemas("/Kind/enum", json!(["new"])), ["Kind.old is taken no more"]);
}

#[test]
fn what_clients_have_to_do_newly_breaks_them() {
    let new = json!({"in": "query", "name": "portal", "required": true, "schema": {"type": "string"}});
    assert_eq!(of_operation("/parameters/-", new), ["makeThing.portal is required now"]);
    assert_eq!(of_operation("/parameters/0/required", json!(true)), ["makeThing.q is required now"]);
    assert_eq!(of_operation("/requestBody/required", json!(true)), ["makeThing.body is required now"]);
    assert_eq!(
        of_operation("/parameters/0/schema/maxLength", json!(50)),
        ["makeThing.q has the maxLength 50 instead of 100"]
    );
    assert_eq!(
        of_operation("/parameters/0/schema/minLength", json!(1)),
        ["makeThing.q has the minLength 1 instead of null"]
    );
    assert_eq!(of_operation("/parameters/0/schema/enum", json!(["a"])), ["makeThing.q takes some values only"]);
    assert_eq!(of_operation("/parameters/0/schema/pattern", json!("^a")), ["makeThing.q has the pattern \"^a\""]);
    assert_eq!(of_schemas("/NewThing/required/-", json!("name")), ["NewThing.name is required now"]);
    let nullable = of_schemas("/NewThing/properties/events/nullable", json!(false));
    assert_eq!(nullable, ["NewThing.events may not be null any more"]);
}

#[test]
fn answers_that_say_less_break_clients() {
    assert_eq!(of_schemas("/Thing/required", json!(["parts"])), ["Thing.id may be absent now"]);
    assert_eq!(of_schemas("/Thing/properties/id/nullable", json!(true)), ["Thing.id may be null now"]);
    let number = of_schemas("/Thing/properties/id/type", json!("integer"));
    assert_eq!(number, ["Thing.id has the type \"integer\" instead of \"string\""]);
    let wide = of_schemas("/Thing/properties/id/format", json!("uuid"));
    assert_eq!(wide, ["Thing.id has the format \"uuid\" instead of null"]);
}

#[test]
fn what_is_new_breaks_nobody() {
    let none: [&str; 0] = [];
    assert_eq!(found("/paths/~1things/get", json!({"operationId": "listThings"})), none);
    let new = json!({"in": "query", "name": "portal", "schema": {"type": "string"}});
    assert_eq!(of_operation("/parameters/-", new), none);
    assert_eq!(of_operation("/parameters/0/schema/maxLength", json!(200)), none);
    assert_eq!(of_operation("/responses/422", json!({})), none);
    assert_eq!(of_operation("/responses/409", Value::Null), none);
    assert_eq!(of_schemas("/Kind/enum/-", json!("other")), none);
    assert_eq!(of_schemas("/Thing/properties/size", json!({"type": "integer"})), none);
    assert_eq!(of_schemas("/Thing/required/-", json!("kind")), none);
    assert_eq!(of_schemas("/NewThing/properties/size", json!({"type": "integer"})), none);
    assert_eq!(of_schemas("/Thing/description", json!("other words")), none);
}

#[test]
fn changelog_announces_by_name_in_its_newest_section() {
    let changelog = "# Changelog\n\n## 2.0\n\n- **Breaking:** `listThings.q` is gone.\n- `listThings.x` is new.\n\n\
        ## 1.0\n\n- **Breaking:** `makeThing` is gone.\n";
    assert!(is_announced(changelog, "listThings.q"));
    assert!(!is_announced(changelog, "listThings"), "part of a name");
    assert!(!is_announced(changelog, "listThings.x"), "it does not say that it breaks");
    assert!(!is_announced(changelog, "makeThing"), "of an earlier release");
}
