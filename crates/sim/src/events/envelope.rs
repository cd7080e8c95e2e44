//! Events as they leave a portal: the envelope, the auth block and the recipients.

use time::{Duration, OffsetDateTime};

use crate::events::post::Outgoing;
use crate::php::{Value, encode, map};
use crate::rest::catalogue::{brings_refresh_token, is_bound_by_portal};
use crate::state::{State, Subscription, digest};
use crate::world::World;

/// The tokens that an event carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tokens {
    /// An access token of the acting user.
    Access,
    /// An access token and a working refresh token, as in ONAPPINSTALL.
    Pair,
    /// None, as in ONAPPUNINSTALL.
    None,
}

#[derive(Clone, Debug)]
pub(crate) struct Happening {
    pub(crate) code: String,
    pub(crate) data: Value,
    /// The acting user; none if automation acted.
    pub(crate) actor: Option<u64>,
    pub(crate) tokens: Tokens,
}

impl Happening {
    pub(crate) fn new(code: &str, data: Value, actor: Option<u64>) -> Self {
        Self { code: code.to_ascii_uppercase(), data, actor, tokens: Tokens::Access }
    }

    pub(crate) fn with(mut self, tokens: Tokens) -> Self {
        self.tokens = tokens;
        self
    }
}

impl World {
    /// Fills the offline queue and returns the POSTs to send, one for each bound handler.
    pub(crate) fn raise(&self, state: &mut State, portal: usize, happening: &Happening) -> Vec<Outgoing> {
        if !state.portals[portal].sends_events() {
            return Vec::new();
        }
        let now = self.now();
        let queued = state.portals[portal].queue_offline(happening, now);
        if state.portals[portal].switches.muted {
            return Vec::new();
        }
        let mut outgoing = self.address_all(state, portal, happening, now);
        if queued {
            outgoing.extend(self.push_offline(state, portal, now));
        }
        outgoing
    }

    fn address_all(
        &self,
        state: &mut State,
        portal: usize,
        happening: &Happening,
        now: OffsetDateTime,
    ) -> Vec<Outgoing> {
        let subscriptions = subscribers(state, portal, &happening.code);
        let switches = &state.portals[portal].switches;
        let (times, step) = (1 + switches.duplicates, Duration::seconds(i64::from(switches.ts_per_handler)));
        let mut outgoing = Vec::new();
        let mut stamped = now;
        for subscription in subscriptions {
            let post = self.address(state, portal, &subscription, happening, stamped);
            stamped += step;
            outgoing.extend((0..times).map(|_| post.clone()));
        }
        outgoing
    }

    fn push_offline(&self, state: &mut State, portal: usize, now: OffsetDateTime) -> Vec<Outgoing> {
        let subscriptions = subscribers(state, portal, "ONOFFLINEEVENT");
        let Some(pause) = subscriptions.iter().map(|subscription| subscription.min_timeout).min() else {
            return Vec::new();
        };
        let last = state.portals[portal].last_push;
        if last.is_some_and(|last| (now - last).whole_seconds() < pause) {
            return Vec::new();
        }
        state.portals[portal].last_push = Some(now);
        let push = Happening::new("ONOFFLINEEVENT", Value::List(Vec::new()), Some(1)).with(Tokens::Pair);
        self.address_all(state, portal, &push, now)
    }

    fn address(
        &self,
        state: &mut State,
        portal: usize,
        subscription: &Subscription,
        happening: &Happening,
        now: OffsetDateTime,
    ) -> Outgoing {
        let actor = if subscription.auth_type == 0 { happening.actor } else { Some(subscription.auth_type) };
        let id = (subscription.id != 0).then_some(subscription.id);
        let event = Happening { actor, ..happening.clone() };
        let handler = subscription.handler.clone().unwrap_or_default();
        self.post(state, portal, &event, id, handler, now)
    }

    /// The POST of an event to any `handler`.
    pub(crate) fn post(
        &self,
        state: &mut State,
        portal: usize,
        happening: &Happening,
        handler_id: Option<u64>,
        handler: String,
        now: OffsetDateTime,
    ) -> Outgoing {
        let mut event = map([("event", happening.code.clone().into())]);
        let handler_id = handler_id.unwrap_or_else(|| own_handler_id(&happening.code));
        event.insert("event_handler_id", handler_id.to_string().into());
        event.insert("data", happening.data.clone());
        event.insert("ts", now.unix_timestamp().to_string().into());
        event.insert("auth", self.auth(state, portal, happening, now));
        let switches = &state.portals[portal].switches;
        let (content_type, body) = match (switches.json_bodies, switches.plain_brackets) {
            (true, _) => ("application/json", serde_json::to_string(&event).unwrap_or_default()),
            (false, true) => (FORM, encode(&event).replace("%5B", "[").replace("%5D", "]")),
            (false, false) => (FORM, encode(&event)),
        };
        Outgoing { portal, event: happening.code.clone(), handler, handler_id: Some(handler_id), content_type, body }
    }

    fn auth(&self, state: &mut State, portal: usize, happening: &Happening, now: OffsetDateTime) -> Value {
        let tokenless = happening.tokens == Tokens::None || state.portals[portal].switches.without_tokens;
        let actor = happening.actor.filter(|_| !tokenless);
        let mut auth = Value::Map(Vec::new());
        if let Some(user) = actor {
            let lasting = happening.tokens == Tokens::Pair || brings_refresh_token(&happening.code);
            let pair = if lasting { state.issue(portal, user, now) } else { state.issue_for_event(portal, user, now) };
            auth.insert("access_token", pair.access.into());
            auth.insert("expires", pair.expires.unix_timestamp().to_string().into());
            auth.insert("expires_in", pair.expires_in.to_string().into());
            auth.insert("scope", self.scopes(state, portal).join(",").into());
            if lasting || state.portals[portal].switches.refresh_token_in_events {
                auth.insert("refresh_token", pair.refresh.into());
            }
        }
        let known = &state.portals[portal];
        let of_server = happening.code == "ONAPPUSERREADY";
        let domain = if of_server { self.server_host_of(state, portal) } else { self.portal_host(&known.spec.name) };
        auth.insert("domain", domain.into());
        auth.insert("server_endpoint", self.server_endpoint_of(state, portal).into());
        auth.insert("client_endpoint", self.client_endpoint_of(state, portal).into());
        auth.insert("member_id", known.member_id.clone().into());
        if let Some(user) = actor {
            auth.insert("status", known.spec.status.clone().into());
            auth.insert("user_id", user.to_string().into());
        }
        auth.insert("application_token", known.installation.application_token.clone().into());
        auth
    }

    /// The second set of credentials in the data of bot events.
    pub(crate) fn bot_credentials(&self, state: &mut State, portal: usize) -> Value {
        self.auth(state, portal, &Happening::new("", Value::Null, Some(1)), self.now())
    }
}

/// The number of a handler that the portal itself bound; always below those that apps bind.
fn own_handler_id(code: &str) -> u64 {
    1 + digest(code) % 400
}

const FORM: &str = "application/x-www-form-urlencoded";

/// The online subscriptions of an event. A bot's own events go where the app's other bot events go.
fn subscribers(state: &State, portal: usize, code: &str) -> Vec<Subscription> {
    let online = || state.portals[portal].subscriptions.iter().filter(|subscription| !subscription.offline);
    if is_bound_by_portal(code) {
        let bots = online().find(|subscription| subscription.event.starts_with("ONIMBOT"));
        return bots.map(|bot| Subscription { id: 0, auth_type: 0, ..bot.clone() }).into_iter().collect();
    }
    online().filter(|subscription| subscription.event == code).cloned().collect()
}
