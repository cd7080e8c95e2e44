//! Tests of the decoders: PHP's rules one by one, the bounds, and properties over made-up bodies.

mod bounds;
mod form;
mod json;
mod php;
mod properties;
mod tree;
mod unstorable;

use super::{Map, Value, decode_form, decode_json};

/// The tree as JSON text, which also shows the order of keys.
fn shown(map: &Map) -> String {
    serde_json::to_string(map).unwrap()
}

fn form(body: &str) -> Map {
    decode_form(body.as_bytes()).unwrap()
}

fn json(body: &str) -> Map {
    decode_json(body.as_bytes()).unwrap()
}
