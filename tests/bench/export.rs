//! How fast all deletions are exported as one answer, what that costs in memory, and what it leaves of the intake.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::Value;
use tests::api::Client;
use tests::load::{self, Outcome, Reins, Shape};
use tests::postgres::keep_everything;
use tests::service::Service;
use tokio::time::sleep;

use crate::report::{Figures, grouped, line, target};
use crate::sampler;
use crate::size::{Store, count};
use crate::stock::Stock;

/// How often memory is sampled.
const PERIOD: Duration = Duration::from_millis(50);
/// How long the service rests before its memory counts as that at rest.
const REST: Duration = Duration::from_secs(3);
/// The uncounted start of the intake.
const WARM_UP: Duration = Duration::from_secs(1);
const MEBIBYTE: u64 = 1 << 20;
/// Targets: rows a second, bytes of memory, and share of the intake's rate.
const RATE: f64 = 100_000.0;
const MEMORY: u64 = 50 * MEBIBYTE;
const KEPT: f64 = 0.7;

/// What is exported, and what comes meanwhile.
#[derive(Clone, Debug, Args)]
pub(crate) struct Size {
    /// How many deletions there are.
    #[arg(long, default_value_t = 10_000_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    rows: u64,
    /// How many portals there are.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    portals: u64,
    /// A folder that keeps them on SQLite: filled the first time, and used as it is afterwards.
    #[arg(long)]
    store: Option<std::path::PathBuf>,
    /// How long events come, alone and beside an export.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// How many rounds of each.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=20))]
    rounds: u64,
    /// From how many connections they are posted.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    connections: u64,
}

struct Bench {
    size: Size,
    stock: Stock,
    service: Service,
    client: Client,
}

struct Exported {
    rows: u64,
    bytes: u64,
    elapsed: Duration,
    peak: u64,
}

pub(crate) async fn run(size: Size) -> ExitCode {
    keep_everything();
    let stock = Stock::open(size.portals, Store { rows: size.rows, store: size.store.clone() }).await;
    if let Some(database) = stock.launch.database() {
        database.query("VACUUM ANALYZE"); // as autovacuum does, which is off there
        database.query("CHECKPOINT");
    }
    let service = stock.launch.start().await;
    let client = Client::new(&stock.launch, &service);
    client.get("/api/v1/deletions?limit=1").await;
    let bench = Bench { size, stock, service, client };
    bench.judge().await
}

impl Bench {
    async fn judge(&self) -> ExitCode {
        sleep(REST).await;
        let idle = self.service.memory();
        let whole = self.export().await;
        let (rows, seconds) = (whole.rows, whole.elapsed.as_secs_f64());
        let rate = u32::try_from(rows).map_or(f64::MAX, f64::from) / seconds;
        let above = whole.peak.saturating_sub(idle);
        let mebibytes = whole.bytes / MEBIBYTE;
        line(&format!("{} rows, {mebibytes} MiB, in {seconds:.1} s: {rate:.0} rows a second", grouped(rows)));
        line(&format!("memory {} MiB at rest, {} MiB at most", idle / MEBIBYTE, whole.peak / MEBIBYTE));

        self.load(WARM_UP).await;
        let (mut alone, mut beside) = (Vec::new(), Vec::new());
        for _ in 0..self.size.rounds {
            alone.push(Figures::of(&mut self.load(Duration::from_secs(self.size.seconds)).await));
            alone.last().copied().inspect(|round| round.print("intake alone"));
            beside.push(Figures::of(&mut self.load_beside_exports().await));
            beside.last().copied().inspect(|round| round.print("beside an export"));
        }
        let kept = Figures::median(&beside).rate / Figures::median(&alone).rate;
        line("targets");
        let reached = [
            target(rate >= RATE, &format!("{rate:.0} rows a second, at least {RATE:.0}")),
            target(above <= MEMORY, &format!("{} MiB above rest, at most {}", above / MEBIBYTE, MEMORY / MEBIBYTE)),
            target(kept >= KEPT, &format!("intake keeps {kept:.2} of its rate, at least {KEPT}")),
            target(rows >= self.size.rows, &format!("{} of {} rows", grouped(rows), grouped(self.size.rows))),
        ];
        if reached.iter().all(|reached| *reached) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    /// Exports everything, and samples the service's memory meanwhile.
    async fn export(&self) -> Exported {
        let (url, key) = (self.url(), self.client.key().to_owned());
        let mut reading = tokio::spawn(read(url, key));
        let mut peak = 0;
        loop {
            tokio::select! {
                read = &mut reading => {
                    let (rows, bytes, elapsed) = read.expect("the export is whole");
                    return Exported { rows, bytes, elapsed, peak };
                }
                () = sleep(PERIOD) => peak = peak.max(self.service.memory()),
            }
        }
    }

    /// Posts events beside one export after the other; the last is broken off.
    async fn load_beside_exports(&self) -> Outcome {
        let (url, key) = (self.url(), self.client.key().to_owned());
        let exporting = tokio::spawn(async move {
            loop {
                read(url.clone(), key.clone()).await;
            }
        });
        let outcome = self.load(Duration::from_secs(self.size.seconds)).await;
        exporting.abort();
        outcome
    }

    /// Posts events, and waits until they are indexed.
    async fn load(&self, duration: Duration) -> Outcome {
        let reins = Arc::new(Reins::default());
        let before = sampler::indexed(&self.client).await;
        let shape = Shape { connections: count(self.size.connections), duration, rate: None };
        let load = async {
            let mail = Arc::clone(&self.stock.mail);
            let outcome = load::run(self.service.address(), shape, mail, Arc::clone(&reins)).await;
            reins.stop.store(true, std::sync::atomic::Ordering::Relaxed);
            outcome
        };
        let (outcome, _) = tokio::join!(load, sampler::watch(&self.client, &reins, before));
        assert_eq!((outcome.refused, outcome.broken), (0, 0), "all events are taken");
        outcome
    }

    fn url(&self) -> url::Url {
        self.service.url().join("/api/v1/deletions/export").expect("a path")
    }
}

/// Reads a whole export. Returns how many rows and bytes it had, and how long it took.
async fn read(url: url::Url, key: String) -> (u64, u64, Duration) {
    let http = sim::client::builder().build().expect("a client");
    let started = Instant::now();
    let mut answer = http.get(url).bearer_auth(key).send().await.expect("an answer");
    assert_eq!(answer.status(), reqwest::StatusCode::OK);
    let (mut lines, mut bytes, mut end) = (0, 0, Vec::new());
    while let Some(piece) = answer.chunk().await.expect("it does not break off") {
        bytes += piece.len() as u64;
        let breaks = piece.iter().fold(0, |breaks, byte| breaks + u64::from(*byte == b'\n'));
        lines += breaks;
        if piece.len() >= 4_096 {
            end.clear();
        }
        end.extend_from_slice(&piece[piece.len().saturating_sub(4_096)..]);
    }
    let elapsed = started.elapsed();
    let text = String::from_utf8_lossy(&end);
    let last: Value = serde_json::from_str(text.lines().last().unwrap_or_default()).expect("a last line of JSON");
    let rows = last["end"]["count"].as_u64().expect("its last line says how many");
    assert_eq!(rows + 1, lines, "a line for each, and the last one");
    (rows, bytes, elapsed)
}
