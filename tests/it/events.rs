//! Role `events`: requests of portals, and the answers.

mod bad_input;
mod holding;
mod installs;
mod life_cycle;
mod payloads;
mod stored;

use events::Receiver;
use poem::endpoint::BoxEndpoint;
use poem::http::StatusCode;
use poem::test::TestClient;
use poem::{EndpointExt, Response};
use portals::Installer;
use serde_json::Value;
use url::Url;

use crate::outward::{NOWHERE, Outward};
use crate::support::House;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// The documented event of a lead, and its portal.
const LEAD: &str = include_str!("../fixtures/payloads/oncrmleaddelete.form");
const LEAD_PORTAL: &str = "a223c6b3710f85df22e9377d6c4f7553";
const LEAD_TOKEN: &str = "51856fefc120afa4b628cc82d3935cce";

struct Gate(TestClient<BoxEndpoint<'static, Response>>);

struct Answer {
    status: StatusCode,
    body: Value,
}

impl Answer {
    fn result(&self) -> &str {
        self.body["result"].as_str().unwrap_or_default()
    }

    fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    #[track_caller]
    fn assert_stored(&self, deletions: u64) {
        assert_eq!((self.status, self.result()), (StatusCode::OK, "stored"), "{}", self.body);
        assert_eq!(self.body["deletions"], deletions);
    }

    #[track_caller]
    fn assert_problem(&self, status: u16, code: &str) {
        assert_eq!((self.status.as_u16(), self.code()), (status, code), "{}", self.body);
    }
}

impl Gate {
    /// A receiver whose authorization server can't be reached.
    fn of(house: &House) -> Self {
        Self::with_server(house, &"http://127.0.0.1:9/".parse().unwrap(), "app.test")
    }

    /// A receiver with this authorization server.
    fn with_server(house: &House, server: &Url, client_id: &str) -> Self {
        let installer = installer(house, server, client_id);
        let receiver = Receiver::new(house.store.clone(), house.log.clone(), installer, house.clock.clone());
        Self(TestClient::new(events::routes(receiver).boxed()))
    }

    async fn post(&self, content_type: &str, body: impl Into<Vec<u8>>) -> Answer {
        let request = self.0.post("/bitrix24/events").header("content-type", content_type);
        let response = request.body(body.into()).send().await.0;
        let status = response.status();
        if status.is_client_error() || status.is_server_error() {
            assert_eq!(response.content_type(), Some("application/problem+json"));
        }
        let body = response.into_body().into_bytes().await.unwrap();
        Answer { status, body: serde_json::from_slice(&body).expect("JSON") }
    }

    async fn form(&self, body: &str) -> Answer {
        self.post(FORM, body.trim()).await
    }
}

fn installer(house: &House, server: &Url, client_id: &str) -> Installer {
    Outward::new(house, server, client_id, NOWHERE).installer
}

/// A receiver, with the portal of [`LEAD`] installed.
async fn with_portal() -> (House, Gate) {
    let house = House::new().await;
    house.install(&crate::support::member_id(LEAD_PORTAL), "some-domain.bitrix24.com", LEAD_TOKEN).await;
    let gate = Gate::of(&house);
    (house, gate)
}

/// The documented event of a lead, with another id.
fn lead(id: &str) -> String {
    LEAD.trim().replace("1000983", id)
}
