//! Junk at every address of the console and in every form field gets a page that says so, never a fault.

use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::test::TestResponse;

use super::dashboard::{Browser, EMAIL, OWN, PASSWORD, deletion, inside, plant};
use crate::junk::{Junk, addresses_in, fields_of_templates};
use crate::support::member_id;

/// Requests for each address, or submissions of each form.
const CASES: usize = 12;
/// Names that are only in addresses: in links and in scripts' calls.
const OF_LINKS: [&str; 19] = [
    "at",
    "back",
    "before",
    "condition",
    "cursor",
    "done",
    "entity_id",
    "field",
    "folds",
    "format",
    "nothing",
    "order",
    "portal",
    "query",
    "source",
    "topic",
    "typed",
    "user_id",
    "v",
];
/// Addresses for visitors who are not logged in.
const ROUTES: &str = include_str!("../../../crates/admin/src/lib.rs");
const CONSTANTS: &str = include_str!("../../../crates/admin/src/access/login/provider.rs");
/// It would end the session.
const LOG_OUT: &str = "/admin/logout";

/// All addresses: those after log-in, and those before, each by both methods.
pub(super) fn addresses() -> Vec<(Method, String)> {
    let inside = admin::addresses().into_iter().map(|(method, pattern, _)| (method, pattern.to_owned()));
    let before = addresses_in(ROUTES, CONSTANTS);
    assert!(["/admin/login", "/admin/first"].iter().all(|known| before.iter().any(|it| it == known)), "{before:?}");
    let before = before.into_iter().flat_map(|pattern| [(Method::GET, pattern.clone()), (Method::POST, pattern)]);
    inside.chain(before).filter(|(_, pattern)| pattern != LOG_OUT).collect()
}

fn names() -> Vec<String> {
    let mut names = fields_of_templates("");
    assert!(names.iter().any(|name| name == "email") && names.iter().any(|name| name == "threshold"), "{names:?}");
    names.retain(|name| name != "csrf");
    names.extend(OF_LINKS.map(str::to_owned));
    names
}

/// The form token of a logged-in operator: some junk ends sessions.
async fn csrf(browser: &Browser) -> String {
    let mut page = browser.get("/admin").await;
    if page.status == StatusCode::SEE_OTHER {
        assert_eq!(browser.log_in(EMAIL, PASSWORD).await.status, StatusCode::SEE_OTHER);
        page = browser.get("/admin").await;
    }
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    url::form_urlencoded::byte_serialize(page.csrf().as_bytes()).collect()
}

/// The status and body of the answer; skips endless bodies.
async fn ask(browser: &Browser, method: &Method, path: &str, body: &str) -> (StatusCode, String) {
    let request = match *method {
        Method::GET => browser.client.get(path),
        _ => browser.client.post(path).content_type("application/x-www-form-urlencoded").body(body.to_owned()),
    };
    let TestResponse(response) = request.header(header::COOKIE, browser.cookie_header()).send().await;
    if response.content_type().is_some_and(|kind| kind.starts_with("text/event-stream")) {
        return (response.status(), String::new());
    }
    let answer = browser.read(TestResponse(response)).await;
    (answer.status, answer.body)
}

#[tokio::test]
async fn no_address_and_no_form_is_a_fault() {
    let (house, browser) = inside().await;
    plant(&house, (1..=3).map(|id| deletion(&member_id(OWN), "crm.lead", &id.to_string())).collect()).await;
    let mut junk = Junk::new(names());
    for (method, pattern) in addresses() {
        for _ in 0..CASES {
            house.hands.advance(time::Duration::MINUTE); // so that no limit applies
            let (token, pairs) = (csrf(&browser).await, junk.pairs());
            let address = junk.address(&pattern, &[(":member_id", OWN), (":number", "1"), (":id", "1")]);
            let (path, body) = match method {
                Method::GET => (format!("{address}?{pairs}"), String::new()),
                _ => (address, format!("csrf={token}&{pairs}")),
            };
            let (status, page) = ask(&browser, &method, &path, &body).await;
            assert!(!status.is_server_error(), "{status}: {method} {path} {body}");
            let says_so = page.contains("<html") && page.contains("<h1");
            assert!(!status.is_client_error() || says_so, "{status}: {method} {path} {body}: {page}");
        }
    }
}

#[tokio::test]
async fn no_header_is_a_fault() {
    let (house, browser) = inside().await;
    plant(&house, vec![deletion(&member_id(OWN), "crm.lead", "1")]).await;
    let cookies = browser.cookie_header();
    let with = |more: &[u8]| [cookies.as_bytes(), b"; ", more].concat();
    let headers = [
        (header::ACCEPT_LANGUAGE, b"\xff\xfe,;;q=9,de;q=-1".to_vec()),
        (header::ACCEPT_LANGUAGE, vec![b','; 5_000]),
        (header::ACCEPT_ENCODING, b"gzip;q=x,,;".to_vec()),
        (header::COOKIE, with(b"tombstone_zone=Nowhere/%00; tombstone_columns=%FF,,portal")),
        (header::COOKIE, with(b"tombstone_zone=; tombstone_zone=\xff")),
        (header::COOKIE, b"tombstone_session=%00%FF; tombstone_csrf=x; tombstone_device=..".to_vec()),
        (header::COOKIE, b"=;;=\xff; tombstone_session".to_vec()),
        (header::HeaderName::from_static("hx-request"), b"\xff".to_vec()),
        (header::HeaderName::from_static("hx-current-url"), b"http://[".to_vec()),
        (header::HeaderName::from_static("last-event-id"), b"-1 \xff".to_vec()),
        (header::HeaderName::from_static("x-forwarded-for"), b",\xff, ::1:99999".to_vec()),
    ];
    for (method, pattern) in addresses().into_iter().filter(|(method, _)| *method == Method::GET) {
        let path = pattern.replace(":member_id", OWN).replace(":number", "1").replace(":id", "1");
        for (name, value) in &headers {
            let mut request = browser.client.get(&path);
            if *name != header::COOKIE {
                request = request.header(header::COOKIE, &cookies);
            }
            let value = HeaderValue::from_bytes(value).expect("a header");
            let status = request.header(name, &value).send().await.0.status();
            assert!(!status.is_server_error(), "{status}: {method} {path} {name}: {value:?}");
        }
    }
}
