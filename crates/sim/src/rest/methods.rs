//! The methods, and the scopes that they need (docs/protocol.md 8.5).

use serde_json::json;

use super::caller::{Caller, Reply};
use crate::php::Value;
use crate::rest::catalogue;
use crate::server::errors::RestError;

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
/// Methods that need one of the [`PEOPLE`] scopes.
const OF_PEOPLE: [&str; 3] = ["user.current", "user.get", "user.search"];
/// Methods that need the scope `crm`.
const OF_CRM: [&str; 8] = [
    "crm.company.get",
    "crm.company.list",
    "crm.contact.get",
    "crm.contact.list",
    "crm.deal.get",
    "crm.deal.list",
    "crm.lead.get",
    "crm.lead.list",
];
/// Methods that need the scope `task`.
const OF_TASKS: [&str; 2] = ["tasks.task.get", "tasks.task.list"];
/// The scopes for users, widest first.
pub(super) const PEOPLE: [&str; 3] = ["user", "user_basic", "user_brief"];

/// The scopes of which a method needs one; empty if every app may call it.
fn scopes_of(method: &str) -> &'static [&'static str] {
    match method {
        _ if OF_PEOPLE.contains(&method) => &PEOPLE,
        _ if OF_CRM.contains(&method) => &["crm"],
        _ if OF_TASKS.contains(&method) => &["task"],
        _ => &[],
    }
}

pub(super) fn exists(method: &str) -> bool {
    all().any(|known| known == method)
}

/// Whether it reads titled things.
pub(super) fn is_of_things(method: &str) -> bool {
    OF_CRM.contains(&method) || OF_TASKS.contains(&method)
}

fn all() -> impl Iterator<Item = &'static str> {
    BASIC.into_iter().chain(OF_PEOPLE).chain(OF_CRM).chain(OF_TASKS)
}

/// Whether PHP reads a parameter as true.
fn is_set(parameters: &Value, key: &str) -> bool {
    parameters.text_at(key).is_some_and(|text| text != "0" && text != "false")
}

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

    /// The methods open to the app, those of one scope, or all with `full`.
    pub(super) fn methods(&self, parameters: &Value) -> Reply {
        let mut found: Vec<&str> = if let Some(scope) = parameters.text_at("scope") {
            all().filter(|method| scopes_of(method).contains(&scope.as_str())).collect()
        } else {
            let full = is_set(parameters, "full");
            all().filter(|method| full || self.may_call(method)).collect()
        };
        found.sort_unstable();
        json!(found).into()
    }

    /// The granted scopes, or all with `full`.
    pub(super) fn scope(&self, parameters: &Value) -> Reply {
        if is_set(parameters, "full") { json!(all_scopes()).into() } else { json!(self.granted()).into() }
    }
}
