//! event.bind, event.get, event.unbind, event.test and events.

use serde_json::json;
use url::{Host, Url};

use super::caller::{Caller, Outcome, Reply, wanted};
use crate::events::envelope::{Happening, Tokens};
use crate::php::{Value, map};
use crate::rest::catalogue;
use crate::server::errors::RestError;
use crate::state::{State, Subscription};

impl Caller<'_> {
    pub(super) fn bind(&self, parameters: &Value) -> Outcome {
        let event = wanted(parameters, "event")?.to_ascii_uppercase();
        let offline = is_offline(parameters);
        if offline {
            self.administrators_only("Access denied! Offline events binding requires administrator access rights")?;
        }
        let auth_type = self.auth_type(parameters)?;
        let handler = if offline { None } else { Some(wanted(parameters, "handler")?) };
        handler.as_deref().map_or(Ok(()), check_handler)?;
        let mut state = self.world.state();
        if !self.offered(&state).contains(&event) {
            return Err(RestError::portal("ERROR_EVENT_NOT_FOUND"));
        }
        if offline && event == "ONOFFLINEEVENT" {
            let text = "Offline event cannot be registered for this event.";
            return Err(RestError::portal("ERROR_ARGUMENT").with(text));
        }
        let portal = &mut state.portals[self.portal];
        let refused = portal.switches.refused_events.iter().any(|refused| refused == "*" || *refused == event);
        if refused {
            return Ok(json!(false).into());
        }
        let subscription = Subscription {
            id: portal.next_subscription,
            event,
            handler,
            auth_type,
            offline,
            connector: parameters.text_at("auth_connector").unwrap_or_default(),
            min_timeout: min_timeout(parameters),
        };
        if portal.subscriptions.iter().any(|bound| is_same(bound, &subscription)) {
            return Err(RestError::portal("ERROR_CORE"));
        }
        portal.subscriptions.push(subscription);
        portal.next_subscription += 2;
        Ok(json!(true).into())
    }

    /// The user whose token events carry: only administrators may name someone else.
    fn auth_type(&self, parameters: &Value) -> Result<u64, RestError> {
        let named = parameters.text_at("auth_type").and_then(|text| text.parse().ok()).unwrap_or(0);
        match (self.admin, named) {
            (true, named) => Ok(named),
            (false, named) if named == 0 || named == self.user => Ok(self.user),
            (false, _) => {
                let text = "Access denied! Event binding with AUTH_TYPE requires administrator access rights";
                Err(RestError::portal("ACCESS_DENIED").with(text))
            }
        }
    }

    pub(super) fn subscriptions(&self) -> Reply {
        let state = self.world.state();
        let bound = state.portals[self.portal].subscriptions.iter();
        let seen = bound.filter(|bound| self.admin || bound.auth_type == self.user);
        let rows = seen.map(|bound| match &bound.handler {
            Some(handler) => {
                let auth_type = bound.auth_type.to_string();
                json!({"event": bound.event, "handler": handler, "auth_type": auth_type, "offline": 0})
            }
            None => json!({"event": bound.event, "connector_id": bound.connector, "offline": 1}),
        });
        serde_json::Value::Array(rows.collect()).into()
    }

    pub(super) fn unbind(&self, parameters: &Value) -> Outcome {
        let event = wanted(parameters, "event")?.to_ascii_uppercase();
        let offline = is_offline(parameters);
        let handler = if offline { None } else { Some(wanted(parameters, "handler")?) };
        let auth_type = parameters.text_at("auth_type").and_then(|text| text.parse::<u64>().ok());
        let mut state = self.world.state();
        let bound = &mut state.portals[self.portal].subscriptions;
        let before = bound.len();
        bound.retain(|bound| {
            let named = bound.event == event && bound.offline == offline && bound.handler == handler;
            let own = self.admin || bound.auth_type == self.user;
            !(named && own && auth_type.is_none_or(|auth_type| bound.auth_type == auth_type))
        });
        Ok(json!({"count": before - bound.len()}).into())
    }

    /// Sends ONAPPTEST, after this answer.
    pub(super) fn test(&self, parameters: &Value) -> Reply {
        let mut query = parameters.clone();
        if let Value::Map(pairs) = &mut query {
            pairs.retain(|(key, _)| key != "auth");
        }
        let data = map([("QUERY", query)]);
        let happening = Happening::new("ONAPPTEST", data, Some(self.user)).with(Tokens::Pair);
        let outgoing = self.world.raise(&mut self.world.state(), self.portal, &happening);
        self.world.deliver_later(outgoing);
        json!(1).into()
    }

    /// The codes of the app's scopes; with `SCOPE` those of one scope, with `FULL` all of the portal, granted or not.
    pub(super) fn events(&self, parameters: &Value) -> Reply {
        let state = self.world.state();
        let scope = parameters.text_at("SCOPE");
        let full = parameters.text_at("FULL").is_some_and(|full| full != "0");
        if scope.is_none() && !full {
            return json!(self.offered(&state)).into();
        }
        let spec = &state.portals[self.portal].spec;
        let mut codes = catalogue::codes(spec.edition, scope.as_deref());
        codes.retain(|code| spec.events.as_ref().is_none_or(|offered| offered.contains(code)));
        json!(codes).into()
    }

    /// The codes that this portal offers the app.
    fn offered(&self, state: &State) -> Vec<String> {
        let granted = self.world.scopes(state, self.portal);
        let spec = &state.portals[self.portal].spec;
        let mut codes = spec.events.clone().unwrap_or_else(|| catalogue::codes(spec.edition, None));
        let is_granted = |needed: &str| granted.iter().any(|granted| granted == needed);
        codes.retain(|code| catalogue::scope_of(code).is_none_or(is_granted));
        codes
    }
}

fn is_offline(parameters: &Value) -> bool {
    parameters.text_at("event_type").is_some_and(|kind| kind.eq_ignore_ascii_case("offline"))
}

/// Refuses a scheme other than http and https, and a host without a dot, except the IPv6 loopback address
/// (docs/protocol.md 8.3).
fn check_handler(handler: &str) -> Result<(), RestError> {
    let url = Url::parse(handler).ok();
    let fits = url.as_ref().and_then(Url::host).is_some_and(|host| match host {
        Host::Domain(name) => name.find('.').is_some_and(|dot| dot > 0),
        Host::Ipv4(_) => true,
        Host::Ipv6(address) => address.is_loopback(),
    });
    match url {
        Some(url) if fits && matches!(url.scheme(), "http" | "https") => Ok(()),
        Some(_) if fits => Err(RestError::portal("ERROR_UNSUPPORTED_PROTOCOL")),
        _ => Err(RestError::portal("ERROR_WRONG_HANDLER_URL")),
    }
}

fn min_timeout(parameters: &Value) -> i64 {
    let options = parameters.get("options");
    options.and_then(|options| options.text_at("minTimeout")).and_then(|text| text.parse().ok()).unwrap_or(1)
}

fn is_same(bound: &Subscription, new: &Subscription) -> bool {
    let target = bound.event == new.event && bound.offline == new.offline && bound.handler == new.handler;
    target && bound.auth_type == new.auth_type && bound.connector == new.connector
}
