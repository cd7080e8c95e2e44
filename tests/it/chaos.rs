//! Kills processes and databases under load: every acknowledged event is kept, once. `scripts/chaos` runs longer.

use std::time::Duration;

use tempfile::TempDir;
use tests::chaos::{Chaos, Count, Plan, Upset};
use tests::postgres;
use tests::server::Server;

const PLAN: Plan = Plan { processes: 1, senders: 4, length: Duration::from_secs(4), upsets: 1, upset: Upset::Service };

async fn carry_out(plan: Plan) -> Count {
    let folder = TempDir::new().unwrap();
    let server = postgres::is_chosen().then(Server::start);
    let mut chaos = Box::pin(Chaos::start(plan, server, folder.path())).await;
    let count = Box::pin(chaos.round()).await;
    assert!(count.acknowledged > 100, "{count:?}");
    assert_eq!((count.lost, count.doubled, count.found), (0, 0, count.acknowledged), "{count:?}");
    chaos.calm().await;
    let codes = chaos.end().await;
    assert!(codes.iter().all(|code| *code == Some(0)), "{codes:?}");
    count
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_process_loses_and_doubles_nothing() {
    Box::pin(carry_out(PLAN)).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn killed_database_loses_and_doubles_nothing_and_refuses_nothing() {
    let count = Box::pin(carry_out(Plan { upset: Upset::Database, ..PLAN })).await;
    assert_eq!(count.refused, 0, "{count:?}");
    assert!(count.slowest < Duration::from_secs(1), "{count:?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn database_that_hangs_lets_nobody_wait() {
    let count = Box::pin(carry_out(Plan { upset: Upset::Hang, ..PLAN })).await;
    assert_eq!(count.refused, 0, "{count:?}");
    assert!(count.slowest < Duration::from_millis(1_500), "{count:?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn two_processes_one_of_which_is_killed_again_and_again_lose_and_double_nothing() {
    let plan = Plan { processes: 2, length: Duration::from_secs(6), upsets: 2, ..PLAN };
    Box::pin(carry_out(plan)).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn two_processes_that_are_replaced_by_a_new_version_one_after_the_other_lose_and_double_nothing() {
    let plan = Plan { processes: 2, length: Duration::from_secs(6), upsets: 2, upset: Upset::Upgrade, ..PLAN };
    Box::pin(carry_out(plan)).await;
}
