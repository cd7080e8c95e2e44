//! `tombstone doctor` on the public address: whether a Tombstone accepts events there, not merely whether anything
//! answers.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;

use tests::service::Launch;
use tests::town::Town;

use super::{folder, text};

/// The address of a server that gives every request this answer, until the tests end.
fn server(answer: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let asked = stream.read(&mut [0; 4096]).is_ok_and(|read| read > 0);
            let _ = asked.then(|| stream.write_all(answer.as_bytes()));
        }
    });
    address
}

/// Doctor's finding for a public address.
fn finding(address: SocketAddr) -> (bool, String) {
    let (folder, url) = (folder(), format!("http://{address}"));
    let launch = Launch::in_folder(folder.path()).set("TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS", "true");
    finding_of("public address", &launch.set("TOMBSTONE_PUBLIC_URL", &url).set("TOMBSTONE_OAUTH_URL", &url))
}

fn finding_of(what: &str, launch: &Launch) -> (bool, String) {
    let findings: serde_json::Value = serde_json::from_str(&text(&launch.run(&["doctor", "--json"]).stdout)).unwrap();
    let finding = findings.as_array().unwrap().iter().find(|finding| finding["what"] == what).unwrap();
    (finding["well"].as_bool().unwrap(), finding["advice"].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_are_those_that_the_authorization_server_accepts() {
    let (folder, town) = (folder(), Town::start(1).await);
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let (well, said) = finding_of("app credentials", &launch);
    assert!(well && said.contains("are those of an app"), "{said}");
    for setting in ["TOMBSTONE_CLIENT_ID", "TOMBSTONE_CLIENT_SECRET"] {
        let (well, said) = finding_of("app credentials", &launch.clone().set(setting, "mistyped"));
        assert!(!well && said.contains("does not accept"), "{setting}: {said}");
    }
    let away = launch.set("TOMBSTONE_OAUTH_URL", "http://127.0.0.1:9").without("TOMBSTONE_OAUTH_HOSTS");
    let (well, said) = finding_of("app credentials", &away);
    assert!(well && said.contains("the first installation shows"), "{said}");
}

#[test]
fn portals_bind_no_events_at_a_host_without_a_dot() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path()).set("TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS", "true");
    let (well, said) = finding_of("public address", &launch.set("TOMBSTONE_PUBLIC_URL", "https://localhost:8443"));
    assert!(!well && said.contains("needs a dot"), "{said}");
}

#[test]
fn only_what_takes_events_is_well_at_the_public_address() {
    let other = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi";
    let (well, said) = finding(server(other));
    assert!(!well && said.contains("answers 200, so no Tombstone takes events there"), "{said}");

    let strict = "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    let (well, said) = finding(server(strict));
    assert!(!well && said.contains("answers 400, so no Tombstone takes events there"), "{said}");

    let moved = "HTTP/1.1 301 Moved Permanently\r\nLocation: https://other.example/\r\nContent-Length: 0\r\n\r\n";
    let (well, said) = finding(server(moved));
    assert!(!well && said.contains("redirects to another address"), "{said}");

    let nobody = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let (well, said) = finding(nobody);
    assert!(!well && said.contains("does not answer from here"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn running_service_is_well_at_its_public_address() {
    let folder = folder();
    let service = Launch::in_folder(folder.path()).start().await;
    let (well, said) = finding(service.address());
    assert!(well && said.ends_with(" answers"), "{said}");
}
