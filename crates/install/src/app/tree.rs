//! JSON as lines of a tree, each with its depth and its path.

use serde_json::Value;

use super::visible::visible;

/// How many lines of a payload are shown.
const LINES: usize = 400;
/// Deeper lines are drawn at this depth.
const DEPTH: usize = 8;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) depth: usize,
    /// Its key, or its place in a list.
    pub(crate) name: String,
    /// The keys from the top, with dots between them.
    pub(crate) path: String,
    /// Its value; none if more lines follow below it.
    pub(crate) value: Option<String>,
}

/// The lines of a value, in its order.
pub(crate) fn lines(value: &Value) -> Vec<Line> {
    let mut lines = Vec::new();
    add(&mut lines, 0, "", value);
    lines
}

fn add(lines: &mut Vec<Line>, depth: usize, path: &str, value: &Value) {
    let mut member = |name: &str, value: &Value| {
        if lines.len() >= LINES {
            return;
        }
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let (name, shown) = (visible(name), leaf(value));
        lines.push(Line { depth: depth.min(DEPTH), name, path: visible(&path), value: shown });
        add(lines, depth + 1, &path, value);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| member(name, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(place, value)| member(&place.to_string(), value)),
        other if depth == 0 => lines.extend(leaf(other).map(|value| Line {
            depth,
            name: String::new(),
            path: String::new(),
            value: Some(value),
        })),
        _ => {}
    }
}

/// The text of a value without lines of its own, such as an empty list.
fn leaf(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(visible(text)),
        Value::Object(members) if !members.is_empty() => None,
        Value::Array(items) if !items.is_empty() => None,
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tree_has_a_line_for_each_member() {
        let lines = lines(&json!({"data": {"FIELDS": {"ID": "7"}, "list": [1, []]}, "ts": null}));
        let shown: Vec<_> = lines.iter().map(|line| (line.depth, line.path.as_str(), line.value.as_deref())).collect();
        assert_eq!(
            shown,
            [
                (0, "data", None),
                (1, "data.FIELDS", None),
                (2, "data.FIELDS.ID", Some("7")),
                (1, "data.list", None),
                (2, "data.list.0", Some("1")),
                (2, "data.list.1", Some("[]")),
                (0, "ts", Some("null")),
            ]
        );
    }

    #[test]
    fn what_is_no_tree_is_one_line() {
        assert_eq!(lines(&json!("a\u{202e}b")).len(), 1);
        let deep = (0..50).fold(json!(1), |value, _| json!({ "a": value }));
        assert!(lines(&deep).iter().all(|line| line.depth <= DEPTH));
        let wide: Vec<_> = (0..10_000).collect();
        assert_eq!(lines(&json!(wide)).len(), LINES);
    }
}
