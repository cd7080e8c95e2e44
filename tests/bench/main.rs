//! The benchmark, and the long form of the crash test; `scripts/bench` builds what they need.

mod backups;
mod chaos;
mod console;
mod deliveries;
mod empty;
mod engine;
mod export;
mod fixture;
mod flood;
mod folder;
mod following;
mod idle;
mod index;
mod ingest;
mod instructions;
mod kill;
mod lags;
mod machine;
mod pages;
mod report;
mod sampler;
mod scale;
mod siege;
mod sink;
mod size;
mod soak;
mod stock;
mod streams;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use size::{Bulk, Ingest, Instructions, Rest, Size, Steps, Tables};

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc; // as the service has

/// Measures the release binary on this machine, over loopback.
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Added by `cargo bench`.
    #[arg(long, global = true, hide = true)]
    bench: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// How many events the service takes, compared to an empty handler.
    Ingest(Ingest),
    /// What a flood of events with wrong tokens costs, and leaves of genuine ones.
    Flood(Size),
    /// Memory, start and lag of a service at rest.
    Idle(Rest),
    /// `kill -9` in the middle of a load, and a count of what is there afterwards.
    Crash(Size),
    /// Processes and databases that are killed under load, and a count of what is there afterwards.
    Chaos(chaos::Length),
    /// Backups that are taken under load while the process is killed, restored elsewhere.
    Backup(chaos::Length),
    /// Portals that live for hours, with everything that happens to them and the service, and a reckoning at the end.
    Soak(soak::Lifetime),
    /// Attackers on many connections beside genuine events, and what becomes of those.
    Siege(siege::Force),
    /// How long it takes to find what is due, in a small table and in a large one, on both databases.
    Scale(Tables),
    /// How long pages take among few deletions and among many, on both databases.
    Pages(pages::Seeds),
    /// How long the console's pages take while people click through them, and what comes over the wire.
    Console(console::Visit),
    /// How many deletions a second are indexed in bulk, on both databases.
    Index(Bulk),
    /// How many instructions an event costs, by valgrind's callgrind.
    Instructions(Instructions),
    /// How fast all deletions are exported as one answer, what that costs in memory, and what it leaves of the intake.
    Export(export::Size),
    /// How many webhooks a second are delivered, how soon, and what dead endpoints leave of that.
    Deliveries(deliveries::Size),
    /// How soon an event that was answered is in the stream and in the feed.
    Following(following::Size),
    /// What very many open streams cost.
    Streams(streams::Size),
    /// Make fixtures of a release for the tests of later versions: a small store of each kind.
    Fixture(fixture::Make),
    /// Take events and index them, for callgrind; the benchmark starts this by itself.
    #[command(hide = true)]
    Counted { folder: PathBuf, at_once: u64, block: u64, blocks: u64 },
    /// Serve the empty handler; the benchmark starts this by itself.
    #[command(hide = true)]
    Empty,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    if !matches!(cli.command, Command::Counted { .. } | Command::Empty) {
        report::line(&machine::describe());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    match cli.command {
        Command::Ingest(size) => runtime.block_on(ingest::run(size)),
        Command::Flood(size) => runtime.block_on(flood::run(size)),
        Command::Idle(rest) => runtime.block_on(idle::run(rest)),
        Command::Crash(size) => runtime.block_on(kill::run(size)),
        Command::Chaos(length) => runtime.block_on(chaos::run(length)),
        Command::Soak(lifetime) => runtime.block_on(soak::run(lifetime)),
        Command::Backup(length) => runtime.block_on(chaos::backups(length)),
        Command::Siege(force) => runtime.block_on(siege::run(force)),
        Command::Scale(tables) => runtime.block_on(scale::run(tables.portals, tables.rounds)),
        Command::Pages(size) => runtime.block_on(pages::run(size)),
        Command::Console(visit) => runtime.block_on(console::run(visit)),
        Command::Index(bulk) => runtime.block_on(index::run(bulk)),
        Command::Instructions(which) => runtime.block_on(instructions::run(which)),
        Command::Export(size) => runtime.block_on(export::run(size)),
        Command::Deliveries(size) => runtime.block_on(deliveries::run(size)),
        Command::Following(size) => runtime.block_on(following::run(size)),
        Command::Streams(size) => runtime.block_on(streams::run(size)),
        Command::Counted { folder, at_once, block, blocks } => {
            let alone = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            alone.block_on(instructions::service::run(&folder, Steps { at_once, block, blocks }))
        }
        Command::Fixture(make) => runtime.block_on(fixture::run(make)),
        Command::Empty => runtime.block_on(empty::serve()),
    }
}
