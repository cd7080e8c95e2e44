//! Attackers on many connections beside genuine events: one kind of attack after the other, then all together.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use tests::siege::{Attack, Kind, Outcome, Siege};

use crate::report::line;

/// How hard it is.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Force {
    /// How long a round lasts.
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u64).range(2..=120))]
    seconds: u64,
    /// From how many connections at a time each attack is carried out.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=400))]
    connections: u64,
}

pub(crate) async fn run(force: Force) -> ExitCode {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk of the build");
    let siege = Siege::start(folder.path()).await;
    line(&format!(
        "{:<24} {:>8} {:>6} {:>9} {:>10} {:>12} {:>10}",
        "kind", "attacks", "sent", "answered", "slowest", "peak memory", "growth"
    ));
    let mut well = true;
    let (length, connections) = (Duration::from_secs(force.seconds), crate::size::count(force.connections));
    for kind in Kind::ALL {
        let outcome = siege.round(kind.attacks(), connections, length).await;
        well &= print(kind.name(), &outcome);
    }
    let outcome = siege.round(&Attack::ALL, connections, length).await;
    well &= print("all together", &outcome);
    well &= siege.end().await == Some(0);
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn print(name: &str, outcome: &Outcome) -> bool {
    let Outcome { sent, answered, unanswered, slowest, peak_memory, growth, attacks } = outcome;
    let mib = |bytes: &u64| format!("{} MiB", bytes >> 20);
    line(&format!(
        "{name:<24} {attacks:>8} {sent:>6} {answered:>9} {:>10} {:>12} {:>10}",
        format!("{} ms", slowest.as_millis()),
        mib(peak_memory),
        mib(growth)
    ));
    for (why, count) in unanswered {
        line(&format!("  {why}: {count}"));
    }
    outcome.is_well()
}
