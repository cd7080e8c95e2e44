//! How soon an event that was answered is in the stream and in the feed.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::Value;
use tests::api::Client;
use tests::load::{self, Reins, Shape};
use tests::postgres::keep_everything;
use tests::service::Service;
use tokio::sync::{oneshot, watch};
use tokio::time::{sleep, timeout};

use crate::lags::{Lags, Seen, ids};
use crate::report::{line, target};
use crate::size::Store;
use crate::stock::Stock;

/// From how many connections events are posted.
const CONNECTIONS: usize = 32;
/// How long the last events may take.
const REST: Duration = Duration::from_secs(5);
/// In milliseconds.
const SOON: f64 = 100.0;

/// How much there is to follow.
#[derive(Clone, Debug, Args)]
pub(crate) struct Size {
    /// How long events come.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// How many a second.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    rate: u32,
    /// How many portals they come from.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    portals: u64,
    #[command(flatten)]
    store: Store,
}

pub(crate) async fn run(Size { seconds, rate, portals, store }: Size) -> ExitCode {
    keep_everything();
    let stock = Stock::open(portals, store).await;
    let service = stock.launch.start().await;
    let client = Client::new(&stock.launch, &service);
    let end = watch::Sender::new(false);

    let (stream_is_open, stream_open) = oneshot::channel();
    let stream =
        tokio::spawn(stream(url(&service, "stream"), client.key().to_owned(), stream_is_open, end.subscribe()));
    let after = client.get("/api/v1/deletions/feed").await["next_after"].clone();
    let feed = tokio::spawn(feed(client.clone(), after, end.subscribe()));
    stream_open.await.expect("the stream begins");

    let shape = Shape { connections: CONNECTIONS, duration: Duration::from_secs(seconds), rate: Some(rate) };
    let outcome = load::run(service.address(), shape, Arc::clone(&stock.mail), Arc::<Reins>::default()).await;
    sleep(REST).await;
    end.send_replace(true);
    let [of_stream, of_feed] =
        [stream.await.expect("it ends"), feed.await.expect("it ends")].map(|seen| Lags::of(&outcome, &seen));

    line(&format!("{:.0} events answered a second, {} refused", outcome.rate(), outcome.refused + outcome.broken));
    of_stream.print("stream");
    of_feed.print("feed");
    line("targets");
    let mut reached = Vec::new();
    for (who, lags) in [("stream", &of_stream), ("feed", &of_feed)] {
        let Lags { missing, doubled, .. } = lags;
        let p99 = lags.p99();
        reached.push(target(p99 <= SOON, &format!("{who}: p99 {p99:.1} ms after the answer, at most {SOON} ms")));
        reached.push(target((*missing, *doubled) == (0, 0), &format!("{who}: {missing} missing, {doubled} doubled")));
    }
    if reached.iter().all(|reached| *reached) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn url(service: &Service, what: &str) -> url::Url {
    service.url().join(&format!("/api/v1/deletions/{what}")).expect("a path")
}

/// Reads the stream until `end`, and says when it has begun.
async fn stream(url: url::Url, key: String, begun: oneshot::Sender<()>, mut end: watch::Receiver<bool>) -> Seen {
    let http = sim::client::builder().build().expect("a client");
    let mut answer = http.get(url).bearer_auth(key).send().await.expect("an answer");
    let (mut seen, mut text, mut begun) = (Seen::new(), String::new(), Some(begun));
    loop {
        let piece = tokio::select! {
            piece = answer.chunk() => piece.expect("the stream goes on"),
            _ = end.wait_for(|end| *end) => return seen,
        };
        let at = Instant::now();
        text.push_str(std::str::from_utf8(&piece.expect("it does not end")).expect("text"));
        let Some(whole) = text.rfind("\n\n") else { continue };
        seen.extend(ids(&text[..whole]).map(|id| (id, at)));
        text.drain(..whole);
        begun.take().map(|begun| begun.send(()));
    }
}

/// Pulls the feed until `end`.
async fn feed(client: Client, mut after: Value, end: watch::Receiver<bool>) -> Seen {
    let mut seen = Seen::new();
    while !*end.borrow() {
        let path = format!("/api/v1/deletions/feed?limit=500&wait=10&after={}", after.as_str().expect("a position"));
        let Ok(mut page) = timeout(REST, client.get(&path)).await else { continue }; // nothing comes any more
        let at = Instant::now();
        let id = |item: &Value| item["entity_id"].as_str()?.parse().ok();
        seen.extend(page["items"].as_array().expect("items").iter().filter_map(id).map(|id| (id, at)));
        after = page["next_after"].take();
    }
    seen
}
