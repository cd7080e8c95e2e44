//! `tombstone webhook listen`: what a developer's program receives while the service restarts.

use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use domain::webhook::WebhookSecret;
use serde_json::json;
use sim::Portal;
use tempfile::TempDir;
use tests::api::Client;
use tests::eventually;
use tests::receiver::Receiver;
use tests::service::{Ending, Launch, Service};
use tests::town::Town;

use super::{folder, refusal, result};

/// Much longer than needed.
const PATIENCE: Duration = Duration::from_mins(1);

/// The running command. Dropping it kills it.
struct Listener {
    child: Child,
    folder: TempDir,
}

impl Listener {
    /// Starts it and waits until it forwards.
    async fn start(launch: &Launch, arguments: &[&str], key: &str) -> Self {
        let folder = folder();
        let mut command = launch.command(&["webhook", "listen"]);
        command.args(arguments).env("TOMBSTONE_API_KEY", key);
        let file = |name: &str| Stdio::from(File::create(folder.path().join(name)).expect("a file"));
        let child = command.stdout(file("out")).stderr(file("err")).spawn().expect("it is started");
        let listener = Self { child, folder };
        listener.says("forwarding").await;
        listener
    }

    fn output(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("out")).expect("text")
    }

    /// Waits for this output.
    async fn says(&self, what: &str) {
        eventually(what, PATIENCE, async || self.output().contains(what).then_some(())).await;
    }

    fn complaints(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("err")).expect("text")
    }

    fn secret(&self) -> WebhookSecret {
        let output = self.output();
        let secret = output.lines().find_map(|line| line.strip_prefix("secret ")).expect("a secret");
        WebhookSecret::parse(secret.to_owned().into()).expect("a secret")
    }

    /// Sends Ctrl-C.
    async fn interrupt(mut self) -> Option<i32> {
        let sent = std::process::Command::new("sh").args(["-c", &format!("kill -INT {}", self.child.id())]).status();
        assert!(sent.expect("a shell").success());
        eventually("its end", PATIENCE, async || self.child.try_wait().expect("a child")).await.code()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may be gone already
        let _ = self.child.wait();
    }
}

async fn delete(portal: &Portal, service: &Service, ids: std::ops::Range<u64>) {
    let handler = service.url().join("/bitrix24/events").unwrap().to_string();
    for id in ids {
        let delivery = portal.send_event_to(&handler, "ONCRMLEADDELETE", json!({ "FIELDS": { "ID": id } })).await;
        assert_eq!(delivery.status, Some(200), "{}", delivery.answer);
    }
}

fn ids(receiver: &Receiver) -> Vec<String> {
    receiver.all().iter().map(|one| one.id().to_owned()).collect()
}

async fn received(receiver: &Receiver, count: usize) {
    eventually("what was recorded", PATIENCE, async || (receiver.all().len() >= count).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_deletion_is_posted_once_and_signed_while_the_service_is_started_again() {
    let (folder, town, receiver) = (folder(), Town::start(1).await, Receiver::start().await);
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let mut service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    town.bound(&client).await;
    let (portal, api) = (&town.portals[0], service.url().to_string());
    delete(portal, &service, 1..3).await; // before anybody listened
    eventually("that they are recorded", PATIENCE, async || (client.count().await == 2).then_some(())).await;

    let address = service.address().to_string();
    let arguments = ["--api", &api, "--forward-to", receiver.url()];
    let listener = Listener::start(&launch, &arguments, client.key()).await;
    delete(portal, &service, 3..8).await;
    received(&receiver, 5).await;
    for (ending, from) in [(Ending::Kill, 100), (Ending::Terminate, 200)] {
        delete(portal, &service, from..from + 5).await;
        service.end(ending).await;
        service = launch.clone().set("TOMBSTONE_LISTEN", &address).start().await;
        delete(portal, &service, from + 5..from + 7).await;
    }
    received(&receiver, 19).await;
    let complaints = listener.complaints();
    assert!(complaints.contains("the service does not answer ("), "{complaints}");
    assert!(!complaints.contains("error sending request"), "the cause is said: {complaints}");
    let expected: Vec<_> = (3..=21).map(|number| format!("msg_{}_{number}", portal.member_id())).collect();
    assert_eq!(ids(&receiver), expected, "each once, in order");

    let secret = listener.secret();
    for one in receiver.all() {
        let timestamp = one.headers["webhook-timestamp"].parse().unwrap();
        assert_eq!(one.headers["webhook-signature"], secret.sign(&one.id().into(), timestamp, one.body.as_bytes()));
        let path =
            format!("/api/v1/portals/{}/deletions/{}", portal.member_id(), one.json()["data"]["id"].as_str().unwrap());
        let deletion = client.clone().at(&service).get(&path).await;
        assert_eq!((&one.json()["type"], &one.json()["data"]), (&json!("deletion.recorded"), &deletion));
    }
    assert_eq!(listener.interrupt().await, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_program_does_not_take_is_posted_again_and_then_passed_over() {
    let (folder, town, receiver) = (folder(), Town::start(1).await, Receiver::start().await);
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    let (portal, api) = (&town.portals[0], service.url().to_string());
    let member_id = portal.member_id();
    let arguments = ["--api", &api, "--forward-to", receiver.url(), "--portal", &member_id];
    let listener = Listener::start(&launch, &arguments, client.key()).await;
    receiver.answer(500);
    delete(portal, &service, 1..2).await;
    listener.says(": 500 in ").await;
    listener.says("given up").await;
    receiver.answer(204);
    delete(portal, &service, 2..3).await;
    listener.says(": 204 in ").await;
    let (failed, taken) = (format!("msg_{member_id}_1"), format!("msg_{member_id}_2"));
    let expected = [&failed, &failed, &failed, &failed, &taken].map(String::as_str);
    assert_eq!(ids(&receiver), expected);
    assert_eq!(listener.interrupt().await, Some(0));
}

#[tokio::test]
async fn key_that_opens_nothing_and_address_that_is_none_are_refused() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    let service = launch.start().await;
    let run = |arguments: &[&str]| launch.run(&[&["webhook", "listen"], arguments].concat());
    let (api, target) = (service.url().as_str(), "http://127.0.0.1:9/");
    let refused = |arguments: &[&str]| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        super::text(&output.stderr)
    };
    let said = refused(&["--api", api, "--key", "tmb_x", "--forward-to", target]);
    assert!(said.contains("401") && !said.contains("tmb_x"), "{said}");
    let said = refused(&["--api", api, "--forward-to", target]);
    assert!(said.contains("TOMBSTONE_API_KEY"), "{said}");
    let said = refusal(&run(&["--api", api, "--key", "k", "--forward-to", "ftp://example.com"]), 1);
    assert!(said.contains("--forward-to"), "{said}");
    refusal(&run(&["--api", api, "--key", "k"]), 2);
    let key = result(&launch.run(&["api-key", "create", "--name", "n", "--all-portals", "--scope", "portals:read"]));
    let said = refused(&["--api", api, "--key", key.trim(), "--forward-to", target]);
    assert!(said.contains("deletions:read"), "{said}");
}

/// The address of a server that gives these answers, one to each connection.
fn server(answers: Vec<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for (answer, stream) in answers.into_iter().zip(listener.incoming()) {
            let mut stream = stream.expect("a connection");
            let asked = stream.read(&mut [0; 4096]).is_ok_and(|read| read > 0);
            let _ = asked.then(|| stream.write_all(answer.as_bytes()));
        }
    });
    format!("http://{address}")
}

#[test]
fn place_that_a_restored_service_does_not_know_is_told_in_words_for_people() {
    let answer = |status: &str, body: &str| {
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
    };
    let begun = answer("200 OK", r#"{"items":[],"next_after":"7"}"#);
    let problem = r#"{"code":"invalid_cursor","detail":"`after` is not a `next_after` of this feed."}"#;
    let api = server(vec![begun, answer("400 Bad Request", problem)]);
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    let target = "http://127.0.0.1:9/";
    let output = launch.run(&["webhook", "listen", "--api", &api, "--key", "tmb_x", "--forward-to", target]);
    let said = super::text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("a backup was restored") && said.contains("`tombstone webhook listen` again"), "{said}");
    assert!(!said.contains("next_after"), "{said}");
}
