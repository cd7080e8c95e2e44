//! Which methods exist, and which scopes they need (docs/protocol.md 8.5).

use serde_json::json;

use super::caller::{Caller, Reply};
use crate::catalogue;
use crate::errors::RestError;
use crate::php::Value;

/// Methods that every app may call.
const BASIC: [&str; 20] = [
    "access.name",
    "app.info",
    "batch",
    "event.bind",
    "event.get",
    "event.offline.clear",
    "event.offline.error",
    "event.offline.get",
    "event.offline.list",
    "event.test",
    "event.unbind",
    "events",
    "feature.get",
    "method.get",
    "methods",
    "profile",
    "scope",
    "server.time",
    "user.admin",
    "user.access",
];
/// Methods that need one of the scopes of people.
const OF_PEOPLE: [&str; 3] = ["user.current", "user.get", "user.search"];
/// The scopes of people, the widest first.
pub(super) const PEOPLE: [&str; 3] = ["user", "user_basic", "user_brief"];

/// The scopes of which a method needs one; none for a method of every app.
fn scopes_of(method: &str) -> &'static [&'static str] {
    if OF_PEOPLE.contains(&method) { &PEOPLE } else { &[] }
}

pub(super) fn exists(method: &str) -> bool {
    BASIC.contains(&method) || OF_PEOPLE.contains(&method)
}

/// Whether PHP takes a parameter for true.
fn is_set(parameters: &Value, key: &str) -> bool {
    parameters.text_at(key).is_some_and(|text| text != "0" && text != "false")
}

/// All scopes that a portal has.
fn all_scopes() -> Vec<&'static str> {
    let mut scopes = catalogue::scopes();
    scopes.extend(PEOPLE);
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

impl Caller<'_> {
    pub(super) fn granted(&self) -> Vec<String> {
        self.world.scopes(&self.world.state(), self.portal)
    }

    fn may_call(&self, method: &str) -> bool {
        let wanted = scopes_of(method);
        wanted.is_empty() || self.granted().iter().any(|granted| wanted.contains(&granted.as_str()))
    }

    /// Refuses a method outside the app's scopes.
    pub(super) fn check_scope(&self, method: &str) -> Result<(), RestError> {
        if self.may_call(method) { Ok(()) } else { Err(RestError::portal("insufficient_scope")) }
    }

    pub(super) fn method(&self, parameters: &Value) -> Reply {
        let name = parameters.text_at("name").unwrap_or_default().to_ascii_lowercase();
        let exists = exists(&name);
        json!({"isExisting": exists, "isAvailable": exists && self.may_call(&name)}).into()
    }

    /// The methods of the app, of one scope, or all with `full`.
    pub(super) fn methods(&self, parameters: &Value) -> Reply {
        let mut found: Vec<&str> = if let Some(scope) = parameters.text_at("scope") {
            OF_PEOPLE.into_iter().filter(|_| PEOPLE.contains(&scope.as_str())).collect()
        } else {
            let full = is_set(parameters, "full");
            BASIC.into_iter().chain(OF_PEOPLE).filter(|method| full || self.may_call(method)).collect()
        };
        found.sort_unstable();
        json!(found).into()
    }

    /// The granted scopes, or all with `full`.
    pub(super) fn scope(&self, parameters: &Value) -> Reply {
        if is_set(parameters, "full") { json!(all_scopes()).into() } else { json!(self.granted()).into() }
    }
}
