//! The check of a portal's subscriptions and plan repairs what is missing and reports what can't be repaired.

use domain::portal::{OfflineQueue, PortalStatus};
use sim::{Fault, PortalSpec};
use time::Duration;

use super::Scene;

#[tokio::test]
async fn everything_that_is_offered_is_bound_once() {
    let scene = Scene::new().await;
    scene.check_subscriptions().await;
    let facts = scene.facts().await;
    let known = facts.subscriptions.unwrap();
    assert!(known.expected > 50 && known.missing.is_empty(), "{known:?}");
    let bound = scene.portal.subscriptions();
    let online: Vec<_> = bound.iter().filter(|bound| !bound.offline).collect();
    assert_eq!(online.len(), known.expected as usize);
    let has = |code: &str| online.iter().any(|bound| bound.event == code);
    assert!(has("CATALOG.PRODUCT.ON.DELETE") && !has("ONCRMPRODUCTDELETE"), "one of two codes for one deletion");
    assert!(has("ONAPPTEST") && has("ONAPPUPDATE") && has("ONOFFLINEEVENT"));
    assert!(bound.iter().any(|bound| bound.offline && bound.event == "ONCRMLEADDELETE"));
    assert_eq!(facts.offline_queue, OfflineQueue::Confirmed);
    let plan = facts.plan.unwrap();
    assert!(!plan.payment_expired && plan.license.is_some());
    assert!(scene.portal.calls("batch") <= 4, "few requests: {}", scene.portal.calls("batch"));
}

#[tokio::test]
async fn lost_subscriptions_are_bound_again_and_noted_in_the_journal() {
    let scene = Scene::new().await;
    scene.check_subscriptions().await;
    let before = scene.portal.subscriptions().len();
    scene.portal.drop_subscriptions(Some("ONCRMLEADDELETE"));
    scene.check_subscriptions().await;
    assert_eq!(scene.portal.subscriptions().len(), before);
    assert!(scene.journal().await.contains(&"subscriptions_repaired".to_owned()));
}

#[tokio::test]
async fn guard_comes_daily_by_itself() {
    let scene = Scene::new().await;
    scene.check_subscriptions().await;
    scene.portal.drop_subscriptions(None);
    scene.house.hands.advance(Duration::hours(20));
    scene.care().await;
    assert!(scene.portal.subscriptions().is_empty());
    scene.house.hands.advance(Duration::hours(8));
    scene.care().await;
    assert!(!scene.portal.subscriptions().is_empty());
}

#[tokio::test]
async fn false_is_a_failure_that_is_shown() {
    let scene = Scene::new().await;
    scene.portal.switch(|switches| switches.refused_events = vec!["ONCRMLEADDELETE".into()]);
    scene.check_subscriptions().await;
    let missing = scene.facts().await.subscriptions.unwrap().missing;
    assert_eq!(missing, ["ONCRMLEADDELETE", "ONCRMLEADDELETE (offline)"]);
    scene.portal.switch(|switches| switches.refused_events.clear());
    scene.check_subscriptions().await;
    assert!(scene.facts().await.subscriptions.unwrap().missing.is_empty());
}

#[tokio::test]
async fn portal_without_an_offline_queue_misses_nothing() {
    let scene = Scene::with(PortalSpec { offline_extended: false, ..PortalSpec::new("north") }).await;
    scene.check_subscriptions().await;
    let facts = scene.facts().await;
    assert_eq!(facts.offline_queue, OfflineQueue::Unconfirmed);
    assert!(facts.subscriptions.unwrap().missing.is_empty());
}

#[tokio::test]
async fn ended_payment_suspends_and_renewed_payment_resumes() {
    let scene = Scene::new().await;
    scene.portal.set_paid(false).await;
    scene.check_subscriptions().await;
    assert_eq!(scene.facts().await.status, PortalStatus::PaymentRequired);
    scene.portal.set_paid(true).await;
    scene.house.hands.advance(Duration::hours(28));
    scene.care().await;
    assert_eq!(scene.facts().await.status, PortalStatus::Active);
}

#[tokio::test]
async fn portal_that_only_says_that_it_is_not_paid_is_believed() {
    let scene = Scene::new().await;
    let unpaid = serde_json::json!({"result": {"PAYMENT_EXPIRED": "Y"}});
    scene.portal.fault("app.info", Fault::Patch(unpaid), Some(1));
    scene.check_subscriptions().await;
    assert_eq!(scene.facts().await.status, PortalStatus::PaymentRequired);
    scene.check_subscriptions().await;
    assert_eq!(scene.facts().await.status, PortalStatus::Active);
}

#[tokio::test]
async fn portal_that_is_gone_is_asked_rarely_and_comes_back() {
    let scene = Scene::new().await;
    scene.let_token_end();
    scene.portal.switch(|switches| switches.deleted = true);
    scene.check_subscriptions().await; // neither the authorization server nor the portal knows it
    assert_eq!(scene.facts().await.status, PortalStatus::Deleted);
    let before = scene.portal.calls("app.info");
    scene.house.hands.advance(Duration::days(5));
    scene.care().await;
    assert_eq!(scene.portal.calls("app.info"), before, "not asked daily");
    scene.portal.switch(|switches| switches.deleted = false);
    scene.house.hands.advance(Duration::days(4));
    scene.care().await;
    assert_eq!(scene.facts().await.status, PortalStatus::Active);
}

#[tokio::test]
async fn portal_that_does_not_answer_is_asked_again_with_growing_pauses() {
    let scene = Scene::new().await;
    scene.portal.fault("batch", Fault::Reset, None);
    scene.check_subscriptions().await;
    assert_eq!(scene.facts().await.status, PortalStatus::Active);
    scene.portal.clear_faults();
    scene.house.hands.advance(Duration::seconds(11));
    scene.care().await;
    assert!(scene.facts().await.subscriptions.is_some());
}
