//! The hidden user that a portal creates for the app, and confirmed methods: events that no app binds.

use rand::RngExt;

use crate::events::envelope::{Happening, Tokens};
use crate::events::post::Delivery;
use crate::php::{Value, map};
use crate::portal::Portal;
use crate::portal::people::User;
use crate::state::PortalState;

impl PortalState {
    /// The id of the app's system user, created on first use. `user.get` never lists it.
    fn make_system_user(&mut self) -> u64 {
        let last = self.users.iter().map(|user| user.id).max().unwrap_or(0);
        let user = self.system_user.get_or_insert_with(|| User {
            id: last + self.rng.random_range(3..40),
            name: "Application".to_owned(),
            last_name: String::new(),
            admin: true,
            active: true,
        });
        user.id
    }
}

impl Portal {
    /// The app's system user, once it exists.
    pub fn system_user(&self) -> Option<User> {
        self.with(|portal| portal.system_user.clone())
    }

    /// Sends ONAPPUSERREADY to the install address with the tokens of the app's system user (docs/protocol.md 8.3).
    /// They still work after the installing user is dismissed.
    pub async fn user_ready(&self) -> Vec<Delivery> {
        if !self.with(|portal| portal.sends_events() && !portal.switches.muted) {
            return Vec::new();
        }
        let (data, handler) = (self.system_credentials(), self.world.app().install_url.to_string());
        let happening = self.lifecycle("ONAPPUSERREADY", data);
        let now = self.world.now();
        let post = self.world.post(&mut self.world.state(), self.index, &happening, None, handler, now);
        self.send(vec![post]).await
    }

    fn system_credentials(&self) -> Value {
        let user = self.with(PortalState::make_system_user);
        let mut state = self.world.state();
        let pair = state.issue(self.index, user, self.world.now());
        let portal = &state.portals[self.index];
        map([
            ("access_token", pair.access.into()),
            ("refresh_token", pair.refresh.into()),
            ("expires_in", pair.expires_in.to_string().into()),
            ("scope", self.world.scopes(&state, self.index).join(",").into()),
            ("domain", self.world.server_host_of(&state, self.index).into()),
            ("server_endpoint", self.world.server_endpoint_of(&state, self.index).into()),
            ("client_endpoint", self.world.client_endpoint_of(&state, self.index).into()),
            ("member_id", portal.member_id.clone().into()),
            ("user_id", user.to_string().into()),
            ("client_id", self.world.app().client_id.clone().into()),
            ("status", portal.spec.status.clone().into()),
            ("LANGUAGE_ID", portal.spec.language.clone().into()),
        ])
    }

    /// Sends ONAPPMETHODCONFIRM: an administrator allowed or refused a method; the data holds the token that waited for
    /// it. It goes to the bound handlers, else to the install address.
    pub async fn confirm_method(&self, method: &str, confirmed: bool) -> Vec<Delivery> {
        let token = self.tokens(1).access;
        let language = self.with(|portal| portal.spec.language.clone());
        let data = map([
            ("TOKEN", token.into()),
            ("METHOD", method.into()),
            ("CONFIRMED", confirmed.into()),
            ("LANGUAGE_ID", language.into()),
        ]);
        let happening = Happening::new("ONAPPMETHODCONFIRM", data, None).with(Tokens::None);
        let mut outgoing = self.world.raise(&mut self.world.state(), self.index, &happening);
        let bound = self.subscriptions().iter().any(|bound| bound.event == happening.code);
        if !bound && self.with(|portal| portal.sends_events() && !portal.switches.muted) {
            let (handler, now) = (self.world.app().install_url.to_string(), self.world.now());
            outgoing.push(self.world.post(&mut self.world.state(), self.index, &happening, None, handler, now));
        }
        self.send(outgoing).await
    }

    /// Makes a new application token and returns it, as when the app's secret or the portal's keys are renewed; no
    /// event says so (docs/protocol.md 8.2).
    pub fn renew_application_token(&self) -> String {
        let secret = self.world.app().client_secret.clone();
        self.with(|portal| {
            portal.renew_application_token(&secret);
            portal.installation.application_token.clone()
        })
    }
}
