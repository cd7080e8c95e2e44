//! The built binary under load, ended at a bad moment: what was answered is there, once.

use tempfile::TempDir;
use tests::crash::{self, Decision, Moment, Plan};
use tests::service::Ending;

const PLAN: Plan =
    Plan { rounds: 3, connections: 8, portals: 2, moment: Moment::Acknowledged(300), ending: Ending::Kill };

async fn carry_out(plan: Plan) -> Decision {
    let folder = TempDir::new().expect("a folder for the test");
    let decision = crash::run(plan, folder.path()).await;
    assert!(decision.acknowledged >= plan.rounds * 300, "{decision:?}");
    assert_eq!((decision.lost, decision.doubled, decision.gaps), (0, 0, 0), "{decision:?}");
    assert_eq!((decision.found, decision.refused), (decision.acknowledged, 0), "{decision:?}");
    decision
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_service_keeps_every_event_that_it_answered_once() {
    let decision = carry_out(PLAN).await;
    assert_eq!(decision.exits, [None; 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn terminated_service_finishes_what_is_in_flight_and_exits_well() {
    let decision = carry_out(Plan { rounds: 2, ending: Ending::Terminate, ..PLAN }).await;
    assert_eq!(decision.exits, [Some(0); 2]);
    assert_eq!(decision.unanswered, 0, "what was kept was answered: {decision:?}");
}
