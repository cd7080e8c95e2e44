//! The benchmark, and the long form of the crash test; `scripts/bench` builds what they need.

mod chaos;
mod empty;
mod flood;
mod idle;
mod index;
mod ingest;
mod instructions;
mod kill;
mod pages;
mod report;
mod sampler;
mod scale;
mod siege;
mod stock;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc; // as the service has

/// Measures the release binary on this machine, over loopback.
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// What `cargo bench` adds by itself.
    #[arg(long, global = true, hide = true)]
    bench: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// How many events are taken in, beside what an empty handler takes.
    Ingest(Ingest),
    /// What a flood of events with wrong tokens costs, and leaves of genuine ones.
    Flood(Size),
    /// Memory, start and lag of a service at rest.
    Idle(Rest),
    /// `kill -9` in the middle of a load, and a count of what is there afterwards.
    Crash(Size),
    /// Processes and databases that are killed under load, and a count of what is there afterwards.
    Chaos(chaos::Length),
    /// Attackers on many connections beside genuine events, and what becomes of those.
    Siege(siege::Force),
    /// How long it takes to find what is due, in a small table and in a large one, on both databases.
    Scale(Tables),
    /// How long pages take among few deletions and among many, on both databases.
    Pages(pages::Seeds),
    /// How many deletions a second are indexed in bulk, on both databases.
    Index(Bulk),
    /// How many instructions an event costs, by valgrind's callgrind.
    Instructions(Instructions),
    /// Take events and index them, for callgrind; the benchmark starts this by itself.
    #[command(hide = true)]
    Counted { folder: PathBuf, at_once: u64, block: u64, blocks: u64 },
    /// Serve the empty handler; the benchmark starts this by itself.
    #[command(hide = true)]
    Empty,
}

/// How big the load is.
#[derive(Clone, Copy, Debug, Args)]
struct Size {
    /// How long a round lasts.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// How many rounds there are.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=100))]
    rounds: u64,
    /// From how many connections events are posted.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    connections: u64,
    /// How many portals they come from.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    portals: u64,
}

/// How big the load is, and the store that it comes to.
#[derive(Clone, Debug, Args)]
struct Ingest {
    #[command(flatten)]
    size: Size,
    /// How many events a second are offered, whether or not earlier ones are answered: as many as are answered without it.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    rate: Option<u32>,
    #[command(flatten)]
    store: Store,
}

/// What lies in a service at rest.
#[derive(Clone, Debug, Args)]
struct Rest {
    /// How many portals there are.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    portals: u64,
    #[command(flatten)]
    store: Store,
}

/// What there is before it begins.
#[derive(Clone, Debug, Args)]
struct Store {
    /// How many deletions there are.
    #[arg(long, default_value_t = 0)]
    rows: u64,
    /// A folder that keeps them on SQLite: filled the first time, and used as it is afterwards.
    #[arg(long)]
    store: Option<PathBuf>,
}

/// How much is indexed.
#[derive(Clone, Copy, Debug, Args)]
struct Bulk {
    /// How many deletions.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    deletions: u64,
    /// How many of them in one block.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=20_000))]
    block: u64,
}

/// What instructions are counted of.
#[derive(Clone, Copy, Debug, Args)]
struct Instructions {
    /// How many portals the events come from.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    portals: u64,
    /// How many of the functions that cost the most are printed.
    #[arg(long, default_value_t = 0)]
    functions: usize,
}

/// How events come while instructions are counted.
#[derive(Clone, Copy, Debug)]
struct Steps {
    /// How many at a time, each on a connection of its own.
    at_once: u64,
    /// How many are indexed in one block.
    block: u64,
    /// How many blocks there are.
    blocks: u64,
}

/// How big the tables are.
#[derive(Clone, Copy, Debug, Args)]
struct Tables {
    /// How many portals the larger one has; the smaller one has 1,000.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..=10_000_000))]
    portals: u64,
    /// How often each is measured.
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    rounds: u32,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    match cli.command {
        Command::Ingest(size) => runtime.block_on(ingest::run(size)),
        Command::Flood(size) => runtime.block_on(flood::run(size)),
        Command::Idle(rest) => runtime.block_on(idle::run(rest)),
        Command::Crash(size) => runtime.block_on(kill::run(size)),
        Command::Chaos(length) => runtime.block_on(chaos::run(length)),
        Command::Siege(force) => runtime.block_on(siege::run(force)),
        Command::Scale(tables) => runtime.block_on(scale::run(tables.portals, tables.rounds)),
        Command::Pages(size) => runtime.block_on(pages::run(size)),
        Command::Index(bulk) => runtime.block_on(index::run(bulk)),
        Command::Instructions(which) => runtime.block_on(instructions::run(which)),
        Command::Counted { folder, at_once, block, blocks } => {
            let alone = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            alone.block_on(instructions::service::run(&folder, Steps { at_once, block, blocks }))
        }
        Command::Empty => runtime.block_on(empty::serve()),
    }
}

/// A count as an index or a length.
fn count(number: u64) -> usize {
    usize::try_from(number).expect("a count fits")
}
