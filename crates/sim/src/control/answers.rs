//! Answers shared by several control routes.

use poem::http::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::server::call::Call;
use crate::server::errors::RestError;
use crate::server::faults::{FaultRule, Faults, merge};
use crate::server::party::Party;
use crate::world::World;

type Refused = RestError;
pub(super) type Controlled = Result<Value, Refused>;

/// GET lists the faults, POST adds one, DELETE clears them.
pub(super) fn faults(world: &World, call: &Call, party: Party) -> Controlled {
    let rule = if call.method == Method::POST { Some(read::<FaultRule>(call)?) } else { None };
    let mut state = world.state();
    let faults: &mut Faults = state.faults(party);
    match rule {
        Some(rule) => faults.add(rule),
        None if call.method == Method::DELETE => faults.clear(),
        None => {}
    }
    Ok(json!({"faults": faults.rules()}))
}

/// `present` with the body merged over it.
pub(super) fn changed<T: Serialize + DeserializeOwned>(present: &T, call: &Call) -> Result<T, Refused> {
    let mut merged = json!(present);
    merge(&mut merged, &read::<Value>(call)?);
    serde_json::from_value(merged).map_err(|error| bad_request(&error))
}

/// The body as JSON; an empty one counts as `{}`.
pub(super) fn read<T: DeserializeOwned>(call: &Call) -> Result<T, Refused> {
    let body: &[u8] = if call.body.is_empty() { b"{}" } else { &call.body };
    serde_json::from_slice(body).map_err(|error| bad_request(&error))
}

fn bad_request(error: &serde_json::Error) -> Refused {
    RestError { status: 400, error: "bad_request".to_owned(), description: Some(error.to_string()) }
}

pub(super) fn no_such_route() -> Refused {
    let description = Some("No such route; see the documentation of the crate sim".to_owned());
    RestError { status: 404, error: "not_found".to_owned(), description }
}
