//! event.offline.get, list, clear and error.

use rand::RngExt;
use serde_json::{Value as Json, json};

use super::{Caller, Outcome, Reply, wanted};
use crate::errors::RestError;
use crate::offline::Record;
use crate::php::Value;

const DENIED: &str = "Access denied! Offline events are available to administrators only";

impl Caller<'_> {
    /// Fetches records, oldest first: deletes them, or reserves them under a process id.
    pub(super) fn take_offline(&self, parameters: &Value) -> Outcome {
        self.administrators_only(DENIED)?;
        let mut state = self.world.state();
        let portal = &mut state.portals[self.portal];
        let clear = parameters.text_at("clear").is_none_or(|clear| clear != "0");
        let connector = parameters.text_at("auth_connector").unwrap_or_default();
        if !portal.spec.offline_extended && (!clear || !connector.is_empty()) {
            return Err(RestError::portal("WRONG_LICENSE"));
        }
        let named = parameters.text_at("process_id");
        let process = named.clone().unwrap_or_else(|| format!("{:032x}", portal.rng.random::<u128>()));
        let limit = parameters.text_at("limit").and_then(|text| text.parse().ok()).unwrap_or(50);
        let wanted_process = named.unwrap_or_default();
        let fits = |record: &Record| {
            record.process_id == wanted_process && record.connector == connector && passes(record, parameters)
        };
        let ids: Vec<u64> =
            portal.offline.iter().filter(|record| fits(record)).take(limit).map(|record| record.id).collect();
        let chosen = |record: &Record| ids.contains(&record.id);
        let events: Vec<Json> =
            portal.offline.iter().filter(|record| chosen(record)).map(|record| record.to_json(false)).collect();
        if clear {
            portal.offline.retain(|record| !chosen(record));
            return Ok(json!({"process_id": null, "events": events}).into());
        }
        for record in portal.offline.iter_mut().filter(|record| ids.contains(&record.id)) {
            record.process_id.clone_from(&process);
        }
        Ok(json!({"process_id": process, "events": events}).into())
    }

    pub(super) fn list_offline(&self, parameters: &Value) -> Outcome {
        self.administrators_only(DENIED)?;
        let state = self.world.state();
        let connector = parameters.text_at("auth_connector").unwrap_or_default();
        let queue = state.portals[self.portal].offline.iter().rev();
        let found = queue.filter(|record| record.connector == connector && passes(record, parameters));
        let mut rows: Vec<Json> = found.map(|record| record.to_json(true)).collect();
        let order = parameters.get("order").and_then(|order| order.text_at("ID"));
        if order.is_some_and(|order| order.eq_ignore_ascii_case("asc")) {
            rows.reverse();
        }
        let start = parameters.text_at("start").and_then(|text| text.parse().ok()).unwrap_or(0);
        let total = rows.len();
        let page = rows.into_iter().skip(start).take(50).collect();
        Ok(Reply { result: Json::Array(page), total: Some(total) })
    }

    /// Deletes the records of a process, or those named.
    pub(super) fn clear_offline(&self, parameters: &Value) -> Outcome {
        self.administrators_only(DENIED)?;
        let process = wanted(parameters, "process_id")?;
        let named = named_records(parameters);
        let mut state = self.world.state();
        let queue = &mut state.portals[self.portal].offline;
        queue.retain(|record| record.process_id != process || !is_named(record, named.as_deref()));
        Ok(json!(true).into())
    }

    /// Marks the records of a process, or those named, as failed.
    pub(super) fn mark_offline(&self, parameters: &Value) -> Outcome {
        self.administrators_only(DENIED)?;
        let process = wanted(parameters, "process_id")?;
        let named = named_records(parameters);
        let mut state = self.world.state();
        let queue = state.portals[self.portal].offline.iter_mut();
        for record in queue.filter(|record| record.process_id == process && is_named(record, named.as_deref())) {
            record.error = true;
        }
        Ok(json!(true).into())
    }
}

/// The records that `id` or `message_id` name; none if neither is there.
fn named_records(parameters: &Value) -> Option<Vec<String>> {
    let lists = [parameters.get("id"), parameters.get("message_id")];
    if lists.iter().all(Option::is_none) {
        return None;
    }
    let members = lists.into_iter().flatten().flat_map(Value::members);
    Some(members.filter_map(|(_, value)| value.text()).collect())
}

fn is_named(record: &Record, named: Option<&[String]>) -> bool {
    named.is_none_or(|named| named.contains(&record.id.to_string()))
}

/// Whether a record passes `filter`, whose keys are columns, with `=`, `>`, `>=`, `<` or `<=` before them.
fn passes(record: &Record, parameters: &Value) -> bool {
    let Some(filter) = parameters.get("filter") else { return true };
    let columns = record.to_json(true);
    filter.members().into_iter().all(|(key, wanted)| {
        let column = key.trim_start_matches(['=', '<', '>']);
        let relation = &key[..key.len() - column.len()];
        let Some(found) = columns.get(column.to_ascii_uppercase()).and_then(Json::as_str) else { return true };
        wanted.members().iter().filter_map(|(_, value)| value.text()).any(|wanted| is_related(found, relation, &wanted))
    })
}

fn is_related(found: &str, relation: &str, wanted: &str) -> bool {
    let order = match (found.parse::<i64>(), wanted.parse::<i64>()) {
        (Ok(found), Ok(wanted)) => found.cmp(&wanted),
        _ => found.cmp(wanted),
    };
    match relation {
        ">" => order.is_gt(),
        ">=" => order.is_ge(),
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        _ => order.is_eq(),
    }
}
