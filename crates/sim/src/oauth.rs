//! The authorization server's token endpoint, and the portal's page that hands out codes.

pub(crate) mod authorities;
pub(crate) mod authority;
pub(crate) mod issued;
pub(crate) mod tokens;

use poem::http::Method;
use serde_json::json;

use crate::php::Value;
use crate::portal::switches::TokenExtras;
use crate::server::answer::Answer;
use crate::server::call::Call;
use crate::server::errors::RestError;
use crate::state::State;
use crate::world::World;

use issued::Holder;

/// Counts a token request, before a fault can strike it.
pub(crate) fn count(world: &World, call: &Call) {
    let Some(parameters) = call.parameters() else { return };
    let grant_type = parameters.text_at("grant_type").unwrap_or_default();
    world.state().count_grant(&grant_type, parameters.text_at("refresh_token").as_deref());
}

/// `/oauth/token/` of an authorization server: redeems a code or a refresh token.
pub(crate) fn token(world: &World, call: &Call, authority: Option<&str>) -> Answer {
    let Some(parameters) = call.parameters() else { return malformed("request").into() };
    grant(world, call, &parameters, authority).unwrap_or_else(Answer::from)
}

fn grant(world: &World, call: &Call, parameters: &Value, authority: Option<&str>) -> Result<Answer, RestError> {
    let mut state = world.state();
    if state.server.only_get && call.method == Method::POST {
        return Err(malformed("grant_type"));
    }
    let wanted = |key: &str| parameters.text_at(key).ok_or_else(|| malformed(key));
    let grant_type = wanted("grant_type")?;
    if wanted("client_id")? != world.app().client_id {
        return Err(RestError::server("wrong_client"));
    }
    if parameters.text_at("client_secret").as_deref() != Some(&world.app().client_secret) {
        return Err(RestError::server("invalid_client"));
    }
    let now = world.now();
    let (holder, refreshed) = match grant_type.as_str() {
        "authorization_code" => {
            let code = issued_here(&state, authority, State::code_owner, wanted("code")?)?;
            (state.redeem_code(&code, now)?, false)
        }
        "refresh_token" => {
            let refresh = issued_here(&state, authority, State::refresh_owner, wanted("refresh_token")?)?;
            (state.redeem_refresh(&refresh, now)?, true)
        }
        _ => return Err(malformed("grant_type")),
    };
    Ok(issue(world, &mut state, holder, refreshed))
}

/// Returns the code or refresh token unless another authorization server issued it.
fn issued_here(
    state: &State,
    authority: Option<&str>,
    owner: impl Fn(&State, &str) -> Option<Holder>,
    issued: String,
) -> Result<String, RestError> {
    let foreign = owner(state, &issued).is_some_and(|holder| !state.has_issued(authority, holder));
    if foreign { Err(RestError::server("invalid_grant")) } else { Ok(issued) }
}

fn malformed(parameter: &str) -> RestError {
    RestError::server("invalid_request").with(format!("No \"{parameter}\" parameter found"))
}

fn issue(world: &World, state: &mut State, holder: Holder, refreshed: bool) -> Answer {
    let pair = state.issue(holder.portal, holder.user, world.now());
    let portal = &state.portals[holder.portal];
    let mut body = json!({
        "access_token": pair.access,
        "client_endpoint": world.client_endpoint_of(state, holder.portal),
        "domain": world.server_host_of(state, holder.portal),
        "expires_in": pair.expires_in,
        "member_id": portal.member_id,
        "refresh_token": pair.refresh,
        "scope": world.scopes(state, holder.portal).join(","),
        "server_endpoint": world.server_endpoint_of(state, holder.portal),
        "status": portal.spec.status,
    });
    let extras = match state.server.token_extras {
        TokenExtras::Documented => refreshed,
        TokenExtras::Always => true,
        TokenExtras::Never => false,
    };
    if extras {
        body["expires"] = json!(pair.expires.unix_timestamp());
        body["user_id"] = json!(holder.user);
    }
    Answer::ok(body)
}

/// `/oauth/authorize/` on a portal: redirects the signed-in user's browser to the app with a code.
pub(crate) fn authorize(world: &World, call: &Call, portal: usize) -> Answer {
    let mut state = world.state();
    if state.portals[portal].switches.deleted {
        return Answer::not_found();
    }
    let installed = state.portals[portal].installation.present;
    if !installed || call.query.text_at("client_id").as_deref() != Some(&world.app().client_id) {
        return Answer::html(200, "<!doctype html><title>Portal</title><p>The application is not installed.</p>");
    }
    let Some(mut target) = world.app().redirect_url.clone() else {
        return Answer::html(
            200,
            "<!doctype html><title>Portal</title><p>The application has no redirect address.</p>",
        );
    };
    let user = state.portals[portal].signed_in;
    let code = state.issue_code(portal, user, world.now());
    let scopes = world.scopes(&state, portal).join(",");
    let server = world.server_host_of(&state, portal);
    let portal = &state.portals[portal];
    target
        .query_pairs_mut()
        .append_pair("code", &code)
        .append_pair("state", &call.query.text_at("state").unwrap_or_default())
        .append_pair("domain", &world.portal_host(&portal.spec.name))
        .append_pair("member_id", &portal.member_id)
        .append_pair("scope", &scopes)
        .append_pair("server_domain", &server);
    Answer::Redirect(target.into())
}
