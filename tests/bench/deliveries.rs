//! Outgoing webhooks: how many a second are delivered, how soon, and what dead endpoints leave of that.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use reqwest::StatusCode;
use serde_json::json;
use tests::api::Client;
use tests::eventually;
use tests::load::{self, Outcome, Reins, Shape};
use tests::postgres::keep_everything;
use tests::service::Service;
use tokio::time::sleep;

use crate::lags::Lags;
use crate::report::{line, target};
use crate::sink::Sink;
use crate::size::{Store, count};
use crate::stock::Stock;

/// From how many connections events are posted.
const CONNECTIONS: usize = 32;
/// How long everything that was queued may take.
const PATIENCE: Duration = Duration::from_mins(3);
/// The beginning of a saturated load that is not counted.
const WARM_UP: Duration = Duration::from_secs(2);

/// How much is delivered.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Size {
    /// How long each load lasts.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(3..=600))]
    seconds: u64,
    /// How many endpoints there are, each for all portals; one in ten is dead in the last load.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(10..=1_000))]
    endpoints: u64,
    /// How many events a second come while throughput is measured: each is a message for each endpoint.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    flood: u32,
    /// How many events a second come while the time to delivery to one endpoint is measured.
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    rate: u32,
    /// How many portals they come from.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    portals: u64,
}

struct Bench {
    size: Size,
    stock: Stock,
    service: Service,
    client: Client,
}

pub(crate) async fn run(size: Size) -> ExitCode {
    keep_everything();
    let stock = Stock::open(size.portals, Store { rows: 0, store: None }).await;
    let launch = stock.launch.clone().set("TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS", "true");
    let service = launch.start().await;
    let scopes = ["--scope", "deletions:read", "--scope", "portals:read", "--scope", "webhooks:manage"];
    let made = launch.run(&[&["api-key", "create", "--name", "bench", "--all-portals"], scopes.as_slice()].concat());
    let key = String::from_utf8(made.stdout).expect("text");
    let client = Client::new(&launch, &service).with_key(key.trim());
    let bench = Bench { size, stock, service, client };

    let lags = bench.lags().await;
    let (healthy, dead) = (count(size.endpoints - size.endpoints / 10), count(size.endpoints / 10));
    let all = bench.throughput(count(size.endpoints), 0).await;
    let alone = bench.throughput(healthy, 0).await;
    let beside = bench.throughput(healthy, dead).await;

    let (rest, p99, Size { endpoints, rate, .. }) = (beside / alone, lags.p99(), size);
    line(&format!("{all:.0}/s to {endpoints} endpoints, {alone:.0}/s to {healthy}, {beside:.0}/s beside {dead} dead"));
    line("targets");
    let reached = [
        target(all >= 1_000.0, &format!("{all:.0} deliveries a second, at least 1,000")),
        target(
            p99 <= 250.0,
            &format!("p99 {p99:.0} ms to the first attempt at {rate} events a second, at most 250 ms"),
        ),
        target(lags.missing == 0, &format!("{} of them never arrived", lags.missing)),
        target(rest >= 0.9, &format!("healthy endpoints keep {rest:.2} beside a tenth that is dead, at least 0.90")),
    ];
    if reached.iter().all(|reached| *reached) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Bench {
    /// How soon one endpoint gets answered events.
    async fn lags(&self) -> Lags {
        let sink = Sink::healthy().await;
        let id = self.register(&sink).await;
        let outcome = self.load(self.size.rate).await;
        let all = outcome.acknowledged.len() as u64;
        let done = async || (sink.count() >= all).then_some(());
        eventually("what was answered to be delivered", PATIENCE, done).await;
        self.remove(&[id]).await;
        let lags = Lags::of(&outcome, &sink.seen());
        lags.print("first attempt");
        line(&format!("  {} were delivered more than once", lags.doubled));
        lags
    }

    /// How many messages a second the healthy endpoints get while more are always queued.
    async fn throughput(&self, healthy: usize, dead: usize) -> f64 {
        let (mut sinks, mut ids) = (Vec::with_capacity(healthy), Vec::new());
        for _ in 0..healthy {
            sinks.push(Sink::healthy().await);
        }
        let mut others = Vec::with_capacity(dead);
        for number in 0..dead {
            others.push(if number % 2 == 0 { Sink::silent().await } else { Sink::refusing().await });
        }
        for sink in sinks.iter().chain(&others) {
            ids.push(self.register(sink).await);
        }
        let taken = || sinks.iter().map(Sink::count).sum::<u64>();
        let counted = async {
            sleep(WARM_UP).await;
            let before = taken();
            let length = Duration::from_secs(self.size.seconds).saturating_sub(WARM_UP);
            sleep(length).await;
            u32::try_from(taken() - before).map_or(f64::MAX, f64::from) / length.as_secs_f64()
        };
        let (outcome, rate) = tokio::join!(self.load(self.size.flood), counted);
        let offered = outcome.rate() * f64::from(u32::try_from(healthy).unwrap_or(u32::MAX));
        line(&format!("{healthy} healthy endpoints and {dead} dead: {rate:.0}/s delivered of {offered:.0}/s queued"));
        self.remove(&ids).await; // with what is pending
        rate
    }

    async fn load(&self, rate: u32) -> Outcome {
        let duration = Duration::from_secs(self.size.seconds);
        let shape = Shape { connections: CONNECTIONS, duration, rate: Some(rate) };
        let outcome =
            load::run(self.service.address(), shape, Arc::clone(&self.stock.mail), Arc::<Reins>::default()).await;
        assert_eq!((outcome.refused, outcome.broken), (0, 0), "all events are taken");
        outcome
    }

    async fn register(&self, sink: &Sink) -> String {
        let (status, made) = self.client.post_json("/api/v1/webhooks", &json!({ "url": sink.url() })).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        made["id"].as_str().expect("an id").to_owned()
    }

    async fn remove(&self, ids: &[String]) {
        for id in ids {
            assert_eq!(self.client.delete(&format!("/api/v1/webhooks/{id}")).await, StatusCode::NO_CONTENT);
        }
    }
}
