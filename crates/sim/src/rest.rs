//! A portal's REST methods: who may call, which method, and the answer's form.

mod batch;
mod events;
mod filter;
mod methods;
mod offline;
mod refer;
mod system;
mod users;

use std::sync::Arc;

use serde_json::{Value as Json, json};
use time::OffsetDateTime;

use crate::answer::Answer;
use crate::errors::RestError;
use crate::operating::Spent;
use crate::php::{Value, date};
use crate::state::State;
use crate::world::World;

/// A call whose caller is known.
pub(crate) struct Caller<'a> {
    pub(crate) world: &'a Arc<World>,
    pub(crate) portal: usize,
    pub(crate) user: u64,
    pub(crate) admin: bool,
}

/// A method's answer: `result` and what stands beside it.
#[derive(Debug, Default)]
pub(crate) struct Reply {
    result: Json,
    total: Option<usize>,
    /// Where the next page starts.
    next: Option<usize>,
}

/// How many rows a page of a list has.
const PAGE: usize = 50;

impl From<Json> for Reply {
    fn from(result: Json) -> Self {
        Self { result, total: None, next: None }
    }
}

impl Reply {
    /// The page of a list that `start` names; -1 counts nothing.
    fn page(rows: Vec<Json>, parameters: &Value) -> Self {
        let start = parameters.number_at("start").unwrap_or(0);
        let first = usize::try_from(start).unwrap_or(0);
        let total = if start < 0 { 0 } else { rows.len() };
        let page: Vec<Json> = rows.into_iter().skip(first).take(PAGE).collect();
        let after = first + page.len();
        Self { next: (after < total).then_some(after), total: Some(total), result: Json::Array(page) }
    }
}

pub(crate) type Outcome = Result<Reply, RestError>;

/// Answers a call to a portal.
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

/// `result` with the `time` block of the portal's clock.
pub(crate) fn with_time(result: &Json, now: OffsetDateTime, spent: Spent) -> Json {
    json!({"result": result, "time": time_block(now, spent)})
}

fn time_block(now: OffsetDateTime, spent: Spent) -> Json {
    #[expect(clippy::cast_precision_loss, reason = "a time stamp with fractions is a float in PHP, too")]
    let start = now.unix_timestamp_nanos() as f64 / 1e9;
    let date = date(now);
    let mut block = json!({
        "start": start,
        "finish": start + 0.0217,
        "duration": 0.0217,
        "processing": 0.0031,
        "date_start": date,
        "date_finish": date,
        "operating": spent.seconds,
    });
    if let Some(reset_at) = spent.reset_at {
        block["operating_reset_at"] = json!(reset_at);
    }
    block
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
    /// Runs one method other than `batch`.
    pub(crate) fn call(&self, method: &str, parameters: &Value) -> Outcome {
        self.check_scope(method)?;
        match method {
            "access.name" => Ok(self.access_names(parameters)),
            "event.bind" => self.bind(parameters),
            "event.get" => Ok(self.subscriptions()),
            "event.unbind" => self.unbind(parameters),
            "event.test" => Ok(self.test(parameters)),
            "events" => Ok(self.events(parameters)),
            "event.offline.get" => self.take_offline(parameters),
            "event.offline.list" => self.list_offline(parameters),
            "event.offline.clear" => self.clear_offline(parameters),
            "event.offline.error" => self.mark_offline(parameters),
            "app.info" => Ok(self.app_info()),
            "feature.get" => self.feature(parameters),
            "method.get" => Ok(self.method(parameters)),
            "methods" => Ok(self.methods(parameters)),
            "profile" => Ok(self.profile()),
            "scope" => Ok(self.scope(parameters)),
            "server.time" => Ok(json!(date(self.world.now())).into()),
            "user.access" => Ok(self.has_access(parameters)),
            "user.admin" => Ok(json!(self.admin).into()),
            "user.current" => Ok(self.current_user()),
            "user.get" => self.users(parameters, false),
            "user.search" => self.users(parameters, true),
            _ => Err(RestError::portal("ERROR_METHOD_NOT_FOUND")),
        }
    }

    /// Runs one method other than `batch` unless it has used up its time.
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

    /// What the method has used up of its time.
    fn spent(&self, method: &str) -> Spent {
        self.world.state().portals[self.portal].operating.of(method, self.world.now())
    }

    fn administrators_only(&self, text: &str) -> Result<(), RestError> {
        if self.admin { Ok(()) } else { Err(RestError::portal("ACCESS_DENIED").with(text)) }
    }
}

/// Refuses a call that lacks a parameter.
fn wanted(parameters: &Value, key: &str) -> Result<String, RestError> {
    parameters.text_at(key).ok_or_else(|| missing(key))
}

fn missing(key: &str) -> RestError {
    RestError::portal("ERROR_ARGUMENT").with(format!("Argument '{key}' is null or empty"))
}
