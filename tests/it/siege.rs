//! Attackers hold connections at no cost to themselves, yet the service answers genuine events. `scripts/chaos siege`
//! runs longer.

use std::time::Duration;

use tempfile::TempDir;
use tests::metrics::Metrics;
use tests::siege::{Attack, Siege};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Connections of each attack.
const CONNECTIONS: usize = 60;
const LENGTH: Duration = Duration::from_secs(4);

#[tokio::test(flavor = "multi_thread")]
async fn events_are_answered_while_all_connections_are_attacked() {
    let folder = TempDir::new().unwrap();
    let siege = Box::pin(Siege::start(folder.path())).await;
    let outcome = Box::pin(siege.round(&Attack::ALL, CONNECTIONS, LENGTH)).await;
    let metrics = ends(&siege, b"GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    let log = siege.log();
    assert_eq!(outcome.answered, outcome.sent, "{outcome:?}\n{log}\n{metrics}");
    // In a debug build, some 60 MiB are the program's own file, which no attack enlarges.
    let taken = outcome.peak_memory - siege.service().mapped_memory();
    assert!(outcome.sent > 50 && taken < 120 << 20 && outcome.growth < 64 << 20, "{taken} bytes, {outcome:?}");
    assert_eq!(log.matches("all connections are in use").count(), 1, "{log}");
    let metrics = Metrics::new(metrics);
    for reason in ["room", "http2"] {
        let closed = metrics.labelled("tombstone_connections_closed_total", "reason", reason);
        assert!(closed > 0.0, "nothing was closed for {reason}");
    }
    assert_eq!(siege.end().await, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn descriptors_that_run_out_stop_nothing() {
    let folder = TempDir::new().unwrap();
    let siege = Box::pin(Siege::start_short(folder.path(), 8)).await;
    let outcome = Box::pin(siege.round(&[Attack::HalfHeader], CONNECTIONS, LENGTH)).await;
    let log = siege.log();
    assert!(outcome.sent > 50 && outcome.answered == outcome.sent, "{outcome:?}\n{log}");
    assert_eq!(log.matches("connections can't be accepted").count(), 1, "{log}");
    assert_eq!(siege.end().await, Some(0));
}

/// Sends these bytes and returns all that the service sends before it closes the connection.
async fn ends(siege: &Siege, sent: &[u8]) -> String {
    let mut stream = TcpStream::connect(siege.service().address()).await.unwrap();
    stream.write_all(sent).await.unwrap();
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_mins(1), stream.read_to_end(&mut answer)).await.expect("an end");
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_arrive_is_not_waited_for() {
    let folder = TempDir::new().unwrap();
    let siege = Box::pin(Siege::start(folder.path())).await;
    let body = b"POST /bitrix24/install HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf";
    let large =
        [&b"POST /bitrix24/events HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n"[..], &vec![b'a'; 2_000_000]];
    let kept = async {
        let mut stream = TcpStream::connect(siege.service().address()).await.unwrap();
        stream.write_all(&large.concat()).await.unwrap();
        let mut answer = [0; 20];
        stream.read_exact(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    };
    // The service waits for data delayed by less than 30 s: a portal sends it only once.
    let late = async {
        let mut stream = TcpStream::connect(siege.service().address()).await.unwrap();
        stream.write_all(body).await.unwrap();
        tokio::time::sleep(Duration::from_secs(12)).await;
        stream.write_all(&[b'a'; 96]).await.unwrap();
        let mut answer = [0; 13];
        stream.read_exact(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    };
    let (nothing, header, half, http2, large, late) = tokio::join!(
        ends(&siege, b""),
        ends(&siege, b"GET / HTTP/1.1\r\nHost: "),
        ends(&siege, body),
        ends(&siege, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        kept,
        late,
    );
    assert_eq!((nothing.as_str(), header.as_str(), http2.as_str()), ("", "", ""));
    assert!(half.starts_with("HTTP/1.1 408 ") && half.contains("body_too_slow"), "{half}");
    assert!(late.starts_with("HTTP/1.1 ") && late != "HTTP/1.1 408 ", "{late}");
    assert!(large.starts_with("HTTP/1.1 413 "), "{large}");
    assert_eq!(siege.end().await, Some(0));
}
