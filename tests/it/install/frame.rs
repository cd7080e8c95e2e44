//! The installer page in a frame.

use domain::portal::{PortalStatus, TokenHealth};
use sim::{Fault, PortalSpec};

use super::{ALL_DONE, Frame, Scene, steps};

#[tokio::test]
async fn frame_installs_with_and_without_the_newer_keys() {
    for newer_frame_keys in [true, false] {
        let scene = Scene::with(PortalSpec { newer_frame_keys, ..PortalSpec::new("north") }).await;
        let answered = scene.portal.install_by_frame().await;
        assert_eq!(steps(&answered.body), ALL_DONE, "{}", answered.body);
        assert!(answered.installed && answered.body.contains("BX24.installFinish()"));
        assert!(!answered.body.contains(&scene.portal.application_token()));
        let portal = scene.active().await;
        assert!(portal.finished && portal.token.health == TokenHealth::Ok);
        assert!(scene.is_proven_by(&scene.portal.application_token()).await);
    }
}

#[tokio::test]
async fn frame_can_be_opened_again_on_an_active_installation() {
    let scene = Scene::new().await;
    scene.portal.install_by_frame().await;
    let before = scene.active().await;
    let again = scene.portal.retry_frame().await;
    assert_eq!(steps(&again.body), ALL_DONE);
    let after = scene.active().await;
    assert_eq!((after.generation, after.status), (before.generation, PortalStatus::Active));
}

#[tokio::test]
async fn failed_binding_is_said_and_a_second_try_succeeds() {
    let scene = Scene::new().await;
    scene.portal.switch(|switches| switches.refused_events = vec!["*".to_owned()]);
    let answered = scene.portal.install_by_frame().await;
    assert_eq!(steps(&answered.body), ["done", "done", "failed", "open"]);
    assert!(!answered.installed && !answered.body.contains("installFinish"));
    assert!(answered.body.contains("id=\"retry\""), "{}", answered.body);

    scene.portal.switch(|switches| switches.refused_events.clear());
    let again = scene.portal.retry_frame().await;
    assert!(again.installed, "{}", again.body);
    scene.active().await;
}

#[tokio::test]
async fn few_events_that_the_portal_does_not_bind_are_named_and_prevent_nothing() {
    let scene = Scene::new().await;
    scene.portal.switch(|switches| switches.refused_events = vec!["ONCRMLEADDELETE".to_owned()]);
    let answered = scene.portal.install_by_frame().await;
    assert_eq!(steps(&answered.body), ALL_DONE);
    assert!(answered.installed && answered.body.contains("<details>"));
    assert!(answered.body.contains("<code>ONCRMLEADDELETE</code>"));
}

#[tokio::test]
async fn every_refusal_of_the_portal_has_its_sentence() {
    for (code, sentence) in [
        ("ACCESS_DENIED", "does not let apps use its REST API"),
        ("insufficient_scope", "lacks a permission"),
        ("PAYMENT_REQUIRED", "paid period has ended"),
        ("NOT_INSTALLED", "not installed there"),
        ("user_access_error", "not allowed to use this app"),
    ] {
        let scene = Scene::new().await;
        scene.portal.fault("batch", Fault::error(code), None);
        let answered = scene.portal.install_by_frame().await;
        assert_eq!(steps(&answered.body), ["done", "done", "failed", "open"], "{code}");
        assert!(answered.body.contains(sentence), "{code}: {}", answered.body);
        assert!(!answered.installed);
    }
}

#[tokio::test]
async fn portal_that_nobody_pays_for_reads_so_and_is_not_finished() {
    let scene = Scene::new().await;
    scene.portal.begin_installation();
    let paid = serde_json::json!({"PAYMENT_EXPIRED": "Y", "INSTALLED": false, "STATUS": "P"});
    scene.portal.fault("app.info", Fault::Result(paid), None);
    let page = scene.post("/bitrix24/install", &Frame::of(&scene.portal, 1)).await;
    assert_eq!(page.step("bound"), Some("failed"), "{}", page.body);
    assert!(page.body.contains("paid period has ended") && !page.finishes());
}

#[tokio::test]
async fn page_may_be_framed_by_its_portal_alone() {
    let scene = Scene::new().await;
    scene.portal.begin_installation();
    let page = scene.post("/bitrix24/install", &Frame::of(&scene.portal, 1)).await;
    let host = scene.portal.host();
    assert!(page.policy.ends_with(&format!("frame-ancestors https://{host} http://{host}")), "{}", page.policy);
    let evil = scene.post("/bitrix24/install", &Frame::of(&scene.portal, 1).at("evil.example; script-src *")).await;
    assert!(evil.policy.ends_with("frame-ancestors 'none'") && !evil.finishes(), "{}", evil.policy);
}
