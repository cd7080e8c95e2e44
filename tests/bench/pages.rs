//! Whether a page costs more among many deletions than among few, warm and cold, on both databases.

mod queries;
pub(crate) mod seed;

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use clap::Args;
use tests::postgres;

use self::queries::Query;
use self::seed::Seeded;
use crate::engine::Engine;
use crate::report::{grouped, line, target};

/// How many deletions the smaller store has.
const FEW: u64 = 10_000;
/// How many times as long a page of the larger store may take; the smaller one's time counts as `FLOOR` at least.
const RATIO: f64 = 2.0;
const FLOOR: Duration = Duration::from_micros(500);
/// How long a page may take when nothing of the database is in memory.
const COLD: Duration = Duration::from_millis(10);
/// Rounds that are not counted.
const WARM_UP: u32 = 5;
/// How often each page is asked for cold.
const COLD_ROUNDS: u32 = 3;

/// How big the stores are.
#[derive(Clone, Debug, Args)]
pub(crate) struct Seeds {
    /// How many deletions the larger store has, a tenth of them in one portal; the smaller one has 10,000.
    #[arg(long, default_value_t = 10_000_000, value_parser = clap::value_parser!(u64).range(10_000..=1_000_000_000))]
    rows: u64,
    /// How many portals both have.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(10..=1_000_000))]
    portals: u64,
    /// How often each page is asked for.
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    rounds: u32,
    /// Only on this database.
    #[arg(long)]
    only: Option<Engine>,
    /// A folder that `ingest --store` has filled with the database that is measured, instead of the larger store.
    #[arg(long)]
    store: Option<PathBuf>,
}

pub(crate) async fn run(size: Seeds) -> ExitCode {
    if let Some(kept) = &size.store {
        postgres::keep_in(&kept.join("postgres"));
    }
    let mut reached = true;
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if size.only.is_some_and(|only| only != engine) {
            continue;
        }
        let small = Box::pin(Seeded::new(engine, FEW, size.portals)).await;
        let mut large = match size.store.as_deref() {
            Some(kept) => Box::pin(Seeded::kept(engine, kept, size.portals)).await,
            None => Box::pin(Seeded::new(engine, size.rows, size.portals)).await,
        };
        reached &= warm(&small, &large, size.rounds).await;
        if engine == Engine::Sqlite {
            reached &= cold(&mut large).await;
        }
        small.remove().await;
        large.remove().await;
    }
    if reached { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Asks both stores in turn. Returns whether the larger one keeps up.
async fn warm(small: &Seeded, large: &Seeded, rounds: u32) -> bool {
    let (few, many) = (grouped(small.rows), grouped(large.rows));
    line(&format!("{:?}, warm: medians (p90) of {rounds} rounds in turns; {few} and {many} rows", small.engine));
    let mut reached = true;
    for query in Query::all() {
        let mut times: [Vec<Duration>; 2] = Default::default();
        for round in 0..WARM_UP + rounds {
            let mut order = [0, 1];
            order.rotate_left(usize::from(round % 2 == 1)); // neither is always the first
            for which in order {
                let time = timed(query, [small, large][which]).await;
                if round >= WARM_UP {
                    times[which].push(time);
                }
            }
        }
        let [few, many] = times.map(Spread::of);
        let ratio = many.median.as_secs_f64() / few.median.max(FLOOR).as_secs_f64();
        let what = format!(
            "{:<34} {:>16} {:>16}   {:.2} × (at least {} µs)",
            query.name(),
            few.reported(),
            many.reported(),
            ratio,
            FLOOR.as_micros()
        );
        reached &= target(ratio <= RATIO, &what);
    }
    reached
}

/// Asks a store with cold caches. Returns whether it is quick all the same.
async fn cold(large: &mut Seeded) -> bool {
    let how = forget(large);
    line(&format!("{:?}, cold: median of {COLD_ROUNDS}, {how}; {} rows", large.engine, grouped(large.rows)));
    let mut reached = true;
    for query in Query::all() {
        let mut times = Vec::new();
        for _ in 0..COLD_ROUNDS {
            large.reopen().await;
            forget(large);
            times.push(timed(query, large).await);
        }
        let median = Spread::of(times).median;
        let what = format!("{:<34} {:>9.2} ms", query.name(), median.as_secs_f64() * 1_000.0);
        reached &= target(median <= COLD, &what);
    }
    reached
}

/// Drops the database's files from the system's cache, and says how far.
fn forget(store: &Seeded) -> &'static str {
    let _ = Command::new("sync").status(); // what is not written yet can't be forgotten
    if std::fs::write("/proc/sys/vm/drop_caches", "3").is_ok() {
        return "the system's caches dropped";
    }
    for file in store.files() {
        let of = format!("if={}", file.display());
        let _ = Command::new("dd").args([&of, "iflag=nocache", "count=0", "status=none"]).status();
    }
    "the system asked to forget the files"
}

async fn timed(query: Query, store: &Seeded) -> Duration {
    let started = Instant::now();
    Box::pin(query.ask(store)).await;
    started.elapsed()
}

#[derive(Clone, Copy, Debug)]
struct Spread {
    median: Duration,
    p90: Duration,
}

impl Spread {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |tenths: usize| times[(times.len() * tenths / 10).min(times.len() - 1)];
        Self { median: at(5), p90: at(9) }
    }

    fn reported(self) -> String {
        format!("{} ({}) µs", self.median.as_micros(), self.p90.as_micros())
    }
}
