//! No token of any payload or install is in the data folder or the logs of the built binary.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use serde_json::Value;
use sim::{Fault, Portal, PortalSpec, Simulator};
use tempfile::TempDir;
use tests::api::Client;
use tests::eventually;
use tests::service::{CLIENT_SECRET, Ending, Launch, Service};
use tests::town::Town;

/// All logs of this workspace's crates, and of libraries except their bytes on the wire.
const LOG: &str =
    "trace,poem=trace,sea_orm_migration=trace,hyper=debug,hyper_util=debug,h2=debug,mio=debug,polling=debug";
/// The shortest token's length, in bytes.
const SHORTEST: usize = 16;

#[tokio::test(flavor = "multi_thread")]
async fn no_token_is_kept_in_clear_or_logged() {
    let folder = TempDir::new().expect("a folder for the test");
    let mut town = Town::start(1).await;
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim).set("TOMBSTONE_LOG", LOG);
    let service = launch.start().await;
    let client = Client::new(&launch, &service);
    town.install(&service).await;
    town.portals[0].install_by_frame().await;

    let mut secrets = Secrets::default();
    secrets.take(client.key());
    secrets.take(CLIENT_SECRET);
    let payloads = payloads();
    for payload in &payloads {
        secrets.take_all(payload.as_json());
    }
    // The simulator has each documented portal, which proves its events by the documented token.
    for (member_id, application_token) in proofs(&payloads) {
        let mut spec = PortalSpec::new(format!("documented-{}", town.portals.len()));
        spec.member_id = Some(member_id);
        let portal = town.sim.add_portal(spec);
        portal.install_silently();
        let install = install_of(&town.sim, &portal, &application_token, &mut secrets);
        assert_eq!(post(&service, FORM, install).await.0, 200);
        town.portals.push(portal);
    }
    town.bound(&client).await;

    // One install waits for the authorization server: the service keeps it sealed.
    let waiting = town.sim.add_portal(PortalSpec::new("waiting"));
    waiting.install_silently();
    town.sim.fault("app.info", Fault::Reset, None);
    let install = install_of(&town.sim, &waiting, &waiting.application_token(), &mut secrets);
    assert_eq!(post(&service, FORM, install).await.0, 202);

    let (deletions, others): (Vec<_>, Vec<_>) = payloads.iter().partition(|payload| payload.name.ends_with("delete"));
    for payload in &deletions {
        for (status, answer) in payload.post_both(&service, &secrets).await {
            assert_eq!(status, 200, "{}: {answer}", payload.name);
        }
    }
    let all = async || (client.count().await >= deletions.len() as u64).then_some(());
    eventually("the documented deletions", Duration::from_secs(10), all).await;
    search(&launch, &secrets, "with all deletions");
    for portal in &town.portals {
        let path = format!("/api/v1/portals/{}/deletions", portal.member_id());
        assert!(!secrets.is_in(client.get(&path).await.to_string().as_bytes()), "a token is in the API");
    }
    town.portals.push(waiting);
    for payload in &others {
        for (status, answer) in payload.post_both(&service, &secrets).await {
            assert!(status < 500, "{}: {status} {answer}", payload.name);
        }
    }

    for portal in &town.portals {
        for delivery in portal.deliveries() {
            secrets.take_all(fields_of(&delivery.sent));
            assert!(!secrets.is_in(delivery.answer.as_bytes()), "a token is in an answer");
        }
        secrets.take(&portal.application_token());
    }
    assert!(secrets.0.len() > 20, "tokens are recognised: {}", secrets.0.len());
    search(&launch, &secrets, "while it runs");
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    search(&launch, &secrets, "after its end");
    assert!(launch.stderr().contains("DEBUG"), "the log says all that it can");
}

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// A documented request from a portal to the app.
struct Payload {
    name: String,
    form: String,
    json: String,
}

impl Payload {
    /// Posts it in both encodings; no answer may contain a token.
    async fn post_both(&self, service: &Service, secrets: &Secrets) -> Vec<(u16, String)> {
        let mut answers = Vec::new();
        for (content_type, body) in [(FORM, &self.form), (JSON, &self.json)] {
            let (status, answer) = post(service, content_type, body.clone()).await;
            assert!(!secrets.is_in(answer.as_bytes()), "{}: a token is in the answer", self.name);
            answers.push((status, answer));
        }
        answers
    }

    fn as_json(&self) -> Value {
        serde_json::from_str(&self.json).expect("a payload is JSON")
    }
}

fn payloads() -> Vec<Payload> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/payloads");
    let mut payloads = Vec::new();
    for entry in fs::read_dir(&folder).expect("the payloads are there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "form") {
            let read = |path: &Path| fs::read_to_string(path).expect("a payload").trim().to_owned();
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).expect("a name");
            payloads.push(Payload { name, form: read(&path), json: read(&path.with_extension("json")) });
        }
    }
    payloads.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(payloads.len() >= 13, "only {} payloads", payloads.len());
    payloads
}

/// The portals in the payloads, with the token that proves each one's events.
fn proofs(payloads: &[Payload]) -> BTreeSet<(String, String)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let deletions = payloads.iter().filter(|payload| payload.name.ends_with("delete"));
    let proofs = deletions.filter_map(|payload| {
        let auth = &payload.as_json()["auth"];
        Some((text(&auth["member_id"])?, text(&auth["application_token"])?))
    });
    let proofs: BTreeSet<_> = proofs.collect();
    assert!(!proofs.is_empty());
    proofs
}

/// An `ONAPPINSTALL` from a simulated portal with this `application_token`.
fn install_of(sim: &Simulator, portal: &Portal, application_token: &str, secrets: &mut Secrets) -> String {
    let pair = portal.tokens(1);
    for secret in [&pair.access, &pair.refresh] {
        secrets.take(secret);
    }
    let (host, server) = (portal.host(), format!("{}rest/", sim.url()));
    let endpoint = format!("http://{host}/rest/");
    let member_id = portal.member_id();
    let fields = [
        ("event", "ONAPPINSTALL"),
        ("data[VERSION]", "1.0.0"),
        ("data[ACTIVE]", "Y"),
        ("data[INSTALLED]", "Y"),
        ("data[LANGUAGE_ID]", "de"),
        ("ts", "1696527000"),
        ("auth[domain]", &host),
        ("auth[scope]", "imbot"),
        ("auth[access_token]", &pair.access),
        ("auth[refresh_token]", &pair.refresh),
        ("auth[expires_in]", "3600"),
        ("auth[server_endpoint]", &server),
        ("auth[status]", "F"),
        ("auth[client_endpoint]", &endpoint),
        ("auth[member_id]", &member_id),
        ("auth[application_token]", application_token),
        ("auth[user_id]", "1"),
    ];
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

async fn post(service: &Service, content_type: &str, body: String) -> (u16, String) {
    let url = service.url().join("/bitrix24/events").expect("a path");
    let client = sim::client::builder().build().expect("a client");
    let response = client.post(url).header(CONTENT_TYPE, content_type).body(body).send().await.expect("an answer");
    (response.status().as_u16(), response.text().await.expect("a text"))
}

/// Texts that must not appear anywhere.
#[derive(Default)]
struct Secrets(BTreeSet<String>);

impl Secrets {
    fn take(&mut self, secret: &str) {
        assert!(secret.len() >= SHORTEST, "no secret is as short as {secret:?}");
        self.0.insert(secret.to_owned());
    }

    /// Takes the values under the names of tokens.
    fn take_all(&mut self, value: Value) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    let name = name.to_lowercase();
                    match value.as_str() {
                        Some(text) if name.ends_with("token") || ["auth_id", "refresh_id"].contains(&name.as_str()) => {
                            self.take(text);
                        }
                        Some(text) if text.contains('=') => self.take_all(fields_of(text)),
                        _ => self.take_all(value),
                    }
                }
            }
            Value::Array(values) => values.into_iter().for_each(|value| self.take_all(value)),
            _ => {}
        }
    }

    fn is_in(&self, bytes: &[u8]) -> bool {
        self.0.iter().any(|secret| contains(bytes, secret.as_bytes()))
    }
}

/// The fields of a form by the last of their bracketed names.
fn fields_of(form: &str) -> Value {
    let fields = url::form_urlencoded::parse(form.as_bytes());
    let last = |name: &str| name.trim_end_matches(']').rsplit('[').next().unwrap_or_default().to_owned();
    Value::Object(fields.map(|(name, value)| (last(&name), Value::String(value.into_owned()))).collect())
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(start) = rest.iter().position(|byte| *byte == text[0]) {
        rest = &rest[start..];
        if rest.starts_with(text) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}

/// Searches for every secret in every file of the data folder, in the database and in the service's output.
fn search(launch: &Launch, secrets: &Secrets, when: &str) {
    let mut searched = Vec::new();
    let mut places: Vec<(String, Vec<u8>)> =
        vec![("stdout".into(), launch.stdout().into_bytes()), ("stderr".into(), launch.stderr().into_bytes())];
    for entry in fs::read_dir(launch.data()).expect("the data folder") {
        let path = entry.expect("an entry").path();
        places
            .push((path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&path).expect("a file")));
    }
    let mut expected = vec!["events.db", "tombstone.db"];
    if let Some(database) = launch.database() {
        expected[1] = "the dump";
        places.push(("the dump".to_owned(), database.dump()));
    }
    for (name, bytes) in places {
        for secret in &secrets.0 {
            assert!(!contains(&bytes, secret.as_bytes()), "{when}, {}… is in {name}", &secret[..6]);
        }
        searched.push(name);
    }
    for name in expected {
        assert!(searched.iter().any(|searched| searched == name), "{when}, {name} is not among {searched:?}");
    }
}
