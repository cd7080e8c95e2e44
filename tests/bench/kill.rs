//! The long form of the crash test.

use std::process::ExitCode;
use std::time::Duration;

use tests::crash::{self, Moment, Plan};
use tests::service::{Ending, Launch};

use crate::report::{line, target};
use crate::size::{Size, count};

pub(crate) async fn run(size: Size) -> ExitCode {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk of the build");
    let Size { seconds, rounds, connections, portals } = size;
    let plan = Plan {
        backlog: 0,
        rounds: count(rounds),
        connections: count(connections),
        portals: count(portals),
        moment: Moment::After(Duration::from_secs(seconds)),
        ending: Ending::Kill,
    };
    line(&format!("{rounds} times kill -9 after {seconds} s of load from {connections} connections"));
    let report = crash::run(plan, Launch::embedded(folder.path())).await;
    line(&format!("{} events answered 200", report.acknowledged));
    line(&format!("{} events in the API that were not answered before the end", report.unanswered));
    line(&format!("everything seen {:.2} s after the last start", report.caught_up.as_secs_f64()));
    let killed = report.exits.iter().filter(|exit| exit.is_none()).count();
    let reached = [
        target(killed == plan.rounds, &format!("{killed} times killed")),
        target(report.found == report.acknowledged, &format!("{} of them found exactly once", report.found)),
        target(report.lost == 0, &format!("{} lost", report.lost)),
        target(report.doubled == 0, &format!("{} doubled", report.doubled)),
        target(report.gaps == 0, &format!("{} portals with a gap in their numbers", report.gaps)),
        target(report.refused == 0, &format!("{} refused", report.refused)),
    ];
    if reached.iter().all(|reached| *reached) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
