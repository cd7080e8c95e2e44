//! What is known of the processes of the service.

use store::Process;
use time::Duration;

use crate::support::House;

#[tokio::test]
async fn last_process_that_received_is_not_forgotten() {
    let house = House::new().await;
    let store = &house.store;
    assert_eq!(store.last_alive().await.unwrap(), None);
    let start = house.clock.now();
    let process = |id: &str, roles: &str, hours: i64, spool_events: u64| Process {
        id: id.to_owned(),
        roles: roles.to_owned(),
        started_at: start,
        alive_at: start + Duration::hours(hours),
        spool_events,
        spool_oldest_at: (spool_events > 0).then_some(start),
    };
    let died_with_a_spool = process("b", "events,install", 1, 7);
    for process in [&process("a", "admin,api,worker", 9, 0), &died_with_a_spool, &process("c", "events", 2, 0)] {
        store.save_process(process).await.unwrap();
        store.save_process(process).await.unwrap();
    }
    assert_eq!(store.last_alive().await.unwrap(), Some(start + Duration::hours(2)));
    assert_eq!(store.drop_processes_before(start + Duration::hours(24)).await.unwrap(), 0);
    store.save_process(&process("d", "events,worker", 20, 0)).await.unwrap();
    assert_eq!(store.drop_processes_before(start + Duration::hours(24)).await.unwrap(), 2, "a and c are forgotten");
    assert_eq!(store.last_alive().await.unwrap(), Some(start + Duration::hours(20)));
    assert_eq!(store.list_spooling().await.unwrap(), [died_with_a_spool]);
}
