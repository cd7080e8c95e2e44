//! A simulator with one portal, and an app that records its requests.

use std::sync::{Arc, Mutex};

use domain::Clock;
use domain::clock::ManualClock;
use poem::endpoint::make;
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::{Request, Response, Server};
use serde_json::Value;
use sim::{Advertised, App, Options, Portal, PortalSpec, Simulator};
use time::macros::datetime;
use url::Url;

pub(crate) const CLIENT_ID: &str = "local.69b2.12345678";
pub(crate) const SECRET: &str = "very-secret";

#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) user_agent: String,
    pub(crate) content_type: String,
    pub(crate) body: String,
}

/// Requests that the app received.
#[derive(Clone, Default)]
pub(crate) struct Inbox(Arc<Mutex<Vec<Received>>>);

impl Inbox {
    pub(crate) fn take(&self) -> Vec<Received> {
        std::mem::take(&mut self.0.lock().expect("lock"))
    }

    pub(crate) fn bodies(&self) -> Vec<String> {
        self.take().into_iter().map(|received| received.body).collect()
    }
}

pub(crate) struct World {
    pub(crate) sim: Simulator,
    pub(crate) portal: Portal,
    pub(crate) inbox: Inbox,
    pub(crate) app: Url,
    pub(crate) hands: ManualClock,
    pub(crate) http: reqwest::Client,
}

/// A simulator with one portal that lacks the app.
pub(crate) async fn world() -> World {
    behind(Advertised::default()).await
}

/// The same, behind a proxy.
pub(crate) async fn behind(proxy: Advertised) -> World {
    let inbox = Inbox::default();
    let app = serve(inbox.clone()).await;
    let (clock, hands) = Clock::manual(datetime!(2026-03-17 15:16:17 UTC));
    let listen = "127.0.0.1:0".parse().expect("address");
    let options = Options { listen, clock, seed: 7, app: App::at(&app, CLIENT_ID, SECRET) };
    let sim = Simulator::start_behind(proxy, options).await.expect("start");
    let portal = sim.add_portal(PortalSpec::new("acme"));
    let http = sim.client();
    World { sim, portal, inbox, app, hands, http }
}

impl World {
    /// A world whose portal has installed the app and bound these events to `/events`.
    pub(crate) async fn with_bound(events: &[&str]) -> Self {
        let world = world().await;
        world.portal.install_silently();
        for event in events {
            assert_eq!(world.bind(event).await["result"], true);
        }
        world
    }

    /// The same with a second portal, of the authorization server `oauth2`.
    pub(crate) fn with_eastern(self) -> Self {
        let spec = PortalSpec { authority: Some("OAuth2".to_owned()), ..PortalSpec::new("eastern") };
        self.sim.add_portal(spec).install_silently();
        self
    }

    pub(crate) fn handler(&self) -> String {
        self.app.join("/events").expect("URL").into()
    }

    pub(crate) async fn bind(&self, event: &str) -> Value {
        let handler = self.handler();
        self.call("event.bind", &[("event", event), ("handler", &handler)]).await.1
    }

    /// Calls as the portal's administrator.
    pub(crate) async fn call(&self, method: &str, parameters: &[(&str, &str)]) -> (u16, Value) {
        let access = self.portal.tokens(1).access;
        self.call_with(&access, method, parameters).await
    }

    pub(crate) async fn call_with(&self, access: &str, method: &str, parameters: &[(&str, &str)]) -> (u16, Value) {
        let mut url = self.portal.url().join(&format!("rest/{method}.json")).expect("URL");
        url.query_pairs_mut().append_pair("auth", access);
        self.post(url, parameters).await
    }

    /// Calls the authorization server's token address.
    pub(crate) async fn token(&self, parameters: &[(&str, &str)]) -> (u16, Value) {
        let url = self.sim.url().join("oauth/token/").expect("URL");
        let mut all = vec![("client_id", CLIENT_ID), ("client_secret", SECRET)];
        all.extend_from_slice(parameters);
        self.post(url, &all).await
    }

    pub(crate) async fn post(&self, url: Url, parameters: &[(&str, &str)]) -> (u16, Value) {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        let request = self.http.post(url).header("Content-Type", "application/x-www-form-urlencoded");
        let response = request.body(form).send().await.expect("an answer");
        let status = response.status().as_u16();
        (status, serde_json::from_slice(&response.bytes().await.expect("a body")).expect("JSON"))
    }
}

async fn serve(inbox: Inbox) -> Url {
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.expect("listen");
    let address = acceptor.local_addr().remove(0);
    let address = *address.as_socket_addr().expect("address");
    let endpoint = make(move |mut request: Request| {
        let inbox = inbox.clone();
        async move {
            let header = |name: &str| request.header(name).unwrap_or_default().to_owned();
            let (user_agent, content_type) = (header("User-Agent"), header("Content-Type"));
            let (path, query) = (request.uri().path().to_owned(), request.uri().query().unwrap_or_default().to_owned());
            let body = request.take_body().into_string().await.expect("text");
            let answer = answer(&path, &body);
            inbox.0.lock().expect("lock").push(Received { path, query, user_agent, content_type, body });
            Ok::<_, poem::Error>(answer)
        }
    });
    tokio::spawn(Server::new_with_acceptor(acceptor).run(endpoint));
    Url::parse(&format!("http://{address}/")).expect("URL")
}

fn answer(path: &str, body: &str) -> Response {
    match path {
        "/bitrix24/install" if body.contains("PLACEMENT=DEFAULT") => {
            Response::builder().body("<script>BX24.init(function () { BX24.installFinish(); });</script>")
        }
        "/elsewhere" => Response::builder().body("<script src=\"/finish.js\"></script>"),
        "/finish.js" => Response::builder().body("BX24.init(() => BX24.installFinish())"),
        "/broken" => Response::builder().status(poem::http::StatusCode::INTERNAL_SERVER_ERROR).body("no"),
        _ => Response::builder().body("ok"),
    }
}
