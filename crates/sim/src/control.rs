//! The simulator's own routes under `/_sim`: over HTTP, all that tests can do in code.

mod answers;
mod portal;

use std::sync::Arc;

use poem::http::Method;
use serde_json::{Value, json};

use crate::events::deletions::Kind;
use crate::portal::Portal;
use crate::portal::spec::PortalSpec;
use crate::portal::switches::ServerSwitches;
use crate::server::answer::Answer;
use crate::server::call::Call;
use crate::server::errors::RestError;
use crate::server::party::Party;
use crate::world::World;
use answers::{Controlled, changed, faults, no_such_route, read};

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

/// GET shows the switches; PATCH changes those in the body.
fn server_switches(world: &World, call: &Call) -> Controlled {
    let mut state = world.state();
    if call.method == Method::PATCH {
        state.server = changed::<ServerSwitches>(&state.server, call)?;
    }
    Ok(json!(state.server))
}
