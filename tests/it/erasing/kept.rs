//! No file has deletions past their retention, and no log has events that were indexed over an hour ago.

use std::collections::BTreeSet;

use domain::deletion::Source;
use store::LoggedEvent;
use time::Duration;
use worker::{KeptFor, Run};

use super::{EACH, FOR_EVER, GONE, STAYS, Scene, event, portal};

#[tokio::test(flavor = "multi_thread")]
async fn what_retention_removed_is_in_no_file() {
    let scene = Box::pin(Scene::filled()).await;
    let mut removers = scene.removers();
    scene.house.indexed().await;
    scene.neighbour.indexed().await;
    scene.house.store.tenant(&portal(GONE)).save_retention(Some(2)).await.unwrap();
    scene.house.hands.advance(Duration::days(2) + Duration::HOUR);
    let mut young = LoggedEvent { generation: 1, source: Source::Live, event: event("young", "1") };
    young.event.member_id = portal(GONE);
    scene.house.log.append(&young).await.unwrap();
    scene.house.indexed().await;
    let old = format!("{GONE}-ext");
    assert!(!scene.places(&old).is_empty());

    scene.keep_house(KeptFor { deletions: 30, ..FOR_EVER }).await;
    scene.forget(&mut removers, &old).await;
    assert_eq!(scene.ids(GONE).await, BTreeSet::from(["young-1".to_owned()]));
    let checked = scene.house.store.tenant(&portal(GONE)).verify(|_, _| {}).await.unwrap();
    assert_eq!((checked.linked, checked.fault), (1, None));
    scene.other_is_whole().await;
}

/// With the embedded database the log is the file; with a server it is the spool, which released events pass through.
#[tokio::test(flavor = "multi_thread")]
async fn events_that_were_indexed_an_hour_ago_are_in_no_log_and_no_other_is_lost() {
    let scene = Box::pin(Scene::filled()).await;
    let mut removers = scene.removers();
    let in_logs = || scene.places(STAYS).into_iter().filter(|name| name.starts_with("events-")).count();
    scene.rounds(&mut removers).await;
    assert!(in_logs() > 0, "they are young");
    scene.house.hands.advance(Duration::HOUR + Duration::SECOND);
    // An event that is not indexed keeps its file, however old.
    let mut late = LoggedEvent { generation: 1, source: Source::Live, event: event("late", "1") };
    late.event.member_id = portal(STAYS);
    scene.house.log.append(&late).await.unwrap();
    for remover in &mut removers {
        drop(remover.run().await);
    }
    scene.rounds(&mut removers).await;
    assert_eq!(in_logs(), 0);
    assert_eq!(scene.ids(STAYS).await.len(), 2 * (EACH + 1) + 1);
    assert!(scene.ids(STAYS).await.contains("late-1"));
}
