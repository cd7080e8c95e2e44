//! An operator's browser at the dashboard, and data to show there.

use std::collections::BTreeMap;
use std::sync::Mutex;

use admin::{Admin, FirstLink, Setting, SettingValue};
use bitrix24::Endpoints;
use domain::clock::micros;
use domain::deletion::{Source, terms};
use domain::event::Parts;
use domain::setup::Setup;
use domain::{MemberId, catalogue};
use poem::endpoint::BoxEndpoint;
use poem::http::{Method, StatusCode, header};
use poem::test::{TestClient, TestResponse};
use poem::{EndpointExt, Response};
use store::{Block, NewDeletion, NewOperator};
use tests::page::field;
use time::Duration;
use tokio::sync::watch;
use url::Url;

use crate::support::{House, member_id};

pub(crate) const EMAIL: &str = "ada@example.com";
pub(crate) const PASSWORD: &str = "correct horse battery";
pub(crate) const OWN: &str = "bac1cd5c8940947a75e0d71b1a84e348";
pub(crate) const OTHER: &str = "a223c6b3710f85df22e9377d6c4f7553";

/// Addresses that are not pages: files, streams, calls by scripts.
const NO_PAGES: [&str; 3] = ["/export", "/live", "/suggest"];

/// An address of this pattern with an existing portal and deletion.
pub(crate) fn address(pattern: &str, portal: &str) -> String {
    pattern.replace(":member_id", portal).replace(":number", "1").replace(":id", "1")
}

/// Every page for a logged-in operator, with this portal.
pub(crate) fn pages(portal: &str) -> Vec<String> {
    let is_page = |pattern: &str| !NO_PAGES.iter().any(|other| pattern.ends_with(other));
    let pages = admin::addresses().into_iter().filter(|(method, pattern, _)| method == Method::GET && is_page(pattern));
    pages.map(|(_, pattern, _)| address(pattern, portal)).collect()
}

/// A browser with its cookies.
pub(crate) struct Browser {
    pub(crate) client: TestClient<BoxEndpoint<'static, Response>>,
    pub(crate) cookies: Mutex<BTreeMap<String, String>>,
    /// Ends open streams.
    pub(crate) stop: watch::Sender<bool>,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: header::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn csrf(&self) -> String {
        field(&self.body, "csrf").expect("a form with a token")
    }

    pub(crate) fn has(&self, text: &str) -> bool {
        self.body.contains(text) || self.text().contains(text)
    }

    /// The body without the marks around portals' texts.
    pub(crate) fn text(&self) -> String {
        ["<bdi>", "</bdi>", "<mark>", "</mark>"].iter().fold(self.body.clone(), |text, mark| text.replace(mark, ""))
    }
}

impl Browser {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.client.get(path).header(header::COOKIE, self.cookie_header());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.read(request.send().await).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.client.post(path).header(header::COOKIE, self.cookie_header());
        self.read(request.form(&fields).send().await).await
    }

    pub(crate) async fn log_in(&self, email: &str, password: &str) -> Answer {
        let csrf = self.get("/admin/login").await.csrf();
        self.post("/admin/login", &[("csrf", &csrf), ("email", email), ("password", password), ("next", "/admin")])
            .await
    }

    pub(crate) fn cookie_header(&self) -> String {
        let cookies = self.cookies.lock().expect("one at a time");
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    pub(crate) async fn read(&self, TestResponse(response): TestResponse) -> Answer {
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("text").split(';').next().expect("a pair");
            let (name, value) = cookie.split_once('=').expect("a pair");
            self.cookies.lock().expect("one at a time").insert(name.to_owned(), value.to_owned());
        }
        let body = body.into_string().await.expect("text");
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

pub(crate) fn browser_at(house: &House, public_url: &str) -> Browser {
    browser_with(house, public_url, None)
}

/// A browser at a process with this first link.
pub(crate) fn browser_with(house: &House, public_url: &str, first: Option<FirstLink>) -> Browser {
    browser_of(house, public_url, |admin| Admin { first, ..admin })
}

/// A browser at a process with this change.
pub(crate) fn browser_of(house: &House, public_url: &str, change: impl FnOnce(Admin) -> Admin) -> Browser {
    let public_url = Url::parse(public_url).expect("an address");
    let language = words::Language::English;
    let (sender, stop) = watch::channel(false);
    let (store, clock) = (house.store.clone(), house.clock.clone());
    let setup = Setup { has_credentials: false, public_url: None, is_private: false };
    let (endpoints, settings) = (Endpoints::Public, settings());
    let csrf_key = [7; 32];
    let (first, sign_in) = (None, None);
    let admin =
        Admin { store, clock, public_url, csrf_key, stop, language, endpoints, settings, first, sign_in, setup };
    let routes = admin::routes(change(admin)).boxed();
    Browser { client: TestClient::new(routes), cookies: Mutex::default(), stop: sender }
}

/// Settings for the page that shows them.
fn settings() -> std::sync::Arc<[Setting]> {
    let shown = |name: &str, value: &str| Setting {
        name: name.to_owned(),
        value: Some(SettingValue::Shown(value.to_owned())),
        is_set: true,
    };
    let secret =
        Setting { name: "TOMBSTONE_CLIENT_SECRET".to_owned(), value: Some(SettingValue::Hidden), is_set: true };
    let (retention, uninstalled) = (shown("TOMBSTONE_RETENTION_DAYS", "30"), shown("TOMBSTONE_UNINSTALLED_DAYS", "45"));
    [retention, uninstalled, shown("TOMBSTONE_LOG", "info"), secret].into()
}

pub(crate) fn browser(house: &House) -> Browser {
    browser_at(house, "http://127.0.0.1:8080")
}

/// A house with an operator and two portals.
pub(crate) async fn house() -> House {
    let house = House::new().await;
    let hash = admin::password::hash(&PASSWORD.into()).expect("hashes");
    house.store.add_operator(&NewOperator::owner(EMAIL, &hash), house.clock.now()).await.expect("adds");
    house.install(&member_id(OWN), "some-domain.bitrix24.com", "token-of-own").await;
    house.install(&member_id(OTHER), "other.bitrix24.de", "token-of-other").await;
    house
}

/// The same, with a logged-in browser.
pub(crate) async fn inside() -> (House, Browser) {
    let house = house().await;
    let browser = browser(&house);
    assert_eq!(browser.log_in(EMAIL, PASSWORD).await.status, StatusCode::SEE_OTHER);
    (house, browser)
}

pub(crate) fn deletion(member_id: &MemberId, entity: &str, entity_id: &str) -> NewDeletion {
    let attributes = BTreeMap::from([("line".to_owned(), "107".to_owned())]);
    NewDeletion {
        member_id: member_id.clone(),
        generation: 1,
        fingerprint: [0; 12],
        neighbours: None,
        event: catalogue::codes(entity).next().unwrap_or(entity).into(),
        entity_id: entity_id.into(),
        terms: terms(entity_id, &attributes, None),
        attributes: Some(serde_json::to_string(&attributes).expect("JSON")),
        user_id: Some("27".into()),
        sent_at: None,
        received_at: 0,
        source: Source::Live,
        event_handler_id: Some("559".into()),
        payload: Parts {
            data: Some(r#"{"FIELDS":{"ID":"1"}}"#.into()),
            ts: Some("1773760577".into()),
            ..Default::default()
        },
    }
}

/// Records deletions, one a second, starting now.
pub(crate) async fn plant(house: &House, deletions: Vec<NewDeletion>) {
    let after = house.store.find_cursor("test").await.expect("asks");
    let stamp = |(place, new): (usize, NewDeletion)| {
        let mut fingerprint = [0; 12];
        fingerprint[..8].copy_from_slice(&after.to_be_bytes());
        fingerprint[8..].copy_from_slice(&u32::try_from(place).expect("few").to_be_bytes());
        house.hands.advance(Duration::SECOND);
        NewDeletion { fingerprint, received_at: micros(house.clock.now()), ..new }
    };
    let deletions: Vec<_> = deletions.into_iter().enumerate().map(stamp).collect();
    let block = Block { source: "test", after, last: after + 1, deletions, quarantined: Vec::new() };
    house.store.record_block(&block).await.expect("records");
}
