//! event.offline.get, list, clear and error, as strict as a portal (docs/protocol.md 8.1).

use rand::RngExt;
use serde_json::{Value as Json, json};

use super::caller::{Caller, Outcome, PAGE, Reply, missing};
use super::filter::{Condition, Sorting, conditions};
use crate::events::record::Record;
use crate::php::Value;
use crate::server::errors::RestError;

const DENIED: &str = "Access denied! Offline events are available to administrators only";
/// Columns that `event.offline.get` filters and sorts by.
const COLUMNS: [&str; 4] = ["ID", "TIMESTAMP_X", "EVENT_NAME", "MESSAGE_ID"];
/// Those of `event.offline.list`.
const LISTED_COLUMNS: [&str; 6] = ["ID", "TIMESTAMP_X", "EVENT_NAME", "MESSAGE_ID", "PROCESS_ID", "ERROR"];
/// A message id is an MD5 in hex.
const MESSAGE_ID_LENGTH: usize = 32;

/// The part of the queue that `event.offline.get` reads.
struct Part {
    connector: String,
    errors: bool,
    conditions: Vec<Condition>,
    sorting: Sorting,
    limit: usize,
}

impl Part {
    fn read(parameters: &Value) -> Result<Self, RestError> {
        let limit = parameters.number_at("limit").map_or(Ok(PAGE), |limit| match usize::try_from(limit) {
            Ok(limit) if limit > 0 => Ok(limit),
            _ => Err(refused("Value must be positive integer")),
        })?;
        Ok(Self {
            connector: connector(parameters),
            errors: parameters.number_at("error") == Some(1),
            conditions: conditions(parameters, &COLUMNS)?,
            sorting: Sorting::read(parameters, &COLUMNS, "TIMESTAMP_X")?,
            limit,
        })
    }

    /// The ids of the process's records, or of free records if it is empty, sorted.
    fn ids(&self, queue: &[Record], process_id: &str) -> Vec<u64> {
        let fits = |record: &&Record| {
            let here = record.process_id == process_id && record.connector == self.connector;
            here && record.error == self.errors && passes(record, &self.conditions)
        };
        let mut found: Vec<&Record> = queue.iter().filter(fits).collect();
        self.sorting.sort(&mut found, |record, column| record.column(column));
        found.into_iter().take(self.limit).map(|record| record.id).collect()
    }
}

impl Caller<'_> {
    /// Reserves records under a process id and returns them; `clear` then deletes the whole reserved batch.
    pub(super) fn take_offline(&self, parameters: &Value) -> Outcome {
        self.administrators_only(DENIED)?;
        let mut state = self.world.state();
        let portal = &mut state.portals[self.portal];
        let clear = parameters.number_at("clear").is_none_or(|clear| clear != 0);
        let connector = connector(parameters);
        if !portal.spec.offline_extended && (!clear || !connector.is_empty()) {
            return Err(RestError::portal("WRONG_LICENSE"));
        }
        let part = Part::read(parameters)?;
        let named = named_process(parameters);
        let process_id = if let Some(named) = &named {
            named.clone()
        } else {
            part.conditions.iter().try_for_each(Condition::check_scalar)?;
            let process_id = format!("{:032x}", portal.rng.random::<u128>());
            let ids = part.ids(&portal.offline, "");
            for record in portal.offline.iter_mut().filter(|record| ids.contains(&record.id)) {
                record.process_id.clone_from(&process_id);
            }
            process_id
        };
        let ids = part.ids(&portal.offline, &process_id);
        let record = |id: &u64| portal.offline.iter().find(|record| record.id == *id);
        let events: Vec<Json> = ids.iter().filter_map(record).map(|record| record.to_json(false)).collect();
        if clear && !events.is_empty() {
            portal.offline.retain(|record| record.process_id != process_id || record.connector != connector);
        }
        let answered = (!clear || named.is_some()).then_some(process_id);
        Ok(json!({"process_id": answered, "events": events}).into())
    }

    pub(super) fn list_offline(&self, parameters: &Value) -> Outcome {
        self.administrators_only(DENIED)?;
        let conditions = conditions(parameters, &LISTED_COLUMNS)?;
        let sorting = Sorting::read(parameters, &LISTED_COLUMNS, "ID")?;
        let connector = connector(parameters);
        let state = self.world.state();
        let queue = state.portals[self.portal].offline.iter();
        let mut found: Vec<&Record> =
            queue.filter(|record| record.connector == connector && passes(record, &conditions)).collect();
        sorting.sort(&mut found, |record, column| record.column(column));
        Ok(Reply::page(found.into_iter().map(|record| record.to_json(true)).collect(), parameters))
    }

    /// Deletes the records of a process, or only those named, by message id or else by number.
    pub(super) fn clear_offline(&self, parameters: &Value) -> Outcome {
        self.administrators_only(DENIED)?;
        let process_id = named_process(parameters).ok_or_else(|| missing("PROCESS_ID"))?;
        let by_message = list(parameters, "message_id", "Value must be array of MESSAGE_ID values")?;
        let by_number = match by_message {
            Some(_) => None,
            None => list(parameters, "id", "Value must be array of integers")?,
        };
        if by_message.iter().flatten().any(|id| id.chars().count() != MESSAGE_ID_LENGTH) {
            return Err(refused("Value must be array of MESSAGE_ID values"));
        }
        if by_number.iter().flatten().any(|id| id.parse::<u64>().is_ok_and(|id| id == 0) || id.parse::<u64>().is_err())
        {
            return Err(refused("Value must be array of integers"));
        }
        // A portal takes an empty list for "all of the process".
        let named = |list: &Option<Vec<String>>, id: &str| {
            list.as_ref().is_none_or(|list| list.is_empty() || list.iter().any(|named| named == id))
        };
        let connector = connector(parameters);
        let mut state = self.world.state();
        state.portals[self.portal].offline.retain(|record| {
            let here = record.process_id == process_id && record.connector == connector;
            !(here && named(&by_message, &record.message_id) && named(&by_number, &record.id.to_string()))
        });
        Ok(json!(true).into())
    }

    /// Marks messages as failed and frees them; keeps only this process's row of each.
    pub(super) fn mark_offline(&self, parameters: &Value) -> Outcome {
        self.administrators_only(DENIED)?;
        let process_id = named_process(parameters).ok_or_else(|| missing("PROCESS_ID"))?;
        let text = "Value must be array of MESSAGE_ID values";
        let ids = list(parameters, "message_id", text)?.ok_or_else(|| refused(text))?;
        self.world.state().portals[self.portal].mark_failed(&process_id, &connector(parameters), &ids);
        Ok(json!(true).into())
    }
}

fn refused(text: &str) -> RestError {
    RestError::portal("ERROR_ARGUMENT").with(text)
}

fn connector(parameters: &Value) -> String {
    parameters.text_at("auth_connector").unwrap_or_default()
}

/// The process that a call names; an empty text means records that no process holds.
fn named_process(parameters: &Value) -> Option<String> {
    parameters.get("process_id").and_then(Value::text).map(|id| id.trim().to_owned())
}

/// A list of ids; refuses a scalar.
fn list(parameters: &Value, key: &str, otherwise: &str) -> Result<Option<Vec<String>>, RestError> {
    match parameters.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(ids) if ids.is_array() => {
            let text = |(_, id): (String, &Value)| id.text().unwrap_or_default().trim().to_owned();
            Ok(Some(ids.members().into_iter().map(text).collect()))
        }
        Some(_) => Err(refused(otherwise)),
    }
}

fn passes(record: &Record, conditions: &[Condition]) -> bool {
    conditions.iter().all(|condition| condition.holds(&record.column(&condition.column)))
}
