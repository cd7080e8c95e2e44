//! A portal's REST methods: authentication, dispatch and the form of answers.

mod batch;
pub(crate) mod bucket;
mod caller;
pub(crate) mod catalogue;
mod dispatch;
mod events;
mod filter;
pub(crate) mod gate;
mod methods;
mod offline;
pub(crate) mod operating;
mod refer;
mod system;
mod things;
mod users;

use std::sync::Arc;

use serde_json::json;
use time::OffsetDateTime;

use crate::php::Value;
use crate::server::answer::Answer;
use crate::server::errors::RestError;
use crate::state::State;
use crate::world::World;

pub(crate) use caller::with_time;

use caller::{Caller, Outcome};

pub(crate) fn answer(world: &Arc<World>, portal: usize, method: &str, parameters: &Value) -> Answer {
    let caller = match authenticate(world, portal, parameters) {
        Ok(caller) => caller,
        Err(error) => return error.into(),
    };
    let outcome =
        if method == "batch" { Ok(batch::run(&caller, parameters)) } else { caller.timed(method, parameters) };
    match outcome {
        Ok(reply) => {
            let mut body = with_time(&reply.result, world.now(), caller.spent(method));
            if let Some(total) = reply.total {
                body["total"] = json!(total);
            }
            if let Some(next) = reply.next {
                body["next"] = json!(next);
            }
            Answer::ok(body)
        }
        Err(error) => error.into(),
    }
}

fn authenticate<'a>(world: &'a Arc<World>, portal: usize, parameters: &Value) -> Result<Caller<'a>, RestError> {
    let mut state = world.state();
    let now = world.now();
    let known = &mut state.portals[portal];
    if known.switches.deleted {
        return Err(RestError { status: known.switches.deleted_status, ..RestError::portal("PORTAL_DELETED") });
    }
    let switches = known.switches.clone();
    if !known.bucket.take(now, &switches) {
        return Err(RestError::portal("QUERY_LIMIT_EXCEEDED"));
    }
    let access = parameters.text_at("auth").ok_or_else(|| RestError::portal("NO_AUTH_FOUND"))?;
    let user = check_token(&state, portal, &access, now)?;
    let admin = state.portals[portal].is_admin(user);
    Ok(Caller { world, portal, user, admin })
}

fn check_token(state: &State, portal: usize, access: &str, now: OffsetDateTime) -> Result<u64, RestError> {
    let holder = state.owner(access).ok_or_else(|| RestError::portal("NO_AUTH_FOUND"))?;
    if holder.portal != portal {
        return Err(RestError::portal("invalid_token"));
    }
    let known = &state.portals[portal];
    if !state.is_installed(holder) {
        return Err(RestError::portal("ERROR_OAUTH"));
    }
    if state.is_expired(access, now) {
        return Err(RestError::portal("expired_token"));
    }
    if known.switches.payment_expired {
        return Err(RestError::portal("PAYMENT_REQUIRED"));
    }
    if known.user(holder.user).is_none_or(|user| !user.active) {
        return Err(RestError::portal("authorization_error"));
    }
    Ok(holder.user)
}

impl Caller<'_> {
    /// Runs one method other than `batch` unless it has used up its operating time.
    fn timed(&self, method: &str, parameters: &Value) -> Outcome {
        let (limit, seconds) = {
            let switches = &self.world.state().portals[self.portal].switches;
            (switches.operating_limit, switches.operating_seconds)
        };
        if limit > 0.0 && self.spent(method).seconds >= limit {
            return Err(RestError::portal("OPERATION_TIME_LIMIT"));
        }
        let outcome = self.call(method, parameters);
        if methods::exists(method) {
            self.world.state().portals[self.portal].operating.add(method, self.world.now(), seconds);
        }
        outcome
    }
}
