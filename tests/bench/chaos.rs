//! The long form of the chaos tests: rounds of load in which processes and databases are killed.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use tests::chaos::{Chaos, Count, Plan, Upset};
use tests::crash::{self, Moment};
use tests::server::Server;
use tests::service::{Ending, Launch};

use crate::backups;
use crate::report::line;

/// How long it goes on.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Length {
    /// How long the load of a round lasts.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(2..=600))]
    seconds: u64,
    /// How many rounds there are of each kind.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=100))]
    rounds: u64,
    /// From how many senders.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u64).range(1..=256))]
    senders: u64,
    /// How many events wait for the index when the process that drains them is killed, in the last two kinds.
    #[arg(long, default_value_t = 500_000, value_parser = clap::value_parser!(u64).range(1_000..=10_000_000))]
    backlog: u64,
}

struct Kind {
    name: &'static str,
    on_server: bool,
    processes: usize,
    upset: Upset,
    /// Seconds between two upsets; none if a round has one.
    every: Option<u64>,
}

const KINDS: [Kind; 7] = [
    Kind { name: "SQLite, process killed", on_server: false, processes: 1, upset: Upset::Service, every: None },
    Kind { name: "PostgreSQL, process killed", on_server: true, processes: 1, upset: Upset::Service, every: None },
    Kind { name: "PostgreSQL, database killed", on_server: true, processes: 1, upset: Upset::Database, every: None },
    Kind { name: "PostgreSQL, database hangs", on_server: true, processes: 1, upset: Upset::Hang, every: None },
    Kind { name: "two processes, one killed", on_server: true, processes: 2, upset: Upset::Service, every: Some(4) },
    Kind { name: "two processes, upgraded", on_server: true, processes: 2, upset: Upset::Upgrade, every: Some(5) },
    Kind { name: "four processes, one killed", on_server: true, processes: 4, upset: Upset::Service, every: Some(3) },
];

pub(crate) async fn run(length: Length) -> ExitCode {
    line(&format!(
        "{:<28} {:>5} {:>12} {:>9} {:>6} {:>8} {:>8} {:>10}",
        "what", "round", "acknowledged", "found", "lost", "doubled", "refused", "slowest"
    ));
    let mut well = true;
    for kind in &KINDS {
        well &= Box::pin(carry_out(kind, length)).await;
    }
    for on_server in [false, true] {
        well &= Box::pin(work_off(on_server, length)).await;
    }
    well &= all_backups(length).await;
    exit(well)
}

/// Only the kind of chaos with backups.
pub(crate) async fn backups(length: Length) -> ExitCode {
    exit(all_backups(length).await)
}

async fn all_backups(length: Length) -> bool {
    line("SQLite, process killed while backups are taken");
    let mut well = true;
    for round in 1..=length.rounds {
        let (senders, seconds) = (crate::size::count(length.senders), Duration::from_secs(length.seconds));
        well &= Box::pin(backups::round(round, senders, seconds)).await;
    }
    well
}

fn exit(well: bool) -> ExitCode {
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn carry_out(kind: &Kind, length: Length) -> bool {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk of the build");
    let Length { seconds, rounds, senders, .. } = length;
    let upsets = kind.every.map_or(1, |every| u32::try_from((seconds / every).max(1)).unwrap_or(u32::MAX));
    let plan = Plan {
        processes: kind.processes,
        senders: crate::size::count(senders),
        length: Duration::from_secs(seconds),
        upsets,
        upset: kind.upset,
    };
    let mut chaos = Chaos::start(plan, kind.on_server.then(Server::start), folder.path()).await;
    let mut well = true;
    for round in 1..=rounds {
        let count = chaos.round().await;
        print(kind.name, round, count);
        well &= (count.lost, count.doubled) == (0, 0) && count.found == count.acknowledged && count.acknowledged > 0;
    }
    chaos.calm().await;
    chaos.end().await;
    well
}

/// Kills a process in the burst that leaves a backlog, and in each round those that drain it under load.
async fn work_off(on_server: bool, length: Length) -> bool {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk of the build");
    let server = on_server.then(Server::start);
    let launch = match &server {
        Some(server) => Launch::on_server(folder.path(), &server.url()),
        None => Launch::embedded(folder.path()),
    };
    let plan = crash::Plan {
        backlog: length.backlog,
        rounds: crate::size::count(length.rounds),
        connections: crate::size::count(length.senders),
        portals: 2,
        moment: Moment::After(Duration::from_secs(length.seconds)),
        ending: Ending::Kill,
    };
    let report = crash::run(plan, launch).await;
    let name = if on_server { "PostgreSQL, with a backlog" } else { "SQLite, with a backlog" };
    let crash::CrashReport { acknowledged, found, lost, doubled, refused, caught_up, .. } = report;
    let caught_up = format!("{:.1} s", caught_up.as_secs_f64());
    line(&format!("{name:<28} {:>5} {acknowledged:>12} {found:>9} {lost:>6} {doubled:>8} {refused:>8}", "all"));
    line(&format!("{:<28} {} waited for the index; seen {caught_up} after the last start", "", report.backlog));
    (lost, doubled, report.gaps) == (0, 0, 0) && found == acknowledged
}

fn print(name: &str, round: u64, count: Count) {
    let Count { acknowledged, found, lost, doubled, refused, slowest } = count;
    let slowest = format!("{} ms", slowest.as_millis());
    line(&format!(
        "{name:<28} {round:>5} {acknowledged:>12} {found:>9} {lost:>6} {doubled:>8} {refused:>8} {slowest:>10}"
    ));
}
