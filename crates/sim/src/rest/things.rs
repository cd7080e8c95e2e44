//! Methods that read titled things: `crm.*.list`, `crm.*.get`, `tasks.task.list` and `tasks.task.get`.

use serde_json::{Map, Value as Json, json};

use super::caller::{Caller, Outcome, Reply, wanted};
use super::filter::{Condition, Sorting};
use crate::events::deletions::Kind;
use crate::php::Value;
use crate::server::errors::RestError;

impl Caller<'_> {
    pub(super) fn of_things(&self, method: &str, parameters: &Value) -> Outcome {
        let (kind, rest) = split(method).ok_or_else(|| RestError::portal("ERROR_METHOD_NOT_FOUND"))?;
        let things = self.world.state().portals[self.portal].titles.of(kind);
        let rows: Vec<Json> = things.into_iter().map(|(id, title)| fields(kind, id, &title)).collect();
        if rest == "list" {
            let reply = Reply::page(selected(found(rows, parameters), parameters), parameters);
            self.note_read(kind, reply.result.as_array().into_iter().flatten());
            return Ok(if kind == Kind::Task { as_tasks(reply) } else { reply });
        }
        let row = one(rows, parameters, if kind == Kind::Task { "taskId" } else { "id" })?;
        self.note_read(kind, [&row]);
        Ok(if kind == Kind::Task { json!({"task": in_camel_case(row)}).into() } else { row.into() })
    }

    /// Notes that these rows were returned.
    fn note_read<'r>(&self, kind: Kind, rows: impl IntoIterator<Item = &'r Json>) {
        let mut state = self.world.state();
        for id in rows.into_iter().filter_map(|row| text(row.get("ID")?).parse::<u64>().ok()) {
            state.portals[self.portal].titles.note_read(kind, id);
        }
    }
}

/// The kind that a method reads, and its last part.
fn split(method: &str) -> Option<(Kind, &str)> {
    let (entity, rest) = method.rsplit_once('.')?;
    let kind = match entity {
        "crm.lead" => Kind::Lead,
        "crm.deal" => Kind::Deal,
        "crm.contact" => Kind::Contact,
        "crm.company" => Kind::Company,
        "tasks.task" => Kind::Task,
        _ => return None,
    };
    Some((kind, rest))
}

/// Contacts have a first and a last name, other things a title.
fn fields(kind: Kind, id: u64, title: &str) -> Json {
    if kind != Kind::Contact {
        return json!({"ID": id.to_string(), "TITLE": title, "CREATED_BY_ID": "1"});
    }
    let (first, last) = title.split_once(' ').unwrap_or((title, ""));
    json!({"ID": id.to_string(), "NAME": first, "LAST_NAME": last, "SECOND_NAME": null, "CREATED_BY_ID": "1"})
}

/// The rows that match the filter, sorted by number.
fn found(mut rows: Vec<Json>, parameters: &Value) -> Vec<Json> {
    for (key, wanted) in parameters.get("filter").map(Value::members).unwrap_or_default() {
        if let Some(condition) = Condition::read(&key, wanted) {
            rows.retain(|row| row.get(&condition.column).is_none_or(|found| condition.holds(&text(found))));
        }
    }
    Sorting::by("ID", false).sort(&mut rows, |row, name| row.get(name).map(text).unwrap_or_default());
    rows
}

/// The selected fields; always with the number.
fn selected(rows: Vec<Json>, parameters: &Value) -> Vec<Json> {
    let select = parameters.get("select").map(Value::members).unwrap_or_default();
    let select: Vec<String> =
        select.iter().filter_map(|(_, name)| name.text()).map(|name| name.to_ascii_uppercase()).collect();
    let is_selected = |name: &str| name == "ID" || select.is_empty() || select.iter().any(|it| it == "*" || it == name);
    let only = |row: Json| match row {
        Json::Object(fields) => Json::Object(fields.into_iter().filter(|(name, _)| is_selected(name)).collect()),
        other => other,
    };
    rows.into_iter().map(only).collect()
}

/// Tasks come in an object of their own, with camel-case keys.
fn as_tasks(reply: Reply) -> Reply {
    let Reply { result: Json::Array(rows), .. } = reply else { return reply };
    let rows: Vec<_> = rows.into_iter().map(in_camel_case).collect();
    Reply { result: json!({ "tasks": rows }), ..reply }
}

fn in_camel_case(row: Json) -> Json {
    let Json::Object(fields) = row else { return row };
    let named = |(name, value): (String, Json)| {
        let words = name.split('_').enumerate().map(|(at, word)| {
            let small = word.to_ascii_lowercase();
            if at == 0 { small } else { format!("{}{}", &word[..1], &small[1..]) }
        });
        (words.collect::<String>(), value)
    };
    Json::Object(fields.into_iter().map(named).collect::<Map<_, _>>())
}

fn one(rows: Vec<Json>, parameters: &Value, key: &str) -> Result<Json, RestError> {
    let id = wanted(parameters, key)?;
    let found = rows.into_iter().find(|row| row.get("ID").is_some_and(|own| text(own) == id));
    found.ok_or_else(|| RestError::portal("").with("Not found"))
}

fn text(found: &Json) -> String {
    found.as_str().map_or_else(|| found.to_string(), str::to_owned)
}
