//! Dispatches calls to methods.

use serde_json::json;

use super::caller::{Caller, Outcome};
use super::methods;
use crate::php::{Value, date};
use crate::server::errors::RestError;

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
            _ if methods::is_of_things(method) => self.of_things(method, parameters),
            _ => Err(RestError::portal("ERROR_METHOD_NOT_FOUND")),
        }
    }
}
