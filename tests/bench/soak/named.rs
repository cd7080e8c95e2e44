//! What is deleted in a soak, and which ids an event names.

use serde_json::Value as Json;
use sim::php::{Value, decode};
use sim::{Delivery, Kind};

/// What is deleted: everything whose id is never used again.
pub(crate) const KINDS: [Kind; 10] = [
    Kind::Lead,
    Kind::Deal,
    Kind::Contact,
    Kind::Company,
    Kind::Quote,
    Kind::Activity,
    Kind::ConnectorMessage,
    Kind::Task,
    Kind::CalendarEntry,
    Kind::Booking,
];

/// How many messages an event of a connector names at most.
const MESSAGES: usize = 10;

/// A body as it was sent.
enum Body {
    Form(Value),
    Json(Json),
}

impl Body {
    fn read(text: &str) -> Self {
        match serde_json::from_str(text) {
            Ok(json) if text.starts_with('{') => Self::Json(json),
            _ => Self::Form(decode(text.as_bytes())),
        }
    }

    fn text(&self, path: &[&str]) -> Option<String> {
        match self {
            Self::Form(form) => path.iter().try_fold(form, |value, key| value.get(key))?.text(),
            Self::Json(json) => {
                let step = |value: &Json, key: &str| match value {
                    Json::Array(list) => list.get(key.parse::<usize>().ok()?).cloned(),
                    other => other.get(key).cloned(),
                };
                match path.iter().try_fold(json.clone(), |value, key| step(&value, key))? {
                    Json::String(text) => Some(text),
                    Json::Number(number) => Some(number.to_string()),
                    _ => None,
                }
            }
        }
    }
}

/// The ids of what an event says is deleted; none if it is no event of [`KINDS`].
pub(crate) fn named(delivery: &Delivery) -> Vec<String> {
    if !KINDS.iter().any(|kind| kind.codes().contains(&delivery.event.as_str())) {
        return Vec::new();
    }
    let body = Body::read(&delivery.sent);
    if delivery.event == "ONIMCONNECTORMESSAGEDELETE" {
        let message = |index: usize| body.text(&["data", "MESSAGES", index.to_string().as_str(), "im", "message_id"]);
        return (0..MESSAGES).map_while(message).collect();
    }
    let paths: [&[&str]; 4] =
        [&["data", "FIELDS", "ID"], &["data", "FIELDS_BEFORE", "ID"], &["data", "ID"], &["data", "id"]];
    paths.into_iter().find_map(|path| body.text(path)).into_iter().collect()
}
