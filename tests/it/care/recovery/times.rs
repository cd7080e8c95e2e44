//! When nobody listened, and when the worker reads a queue.

use domain::gap::GapState;
use domain::schedule::Task;
use store::Process;
use time::{Duration, OffsetDateTime};

use super::Scene;
use crate::support::House;

fn process(id: &str, roles: &str, started_at: OffsetDateTime, alive_at: OffsetDateTime) -> Process {
    let (id, roles) = (id.to_owned(), roles.to_owned());
    Process { id, roles, started_at, alive_at, spool_events: 0, spool_oldest_at: None, key_ids: Vec::new() }
}

async fn report(house: &House, id: &str, roles: &str, started_at: OffsetDateTime, alive_at: OffsetDateTime) {
    house.store.save_process(&process(id, roles, started_at, alive_at)).await.unwrap();
}

#[tokio::test]
async fn time_in_which_no_process_received_is_a_gap_of_every_portal() {
    let scene = Box::pin(Scene::queueing()).await;
    let (house, start) = (&scene.house, scene.house.clock.now());
    let at = |minutes| start + Duration::minutes(minutes);
    report(house, "a", "events,worker", start, at(10)).await;
    report(house, "w", "worker,api", start, at(60)).await;
    assert_eq!(house.store.note_missed_periods(at(10)).await.unwrap(), 0);
    report(house, "b", "install,events", at(9), at(30)).await;
    assert_eq!(house.store.note_missed_periods(at(30)).await.unwrap(), 0, "another listened");
    report(house, "a", "events,worker", at(40), at(40)).await;
    assert_eq!(house.store.note_missed_periods(at(40)).await.unwrap(), 0, "others that ran beside it may report yet");
    report(house, "a", "events,worker", at(40), at(41)).await;
    assert_eq!(house.store.note_missed_periods(at(41)).await.unwrap(), 1);
    assert_eq!(house.store.note_missed_periods(at(42)).await.unwrap(), 0, "once");
    let gap = scene.gaps().await.remove(0);
    assert_eq!((gap.from, gap.to, gap.state), (at(30), at(40), GapState::Open));
    house.hands.set(at(42));
    scene.care().await;
    assert_eq!(scene.gaps().await[0].state, GapState::Closed);
}

#[tokio::test]
async fn recoveries_of_many_portals_are_spread() {
    let scene = Box::pin(Scene::queueing()).await;
    scene.house.hands.advance(Duration::MINUTE);
    for number in 0..20 {
        scene.house.hands.advance(Duration::milliseconds(137));
        let portal = scene.sim.add_portal(sim::PortalSpec::new(format!("p{number}")));
        portal.install_silently();
        scene.install_portal(&portal, 1).await;
    }
    let now = scene.house.clock.now();
    let store = &scene.house.store;
    assert_eq!(
        store.record_deaf(now - Duration::HOUR, now - Duration::seconds(3)).await.unwrap(),
        1,
        "the others were installed later"
    );
    let later = now + Duration::HOUR;
    assert_eq!(store.record_deaf(now, later).await.unwrap(), 21);
    assert_eq!(store.record_deaf(now, later).await.unwrap(), 0, "it may be repeated");
    let spread = later + Duration::milliseconds(20 * 21);
    let soon = store
        .claim_due(Task::Recover, later + Duration::milliseconds(200), spread + Duration::HOUR, 50)
        .await
        .unwrap()
        .len();
    let rest = store.claim_due(Task::Recover, spread, spread + Duration::HOUR, 50).await.unwrap().len();
    assert!(soon > 1 && soon < 21 && rest == 21 - soon, "{soon} and {rest}");
}

#[tokio::test]
async fn portal_that_says_its_queue_is_not_empty_is_read_soon_but_not_again_and_again() {
    let scene = Box::pin(Scene::queueing()).await;
    let (tenant, clock) = (scene.house.store.tenant(&scene.member_id), &scene.house.clock);
    let due = async || {
        let claimed = scene.house.store.claim_due(Task::Recover, clock.now(), clock.now() + Duration::DAY, 5).await;
        !claimed.unwrap().is_empty()
    };
    tenant.hear_of_queue(clock.now()).await.unwrap();
    assert!(!due().await);
    scene.house.hands.advance(Duration::seconds(2));
    assert!(due().await);
    scene.recover().await;
    tenant.hear_of_queue(clock.now()).await.unwrap();
    scene.house.hands.advance(Duration::minutes(4));
    assert!(!due().await);
    scene.house.hands.advance(Duration::minutes(1));
    assert!(due().await);
}
