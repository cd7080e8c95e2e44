//! Recovery on each plan, and at portals that answer nonsense.

use std::collections::HashSet;

use domain::failure::Failure;
use domain::gap::GapState;
use domain::health::AlarmKind;
use domain::journal::JournalEntry;
use domain::portal::OfflineQueue;
use domain::recovery::RecoveryOutcome;
use domain::schedule::Task;
use serde_json::json;
use sim::Fault;
use time::Duration;

use super::Scene;
use super::ways::LEAD;

#[tokio::test]
async fn plan_without_two_steps_is_listed_and_stored_before_it_is_emptied() {
    let scene = Box::pin(Scene::queueing()).await;
    scene.portal.set_offline_extended(false);
    Box::pin(scene.check_subscriptions()).await;
    assert_eq!(scene.facts().await.offline_queue, OfflineQueue::Unconfirmed);
    Box::pin(scene.be_deaf(60, Duration::DAY)).await;
    scene.care().await;
    assert_eq!((scene.kept().await.len(), scene.portal.offline_queue().len()), (60, 0));
    let gap = scene.gaps().await.remove(0);
    assert_eq!((gap.state, gap.found), (GapState::Closed, 60));
}

/// Missed deletions: less than a page of the queue, a whole one, one more, and many.
const MISSED: [usize; 5] = [5, 50, 51, 120, 700];
/// Further deletions that are delivered live and also queued.
const LIVE: usize = 7;

#[tokio::test]
async fn every_missed_deletion_comes_once_on_both_kinds_of_plan() {
    for (confirmed, missed) in [true, false].into_iter().flat_map(|plan| MISSED.map(|missed| (plan, missed))) {
        let scene = Box::pin(Scene::queueing()).await;
        scene.portal.set_offline_extended(confirmed);
        Box::pin(scene.check_subscriptions()).await;
        scene.delete_leads(LIVE).await;
        scene.deliver(LEAD).await;
        Box::pin(scene.be_deaf(missed, Duration::HOUR)).await;
        scene.let_only(Task::Recover).await;
        scene
            .house
            .store
            .tenant(&scene.member_id)
            .schedule(Task::Recover, Some(scene.house.clock.now()))
            .await
            .unwrap();
        scene.care().await;
        let kept = scene.kept().await;
        let ids: HashSet<&str> = kept.iter().map(|deletion| deletion.entity_id.as_str()).collect();
        let case = format!("{missed}, confirmed: {confirmed}");
        assert_eq!((kept.len(), ids.len()), (missed + LIVE, missed + LIVE), "{case}");
        assert_eq!(scene.portal.offline_queue(), [], "{case}");
        assert_eq!(scene.gaps().await[0].state, GapState::Closed, "{case}");
    }
}

#[tokio::test]
async fn plan_that_changed_is_noticed_while_reading() {
    let scene = Box::pin(Scene::queueing()).await;
    Box::pin(scene.be_deaf(2, Duration::HOUR)).await;
    scene.portal.set_offline_extended(false);
    assert_eq!(scene.recover().await.outcome, RecoveryOutcome::Complete);
    assert_eq!(scene.kept().await.len(), 2);
}

#[tokio::test]
async fn gap_of_a_portal_without_a_queue_is_lost_and_alarms_for_a_week() {
    let scene = Box::pin(Scene::queueing()).await;
    let (tenant, now) = (scene.house.store.tenant(&scene.member_id), scene.house.clock.now());
    tenant.record_plan(&scene.facts().await.plan.unwrap(), OfflineQueue::Unavailable, now).await.unwrap();
    Box::pin(scene.be_deaf(2, Duration::HOUR)).await;
    scene.care().await;
    assert_eq!(scene.gaps().await[0].state, GapState::Lost);
    let is_lost = |entry: &JournalEntry| matches!(entry, JournalEntry::NotRecovered { reason: Failure::NoQueue, .. });
    assert!(scene.journal_entries().await.iter().any(is_lost));
    let alarms = tenant.list_alarms().await.unwrap();
    assert_eq!(alarms.iter().map(|alarm| alarm.kind).collect::<Vec<_>>(), [AlarmKind::GapOpen]);
    assert_eq!(scene.portal.calls("event.offline.get"), 0);
    scene.house.hands.advance(Duration::days(7));
    tenant.schedule(Task::AlarmCheck, Some(scene.house.clock.now())).await.unwrap();
    scene.care().await;
    assert_eq!(tenant.list_alarms().await.unwrap(), []);
}

#[tokio::test]
async fn queue_that_only_administrators_may_read_leaves_the_gap_open_until_one_comes() {
    let scene = Box::pin(Scene::queueing()).await;
    Box::pin(scene.be_deaf(2, Duration::HOUR)).await;
    scene.portal.set_admin(1, false);
    scene.care().await;
    let gap = scene.gaps().await.remove(0);
    assert_eq!(gap.state, GapState::Open);
    assert_eq!(gap.reason, Some(Failure::PortalRefused { answer: "access_denied".to_owned() }));
    let tenant = scene.house.store.tenant(&scene.member_id);
    assert_eq!(tenant.list_alarms().await.unwrap(), [], "it may pass");
    scene.house.hands.advance(Duration::minutes(11));
    tenant.schedule(Task::Recover, None).await.unwrap();
    scene.care().await;
    let alarms = tenant.list_alarms().await.unwrap();
    assert_eq!(alarms.iter().map(|alarm| alarm.kind).collect::<Vec<_>>(), [AlarmKind::GapOpen]);
    scene.portal.set_admin(1, true);
    Box::pin(scene.check_subscriptions()).await;
    assert_eq!(scene.gaps().await[0].state, GapState::Closed);
    assert_eq!(scene.kept().await.len(), 2);
    assert!(scene.journal().await.contains(&"alarm_ended".to_owned()));
}

#[tokio::test]
async fn nonsense_closes_no_gap_and_costs_little() {
    let record = json!({"ID": "5", "MESSAGE_ID": "0123456789abcdef0123456789abcdef", "EVENT_NAME": "ONCRMLEADDELETE",
        "EVENT_DATA": {"FIELDS": {"ID": "1"}}, "TIMESTAMP_X": "2026-11-20T12:00:00+00:00"});
    let endless = json!({"process_id": "x", "events": [record]});
    for fault in [
        Fault::Result(endless),
        Fault::Result(json!(true)),
        Fault::Result(json!({"process_id": "x", "events": [{"a": "b"}, 7, null]})),
        Fault::Html,
        Fault::Huge(2 << 20),
    ] {
        let scene = Box::pin(Scene::queueing()).await;
        Box::pin(scene.be_deaf(1, Duration::HOUR)).await;
        scene.portal.fault("event.offline.get", fault.clone(), None);
        assert_eq!(scene.recover().await.outcome, RecoveryOutcome::Failed, "{fault:?}");
        assert_eq!(scene.gaps().await[0].state, GapState::Open, "{fault:?}");
        assert!(scene.portal.calls("event.offline.get") < 5, "{fault:?}");
        scene.portal.clear_faults();
        assert_eq!(Box::pin(scene.recover()).await.outcome, RecoveryOutcome::Complete, "{fault:?}");
        assert_eq!(scene.portal.offline_queue(), [], "{fault:?}");
    }
}

#[tokio::test]
async fn record_that_cannot_be_read_is_left_marked_and_noted() {
    let scene = Box::pin(Scene::queueing()).await;
    Box::pin(scene.be_deaf(2, Duration::HOUR)).await;
    let deep = (0..20).fold(sim::php::Value::from("x"), |inner, _| sim::php::Value::List(vec![inner]));
    scene.portal.send_event("ONCRMLEADDELETE", deep).await;
    let recovery = scene.recover().await;
    assert_eq!((recovery.outcome, recovery.found, recovery.unreadable), (RecoveryOutcome::Complete, 2, 1));
    let queue = scene.portal.offline_queue();
    assert!(queue.len() == 1 && queue[0].error, "{queue:?}");
    assert!(scene.journal_entries().await.contains(&JournalEntry::RecordsUnreadable { count: 1 }));
    let again = scene.recover().await;
    assert_eq!((again.outcome, again.unreadable), (RecoveryOutcome::Complete, 0));
}
