//! The long form of the crash test.

use std::process::ExitCode;
use std::time::Duration;

use tests::crash::{self, Moment, Plan};
use tests::service::Ending;

use crate::report::{line, target};
use crate::{Size, count};

pub(crate) async fn run(size: Size) -> ExitCode {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk of the build");
    let Size { seconds, rounds, connections, portals } = size;
    let plan = Plan {
        rounds: count(rounds),
        connections: count(connections),
        portals: count(portals),
        moment: Moment::After(Duration::from_secs(seconds)),
        ending: Ending::Kill,
    };
    line(&format!("{rounds} times kill -9 after {seconds} s of load from {connections} connections"));
    let verdict = crash::run(plan, folder.path()).await;
    line(&format!("{} events answered 200", verdict.acknowledged));
    line(&format!("{} events in the API that were not answered before the end", verdict.unanswered));
    line(&format!("everything seen {:.2} s after the last start", verdict.caught_up.as_secs_f64()));
    let killed = verdict.exits.iter().filter(|exit| exit.is_none()).count();
    let reached = [
        target(killed == plan.rounds, &format!("{killed} times killed")),
        target(verdict.found == verdict.acknowledged, &format!("{} of them found exactly once", verdict.found)),
        target(verdict.lost == 0, &format!("{} lost", verdict.lost)),
        target(verdict.doubled == 0, &format!("{} doubled", verdict.doubled)),
        target(verdict.gaps == 0, &format!("{} portals with a gap in their numbers", verdict.gaps)),
        target(verdict.refused == 0, &format!("{} refused", verdict.refused)),
    ];
    if reached.iter().all(|reached| *reached) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
