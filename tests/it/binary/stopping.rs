//! The service stops while clients receive long answers.

use std::time::{Duration, Instant};

use tests::api::Client;
use tests::eventually;
use tests::service::{Ending, Launch, Service};
use tests::town::Town;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use super::folder;

const PATIENCE: Duration = Duration::from_secs(20);
/// This many deletions of this size exceed what connections buffer.
const LEADS: usize = 30;
const FILLER: usize = 400_000;

#[tokio::test]
async fn service_that_is_stopped_as_it_begins_stops_well() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    for _ in 0..3 {
        let service = launch.start().await; // has only printed its address
        assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    }
}

#[tokio::test]
async fn service_that_waits_for_its_database_stops_well() {
    let folder = folder();
    let mute = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("postgres://nobody@{}/nothing", mute.local_addr().unwrap());
    let mut child = Launch::on_server(folder.path(), &url).command(&["serve"]).spawn().unwrap();
    let connection = mute.accept().await.unwrap(); // by then it wants a database
    let kill = format!("kill -TERM {}", child.id());
    assert!(std::process::Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    let ended = eventually("its end", PATIENCE, async || child.try_wait().unwrap()).await;
    assert_eq!(ended.code(), Some(0));
    drop(connection);
}

/// A started export, and what was received of it.
struct Export {
    stream: TcpStream,
    received: Vec<u8>,
}

/// The end of an export.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// Complete: its number of lines, and the number that it states.
    Whole(usize, String),
    /// Cut off: nobody can take it for complete.
    BrokenOff,
}

impl Export {
    /// Requests an export and reads its beginning.
    async fn begin(service: &Service, path: &str, key: &str) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(64 << 10).unwrap();
        let mut stream = socket.connect(service.address()).await.unwrap();
        let head =
            format!("GET {path} HTTP/1.1\r\nHost: app.example\r\nAuthorization: Bearer {key}\r\nTE: trailers\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut received = vec![0; 1_000];
        stream.read_exact(&mut received).await.unwrap();
        assert!(received.starts_with(b"HTTP/1.1 200 OK\r\n"), "{}", String::from_utf8_lossy(&received));
        Self { stream, received }
    }

    /// Reads the rest, to the last byte.
    async fn end(mut self) -> End {
        // It does not matter how a broken connection ends.
        let _ = tokio::time::timeout(PATIENCE, self.stream.read_to_end(&mut self.received)).await.expect("an end");
        let head = self.received.windows(4).position(|end| end == b"\r\n\r\n").expect("a head") + 4;
        read_chunks(&self.received[head..])
    }
}

fn read_chunks(mut rest: &[u8]) -> End {
    let mut body = String::new();
    loop {
        let Some(line) = rest.windows(2).position(|end| end == b"\r\n") else { return End::BrokenOff };
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..line]).unwrap(), 16).expect("a size");
        rest = &rest[line + 2..];
        if size == 0 {
            let trailers = String::from_utf8_lossy(rest).to_lowercase();
            let count = trailers.lines().find_map(|line| line.strip_prefix("tombstone-count: "));
            let lines = body.lines().filter(|line| !line.starts_with("{\"end\"")).count();
            return End::Whole(lines, count.unwrap_or_default().to_owned());
        }
        if rest.len() < size + 2 {
            return End::BrokenOff;
        }
        body.push_str(std::str::from_utf8(&rest[..size]).unwrap());
        rest = &rest[size + 2..];
    }
}

/// Deletes leads with large payloads.
async fn fill(town: &Town, service: &Service, client: &Client) -> String {
    let portal = &town.portals[0];
    let (member_id, token, filler) = (portal.member_id(), portal.application_token(), "x".repeat(FILLER));
    let url = service.url().join("/bitrix24/events").unwrap();
    for id in 1..=LEADS {
        let body = format!(
            "event=ONCRMLEADDELETE&data[FIELDS][ID]={id}&data[FIELDS][TITLE]={filler}&ts=1742807199\
             &auth[member_id]={member_id}&auth[application_token]={token}"
        );
        let request = town.sim.client().post(url.clone()).header("content-type", "application/x-www-form-urlencoded");
        assert_eq!(request.body(body).send().await.unwrap().status(), 200);
    }
    let all = async || (client.count().await == LEADS as u64).then_some(());
    eventually("all leads", PATIENCE, all).await;
    format!("/api/v1/portals/{member_id}/deletions")
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_end_and_exports_are_whole_or_seen_to_be_broken_off() {
    let (folder, town) = (folder(), Town::start(1).await);
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let mut service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    town.bound(&client).await;
    let deletions = fill(&town, &service, &client).await;

    let stream = service.url().join(&format!("{deletions}/stream")).unwrap();
    let mut stream = town.sim.client().get(stream).bearer_auth(client.key()).send().await.unwrap();
    assert!(stream.chunk().await.unwrap().unwrap().starts_with(b"retry: "));
    let path = format!("{deletions}/export");
    let read_on = Export::begin(&service, &path, client.key()).await;
    let stuck = Export::begin(&service, &path, client.key()).await;

    let asked = Instant::now();
    service.terminate();
    assert_eq!(stream.chunk().await.unwrap(), None, "it ends, and does not break");
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    assert_eq!(read_on.end().await, End::Whole(LEADS, LEADS.to_string()));
    assert_eq!(service.exit(Duration::from_secs(12)).await.code(), Some(0));
    assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
    assert_eq!(stuck.end().await, End::BrokenOff);
}
