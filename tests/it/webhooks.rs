//! Outgoing webhooks: from the API through the indexer and the worker to a receiver on loopback.

mod addresses;
mod api;
mod deliveries;
mod disabling;
mod many;
mod redelivery;
mod running;

use ::api::Api;
use bitrix24::{Endpoints, WebhookClient};
use domain::MemberId;
use domain::api_key::{Reach, Scope};
use domain::deletion::Source;
use domain::event::Arrival;
use domain::webhook::RetryPolicy;
use domain::wire::decode_form;
use poem::endpoint::{BoxEndpoint, EndpointExt};
use poem::http::{HeaderMap, Method, StatusCode, header};
use poem::{Endpoint, Request, Response};
use secrecy::ExposeSecret;
use serde_json::Value;
use store::{LoggedEvent, NewApiKey};
use tests::receiver::Receiver;
use time::Duration;
use tokio::sync::watch;
use worker::Deliverer;

use crate::support::{House, member_id};

const BOT: &str = include_str!("../fixtures/payloads/onimbotdelete.form");
const LEAD: &str = include_str!("../fixtures/payloads/oncrmleaddelete.form");
const MESSAGE: &str = include_str!("../fixtures/payloads/onimconnectormessagedelete.form");
const OWN: &str = "bac1cd5c8940947a75e0d71b1a84e348";
const OTHER: &str = "a223c6b3710f85df22e9377d6c4f7553";

/// Two portals, the API, a deliverer and a receiver.
struct Scene {
    house: House,
    routes: BoxEndpoint<'static, Response>,
    receiver: Receiver,
    deliverer: Deliverer,
    key: String,
    stop: watch::Sender<bool>,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    /// The body, after a check for this status.
    fn with(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }
}

impl Scene {
    async fn new() -> Self {
        let house = House::new().await;
        house.install(&member_id(OWN), "own.bitrix24.com", "831c76b092f9f135d9b6b36c3a720757").await;
        house.install(&member_id(OTHER), "other.bitrix24.de", "51856fefc120afa4b628cc82d3935cce").await;
        let stop = watch::Sender::new(false);
        let (store, clock) = (house.store.clone(), house.clock.clone());
        let (stopping, endpoints, keep_alive) = (stop.subscribe(), Endpoints::Private, ::api::KEEP_ALIVE);
        let routes = ::api::routes(Api { store, clock, stop: stopping, endpoints, keep_alive, rate: 0 });
        let routes = routes.boxed();
        let (receiver, deliverer) = (Receiver::start().await, deliverer(&house));
        let scene = Self { house, routes, receiver, deliverer, key: String::new(), stop };
        let key = scene.key(Reach::AllPortals, &[Scope::WebhooksManage]).await;
        Self { key, ..scene }
    }

    async fn key(&self, reach: Reach, scopes: &[Scope]) -> String {
        let new = NewApiKey { name: "test".into(), reach, scopes: scopes.to_vec(), expires_at: None };
        let (_, key) = self.house.store.create_api_key(&new, self.house.clock.now()).await.expect("a key");
        key.expose_secret().to_owned()
    }

    /// Delivers `form` with these changes to its text, a minute later.
    async fn delete(&self, form: &str, changes: &[(&str, &str)]) {
        self.house.hands.advance(Duration::MINUTE);
        self.arrive(form, changes).await;
    }

    /// Delivers `form` with these changes to its text.
    async fn arrive(&self, form: &str, changes: &[(&str, &str)]) {
        let text = changes.iter().fold(form.trim().to_owned(), |text, (old, new)| text.replace(old, new));
        let event = Arrival::parse(decode_form(text.as_bytes()).expect("a form")).expect("an event").event;
        let logged = LoggedEvent { generation: 1, source: Source::Live, event };
        self.house.log.append(&logged).await.expect("is logged");
        self.house.indexed().await;
    }

    /// Deletes the lead with this number in the own portal.
    async fn delete_lead(&self, number: u64) {
        self.delete(LEAD, &[(OTHER, OWN), ("1000983", &number.to_string())]).await;
    }

    /// Posts due messages once and returns their number.
    async fn deliver(&self) -> usize {
        self.deliverer.deliver_due().await.expect("delivers")
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        self.call_as(&self.key, method, path, body, &[]).await
    }

    async fn call_as(
        &self,
        key: &str,
        method: Method,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let uri: poem::http::Uri = format!("/api/v1{path}").parse().expect("a path");
        let mut request = Request::builder().method(method).uri(uri);
        request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = match body {
            Some(body) => request.content_type("application/json").body(body.to_string()),
            None => request.finish(),
        };
        let response = self.routes.call(request).await.expect("errors are answers");
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().into_vec().await.expect("a body");
        Answer { status, headers, body: serde_json::from_slice(&body).unwrap_or_default() }
    }

    async fn get(&self, path: &str) -> Value {
        self.call(Method::GET, path, None).await.with(200)
    }

    /// Creates an endpoint for the receiver under this API path; returns its API address and its secret.
    async fn hook(&self, path: &str, mut fields: Value) -> (String, String) {
        fields["url"] = self.receiver.url().into();
        let created = self.call(Method::POST, path, Some(fields)).await.with(201);
        let text = |name: &str| created[name].as_str().expect("a text").to_owned();
        (format!("{path}/{}", text("id")), text("secret"))
    }

    /// The ids of the leads received since the last call.
    fn leads(&self) -> Vec<String> {
        let received = self.receiver.take();
        received.iter().map(|one| one.json()["data"]["entity_id"].as_str().expect("an id").to_owned()).collect()
    }
}

fn deliverer(house: &House) -> Deliverer {
    let policy =
        RetryPolicy { pauses: vec![Duration::seconds(5), Duration::minutes(5)], disable_after: Duration::hours(120) };
    Deliverer::new(house.store.clone(), WebhookClient::new(Endpoints::Private).unwrap(), policy, house.clock.clone())
}

/// The path of the own portal's endpoints.
fn own() -> String {
    format!("/portals/{OWN}/webhooks")
}

fn portal(word: &str) -> MemberId {
    member_id(word)
}
