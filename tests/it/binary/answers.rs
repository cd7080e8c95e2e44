//! Unread answers cost a stranger more than the service.

use std::net::SocketAddr;
use std::time::Duration;

use tests::api::Client;
use tests::eventually;
use tests::metrics::Metrics;
use tests::service::{Ending, Launch};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use super::folder;

const CONNECTIONS: u32 = 200;
const SCRIPT: &str = "/api/docs/swagger-ui.js";

/// A connection that requests the largest public answer twice and reads hardly any of it: the system buffers the first
/// one.
async fn ask(address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap(); // so that the answer waits in the service
    let mut stream = socket.connect(address).await.unwrap();
    let request = format!("GET {SCRIPT} HTTP/1.1\r\nhost: tombstone.example\r\n\r\n");
    stream.write_all(request.repeat(2).as_bytes()).await.unwrap();
    let mut start = [0; 16];
    stream.read_exact(&mut start).await.unwrap();
    assert!(start.starts_with(b"HTTP/1.1 200"), "{start:?}");
    stream
}

#[tokio::test]
async fn largest_answer_is_in_memory_once_however_many_ask_for_it() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    let service = launch.start().await;
    let whole = Client::new(&launch, &service).text(SCRIPT).await.1.len() as u64;
    let before = service.peak_memory();
    let mut unread = Vec::new();
    for _ in 0..CONNECTIONS {
        unread.push(ask(service.address()).await);
    }
    eventually("all are asked for", Duration::from_secs(20), async || {
        let page = Client::new(&launch, &service).text("/metrics").await.1;
        let asked = Metrics::new(page).labelled("tombstone_requests_total", "route", SCRIPT);
        (asked > 2.0 * f64::from(CONNECTIONS)).then_some(())
    })
    .await;
    let grown = service.peak_memory().saturating_sub(before); // Linux counts it only roughly
    assert!(grown < whole * u64::from(CONNECTIONS) / 8, "{} KiB for answers of {} KiB", grown >> 10, whole >> 10);
    drop(unread);
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}
