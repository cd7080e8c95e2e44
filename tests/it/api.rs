//! Role `api`: each key sees its own portals and nothing else.

mod cursors;
mod errors;
mod export;
mod feed;
mod filters;
mod health;
mod keys;
mod limits;
mod mcp;
mod methods;
mod reads;
mod stats;
mod stream;
mod tenancy;

use api::Api;
use bitrix24::Endpoints;
use domain::MemberId;
use domain::api_key::{Reach, Scope};
use domain::deletion::Source;
use domain::event::Arrival;
use domain::wire::decode_form;
use poem::Response;
use poem::endpoint::{BoxEndpoint, EndpointExt};
use poem::http::{HeaderMap, StatusCode, header};
use poem::test::TestClient;
use secrecy::ExposeSecret;
use serde_json::Value;
use store::{LoggedEvent, NewApiKey};
use time::{Duration, OffsetDateTime};
use tokio::sync::watch;

use crate::support::{House, member_id};

const LINE: &str = include_str!("../fixtures/payloads/onimconnectorlinedelete.form");
const STATUS: &str = include_str!("../fixtures/payloads/onimconnectorstatusdelete.form");
const MESSAGE: &str = include_str!("../fixtures/payloads/onimconnectormessagedelete.form");
const BOT: &str = include_str!("../fixtures/payloads/onimbotdelete.form");
const LEAD: &str = include_str!("../fixtures/payloads/oncrmleaddelete.form");

/// The portal in the payloads of connectors and bots.
const OWN: &str = "bac1cd5c8940947a75e0d71b1a84e348";
/// The portal in the payloads of leads.
const OTHER: &str = "a223c6b3710f85df22e9377d6c4f7553";

type Client = TestClient<BoxEndpoint<'static, Response>>;

/// Two portals and the API.
struct Scene {
    house: House,
    client: Client,
    stop: watch::Sender<bool>,
}

#[derive(Debug, PartialEq, Eq)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Scene {
    /// Installs both portals, without deletions.
    async fn new() -> Self {
        Self::with_keep_alive(api::KEEP_ALIVE).await
    }

    /// The same, with this keep-alive interval of streams.
    async fn with_keep_alive(keep_alive: std::time::Duration) -> Self {
        let house = House::new().await;
        house.install(&member_id(OWN), "own.bitrix24.com", "831c76b092f9f135d9b6b36c3a720757").await;
        house.install(&member_id(OTHER), "other.bitrix24.de", "51856fefc120afa4b628cc82d3935cce").await;
        Self::of(house, keep_alive)
    }

    fn of(house: House, keep_alive: std::time::Duration) -> Self {
        let stop = watch::Sender::new(false);
        Self { client: client(&house, stop.subscribe(), keep_alive), house, stop }
    }

    /// Delivers `form` with these changes to its text, a minute later.
    async fn delete(&self, form: &str, changes: &[(&str, &str)]) {
        self.delete_from(Source::Live, form, changes).await;
    }

    async fn delete_from(&self, source: Source, form: &str, changes: &[(&str, &str)]) {
        self.log(source, 1, form, changes).await;
    }

    /// The same, for this installation.
    async fn delete_as(&self, generation: i64, form: &str, changes: &[(&str, &str)]) {
        self.log(Source::Live, generation, form, changes).await;
    }

    async fn log(&self, source: Source, generation: i64, form: &str, changes: &[(&str, &str)]) {
        let text = changes.iter().fold(form.trim().to_owned(), |text, (old, new)| {
            assert!(text.contains(old), "{old} is in {text}");
            text.replace(old, new)
        });
        let body = decode_form(text.as_bytes()).expect("a form");
        let event = Arrival::parse(body).expect("an event").event;
        self.house.hands.advance(Duration::MINUTE);
        self.house.log.append(&LoggedEvent { generation, source, event }).await.expect("is logged");
        self.house.indexed().await;
    }

    /// Deletes one thing of each core kind at 12:01 to 12:05 and a recovered one at 12:06 in the own portal, and a lead
    /// with the same id in the other.
    async fn fill(&self) {
        for form in [LINE, STATUS, MESSAGE, BOT] {
            self.delete(form, &[]).await;
        }
        self.delete(LEAD, &[(OTHER, OWN)]).await;
        self.delete_from(Source::Recovered, LEAD, &[(OTHER, OWN), ("1000983", "1000984")]).await;
        self.delete(LEAD, &[]).await;
    }

    /// A key with the default scopes that never expires.
    async fn key(&self, reach: Reach) -> String {
        self.key_with(reach, &Scope::DEFAULT, None).await
    }

    async fn key_with(&self, reach: Reach, scopes: &[Scope], expires_at: Option<OffsetDateTime>) -> String {
        let new = NewApiKey { name: "test".into(), reach, scopes: scopes.to_vec(), expires_at };
        let (_, key) = self.house.store.create_api_key(&new, self.house.clock.now()).await.expect("a key");
        key.expose_secret().to_owned()
    }

    /// A key for the own portal.
    async fn own_key(&self) -> String {
        self.key(Reach::portal(member_id(OWN))).await
    }

    /// A key for all portals.
    async fn master_key(&self) -> String {
        self.key(Reach::AllPortals).await
    }

    async fn get(&self, path: &str, key: &str) -> Answer {
        get(&self.client, path, key).await
    }

    async fn get_without_key(&self, path: &str) -> Answer {
        Answer::of(self.client.get(path).send().await.0).await
    }
}

impl Answer {
    async fn of(mut response: Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.take_body().into_string().await.expect("text");
        Self { status, headers, body }
    }

    fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("JSON: {self:?}"))
    }

    /// The body, if successful.
    fn ok(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{self:?}");
        assert_eq!(self.header(header::CONTENT_TYPE), "application/json; charset=utf-8");
        assert_eq!(self.header(header::CACHE_CONTROL), "no-store");
        assert_eq!(self.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        self.json()
    }

    /// The ids on a page of deletions, prefixed with `other` unless of the own portal.
    fn ids(&self) -> Vec<String> {
        let name = |item: &Value| {
            let id = item["id"].as_str().expect("an id");
            if item["member_id"] == OWN { id.to_owned() } else { format!("other {id}") }
        };
        self.ok()["items"].as_array().expect("items").iter().map(name).collect()
    }

    fn next_cursor(&self) -> Option<String> {
        self.ok()["next_cursor"].as_str().map(str::to_owned)
    }

    /// Checks for this problem.
    fn is_problem(&self, status: u16, code: &str) {
        let problem = self.json();
        assert_eq!((self.status.as_u16(), problem["code"].as_str()), (status, Some(code)), "{self:?}");
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], format!("urn:tombstone:problem:{code}"));
        assert!(["title", "detail"].iter().all(|text| problem[text].as_str().is_some_and(|text| !text.is_empty())));
        assert_eq!(self.header(header::CONTENT_TYPE), web::problem::CONTENT_TYPE);
    }
}

/// A client with no memory of earlier requests.
fn client(house: &House, stop: watch::Receiver<bool>, keep_alive: std::time::Duration) -> Client {
    let (store, clock) = (house.store.clone(), house.clock.clone());
    TestClient::new(api::routes(Api { store, clock, stop, endpoints: Endpoints::Private, keep_alive, rate: 0 }).boxed())
}

async fn get(client: &Client, path: &str, key: &str) -> Answer {
    let request = client.get(path).header(header::AUTHORIZATION, format!("Bearer {key}"));
    Answer::of(request.send().await.0).await
}

fn portal_path(portal: &str, rest: &str) -> String {
    format!("/api/v1/portals/{portal}{rest}")
}

fn portal(text: &str) -> MemberId {
    member_id(text)
}
