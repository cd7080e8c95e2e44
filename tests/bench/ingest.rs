//! How many events the service takes, in rounds that alternate with an empty handler under the same load.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tests::api::Client;
use tests::load::{self, Mail, Outcome, Reins, Shape};
use tests::metrics::Metrics;
use tests::postgres::keep_everything;
use tests::service::Service;

use crate::empty::Empty;
use crate::report::{Figures, line, target};
use crate::sampler::{self, Lag};
use crate::size::{Ingest, Size, count};
use crate::stock::Stock;

/// The first load of each, which is not counted: caches, allocator, files that grow.
const WARM_UP: Duration = Duration::from_secs(1);
const MEBIBYTE: u64 = 1 << 20;
/// The share of the empty handler's rate to be reached.
const RATIO: f64 = 0.30;
/// How soon after the load all must be indexed.
const CAUGHT_UP: Duration = Duration::from_secs(30);
/// How much memory the service may use.
const MEMORY: u64 = 80 * MEBIBYTE;

struct Bench {
    size: Size,
    /// How many events a second are offered; without it, as many as come.
    rate: Option<u32>,
    /// How many deletions there were.
    kept: u64,
    mail: Arc<Mail>,
    empty: Empty,
    service: Service,
    client: Client,
}

/// The service's rounds, added up.
#[derive(Default)]
struct Totals {
    answered: u64,
    refused: u64,
    lag: Lag,
    caught_up: Duration,
    processor_time: Duration,
}

pub(crate) async fn run(Ingest { size, rate, store }: Ingest) -> ExitCode {
    keep_everything();
    let stock = Stock::open(size.portals, store).await;
    let service = stock.launch.start().await;
    let client = Client::new(&stock.launch, &service);
    let kept = client.count().await;
    let bench = Bench { size, rate, kept, mail: Arc::clone(&stock.mail), empty: Empty::start(), service, client };
    bench.compare().await
}

impl Bench {
    async fn compare(&self) -> ExitCode {
        let Size { seconds, rounds, connections, .. } = self.size;
        let length = self.mail.mean_len();
        line(&format!("{rounds} rounds of {seconds} s, {connections} connections, events of {length} bytes"));
        let mut totals = Totals::default();
        self.load(self.empty.address, WARM_UP, &Arc::default()).await;
        self.load_service(WARM_UP, &mut totals).await;
        let before = sampler::metrics(&self.client).await;
        let (mut empty, mut real) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            let mut outcome = self.load(self.empty.address, Duration::from_secs(seconds), &Arc::default()).await;
            assert_eq!((outcome.refused, outcome.broken), (0, 0), "the empty handler refuses nothing");
            empty.push(Figures::of(&mut outcome));
            empty.last().copied().inspect(|round| round.print("empty handler"));
            let mut outcome = self.load_service(Duration::from_secs(seconds), &mut totals).await;
            real.push(Figures::of(&mut outcome));
            real.last().copied().inspect(|round| round.print("service"));
        }
        let after = sampler::metrics(&self.client).await;
        self.judge(Figures::median(&empty), Figures::median(&real), &totals, (&before, &after)).await
    }

    async fn load(&self, address: SocketAddr, duration: Duration, reins: &Arc<Reins>) -> Outcome {
        let shape = Shape { connections: count(self.size.connections), duration, rate: self.rate };
        load::run(address, shape, Arc::clone(&self.mail), Arc::clone(reins)).await
    }

    /// A load on the service, watched until all of it is indexed.
    async fn load_service(&self, duration: Duration, totals: &mut Totals) -> Outcome {
        let reins = Arc::new(Reins::default());
        let indexed = sampler::indexed(&self.client).await;
        let before = self.service.processor_time();
        let load = async {
            let outcome = self.load(self.service.address(), duration, &reins).await;
            reins.stop.store(true, Ordering::Relaxed);
            (outcome, Instant::now())
        };
        let ((outcome, ended), (lag, indexed)) = tokio::join!(load, sampler::watch(&self.client, &reins, indexed));
        totals.answered += outcome.acknowledged.len() as u64;
        totals.refused += outcome.refused + outcome.broken;
        totals.lag = totals.lag.max(lag);
        totals.processor_time += self.service.processor_time().saturating_sub(before);
        totals.caught_up = totals.caught_up.max(indexed.saturating_duration_since(ended));
        outcome
    }

    async fn judge(&self, empty: Figures, real: Figures, totals: &Totals, counted: (&Metrics, &Metrics)) -> ExitCode {
        line("medians");
        empty.print("empty handler");
        real.print("service");
        print_commits(counted);
        let (ratio, memory) = (real.rate / empty.rate, self.service.peak_memory());
        let kept = self.client.count().await - self.kept;
        let Lag { reported, seen } = totals.lag;
        let events = u32::try_from(totals.answered).unwrap_or(u32::MAX).max(1);
        let each = totals.processor_time / events;
        line(&format!("{} µs of processor time for each event, indexing included", each.as_micros()));
        line(&format!("all visible {:.3} s after the load, at worst", totals.caught_up.as_secs_f64()));
        let tail = real.p99.as_secs_f64() / empty.p99.as_secs_f64();
        let worst = real.max.as_secs_f64() / real.p99.as_secs_f64();
        line("targets");
        let p99 = real.p99.as_secs_f64() * 1_000.0;
        let of_answers = match self.rate {
            None => [
                target(ratio >= RATIO, &format!("ratio {ratio:.3}, at least {RATIO}")),
                target(tail <= 2.5, &format!("p99 {tail:.1} times that of the empty handler, at most 2.5")),
                target(worst <= 10.0, &format!("no request above {worst:.1} times the p99, at most 10")),
            ],
            Some(rate) => [
                target(real.rate >= f64::from(rate) * 0.99, &format!("{:.0} of {rate} answered a second", real.rate)),
                target(p99 <= 5.0, &format!("p99 {p99:.2} ms, at most 5 ms")),
                target(
                    reported.max(seen) <= 1.0,
                    &format!("lag {seen:.3} s ({reported:.3} s as the service reports), at most 1 s"),
                ),
            ],
        };
        line(&format!("  largest indexing lag {seen:.3} s ({reported:.3} s as the service reports)"));
        let reached = [
            of_answers.iter().all(|reached| *reached),
            target(
                totals.caught_up < CAUGHT_UP,
                &format!(
                    "indexed {:.1} s after the load, within {} s",
                    totals.caught_up.as_secs_f64(),
                    CAUGHT_UP.as_secs()
                ),
            ),
            target(memory < MEMORY, &format!("peak memory {} MiB, below {} MiB", memory / MEBIBYTE, MEMORY / MEBIBYTE)),
            target(kept == totals.answered, &format!("{kept} deletions for {} events answered 200", totals.answered)),
            target(totals.refused == 0, &format!("{} events not answered 200", totals.refused)),
        ];
        if reached.iter().all(|reached| *reached) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn print_commits((before, after): (&Metrics, &Metrics)) {
    let mean = |histogram: &str| after.mean_since(before, histogram);
    line(&format!(
        "a commit of the log serves {:.1} events in {:.2} ms; an indexing block has {:.0} in {:.1} ms",
        mean("tombstone_log_commit_events"),
        mean("tombstone_log_commit_seconds") * 1_000.0,
        mean("tombstone_index_block_events"),
        mean("tombstone_index_block_seconds") * 1_000.0,
    ));
    let shares = after.shares_since(before, "tombstone_log_commit_events");
    let shares: Vec<_> = shares.iter().map(|(bound, share)| format!("≤{bound}: {:.0} %", share * 100.0)).collect();
    line(&format!("  commit sizes {}", shares.join("  ")));
}
