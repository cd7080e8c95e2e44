//! Role `install`: the three ways in, the app's page, and all refusals. The simulator is the portal and reaches the
//! roles over a real connection, as Bitrix24 does.

mod app;
mod code;
mod forged;
mod frame;
mod order;
mod removal;
mod strict;
mod trouble;

use std::time::Duration;

use domain::MemberId;
use domain::portal::{Portal, PortalStatus};
use domain::refusal::RefusalReason;
use events::Receiver;
use install::Install;
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::{EndpointExt, Route, Server};
use portals::Installer;
use reqwest::StatusCode;
use sim::{App, Options, PortalSpec, Simulator};
use tests::eventually;
use tokio::task::JoinHandle;
use url::Url;

use crate::outward::Outward;
use crate::support::House;

const CLIENT_ID: &str = "app.tombstone-test";
/// The time limit for background work on a busy machine.
const SOON: Duration = Duration::from_secs(30);

/// A house with listening roles, a simulator on the same clock, and a portal without the app.
struct Scene {
    house: House,
    sim: Simulator,
    portal: sim::Portal,
    outward: Outward,
    base: Url,
    member_id: MemberId,
    server: JoinHandle<()>,
}

impl Scene {
    async fn new() -> Self {
        Box::pin(Self::with(PortalSpec::new("north"))).await
    }

    async fn with(spec: PortalSpec) -> Self {
        let house = Box::pin(House::new()).await;
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.expect("a free port");
        let address = acceptor.local_addr()[0].as_socket_addr().copied().expect("an address");
        let base: Url = format!("http://{address}/").parse().expect("an address");
        let app = App::at(&base, CLIENT_ID, "secret");
        let listen = ([127, 0, 0, 1], 0).into();
        let sim = Simulator::start(Options { listen, clock: house.clock.clone(), seed: 7, app }).await.unwrap();
        let portal = sim.add_portal(spec);
        let handler = base.join("/bitrix24/events").unwrap();
        let outward = Outward::new(&house, &sim.url(), CLIENT_ID, handler.as_str());
        let roles = roles(&house, outward.installer.clone(), &base);
        let server = tokio::spawn(async move { Server::new_with_acceptor(acceptor).run(roles).await.expect("serves") });
        let member_id = MemberId::parse(&portal.member_id()).unwrap();
        Self { house, sim, portal, outward, base, member_id, server }
    }

    /// The stored portal.
    async fn kept(&self) -> Option<Portal> {
        self.house.store.tenant(&self.member_id).find_portal().await.unwrap()
    }

    async fn status(&self) -> Option<PortalStatus> {
        self.kept().await.map(|portal| portal.status)
    }

    /// Waits until the portal is active and its events are bound.
    async fn active(&self) -> Portal {
        let is_active = async || {
            let portal = self.kept().await?;
            (portal.status == PortalStatus::Active && portal.subscriptions.is_some()).then_some(portal)
        };
        eventually("the portal to be active", SOON, is_active).await
    }

    /// Whether this token would prove an event as the portal's own.
    async fn is_proven_by(&self, application_token: &str) -> bool {
        let hash = self.house.store.hash_key().application_token(&self.member_id, &application_token.into());
        let known = self.house.store.tenant(&self.member_id).find_cached_portal().await.unwrap();
        known.is_some_and(|known| known.accepts_events() && known.is_proven_by(hash))
    }

    /// Reasons of refused installs, latest first.
    async fn refusals(&self) -> Vec<RefusalReason> {
        let lines = self.house.store.list_audit(50).await.unwrap();
        lines.iter().filter_map(|line| line.entry.known()?.refusal().cloned()).collect()
    }

    /// A user without administrator rights.
    fn ordinary_user(&self) -> u64 {
        self.portal.users().into_iter().find(|user| !user.admin).expect("an ordinary user").id
    }

    /// Posts a portal's form; no page shows a secret.
    async fn post(&self, path: &str, frame: &Frame) -> Page {
        let mut url = self.base.join(path).unwrap();
        url.query_pairs_mut()
            .append_pair("DOMAIN", &frame.domain)
            .append_pair("PROTOCOL", "0")
            .append_pair("LANG", "en");
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&frame.fields).finish();
        let request = self.sim.client().post(url).header("content-type", "application/x-www-form-urlencoded");
        let page = Page::of(request.body(form).send().await.expect("an answer")).await;
        for (key, secret) in &frame.fields {
            let is_secret = matches!(key.as_str(), "AUTH_ID" | "REFRESH_ID" | "APPLICATION_TOKEN");
            assert!(!is_secret || !page.body.contains(secret), "{key} stands in the page");
        }
        page
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn roles(house: &House, installer: Installer, base: &Url) -> Route {
    let (store, log, clock) = (house.store.clone(), house.log.clone(), house.clock.clone());
    let receiver = Receiver::new(store.clone(), log, installer.clone(), clock.clone());
    let install = Install { installer, store, clock, public_url: base.clone(), retention: 0 };
    Route::new().nest_no_strip("/bitrix24/events", events::routes(receiver)).nest_no_strip("/", routes(install))
}

fn routes(install: Install) -> impl poem::Endpoint<Output = poem::Response> {
    install::routes(install).boxed()
}

/// A portal's form for its frame.
#[derive(Clone, Debug)]
struct Frame {
    domain: String,
    fields: Vec<(String, String)>,
}

impl Frame {
    /// The portal's form for a user, without the newer keys.
    fn of(portal: &sim::Portal, user: u64) -> Self {
        let pair = portal.tokens(user);
        let fields = [
            ("AUTH_ID", pair.access),
            ("AUTH_EXPIRES", "3600".to_owned()),
            ("REFRESH_ID", pair.refresh),
            ("member_id", portal.member_id()),
            ("status", "F".to_owned()),
            ("PLACEMENT", "DEFAULT".to_owned()),
        ];
        Self { domain: portal.host(), fields: fields.map(|(key, value)| (key.to_owned(), value)).into() }
    }

    /// Sets a field.
    fn with(mut self, key: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != key);
        self.fields.push((key.to_owned(), value.to_owned()));
        self
    }

    fn at(self, domain: &str) -> Self {
        Self { domain: domain.to_owned(), ..self }
    }
}

/// A page or a redirect.
#[derive(Debug)]
struct Page {
    status: StatusCode,
    body: String,
    location: Option<Url>,
    cookie: Option<String>,
    policy: String,
}

impl Page {
    async fn of(response: reqwest::Response) -> Self {
        let status = response.status();
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let location = header("location").map(|location| response.url().join(&location).expect("an address"));
        let (cookie, policy) = (header("set-cookie"), header("content-security-policy").unwrap_or_default());
        assert_eq!(header("x-frame-options"), None);
        Self { status, location, cookie, policy, body: response.text().await.unwrap_or_default() }
    }

    /// The outcome of a step; none if the page lacks it.
    fn step(&self, name: &str) -> Option<&str> {
        step(&self.body, name)
    }

    fn finishes(&self) -> bool {
        self.body.contains("installFinish")
    }
}

fn step<'a>(body: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = body.split_once(&format!("data-step=\"{name}\" data-outcome=\""))?;
    after.split('"').next()
}

/// The outcomes of all steps on the page.
fn steps(body: &str) -> Vec<&str> {
    ["verified", "kept", "bound", "checked"].into_iter().filter_map(|name| step(body, name)).collect()
}

const ALL_DONE: [&str; 4] = ["done"; 4];
