//! However an install arrives, and in whatever order, the portal ends up the same.

use domain::portal::{Portal, PortalStatus};
use sim::{Fault, Kind, PortalSpec};
use tests::eventually;
use time::Duration;

use super::{ALL_DONE, Frame, SOON, Scene, steps};

/// The fields that have to agree.
fn essence(portal: &Portal) -> (PortalStatus, bool, i64, &[String], Option<&str>, Vec<String>) {
    let missing = portal.subscriptions.as_ref().map(|known| known.missing.clone()).unwrap_or_default();
    let Portal { status, finished, generation, scopes, app_status, .. } = portal;
    (*status, *finished, *generation, scopes, app_status.as_deref(), missing)
}

#[tokio::test]
async fn all_ways_lead_to_the_same_portal() {
    let by_frame = Scene::new().await;
    by_frame.portal.install_by_frame().await;
    let by_older_frame = Scene::with(PortalSpec { newer_frame_keys: false, ..PortalSpec::new("north") }).await;
    by_older_frame.portal.install_by_frame().await;
    let by_callback = Scene::new().await;
    assert_eq!(by_callback.portal.install_by_callback().await.status, Some(200));
    let frame = by_frame.active().await;
    assert_eq!(essence(&frame), essence(&by_older_frame.active().await));
    assert_eq!(essence(&frame), essence(&by_callback.active().await));
    for scene in [&by_frame, &by_older_frame, &by_callback] {
        assert!(scene.is_proven_by(&scene.portal.application_token()).await);
    }
}

#[tokio::test]
async fn event_first_twice_and_then_the_frame_is_one_installation() {
    let scene = Scene::new().await;
    scene.portal.install_by_callback().await;
    scene.active().await;
    scene.portal.install_by_callback().await;
    let page = scene.post("/bitrix24/install", &Frame::of(&scene.portal, 1)).await;
    assert_eq!(steps(&page.body), ALL_DONE, "{}", page.body);
    let portal = scene.active().await;
    assert_eq!((portal.generation, portal.finished), (1, true));
    assert!(scene.refusals().await.is_empty());
}

#[tokio::test]
async fn install_event_that_never_arrives_is_made_up_for_by_a_test_event() {
    let scene = Scene::with(PortalSpec { newer_frame_keys: false, ..PortalSpec::new("north") }).await;
    scene.portal.switch(|switches| switches.hold_install_event = true);
    assert!(scene.portal.install_by_frame().await.installed);
    assert_eq!(scene.status().await, Some(PortalStatus::Installing));
    scene.house.hands.advance(Duration::minutes(1));
    scene.outward.caretaker.do_due().await;
    scene.active().await;
    assert!(scene.is_proven_by(&scene.portal.application_token()).await);

    let delivered = scene.portal.delete(Kind::Lead).await;
    assert!(delivered.iter().any(|delivery| delivery.answer.contains("stored")), "{delivered:?}");
}

#[tokio::test]
async fn stale_application_token_does_not_come_back() {
    let scene = Scene::new().await;
    scene.portal.switch(|switches| switches.hold_install_event = true);
    scene.portal.install_by_frame().await;
    let old = scene.portal.application_token();
    scene.house.hands.advance(Duration::minutes(5));
    scene.portal.switch(|switches| switches.hold_install_event = false);
    let delivered = scene.portal.update().await;
    assert!(delivered.iter().all(sim::Delivery::is_success), "{delivered:?}");
    let new = scene.portal.application_token();
    assert!(old != new && scene.is_proven_by(&new).await);

    scene.house.hands.advance(Duration::minutes(5));
    let late = scene.portal.release_install_event().await;
    assert_eq!(late.len(), 1);
    assert!(scene.is_proven_by(&new).await && !scene.is_proven_by(&old).await, "{late:?}");
}

#[tokio::test]
async fn update_in_the_second_of_the_install_is_not_late() {
    let scene = Scene::new().await;
    scene.house.hands.advance(Duration::milliseconds(700)); // events have no fractions of a second
    scene.portal.switch(|switches| switches.hold_install_event = true);
    scene.portal.install_by_frame().await;
    let delivered = scene.portal.update().await;
    assert!(delivered.iter().all(sim::Delivery::is_success), "{delivered:?}");
    assert!(scene.is_proven_by(&scene.portal.application_token()).await);
}

#[tokio::test]
async fn late_uninstall_of_an_earlier_installation_removes_nothing() {
    let scene = Scene::new().await;
    scene.portal.install_by_frame().await;
    scene.active().await;
    scene.house.hands.advance(Duration::HOUR);
    scene.portal.switch(|switches| switches.hold_uninstall_event = true);
    scene.portal.uninstall(true).await;
    scene.house.hands.advance(Duration::minutes(10));
    assert!(scene.portal.install_by_frame().await.installed);
    scene.house.hands.advance(Duration::minutes(10));
    let late = scene.portal.release_held_events().await;
    assert!(late.iter().all(sim::Delivery::is_success) && late.len() == 1, "{late:?}");
    assert_eq!(scene.status().await, Some(PortalStatus::Active));
}

#[tokio::test]
async fn reinstall_begins_another_generation() {
    let scene = Scene::new().await;
    scene.portal.install_by_frame().await;
    assert_eq!(scene.active().await.generation, 1);
    scene.house.hands.advance(Duration::HOUR);
    scene.portal.uninstall(false).await;
    assert_eq!(scene.status().await, Some(PortalStatus::Uninstalled));
    scene.house.hands.advance(Duration::HOUR);
    scene.portal.install_by_frame().await;
    assert_eq!(scene.active().await.generation, 2);
}

#[tokio::test]
async fn install_that_comes_while_the_server_is_away_is_made_good() {
    let scene = Scene::new().await;
    scene.sim.fault("app.info", Fault::Status(502), Some(1));
    let answered = scene.portal.install_by_callback().await;
    assert!(answered.status == Some(202) && answered.body.contains("pending"), "{}", answered.body);
    assert_eq!(scene.kept().await, None);
    let waiting = scene.house.store.list_pending(10).await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert!(!scene.outward.installer.install_pending(&waiting[0]).await.unwrap());
    scene.active().await;
    let none = async || scene.house.store.list_pending(10).await.unwrap().is_empty().then_some(());
    eventually("nothing to wait", SOON, none).await;
}
