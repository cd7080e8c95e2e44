//! One listener for the authorization server and all portals: routing and faults.

pub(crate) mod addresses;
pub(crate) mod answer;
pub(crate) mod call;
pub mod client;
pub(crate) mod connection;
pub(crate) mod endpoints;
pub(crate) mod errors;
pub(crate) mod faults;
pub(crate) mod frame;
pub(crate) mod pages;
pub(crate) mod party;

use std::sync::Arc;
use std::time::Duration;

use poem::{Request, Response};
use serde_json::Value;

use crate::oauth::{authorities, authority};
use crate::portal::Portal;
use crate::rest::gate;
use crate::rest::operating::Spent;
use crate::world::World;
use crate::{control, oauth, rest};

use answer::Answer;
use call::Call;
use errors::RestError;
use faults::{Fault, merge};
use party::{Party, named_error};

pub(crate) async fn handle(world: Arc<World>, request: Request) -> Response {
    let Some(call) = Call::read(request).await else {
        return Answer::from(RestError::portal("INVALID_REQUEST").with("Unreadable body")).into_response().await;
    };
    let answer = route(&world, &call).await;
    if let (Answer::Reset, Some(remote)) = (&answer, call.remote) {
        world.connections.reset(remote);
    }
    answer.into_response().await
}

async fn route(world: &Arc<World>, call: &Call) -> Answer {
    if let Some(path) = call.path.strip_prefix("/_sim") {
        return control::answer(world, call, path).await;
    }
    let path = call.path.split('/').filter(|part| !part.is_empty()).fold(String::new(), |path, part| path + "/" + part);
    let portal = match addressed(world, call) {
        Ok(portal) => portal,
        Err(moved) => return moved,
    };
    match (path.as_str(), portal) {
        ("/api/v1", _) => pages::library(),
        ("/oauth/token", None) => {
            oauth::count(world, call);
            let authority = world.authority_called(call);
            let counted = authorities::counted(authority.as_deref(), "oauth/token");
            server_call(world, &counted, || oauth::token(world, call, authority.as_deref())).await
        }
        (gate::LICENCE_PAGE, Some(_)) => gate::licence_page(),
        ("/oauth/authorize", Some(portal)) => {
            portal_call(world, portal, "oauth/authorize", || oauth::authorize(world, call, portal)).await
        }
        ("/marketplace/app", Some(portal)) => pages::app(world, portal),
        ("/marketplace/app/auth", Some(portal)) => pages::auth(world, portal),
        ("/marketplace/app/finish", Some(portal)) => {
            portal_call(world, portal, "installfinish", || pages::finish(world, portal)).await
        }
        _ => match path.strip_prefix("/rest/") {
            Some(method) => rest_call(world, call, portal, method.trim_end_matches(".json")).await,
            None => Answer::not_found(),
        },
    }
}

/// The portal that the host names; `Err` redirects to a portal that has moved.
fn addressed(world: &World, call: &Call) -> Result<Option<usize>, Answer> {
    let Some(name) = world.addresses.portal_name(&call.host) else { return Ok(None) };
    let state = world.state();
    if state.has_authority(name) {
        return Ok(None);
    }
    if let Some(portal) = state.find(name) {
        return Ok(Some(portal));
    }
    match state.portals.iter().find(|portal| portal.former_names.contains(name)) {
        Some(moved) => Err(Answer::Redirect(format!("{}{}", world.portal_url(&moved.spec.name), call.target))),
        None => Ok(None),
    }
}

async fn rest_call(world: &Arc<World>, call: &Call, portal: Option<usize>, method: &str) -> Answer {
    let method = method.to_ascii_lowercase();
    let Some(parameters) = call.parameters() else {
        return RestError::portal("INVALID_REQUEST").with("Unreadable body").into();
    };
    let authority = world.authority_called(call);
    if portal.is_none() && method == "app.info" {
        let counted = authorities::counted(authority.as_deref(), "app.info");
        return server_call(world, &counted, || authority::app_info(world, &parameters, authority.as_deref())).await;
    }
    let access = parameters.text_at("auth").unwrap_or_default();
    let portal = portal.or_else(|| issued_for(world, &access, authority.as_deref()));
    let Some(portal) = portal else { return RestError::portal("NO_AUTH_FOUND").into() };
    let truly = || {
        let url = Portal::new(world, portal).url();
        let stopped = gate::stopped(&world.state().portals[portal], url.as_str().trim_end_matches('/'), call);
        stopped.unwrap_or_else(|| rest::answer(world, portal, &method, &parameters))
    };
    portal_call(world, portal, &method, truly).await
}

/// The portal of an access token that this authorization server issued.
fn issued_for(world: &World, access: &str, authority: Option<&str>) -> Option<usize> {
    let state = world.state();
    state.owner(access).filter(|holder| state.has_issued(authority, *holder)).map(|holder| holder.portal)
}

async fn server_call(world: &World, method: &str, proceed: impl FnOnce() -> Answer) -> Answer {
    let fault = {
        let mut state = world.state();
        *state.server_calls.entry(method.to_owned()).or_default() += 1;
        state.server_faults.strike(method)
    };
    struck(Party::Server, fault, world, method, proceed).await
}

async fn portal_call(world: &World, portal: usize, method: &str, proceed: impl FnOnce() -> Answer) -> Answer {
    let fault = {
        let mut state = world.state();
        let portal = &mut state.portals[portal];
        *portal.calls.entry(method.to_owned()).or_default() += 1;
        portal.faults.strike(method)
    };
    struck(Party::Portal(portal), fault, world, method, proceed).await
}

/// Answers the call with the fault, or normally.
async fn struck(
    party: Party,
    fault: Option<Fault>,
    world: &World,
    method: &str,
    proceed: impl FnOnce() -> Answer,
) -> Answer {
    match fault {
        None => proceed(),
        Some(Fault::Error { code, status, description }) => named_error(party, &code, status, description).into(),
        Some(Fault::Status(status)) => Answer::html(status, PROXY_PAGE),
        Some(Fault::Result(result)) => Answer::ok(rest::with_time(&result, world.now(), Spent::default())),
        Some(Fault::Patch(patch)) => patched(proceed(), &patch),
        Some(Fault::Slow(milliseconds)) => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            proceed()
        }
        Some(Fault::Late(milliseconds)) => {
            let answer = proceed();
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            answer
        }
        Some(Fault::LoseAnswer) => {
            proceed();
            Answer::Reset
        }
        Some(Fault::Hang) => Answer::Hang,
        Some(Fault::Reset) => Answer::Reset,
        Some(Fault::Html) => Answer::html(200, PROXY_PAGE),
        Some(Fault::Huge(bytes)) => Answer::Huge(bytes),
        Some(Fault::Endless) => Answer::Endless,
        Some(Fault::Drip(milliseconds)) => Answer::Drip(Duration::from_millis(milliseconds), Box::new(proceed())),
        Some(Fault::Redirect(host)) => Answer::Redirect(format!("{}://{host}/rest/{method}", world.addresses.scheme())),
    }
}

const PROXY_PAGE: &str = "<!doctype html><html><head><title>Portal</title></head><body><h1>Portal</h1></body></html>";

fn patched(answer: Answer, patch: &Value) -> Answer {
    match answer {
        Answer::Json(status, mut body) => {
            merge(&mut body, patch);
            Answer::Json(status, body)
        }
        other => other,
    }
}
