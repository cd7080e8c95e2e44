//! The life cycle of an installation: callback, finish, updates, payment, uninstall.

use std::collections::BTreeMap;

use crate::events::envelope::{Happening, Tokens};
use crate::events::post::{Delivery, Outgoing};
use crate::oauth::tokens::random_token;
use crate::php::{Value, map};
use crate::portal::Portal;
use crate::server::frame::Answered;

impl Portal {
    /// Installs without a page: ONAPPINSTALL goes from server to server. Counts as installed at once.
    pub async fn install_by_callback(&self) -> Answered {
        self.begin_installation();
        self.with(|portal| portal.installation.finished = true);
        let post = self.lifecycle_post("ONAPPINSTALL", self.install_data(), self.world.app().install_url.to_string());
        let deliveries = self.send(vec![post]).await;
        let first = deliveries.into_iter().next();
        let (status, body) = first.map_or((None, String::new()), |delivery| (delivery.status, delivery.answer));
        Answered { status, body, headers: BTreeMap::new(), installed: true }
    }

    /// Installs the app without notifying it, as before a flow that begins at the app.
    pub fn install_silently(&self) {
        self.begin_installation();
        self.with(|portal| portal.installation.finished = true);
    }

    /// Starts an installation: the portal issues tokens for the app, but does not count it as done.
    pub fn begin_installation(&self) {
        let secret = self.world.app().client_secret.clone();
        self.with(|portal| portal.begin_installation(&secret));
    }

    /// Does what `BX24.installFinish` does: events flow from now on, ONAPPINSTALL first.
    pub async fn finish_installation(&self) -> Vec<Delivery> {
        let outgoing = self.finish();
        self.send_or_hold(outgoing, self.switches().hold_install_event).await
    }

    /// The same for a browser, which does not wait for the delivery.
    pub(crate) fn finish_in_browser(&self) {
        let outgoing = self.finish();
        if self.switches().hold_install_event {
            self.with(|portal| portal.held.extend(outgoing));
        } else {
            self.world.deliver_later(outgoing);
        }
    }

    fn finish(&self) -> Vec<Outgoing> {
        let first = self.with(|portal| portal.installation.present && !portal.installation.finished);
        if !first {
            return Vec::new();
        }
        self.with(|portal| portal.installation.finished = true);
        let happening = self.lifecycle("ONAPPINSTALL", self.install_data());
        self.world.raise(&mut self.world.state(), self.index, &happening)
    }

    async fn send_or_hold(&self, outgoing: Vec<Outgoing>, hold: bool) -> Vec<Delivery> {
        if hold {
            self.with(|portal| portal.held.extend(outgoing));
            return Vec::new();
        }
        self.send(outgoing).await
    }

    /// Sends the life-cycle events that the `hold_…_event` switches held, unchanged since they were raised.
    pub async fn release_held_events(&self) -> Vec<Delivery> {
        let held = self.with(|portal| std::mem::take(&mut portal.held));
        self.send(held).await
    }

    /// The same as [`Self::release_held_events`].
    pub async fn release_install_event(&self) -> Vec<Delivery> {
        self.release_held_events().await
    }

    /// Updates the app: drops its subscriptions, and sends a new application token in ONAPPUPDATE to bound handlers.
    pub async fn update(&self) -> Vec<Delivery> {
        let secret = self.world.app().client_secret.clone();
        let data = self.with(|portal| {
            portal.renew_application_token(&secret);
            portal.installation.version += 1;
            let version = portal.installation.version;
            map([
                ("VERSION", format!("{version}.0.0").into()),
                ("PREVIOUS_VERSION", format!("{}.0.0", version - 1).into()),
                ("LANGUAGE_ID", portal.spec.language.clone().into()),
            ])
        });
        let happening = self.lifecycle("ONAPPUPDATE", data);
        let outgoing = self.world.raise(&mut self.world.state(), self.index, &happening);
        self.drop_subscriptions(None);
        self.send_or_hold(outgoing, self.switches().hold_update_event).await
    }

    /// Removes the app: sends ONAPPUNINSTALL without tokens, ends all access, drops the subscriptions.
    pub async fn uninstall(&self, clean: bool) -> Vec<Delivery> {
        let language = self.with(|portal| portal.spec.language.clone());
        let data = map([("LANGUAGE_ID", language.into()), ("CLEAN", clean.into())]);
        let happening = Happening::new("ONAPPUNINSTALL", data, None).with(Tokens::None);
        let outgoing = self.world.raise(&mut self.world.state(), self.index, &happening);
        self.with(|portal| {
            portal.installation.present = false;
            portal.installation.finished = false;
            portal.subscriptions.clear();
            portal.offline.clear();
        });
        self.send_or_hold(outgoing, self.switches().hold_uninstall_event).await
    }

    /// Ends or renews the paid period. Only a renewal sends an event, ONAPPPAYMENT.
    pub async fn set_paid(&self, paid: bool) -> Vec<Delivery> {
        self.switch(|switches| switches.payment_expired = !paid);
        let data = self.with(|portal| {
            map([
                ("CODE", self.world.app().code.clone().into()),
                ("VERSION", i64::from(portal.installation.version).into()),
                ("STATUS", portal.spec.status.clone().into()),
                ("PAYMENT_EXPIRED", if paid { "N" } else { "Y" }.into()),
                ("DAYS", 28_i64.into()),
                ("LANGUAGE_ID", portal.spec.language.clone().into()),
            ])
        });
        let happening = Happening::new("ONAPPPAYMENT", data, None);
        let outgoing = self.world.raise(&mut self.world.state(), self.index, &happening);
        self.send(outgoing).await
    }

    fn install_data(&self) -> Value {
        self.with(|portal| {
            map([
                ("VERSION", format!("{}.0.0", portal.installation.version).into()),
                ("ACTIVE", "Y".into()),
                ("INSTALLED", if portal.installation.finished { "Y" } else { "N" }.into()),
                ("LANGUAGE_ID", portal.spec.language.clone().into()),
            ])
        })
    }

    pub(crate) fn lifecycle(&self, code: &str, data: Value) -> Happening {
        let user = self.with(|portal| portal.signed_in);
        let bare = code == "ONAPPINSTALL" && self.switches().install_without_tokens;
        Happening::new(code, data, Some(user)).with(if bare { Tokens::None } else { Tokens::Pair })
    }

    fn lifecycle_post(&self, code: &str, data: Value, handler: String) -> Outgoing {
        let happening = self.lifecycle(code, data);
        let now = self.world.now();
        self.world.post(&mut self.world.state(), self.index, &happening, None, handler, now)
    }

    pub(crate) async fn send(&self, outgoing: Vec<Outgoing>) -> Vec<Delivery> {
        self.world.deliver_all(outgoing).await
    }

    /// A random token in the form of a real one, never issued.
    pub fn made_up_token(&self) -> String {
        self.with(|portal| random_token(&mut portal.rng))
    }
}
