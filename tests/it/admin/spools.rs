//! Events that are in no database yet come first on the overview.

use store::Process;
use time::Duration;

use super::dashboard::{OTHER, OWN, inside};
use crate::support::member_id;

#[tokio::test]
async fn events_that_wait_are_shown_first_with_what_to_do() {
    let (house, browser) = inside().await;
    let now = house.clock.now();
    let process = |id: &str, heard: i64, events: u64, oldest: i64| Process {
        id: id.to_owned(),
        roles: "events,install".to_owned(),
        started_at: now - Duration::DAY,
        alive_at: now - Duration::seconds(heard),
        spool_events: events,
        spool_oldest_at: (events > 0).then_some(now - Duration::seconds(oldest)),
        key_ids: Vec::new(),
    };
    for well in [process("quiet", 1, 0, 0), process("busy", 1, 40, 3), process("retired", 90_000, 0, 0)] {
        house.store.save_process(&well).await.unwrap();
    }
    for portal in [OWN, OTHER] {
        house.store.tenant(&member_id(portal)).record_subscriptions(58, &[], &[], now).await.unwrap();
    }
    let page = browser.get("/admin").await;
    assert!(page.has("All is well") && !page.has("Needs attention"), "{}", page.body);

    house.store.save_process(&process("dead", 7_200, 1_234, 7_260)).await.unwrap();
    house.store.save_process(&process("waiting", 1, 1, 60)).await.unwrap();
    let page = browser.get("/admin").await;
    assert!(!page.has("All is well"), "{}", page.body);
    let rows: Vec<_> = page.body.split("data-row=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(rows[..2], ["dead", "waiting"], "the oldest events first");
    let (_, dead) = page.body.split_once("data-row=\"dead\"").unwrap();
    let (dead, _) = dead.split_once("</article>").unwrap();
    for shown in [
        "1,234 events are stuck in a process that is not running",
        "Start it again on the same folder",
        "<code>process</code>",
        "oldest received",
        "2 hours ago",
        "events, install",
    ] {
        assert!(dead.contains(shown), "{shown}: {dead}");
    }
    assert!(page.has("1 event is waiting for") && page.has("<code>tombstone doctor</code>"), "{}", page.body);

    house.store.save_process(&process("dead", 0, 0, 0)).await.unwrap();
    house.store.save_process(&process("waiting", 0, 0, 0)).await.unwrap();
    assert!(browser.get("/admin").await.has("All is well"), "it ends by itself");
}
