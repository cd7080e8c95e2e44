//! `app.info` of the authorization server: what it confirms about a token.

use serde_json::json;
use time::OffsetDateTime;

use crate::php::{Value, date};
use crate::rest::operating::Spent;
use crate::rest::with_time;
use crate::server::answer::Answer;
use crate::server::errors::RestError;
use crate::state::State;
use crate::world::World;

pub(crate) fn app_info(world: &World, parameters: &Value, authority: Option<&str>) -> Answer {
    let state = world.state();
    let access = parameters.text_at("auth").unwrap_or_default();
    match info(world, &state, &access, authority) {
        Ok(info) => Answer::ok(with_time(&info, world.now(), Spent::default())),
        Err(error) => error.into(),
    }
}

fn info(world: &World, state: &State, access: &str, authority: Option<&str>) -> Result<serde_json::Value, RestError> {
    if access.len() < 16 {
        return Err(RestError::server("NO_AUTH_FOUND"));
    }
    let issued = state.owner(access).filter(|holder| state.has_issued(authority, *holder));
    let holder = issued.ok_or_else(|| RestError::server("invalid_client"))?;
    if state.is_expired(access, world.now()) {
        return Err(RestError::server("expired_token"));
    }
    state.check_holder(holder)?;
    let expires = state.expiry(access).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let scope = world.scopes(state, holder.portal).join(",");
    let portal = &state.portals[holder.portal];
    Ok(json!({
        "client_id": world.app().client_id,
        "scope": scope,
        "expires": date(expires),
        "install": {
            "installed": true,
            "version": portal.installation.version.to_string(),
            "status": portal.spec.status,
            "scope": scope,
            "domain": world.portal_host(&portal.spec.name),
            "uri": world.portal_url(&portal.spec.name),
            "client_endpoint": world.client_endpoint_of(state, holder.portal),
            "member_id": portal.member_id,
            "member_type": "user",
        },
        "user_id": holder.user.to_string(),
    }))
}
