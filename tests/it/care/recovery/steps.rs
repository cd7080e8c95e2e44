//! A crash between any two steps, and records fetched a second time.

use std::collections::HashSet;

use domain::deletion::Source;
use domain::gap::GapState;
use domain::journal::JournalEntry;
use domain::recovery::RecoveryOutcome;
use sim::Fault;
use time::Duration;
use time::macros::datetime;

use super::Scene;
use crate::care::CLIENT_ID;
use crate::outward::{NOWHERE, Outward};

/// Checks that this many leads are stored once and the portal's queue is empty.
async fn assert_recovered(scene: &Scene, leads: usize) {
    assert_eq!(scene.portal.offline_queue(), []);
    let kept = scene.kept().await;
    assert!(kept.iter().all(|deletion| deletion.source == Source::Recovered));
    let ids: HashSet<&str> = kept.iter().map(|deletion| deletion.entity_id.as_str()).collect();
    assert_eq!((kept.len(), ids.len()), (leads, leads));
    let gaps = scene.gaps().await;
    assert_eq!(gaps.iter().map(|gap| gap.state).collect::<Vec<_>>(), [GapState::Closed]);
}

#[tokio::test]
async fn what_was_deleted_while_nobody_listened_for_a_day_is_fetched() {
    let scene = Box::pin(Scene::queueing()).await;
    Box::pin(scene.be_deaf(120, Duration::DAY)).await;
    scene.care().await;
    assert_recovered(&scene, 120).await;
    let gap = scene.gaps().await.remove(0);
    assert_eq!((gap.found, gap.to - gap.from), (120, Duration::DAY));
    let (from, to) = (datetime!(2026-11-20 12:00 UTC), datetime!(2026-11-21 12:00 UTC));
    let recovered = JournalEntry::Recovered { gaps: 1, from, to, found: 120 };
    assert!(scene.journal_entries().await.contains(&recovered));
    let kept = scene.kept().await;
    let middle = gap.from + Duration::hours(12);
    assert!(
        kept.iter().all(|deletion| deletion.sent_at == middle),
        "it says when it was deleted, not when it was fetched"
    );
    assert!(kept.iter().all(|deletion| deletion.received_at > gap.to));
    assert_eq!((scene.portal.calls("event.offline.get"), scene.portal.calls("event.offline.clear")), (4, 3));
}

#[tokio::test]
async fn crash_between_any_two_steps_loses_nothing_and_doubles_nothing() {
    for confirmed in [true, false] {
        for method in ["event.offline.list", "event.offline.get", "event.offline.clear", "batch"] {
            for (fault, after) in [(Fault::Reset, 0), (Fault::LoseAnswer, 0), (Fault::Reset, 1), (Fault::LoseAnswer, 1)]
            {
                let scene = Box::pin(Scene::queueing()).await;
                scene.portal.set_offline_extended(confirmed);
                Box::pin(scene.check_subscriptions()).await;
                Box::pin(scene.be_deaf(70, Duration::HOUR)).await;
                scene.portal.add_fault(sim::FaultRule {
                    on: method.into(),
                    fault: fault.clone(),
                    times: Some(1),
                    after,
                });
                let case = format!("{method} {fault:?} after {after}, confirmed: {confirmed}");
                let broken = scene.recover().await;
                let struck = scene.portal.faults().is_empty();
                assert_eq!(broken.outcome == RecoveryOutcome::Failed, struck, "{case}: {broken:?}");
                scene.portal.clear_faults();
                assert_eq!(Box::pin(scene.recover()).await.outcome, RecoveryOutcome::Complete, "{case}");
                Box::pin(assert_recovered(&scene, 70)).await;
            }
        }
    }
}

#[tokio::test]
async fn queue_that_was_read_has_nothing_more() {
    let scene = Box::pin(Scene::queueing()).await;
    Box::pin(scene.be_deaf(3, Duration::HOUR)).await;
    assert_eq!(scene.recover().await.found, 3);
    assert_eq!(scene.recover().await.found, 0);
    assert_recovered(&scene, 3).await;
}

#[tokio::test]
async fn long_queue_is_read_in_turns() {
    let mut scene = Box::pin(Scene::queueing()).await;
    scene.outward = Outward::unlimited(&scene.house, &scene.sim.url(), CLIENT_ID, NOWHERE);
    Box::pin(scene.be_deaf(3_100, Duration::HOUR)).await;
    scene.portal.switch(|switches| switches.ceiling = 0.0);
    let first = scene.recover().await;
    assert_eq!((first.outcome, first.found), (RecoveryOutcome::Partial, 3_000));
    assert_eq!(scene.gaps().await[0].state, GapState::Open);
    let second = scene.recover().await;
    assert_eq!((second.outcome, second.found), (RecoveryOutcome::Complete, 100));
    assert_eq!(scene.gaps().await[0].found, 3_100);
}
