//! A service at rest: what it keeps in memory, how soon it is there, how soon a deletion is seen.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use tests::api::Client;
use tests::eventually;
use tests::load::{Connection, Mail};
use tests::service::Ending;

use crate::report::{line, target};
use crate::size::Rest;
use crate::stock::Stock;

/// How long anything may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many deletions are waited for.
const EVENTS: usize = 200;
/// How often it is started.
const STARTS: usize = 5;

pub(crate) async fn run(Rest { portals, store }: Rest) -> ExitCode {
    let stock = Stock::open(portals, store).await;
    let Stock { launch, mail, .. } = &stock;
    let service = launch.start().await;
    let client = Client::new(launch, &service);
    service.end(Ending::Terminate).await;

    let mut starts = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        let started = Instant::now();
        let service = launch.start().await;
        let mut connection = Connection::open(service.address()).await.expect("it listens");
        let id = mail.next_id();
        assert_eq!(connection.send(mail.post(id), id).await.expect("an answer"), 200);
        starts.push(started.elapsed());
        service.end(Ending::Terminate).await;
    }
    starts.sort_unstable();

    let service = launch.start().await;
    let client = client.at(&service);
    let memory = service.memory();
    let mut lags = Vec::with_capacity(EVENTS);
    for _ in 0..EVENTS {
        lags.push(lag(&client, mail, service.address()).await);
    }
    lags.sort_unstable();

    let millis = |time: Duration| time.as_secs_f64() * 1_000.0;
    let (start, p50, p99) = (millis(starts[STARTS / 2]), millis(lags[EVENTS / 2]), millis(lags[EVENTS * 99 / 100]));
    let memory = f64::from(u32::try_from(memory >> 10).unwrap_or(u32::MAX)) / 1_024.0;
    line("targets");
    let reached = [
        target(memory <= 25.0, &format!("{memory:.1} MiB at rest, at most 25")),
        target(
            start <= 150.0,
            &format!("first 200 after {start:.0} ms from the start (median of {STARTS}), at most 150"),
        ),
        target(p99 <= 50.0, &format!("a deletion is seen after {p50:.1} ms (p50), {p99:.1} ms (p99), at most 50")),
    ];
    if reached.iter().all(|reached| *reached) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// From the answer until the API shows the deletion.
async fn lag(client: &Client, mail: &Mail, address: std::net::SocketAddr) -> Duration {
    let id = mail.next_id();
    let mut connection = Connection::open(address).await.expect("it listens");
    let post = mail.post(id);
    assert_eq!(connection.send(post, id).await.expect("an answer"), 200);
    let answered = Instant::now();
    let path = format!("/api/v1/portals/{}/deletions?entity_id={id}", post.member_id());
    eventually("the deletion", PATIENCE, async || {
        (!client.get(&path).await["items"].as_array()?.is_empty()).then_some(())
    })
    .await;
    answered.elapsed()
}
