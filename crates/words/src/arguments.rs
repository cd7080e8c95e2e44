//! Parameters of a code as arguments of its message.

use domain::Zone;
use domain::coded::parameters;
use fluent_bundle::{FluentArgs, FluentValue};
use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::Words;

/// Parameters that are times.
const TIMES: [&str; 3] = ["from", "to", "since"];

impl Words {
    /// The parameters of `entry` by their names, with times on the clock of `zone`. Leaves out those with parameters of
    /// their own, which callers word first.
    pub(crate) fn arguments(&self, entry: &impl Serialize, zone: &Zone) -> FluentArgs<'static> {
        let mut arguments = FluentArgs::new();
        for (name, value) in parameters(entry) {
            let time = || self.time(&name, &value, zone);
            if let Some(value) = time().or_else(|| argument(&value)) {
                arguments.set(name, value);
            }
        }
        arguments
    }

    fn time(&self, name: &str, value: &Value, zone: &Zone) -> Option<FluentValue<'static>> {
        let text = value.as_str().filter(|_| TIMES.contains(&name))?;
        let time = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        Some(self.exact(zone.local(time)).into())
    }
}

fn argument(value: &Value) -> Option<FluentValue<'static>> {
    Some(match value {
        Value::Null => "none".into(),
        Value::Bool(value) => value.to_string().into(),
        Value::Number(number) => number.as_f64()?.into(),
        Value::String(text) => text.clone().into(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ").into(),
        Value::Object(_) => return None,
    })
}
