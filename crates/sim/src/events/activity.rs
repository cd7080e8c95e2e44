//! Deletes things in a portal, singly or in bursts, and sends events.

use rand::RngExt;

use crate::events::deletion_data::worded;
use crate::events::deletions::Kind;
use crate::events::envelope::Happening;
use crate::events::post::{Delivery, Outgoing};
use crate::php::Value;
use crate::portal::Portal;
use crate::rest::catalogue;

impl Portal {
    /// Deletes the oldest titled thing of this kind, else an untitled one. Returns a delivery for each handler bound to
    /// its codes.
    pub async fn delete(&self, kind: Kind) -> Vec<Delivery> {
        let outgoing = self.prepare(kind);
        self.send(outgoing).await
    }

    /// Deletes `count` things of this kind in one go.
    pub async fn delete_many(&self, kind: Kind, count: usize) -> Vec<Delivery> {
        let outgoing = (0..count).flat_map(|_| self.prepare(kind)).collect();
        self.send(outgoing).await
    }

    /// Deletes `count` things in one go, cycling through all bound kinds.
    pub async fn burst(&self, count: usize) -> Vec<Delivery> {
        let kinds = self.bound_kinds();
        if kinds.is_empty() {
            return Vec::new();
        }
        let outgoing = (0..count).flat_map(|turn| self.prepare(kinds[turn % kinds.len()])).collect();
        self.send(outgoing).await
    }

    /// The kinds whose deletion has a bound handler or queue.
    pub fn bound_kinds(&self) -> Vec<Kind> {
        let bound = self.subscriptions();
        let has_bot = bound.iter().any(|bound| bound.event.starts_with("ONIMBOT"));
        let is_bound = |code: &str| {
            bound.iter().any(|bound| bound.event == code) || (has_bot && catalogue::is_bound_by_portal(code))
        };
        Kind::ALL.into_iter().filter(|kind| kind.codes().iter().any(|code| is_bound(code))).collect()
    }

    /// Sends an event with any code and data, as the signed-in user.
    pub async fn send_event(&self, code: &str, data: impl Into<Value>) -> Vec<Delivery> {
        let user = self.with(|portal| portal.signed_in);
        self.send_event_by(Some(user), code, data).await
    }

    /// Sends an event raised by this user, or by nobody.
    pub async fn send_event_by(&self, user: Option<u64>, code: &str, data: impl Into<Value>) -> Vec<Delivery> {
        let happening = Happening::new(code, data.into(), user);
        let outgoing = self.world.raise(&mut self.world.state(), self.index, &happening);
        self.send(outgoing).await
    }

    /// Sends an event to `handler` even if nothing is bound, as a forger or an old queue would.
    pub async fn send_event_to(&self, handler: &str, code: &str, data: impl Into<Value>) -> Delivery {
        let user = self.with(|portal| portal.signed_in);
        let happening = Happening::new(code, data.into(), Some(user));
        let now = self.world.now();
        let post = self.world.post(&mut self.world.state(), self.index, &happening, None, handler.to_owned(), now);
        let mut deliveries = self.send(vec![post]).await;
        deliveries.remove(0)
    }

    /// The bodies that a deletion would send now, for benchmarks that send them themselves.
    pub fn deletion_bodies(&self, kind: Kind) -> Vec<String> {
        self.prepare(kind).into_iter().map(|post| post.body).collect()
    }

    /// The body that an event would have now, for tests and benchmarks that send it themselves.
    pub fn event_body(&self, code: &str, data: impl Into<Value>) -> String {
        let happening = Happening::new(code, data.into(), Some(self.with(|portal| portal.signed_in)));
        let now = self.world.now();
        let handler_id = self.with(|portal| {
            portal.subscriptions.iter().find(|bound| bound.event == happening.code).map(|bound| bound.id)
        });
        self.world.post(&mut self.world.state(), self.index, &happening, handler_id, String::new(), now).body
    }

    /// Deletes something as a random user or nobody; returns the POSTs.
    pub(crate) fn prepare(&self, kind: Kind) -> Vec<Outgoing> {
        let mut state = self.world.state();
        let credentials = if matches!(kind, Kind::BotMessage | Kind::BotV2 | Kind::BotV2Message) {
            self.world.bot_credentials(&mut state, self.index)
        } else {
            Value::Null
        };
        let portal = &mut state.portals[self.index];
        let data = portal.make_deletion(kind, &credentials);
        let somebody = portal.users[portal.rng.random_range(0..portal.users.len())].id;
        let actor = portal.rng.random_bool(0.85).then_some(somebody);
        let mut outgoing = Vec::new();
        for code in kind.codes() {
            let happening = Happening::new(code, worded(code, &data), actor);
            outgoing.extend(self.world.raise(&mut state, self.index, &happening));
        }
        let portal = &mut state.portals[self.index];
        if kind == Kind::Bot && portal.switches.drop_bot_subscriptions {
            portal.subscriptions.retain(|bound| !bound.event.starts_with("ONIMBOT"));
        }
        outgoing
    }
}
