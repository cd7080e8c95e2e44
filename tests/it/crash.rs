//! Ends the built binary under load at a bad moment: every acknowledged event is kept, once.

use tempfile::TempDir;
use tests::crash::{self, CrashReport, Moment, Plan};
use tests::service::{Ending, Launch};

const PLAN: Plan =
    Plan { backlog: 0, rounds: 3, connections: 8, portals: 2, moment: Moment::Acknowledged(300), ending: Ending::Kill };

async fn carry_out(plan: Plan) -> CrashReport {
    let folder = TempDir::new().expect("a folder for the test");
    let report = crash::run(plan, Launch::in_folder(folder.path())).await;
    assert!(report.acknowledged >= plan.rounds * 300, "{report:?}");
    assert_eq!((report.lost, report.doubled, report.gaps), (0, 0, 0), "{report:?}");
    assert_eq!((report.found, report.refused), (report.acknowledged, 0), "{report:?}");
    report
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_service_keeps_every_event_that_it_answered_once() {
    let report = carry_out(PLAN).await;
    assert_eq!(report.exits, [None; 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn terminated_service_finishes_what_is_in_flight_and_exits_well() {
    let report = carry_out(Plan { rounds: 2, ending: Ending::Terminate, ..PLAN }).await;
    assert_eq!(report.exits, [Some(0); 2]);
    assert_eq!(report.unanswered, 0, "what was kept was answered: {report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_service_works_off_what_waited_for_the_index() {
    let report = carry_out(Plan { backlog: 5_000, rounds: 2, ..PLAN }).await;
    assert_eq!(report.exits, [None; 3]);
    assert!(report.backlog >= 5_000, "{report:?}");
}
