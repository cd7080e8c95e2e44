//! Compares schemas: of what clients send, and of what the API answers.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Break, Direction};

/// Limits, and whether a larger number admits more values.
const LIMITS: [(&str, bool); 6] = [
    ("maximum", true),
    ("maxLength", true),
    ("maxItems", true),
    ("minimum", false),
    ("minLength", false),
    ("minItems", false),
];

/// Both documents, and the breaks found so far.
pub(super) struct Schemas<'a> {
    before: &'a Value,
    after: &'a Value,
    seen: BTreeSet<(Direction, String, String)>,
    breaks: BTreeSet<Break>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(before: &'a Value, after: &'a Value) -> Self {
        Self { before, after, seen: BTreeSet::new(), breaks: BTreeSet::new() }
    }

    pub(super) fn into_breaks(self) -> BTreeSet<Break> {
        self.breaks
    }

    pub(super) fn note(&mut self, what: &str, how: impl Into<String>) {
        self.breaks.insert(Break { what: what.to_owned(), how: how.into() });
    }

    /// Compares the schemas at one place; `name` is used unless the schema has a name.
    pub(super) fn compare(&mut self, direction: Direction, name: &str, before: &Value, after: &Value) {
        let (before_name, before_schema) = resolve(self.before, before);
        let (after_name, after_schema) = resolve(self.after, after);
        let name = before_name.unwrap_or(name);
        // Schemas are shared, and may be recursive.
        if before_name.is_some()
            && !self.seen.insert((direction, name.to_owned(), after_name.unwrap_or_default().to_owned()))
        {
            return;
        }
        self.compare_kind(direction, name, before, before_schema, after, after_schema);
        match direction {
            Direction::Sent => self.compare_sent(name, before_schema, after_schema),
            Direction::Answered => self.compare_answered(name, before_schema, after_schema),
        }
        self.compare_fields(direction, name, before_schema, after_schema);
        for part in ["items", "additionalProperties"] {
            if let (Some(before), Some(after)) = (before_schema.get(part), after_schema.get(part)) {
                self.compare(direction, name, before, after);
            }
        }
    }

    /// Type, format and nullability.
    fn compare_kind(
        &mut self,
        direction: Direction,
        name: &str,
        before: &Value,
        before_schema: &Value,
        after: &Value,
        after_schema: &Value,
    ) {
        for key in ["type", "format"] {
            if before_schema[key] != after_schema[key] {
                self.note(name, format!("has the {key} {} instead of {}", after_schema[key], before_schema[key]));
            }
        }
        let may_be_null = |place: &Value, schema: &Value| place["nullable"] == true || schema["nullable"] == true;
        match (direction, may_be_null(before, before_schema), may_be_null(after, after_schema)) {
            (Direction::Sent, true, false) => self.note(name, "may not be null any more"),
            (Direction::Answered, false, true) => self.note(name, "may be null now"),
            _ => {}
        }
    }

    /// Every value that was accepted has to stay accepted.
    fn compare_sent(&mut self, name: &str, before: &Value, after: &Value) {
        if let Some(present) = after["enum"].as_array() {
            match before["enum"].as_array() {
                None => self.note(name, "takes some values only"),
                Some(values) => values.iter().filter(|value| !present.contains(value)).for_each(|value| {
                    self.note(&format!("{name}.{}", value.as_str().unwrap_or_default()), "is taken no more");
                }),
            }
        }
        for (limit, more_is_wider) in LIMITS {
            let (was, is) = (before[limit].as_f64(), after[limit].as_f64());
            let is_narrower = match (was, is) {
                (_, None) => false,
                (None, Some(is)) => more_is_wider || is > 0.0,
                (Some(was), Some(is)) => {
                    if more_is_wider {
                        is < was
                    } else {
                        is > was
                    }
                }
            };
            if is_narrower {
                self.note(name, format!("has the {limit} {} instead of {}", after[limit], before[limit]));
            }
        }
        if !after["pattern"].is_null() && before["pattern"] != after["pattern"] {
            self.note(name, format!("has the pattern {}", after["pattern"]));
        }
        for field in names(&after["required"]).difference(&names(&before["required"])) {
            self.note(&format!("{name}.{field}"), "is required now");
        }
    }

    /// Every required field has to stay required. Enumerations may grow.
    fn compare_answered(&mut self, name: &str, before: &Value, after: &Value) {
        for field in names(&before["required"]).difference(&names(&after["required"])) {
            if after["properties"].get(field).is_some() {
                self.note(&format!("{name}.{field}"), "may be absent now");
            }
        }
    }

    fn compare_fields(&mut self, direction: Direction, name: &str, before: &Value, after: &Value) {
        for (field, schema) in before["properties"].as_object().into_iter().flat_map(Map::iter) {
            let name = format!("{name}.{field}");
            match after["properties"].get(field) {
                None => self.note(&name, "is gone"),
                Some(present) => self.compare(direction, &name, schema, present),
            }
        }
    }
}

/// Resolves a reference, alone or in `allOf` beside a description, to the schema's name and the schema.
fn resolve<'a>(document: &'a Value, place: &'a Value) -> (Option<&'a str>, &'a Value) {
    let reference = place["$ref"].as_str().or_else(|| place["allOf"][0]["$ref"].as_str());
    let name = reference.and_then(|reference| reference.strip_prefix("#/components/schemas/"));
    name.map_or((None, place), |name| (Some(name), &document["components"]["schemas"][name]))
}

fn names(list: &Value) -> BTreeSet<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
