//! `batch`: up to fifty commands in one call, answered with 200 even if all fail.

use super::caller::{Caller, Outcome, Reply, time_block};
use super::refer::refer;
use crate::php::{Value, decode, map};
use crate::server::errors::RestError;
use crate::server::faults::{Fault, merge};
use crate::server::party::{Party, named_error};

const MOST: usize = 50;

/// The five maps of an answer, in command order.
#[derive(Default)]
struct Results {
    result: Vec<(String, Value)>,
    error: Vec<(String, Value)>,
    total: Vec<(String, Value)>,
    next: Vec<(String, Value)>,
    time: Vec<(String, Value)>,
}

pub(super) fn run(caller: &Caller<'_>, parameters: &Value) -> Reply {
    let halt = parameters.text_at("halt").is_some_and(|halt| !matches!(halt.as_str(), "0" | "false" | "N"));
    let mut results = Results::default();
    for (index, (key, command)) in parameters.get("cmd").map(Value::members).unwrap_or_default().into_iter().enumerate()
    {
        let command = command.text().unwrap_or_default();
        let (method, query) = command.split_once('?').unwrap_or((command.as_str(), ""));
        let method = method.trim_start_matches('/').to_ascii_lowercase();
        let outcome = if index < MOST {
            run_one(caller, &method, query, &results.result)
        } else {
            Err(RestError::portal("ERROR_BATCH_LENGTH_EXCEEDED"))
        };
        let failed = outcome.is_err();
        results.add(caller, key, &method, outcome);
        if failed && halt {
            break;
        }
    }
    let answer = map([
        ("result", Value::Map(results.result)),
        ("result_error", Value::Map(results.error)),
        ("result_total", Value::Map(results.total)),
        ("result_next", Value::Map(results.next)),
        ("result_time", Value::Map(results.time)),
    ]);
    answer.to_json().into()
}

impl Results {
    fn add(&mut self, caller: &Caller<'_>, key: String, method: &str, outcome: Outcome) {
        match outcome {
            Ok(reply) => {
                if let Some(total) = reply.total {
                    self.total.push((key.clone(), Value::from(total as u64)));
                }
                if let Some(next) = reply.next {
                    self.next.push((key.clone(), Value::from(next as u64)));
                }
                self.time.push((key.clone(), time_block(caller.world.now(), caller.spent(method)).into()));
                self.result.push((key, reply.result.into()));
            }
            Err(error) => self.error.push((key, error.body().into())),
        }
    }
}

fn run_one(caller: &Caller<'_>, method: &str, query: &str, earlier: &[(String, Value)]) -> Outcome {
    if method == "batch" {
        return Err(RestError::portal("ERROR_BATCH_METHOD_NOT_ALLOWED"));
    }
    let mut parameters = decode(query.as_bytes());
    refer(&mut parameters, earlier);
    let fault = {
        let mut state = caller.world.state();
        let portal = &mut state.portals[caller.portal];
        *portal.calls.entry(method.to_owned()).or_default() += 1;
        portal.faults.strike_if(method, Fault::is_content)
    };
    match fault {
        Some(Fault::Error { code, status, description }) => {
            Err(named_error(Party::Portal(caller.portal), &code, status, description))
        }
        Some(Fault::Result(result)) => Ok(result.into()),
        Some(Fault::Patch(patch)) => {
            let reply = caller.timed(method, &parameters)?;
            let mut body = serde_json::json!({"result": reply.result});
            merge(&mut body, &patch);
            Ok(Reply { result: body["result"].take(), ..reply })
        }
        _ => caller.timed(method, &parameters),
    }
}
