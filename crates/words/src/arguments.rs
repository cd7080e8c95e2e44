//! Parameters of a code as arguments of its message.

use domain::coded::parameters;
use fluent_bundle::{FluentArgs, FluentValue};
use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

/// Parameters that are times.
const TIMES: [&str; 3] = ["from", "to", "since"];

/// The parameters of `entry`, by their names. Those that have parameters of their own are left out: they are put into
/// words first.
pub(crate) fn arguments(entry: &impl Serialize) -> FluentArgs<'static> {
    let mut arguments = FluentArgs::new();
    for (name, value) in parameters(entry) {
        if let Some(value) = argument(&name, &value) {
            arguments.set(name, value);
        }
    }
    arguments
}

fn argument(name: &str, value: &Value) -> Option<FluentValue<'static>> {
    Some(match value {
        Value::Null => "none".into(),
        Value::Bool(value) => value.to_string().into(),
        Value::Number(number) => number.as_f64()?.into(),
        Value::String(text) if TIMES.contains(&name) => time(text).into(),
        Value::String(text) => text.clone().into(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ").into(),
        Value::Object(_) => return None,
    })
}

/// A time for the eye: to the second, and in UTC.
fn time(text: &str) -> String {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
    let time = OffsetDateTime::parse(text, &Rfc3339).ok();
    time.and_then(|time| time.to_offset(time::UtcOffset::UTC).format(format).ok()).unwrap_or_else(|| text.to_owned())
}
