//! A payload as a tree: each value under its key, with its path.

use serde_json::Value;

use crate::page::markup::{Markup, shown};

/// How many levels of a payload, and how many values, to show.
const DEEPEST: usize = 32;
const MOST: usize = 2_000;

pub(crate) struct Node {
    pub(crate) depth: usize,
    pub(crate) key: Markup,
    /// The path as programs write it: `data.FIELDS.ID`.
    pub(crate) path: String,
    /// The value; `None` for what contains others.
    pub(crate) value: Option<Markup>,
    /// The kind of value, for its colour.
    pub(crate) kind: &'static str,
}

/// The lines of a payload; none if it is not a JSON object.
pub(crate) fn nodes(payload: &str) -> Vec<Node> {
    let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(payload) else { return Vec::new() };
    let mut nodes = Vec::new();
    for (key, value) in &fields {
        put(key, value, key, 0, &mut nodes);
    }
    nodes
}

fn put(key: &str, value: &Value, path: &str, depth: usize, nodes: &mut Vec<Node>) {
    if nodes.len() >= MOST || depth >= DEEPEST {
        return;
    }
    let (text, kind) = match value {
        Value::Object(fields) if fields.is_empty() => (Some("{}".to_owned()), "none"),
        Value::Array(items) if items.is_empty() => (Some("[]".to_owned()), "none"),
        Value::Object(_) | Value::Array(_) => (None, "branch"),
        Value::String(text) => (Some(text.clone()), "text"),
        Value::Number(number) => (Some(number.to_string()), "number"),
        Value::Bool(_) => (Some(value.to_string()), "number"),
        Value::Null => (Some("null".to_owned()), "none"),
    };
    nodes.push(Node { depth, key: shown(key), path: path.to_owned(), value: text.as_deref().map(shown), kind });
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                put(key, value, &step(path, key), depth + 1, nodes);
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                put(&at.to_string(), value, &format!("{path}[{at}]"), depth + 1, nodes);
            }
        }
        _ => {}
    }
}

/// The path to a key, quoted if it is not a word.
fn step(path: &str, key: &str) -> String {
    let is_word = !key.is_empty() && key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if is_word { format!("{path}.{key}") } else { format!("{path}[{}]", Value::from(key)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_under_their_keys() {
        let payload = r#"{"data":{"FIELDS":{"ID":107,"TITLE":"a"},"LIST":["x",{"a b":null}],"NONE":[]},"ts":"1"}"#;
        let lines: Vec<_> = nodes(payload).iter().map(|node| (node.depth, node.path.clone(), node.kind)).collect();
        let expected = [
            (0, "data", "branch"),
            (1, "data.FIELDS", "branch"),
            (2, "data.FIELDS.ID", "number"),
            (2, "data.FIELDS.TITLE", "text"),
            (1, "data.LIST", "branch"),
            (2, "data.LIST[0]", "text"),
            (2, "data.LIST[1]", "branch"),
            (3, "data.LIST[1][\"a b\"]", "none"),
            (1, "data.NONE", "none"),
            (0, "ts", "text"),
        ];
        assert_eq!(lines, expected.map(|(depth, path, kind)| (depth, path.to_owned(), kind)));
    }

    #[test]
    fn payload_is_shown_as_far_as_it_is_one() {
        assert!(nodes("no JSON").is_empty() && nodes("[1]").is_empty());
        let deep = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
        assert_eq!(nodes(&deep).len(), DEEPEST);
        let many = format!("{{\"a\":[{}]}}", vec!["1"; 5_000].join(","));
        assert_eq!(nodes(&many).len(), MOST);
    }
}
