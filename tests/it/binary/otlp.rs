//! Traces of a binary with the feature `otlp`: `scripts/otlp` builds and runs it.

use std::time::Duration;

use tests::api::Client;
use tests::eventually;
use tests::metrics::Metrics;
use tests::receiver::Receiver;
use tests::service::{CLIENT_SECRET, Ending, Launch};
use tests::town::Town;

use super::folder;

/// The time limit for spans to arrive.
const PATIENCE: Duration = Duration::from_secs(20);
/// A trace that a stranger wants to join; its 16 bytes are letters.
const TRACEPARENT: &str = "00-41414141414141414141414141414141-4242424242424242-01";

fn traced(launch: Launch, collector: &Receiver, delay: &str) -> Launch {
    launch.set("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url()).set("OTEL_BSP_SCHEDULE_DELAY", delay)
}

/// All received bodies, where texts are readable.
fn sent(collector: &Receiver) -> String {
    collector.all().into_iter().map(|received| received.body).collect()
}

async fn arrives(collector: &Receiver, text: &str) {
    eventually(text, PATIENCE, async || sent(collector).contains(text).then_some(())).await;
}

#[tokio::test]
#[ignore = "takes a binary with the feature otlp: scripts/otlp"]
async fn spans_of_requests_jobs_calls_and_blocks_arrive_without_secrets() {
    let (folder, town, collector) = (folder(), Town::start(1).await, Receiver::start().await);
    let launch = traced(Launch::in_folder(folder.path()).with_simulator(&town.sim), &collector, "100");
    let service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    town.bound(&client).await;
    let portal = &town.portals[0];
    let (member_id, token) = (portal.member_id(), portal.application_token());

    let event = format!(
        "event=ONCRMLEADDELETE&data[FIELDS][ID]=7&data[FIELDS][TITLE]=hush&ts=1700000000&auth[member_id]={member_id}\
         &auth[application_token]={token}"
    );
    let stranger = reqwest::Client::new();
    let post = stranger.post(service.url().join("/bitrix24/events").unwrap()).header("traceparent", TRACEPARENT);
    let posted = post.header("content-type", "application/x-www-form-urlencoded").body(event).send().await.unwrap();
    assert_eq!(posted.status(), 200);
    client.seen(&member_id, 7, PATIENCE).await;
    client.get(&format!("/api/v1/portals/{member_id}/deletions?q=hush")).await;
    client.text("/hush?hush=hush").await;

    for text in [
        "POST /bitrix24/events",
        "GET /api/v1/portals/:member_id/deletions",
        "GET other",
        "http.response.status_code",
        "request_id",
        &member_id,
        "job heartbeat",
        "call batch",
        "index block",
    ] {
        arrives(&collector, text).await;
    }
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    let sent = sent(&collector);
    for secret in ["hush", &token, client.key(), CLIENT_SECRET, "AAAAAAAAAAAAAAAA"] {
        assert!(!sent.contains(secret), "{secret} left with the spans");
    }
    assert!(!launch.stderr().contains("collector"), "{}", launch.stderr());
}

#[tokio::test]
#[ignore = "takes a binary with the feature otlp: scripts/otlp"]
async fn last_spans_are_sent_at_the_end() {
    let (folder, collector) = (folder(), Receiver::start().await);
    let launch = traced(Launch::embedded(folder.path()), &collector, "60000");
    let service = launch.start().await;
    Client::new(&launch, &service).text("/health/live").await;
    assert_eq!(collector.all().len(), 0, "a batch is not full yet");
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    assert!(sent(&collector).contains("GET /health/live"));
}

#[tokio::test]
#[ignore = "takes a binary with the feature otlp: scripts/otlp"]
async fn collector_that_is_away_costs_spans_and_one_warning() {
    let (folder, collector) = (folder(), Receiver::start().await);
    collector.answer(503);
    let launch = traced(Launch::embedded(folder.path()), &collector, "100");
    let service = launch.start().await;
    let client = Client::new(&launch, &service);
    eventually("several batches to be refused", PATIENCE, async || (collector.all().len() > 2).then_some(())).await;
    eventually("what is dropped to be counted", PATIENCE, async || {
        let page = Metrics::new(client.text("/metrics").await.1);
        (page.labelled("tombstone_spans_total", "result", "dropped") > 1.0).then_some(())
    })
    .await;
    let warnings = launch.stderr().matches("the collector takes no traces").count();
    assert_eq!(warnings, 1, "{}", launch.stderr());
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}

#[test]
#[ignore = "takes a binary with the feature otlp: scripts/otlp"]
fn endpoint_that_is_none_stops_the_start() {
    let folder = folder();
    let launch = Launch::embedded(folder.path()).set("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318");
    let said = super::refusal(&launch.run(&["serve"]), 2);
    assert!(said.contains("OTEL_EXPORTER_OTLP_ENDPOINT"), "{said}");
}
