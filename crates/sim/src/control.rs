//! The simulator's own routes under `/_sim`: everything that tests do in code, over HTTP.

mod portal;

use std::sync::Arc;

use poem::http::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::deletions::Kind;
use crate::errors::RestError;
use crate::faults::{FaultRule, Faults, merge};
use crate::portal::Portal;
use crate::server::Party;
use crate::spec::PortalSpec;
use crate::switches::ServerSwitches;
use crate::world::World;

/// A refused request of the control routes.
type Refused = RestError;
type Controlled = Result<Value, Refused>;

pub(crate) async fn answer(world: &Arc<World>, call: &Call, path: &str) -> Answer {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    match dispatch(world, call, &segments).await {
        Ok(body) => Answer::ok(body),
        Err(error) => error.into(),
    }
}

async fn dispatch(world: &Arc<World>, call: &Call, segments: &[&str]) -> Controlled {
    match (&call.method, segments) {
        (&Method::GET, [] | ["portals"]) => Ok(overview(world)),
        (&Method::POST, ["portals"]) => {
            let portal = Portal::add(world, read::<PortalSpec>(call)?);
            Ok(portal::summary(&portal))
        }
        (_, ["faults"]) => faults(world, call, Party::Server),
        (&Method::GET, ["calls"]) => {
            let state = world.state();
            Ok(json!({"calls": state.server_calls, "grants": state.grants}))
        }
        (_, ["switches"]) => server_switches(world, call),
        (_, ["portals", name, rest @ ..]) => {
            let found = world.state().find(&name.to_ascii_lowercase());
            let index = found.ok_or_else(|| RestError::server("portal_not_found"))?;
            portal::dispatch(&Portal::new(world, index), call, rest).await
        }
        _ => Err(no_such_route()),
    }
}

fn overview(world: &Arc<World>) -> Value {
    let count = world.state().portals.len();
    let portals: Vec<Value> = (0..count).map(|index| portal::summary(&Portal::new(world, index))).collect();
    json!({
        "url": world.addresses.server().as_str(),
        "client_id": world.app().client_id,
        "install_url": world.app().install_url.as_str(),
        "kinds": &Kind::ALL[..],
        "portals": portals,
    })
}

/// GET shows the faults, POST adds one, DELETE takes all back.
fn faults(world: &World, call: &Call, party: Party) -> Controlled {
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

/// GET shows the switches, PATCH changes those that are named.
fn server_switches(world: &World, call: &Call) -> Controlled {
    let mut state = world.state();
    if call.method == Method::PATCH {
        state.server = changed::<ServerSwitches>(&state.server, call)?;
    }
    Ok(json!(state.server))
}

/// `present` with the members of the body merged over it.
fn changed<T: Serialize + DeserializeOwned>(present: &T, call: &Call) -> Result<T, Refused> {
    let mut merged = json!(present);
    merge(&mut merged, &read::<Value>(call)?);
    serde_json::from_value(merged).map_err(|error| bad_request(&error))
}

/// The body as JSON; an empty one counts as `{}`.
fn read<T: DeserializeOwned>(call: &Call) -> Result<T, Refused> {
    let body: &[u8] = if call.body.is_empty() { b"{}" } else { &call.body };
    serde_json::from_slice(body).map_err(|error| bad_request(&error))
}

fn bad_request(error: &serde_json::Error) -> Refused {
    RestError { status: 400, error: "bad_request".to_owned(), description: Some(error.to_string()) }
}

fn no_such_route() -> Refused {
    let description = Some("No such route; see the documentation of the crate sim".to_owned());
    RestError { status: 404, error: "not_found".to_owned(), description }
}
