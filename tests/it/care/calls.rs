//! Calls to portals: bounded in time and memory, within the portal's limits, and logged without secrets.

use std::time::Instant;

use portals::PortalError;
use secrecy::ExposeSecret;
use serde_json::json;
use sim::Fault;
use time::Duration;

use super::Scene;

#[tokio::test]
async fn too_many_calls_are_repeated_after_a_pause() {
    let scene = Scene::new().await;
    scene.portal.fault("profile", Fault::error("QUERY_LIMIT_EXCEEDED"), Some(1));
    assert_eq!(scene.call().await.unwrap()["ID"], "1");
    assert_eq!(scene.portal.calls("profile"), 2);
}

#[tokio::test]
async fn method_whose_time_is_used_up_rests() {
    let scene = Scene::new().await;
    scene.portal.fault("profile", Fault::error("OPERATION_TIME_LIMIT"), None);
    for _ in 0..4 {
        assert!(matches!(scene.call().await, Err(PortalError::Limited)));
    }
    assert_eq!(scene.portal.calls("profile"), 1);
    let other = scene.outward.portals.call(&scene.member_id, "user.admin", json!({})).await;
    assert_eq!(other.unwrap(), true);
}

#[tokio::test]
async fn portal_may_name_any_time_for_the_end_of_its_limit() {
    let scene = Scene::new().await;
    for reset_at in [i64::MIN, i64::MAX] {
        let odd = Fault::Patch(json!({"time": {"operating_reset_at": reset_at}}));
        scene.portal.fault("profile", odd, Some(1));
        assert_eq!(scene.call().await.unwrap()["ID"], "1", "{reset_at}");
    }
}

#[tokio::test]
async fn portal_that_is_blocked_by_hand_is_left_alone() {
    let scene = Scene::new().await;
    scene.portal.fault("profile", Fault::error("OVERLOAD_LIMIT"), Some(1));
    assert!(matches!(scene.call().await, Err(PortalError::Limited)));
    assert!(matches!(scene.call().await, Err(PortalError::Limited)));
    assert_eq!(scene.portal.calls("profile"), 1);
    assert!(scene.journal().await.contains(&"calls_blocked".to_owned()));
}

#[tokio::test]
async fn hostile_answers_cost_bounded_time() {
    let started = Instant::now();
    for fault in [Fault::Huge(30 << 20), Fault::Endless, Fault::Html, Fault::Reset] {
        let scene = Scene::new().await;
        scene.portal.fault("profile", fault.clone(), None);
        assert!(matches!(scene.call().await, Err(PortalError::Call(_))), "{fault:?}");
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[tokio::test]
async fn one_byte_a_second_is_given_up_in_time() {
    let scene = Scene::new().await;
    scene.portal.fault("profile", Fault::Drip(1_000), None);
    let started = Instant::now();
    assert!(matches!(scene.call().await, Err(PortalError::Call(_))));
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

#[tokio::test]
async fn calls_are_logged_without_secrets_for_three_days() {
    let scene = Scene::new().await;
    scene.check_subscriptions().await;
    scene.call().await.unwrap();
    let tenant = scene.house.store.tenant(&scene.member_id);
    let calls = tenant.list_calls(50).await.unwrap();
    let methods: Vec<_> = calls.iter().map(|call| call.method.as_str()).collect();
    assert!(methods.contains(&"profile") && methods.contains(&"batch"), "{methods:?}");
    let access = tenant.find_access().await.unwrap().unwrap();
    let text = format!("{calls:?}");
    assert!(!text.contains(access.access_token.expose_secret()));
    assert!(text.contains("event.get") && text.contains("***"));
    let name = scene.portal.users()[0].last_name.clone();
    assert!(!text.contains(&name), "no needless personal data: {name}");
    scene.house.hands.advance(Duration::days(3) + Duration::MINUTE);
    let dropped = scene.house.store.drop_calls_before(scene.house.clock.now() - Duration::days(3)).await.unwrap();
    assert_eq!(dropped, calls.len() as u64);
}
