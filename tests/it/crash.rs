//! The built binary under load, ended at a bad moment: what was answered is there, once.

use tempfile::TempDir;
use tests::crash::{self, Moment, Plan, Verdict};
use tests::service::Ending;

const PLAN: Plan =
    Plan { rounds: 3, connections: 8, portals: 2, moment: Moment::Acknowledged(300), ending: Ending::Kill };

async fn carry_out(plan: Plan) -> Verdict {
    let folder = TempDir::new().expect("a folder for the test");
    let verdict = crash::run(plan, folder.path()).await;
    assert!(verdict.acknowledged >= plan.rounds * 300, "{verdict:?}");
    assert_eq!((verdict.lost, verdict.doubled, verdict.gaps), (0, 0, 0), "{verdict:?}");
    assert_eq!((verdict.found, verdict.refused), (verdict.acknowledged, 0), "{verdict:?}");
    verdict
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_service_keeps_every_event_that_it_answered_once() {
    let verdict = carry_out(PLAN).await;
    assert_eq!(verdict.exits, [None; 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn terminated_service_finishes_what_is_in_flight_and_exits_well() {
    let verdict = carry_out(Plan { rounds: 2, ending: Ending::Terminate, ..PLAN }).await;
    assert_eq!(verdict.exits, [Some(0); 2]);
    assert_eq!(verdict.unanswered, 0, "what was kept was answered: {verdict:?}");
}
