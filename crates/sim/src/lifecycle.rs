//! How a portal installs the app, opens, updates and removes it.

use rand::RngExt;

use crate::delivery::{Delivery, Outgoing};
use crate::envelope::{Happening, Tokens};
use crate::php::{Value, encode, map};
use crate::portal::Portal;
use crate::tokens::random_token;

/// What the app answered to an installation or to being opened.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Answered {
    /// The status; none if the app could not be reached.
    pub status: Option<u16>,
    /// The page or text, or why there is none.
    pub body: String,
    /// Whether the app now counts as installed.
    pub installed: bool,
}

/// The form that a portal posts into the app's frame.
pub(crate) struct FrameForm {
    pub(crate) url: String,
    pub(crate) fields: Value,
}

impl Portal {
    /// Installs through the installer page in a frame, as the signed-in user's browser does it: the page is posted
    /// to, and if it calls `BX24.installFinish` the installation is finished and ONAPPINSTALL goes out.
    pub async fn install_by_frame(&self) -> Answered {
        self.begin_installation();
        self.retry_frame().await
    }

    /// Opens the installer page of an unfinished installation again.
    pub async fn retry_frame(&self) -> Answered {
        let form = self.frame_form(self.world.app.install_url.as_str());
        let (status, body) = self.open(form).await;
        if status == Some(200) && body.contains("BX24.installFinish") {
            self.finish_installation().await;
        }
        Answered { status, body, installed: self.is_installed() }
    }

    /// Opens the app's page in a frame as the signed-in user does.
    pub async fn open_app(&self) -> Answered {
        let url = self.world.app.app_url.as_ref().unwrap_or(&self.world.app.install_url);
        let form = self.frame_form(url.as_str());
        let (status, body) = self.open(form).await;
        Answered { status, body, installed: self.is_installed() }
    }

    async fn open(&self, form: FrameForm) -> (Option<u16>, String) {
        let request = self.world.client.post(form.url).header("Content-Type", "application/x-www-form-urlencoded");
        match request.body(encode(&form.fields)).send().await {
            Ok(response) => {
                let status = response.status().as_u16();
                (Some(status), response.text().await.unwrap_or_default())
            }
            Err(error) => (None, error.to_string()),
        }
    }

    /// Installs without an interface: ONAPPINSTALL from server to server. Counts as installed at once.
    pub async fn install_by_callback(&self) -> Answered {
        self.begin_installation();
        self.with(|portal| portal.installation.finished = true);
        let post = self.lifecycle_post("ONAPPINSTALL", self.install_data(), self.world.app.install_url.to_string());
        let deliveries = self.send(vec![post]).await;
        let first = deliveries.into_iter().next();
        let (status, body) = first.map_or((None, String::new()), |delivery| (delivery.status, delivery.answer));
        Answered { status, body, installed: true }
    }

    /// The portal has the app, and the app hears nothing of it, as before a flow that begins at the app.
    pub fn install_silently(&self) {
        self.begin_installation();
        self.with(|portal| portal.installation.finished = true);
    }

    /// The portal now knows the app and issues tokens for it, but the installation is not finished.
    pub fn begin_installation(&self) {
        let secret = self.world.app.client_secret.clone();
        self.with(|portal| portal.begin_installation(&secret));
    }

    /// What `BX24.installFinish` does: from now on events are sent, ONAPPINSTALL first.
    pub async fn finish_installation(&self) -> Vec<Delivery> {
        let first = self.with(|portal| portal.installation.present && !portal.installation.finished);
        if !first {
            return Vec::new();
        }
        self.with(|portal| portal.installation.finished = true);
        let happening = self.lifecycle("ONAPPINSTALL", self.install_data());
        let outgoing = self.world.raise(&mut self.world.state(), self.index, &happening);
        self.send_install(outgoing).await
    }

    async fn send_install(&self, outgoing: Vec<Outgoing>) -> Vec<Delivery> {
        let held = self.with(|portal| {
            let hold = portal.switches.hold_install_event;
            if hold {
                portal.held.extend(outgoing.iter().cloned());
            }
            hold
        });
        if held { Vec::new() } else { self.send(outgoing).await }
    }

    /// Sends the ONAPPINSTALL that the switch `hold_install_event` kept back.
    pub async fn release_install_event(&self) -> Vec<Delivery> {
        let held = self.with(|portal| std::mem::take(&mut portal.held));
        self.send(held).await
    }

    /// Updates the app: subscriptions are gone, ONAPPUPDATE brings a new application token to whoever was bound.
    pub async fn update(&self) -> Vec<Delivery> {
        let secret = self.world.app.client_secret.clone();
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
        self.send(outgoing).await
    }

    /// Removes the app: ONAPPUNINSTALL goes out without tokens, all access ends, subscriptions are gone.
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
        self.send(outgoing).await
    }

    /// Ends or renews the paid period. The renewal sends ONAPPPAYMENT; the end is silent.
    pub async fn set_paid(&self, paid: bool) -> Vec<Delivery> {
        self.switch(|switches| switches.payment_expired = !paid);
        let data = self.with(|portal| {
            map([
                ("CODE", self.world.app.code.clone().into()),
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

    fn lifecycle(&self, code: &str, data: Value) -> Happening {
        let user = self.with(|portal| portal.signed_in);
        Happening::new(code, data, Some(user)).with(Tokens::Pair)
    }

    fn lifecycle_post(&self, code: &str, data: Value, handler: String) -> Outgoing {
        let happening = self.lifecycle(code, data);
        let now = self.world.now();
        self.world.post(&mut self.world.state(), self.index, &happening, None, handler, now)
    }

    /// What a browser would post into the app's frame for the signed-in user.
    pub(crate) fn frame_form(&self, url: &str) -> FrameForm {
        let now = self.world.now();
        let mut state = self.world.state();
        let endpoint = self.world.server_endpoint(&state);
        let scopes = self.world.scopes(&state, self.index).join(",");
        let user = state.portals[self.index].signed_in;
        let pair = state.issue(self.index, user, now);
        let portal = &mut state.portals[self.index];
        let query = map([
            ("DOMAIN", self.world.portal_host(&portal.spec.name).into()),
            ("PROTOCOL", "0".into()),
            ("LANG", portal.spec.language.clone().into()),
            ("APP_SID", format!("{:032x}", portal.rng.random::<u128>()).into()),
        ]);
        let mut fields = map([
            ("AUTH_ID", pair.access.into()),
            ("AUTH_EXPIRES", pair.expires_in.to_string().into()),
            ("REFRESH_ID", pair.refresh.into()),
        ]);
        if portal.spec.newer_frame_keys {
            fields.insert("SERVER_ENDPOINT", endpoint.into());
            fields.insert("APPLICATION_TOKEN", portal.installation.application_token.clone().into());
            fields.insert("APPLICATION_SCOPE", scopes.into());
        }
        fields.insert("member_id", portal.member_id.clone().into());
        fields.insert("status", portal.spec.status.clone().into());
        fields.insert("PLACEMENT", "DEFAULT".into());
        let separator = if url.contains('?') { '&' } else { '?' };
        FrameForm { url: format!("{url}{separator}{}", encode(&query)), fields }
    }

    pub(crate) async fn send(&self, outgoing: Vec<Outgoing>) -> Vec<Delivery> {
        self.world.deliver_all(outgoing).await
    }

    /// A random token that nobody issued, of the form of a real one.
    pub fn made_up_token(&self) -> String {
        self.with(|portal| random_token(&mut portal.rng))
    }
}
