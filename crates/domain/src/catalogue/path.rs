//! Follows the catalogue's paths through an event.

use super::entry::{Paths, smart_process};
use crate::event::{Event, MAX_ID};
use crate::wire::Value;

/// Task events send this text for "no value" (docs/protocol.md 2, trap 6).
const NOTHING: &str = "undefined";

#[derive(Clone, Copy)]
pub(super) struct PathRoot<'a> {
    pub(super) event: &'a Event,
    pub(super) item: Option<&'a Value>,
}

impl PathRoot<'_> {
    /// The first text that any of the paths leads to.
    pub(super) fn text(&self, paths: Paths) -> Option<String> {
        paths.iter().find_map(|path| self.follow(path).filter(|text| says_something(text)))
    }

    fn follow(&self, path: &str) -> Option<String> {
        let (root, rest) = path.split_once('.').unwrap_or((path, ""));
        match root {
            "data" => text_at(self.event.data.as_ref()?, rest),
            "item" => text_at(self.item?, rest),
            "auth" => self.event.auth.text(rest).map(str::to_owned),
            "code" => smart_process(self.event.code.as_str()).map(str::to_owned),
            _ => None,
        }
    }
}

fn says_something(text: &str) -> bool {
    !text.is_empty() && text != NOTHING && text.len() <= MAX_ID
}

fn text_at(value: &Value, path: &str) -> Option<String> {
    let (path, joined) = path.strip_suffix("[]").map_or((path, false), |path| (path, true));
    let (stem, key) = path.rsplit_once('.').unwrap_or(("", path));
    if key.starts_with('{') {
        let map = node_at(value, stem)?.as_map()?;
        return map.iter().next().map(|(key, _)| key.to_owned());
    }
    match node_at(value, path)? {
        Value::Text(text) => Some(text.clone()),
        list if joined => join(list),
        Value::Map(_) => None,
    }
}

fn node_at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    if path.is_empty() {
        return Some(value);
    }
    let (key, rest) = path.split_once('.').unwrap_or((path, ""));
    let map = value.as_map()?;
    if key.starts_with('{') {
        map.iter().find_map(|(_, value)| node_at(value, rest))
    } else {
        node_at(map.get_any_case(key)?.1, rest)
    }
}

fn join(list: &Value) -> Option<String> {
    let texts = list.list()?.into_iter().filter_map(Value::as_text);
    let texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
    Some(texts.join(","))
}
