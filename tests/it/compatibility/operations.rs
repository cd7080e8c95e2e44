//! Compares operations.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::schemas::Schemas;
use super::{Break, Direction};

const METHODS: [&str; 5] = ["delete", "get", "patch", "post", "put"];

/// The breaks between the operations of two documents.
pub(super) fn compare(before: &Value, after: &Value) -> BTreeSet<Break> {
    let mut schemas = Schemas::new(before, after);
    for (path, methods) in entries(&before["paths"]) {
        for method in METHODS {
            let Some(operation) = methods.get(method) else { continue };
            compare_operation(&mut schemas, operation, &after["paths"][path][method]);
        }
    }
    schemas.into_breaks()
}

fn compare_operation(schemas: &mut Schemas, before: &Value, after: &Value) {
    let id = text(&before["operationId"]);
    if after.is_null() {
        return schemas.note(id, "is gone");
    }
    if after["operationId"] != before["operationId"] {
        schemas.note(id, format!("is called {} now", after["operationId"]));
    }
    compare_parameters(schemas, id, before, after);
    compare_body(schemas, id, &before["requestBody"], &after["requestBody"]);
    for (status, response) in entries(&before["responses"]) {
        compare_response(schemas, id, status, response, &after["responses"][status]);
    }
}

fn compare_parameters(schemas: &mut Schemas, id: &str, before: &Value, after: &Value) {
    let name = |parameter: &Value| format!("{id}.{}", text(&parameter["name"]));
    for parameter in list(&before["parameters"]) {
        let present = list(&after["parameters"])
            .find(|other| (&other["in"], &other["name"]) == (&parameter["in"], &parameter["name"]));
        let Some(present) = present else {
            schemas.note(&name(parameter), "is gone");
            continue;
        };
        require(schemas, &name(parameter), parameter, present);
        schemas.compare(Direction::Sent, &name(parameter), &parameter["schema"], &present["schema"]);
    }
    for parameter in list(&after["parameters"]) {
        let is_new = list(&before["parameters"]).all(|other| other["name"] != parameter["name"]);
        if is_new {
            require(schemas, &name(parameter), &Value::Null, parameter);
        }
    }
}

fn compare_body(schemas: &mut Schemas, id: &str, before: &Value, after: &Value) {
    let name = format!("{id}.body");
    require(schemas, &name, before, after);
    compare_content(schemas, Direction::Sent, &name, before, after);
}

/// A success status has to stay; clients survive the loss of an error status.
fn compare_response(schemas: &mut Schemas, id: &str, status: &str, before: &Value, after: &Value) {
    let name = format!("{id}.{status}");
    if after.is_null() {
        if status.starts_with('2') {
            schemas.note(&name, "is answered no more");
        }
        return;
    }
    for (header, _) in entries(&before["headers"]) {
        if !entries(&after["headers"]).any(|(other, _)| other.eq_ignore_ascii_case(header)) {
            schemas.note(&format!("{name}.{header}"), "is gone");
        }
    }
    compare_content(schemas, Direction::Answered, &name, before, after);
}

fn compare_content(schemas: &mut Schemas, direction: Direction, name: &str, before: &Value, after: &Value) {
    for (kind, content) in entries(&before["content"]) {
        match after["content"].get(kind) {
            None => schemas.note(name, format!("has no {kind} any more")),
            Some(present) => schemas.compare(direction, name, &content["schema"], &present["schema"]),
        }
    }
}

fn require(schemas: &mut Schemas, name: &str, before: &Value, after: &Value) {
    if before["required"] != true && after["required"] == true {
        schemas.note(name, "is required now");
    }
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
