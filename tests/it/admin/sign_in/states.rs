//! A sign-in returns once, in time, in the browser that began it.

use domain::audit::{AuditEntry, AuditKind};
use domain::refusal::RefusalReason;
use poem::http::{StatusCode, header};
use time::Duration;

use super::super::dashboard::{Answer, EMAIL, PASSWORD};
use super::super::roles::lines;
use super::{SERVICE, Scene, at, begin, come_back, leads_to};

/// Checks that the page refuses it with an explanation and that the audit has the reason.
async fn refused(scene: &Scene, answer: &Answer, reason: RefusalReason) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{reason}: {}", answer.body);
    assert!(answer.has("Try again with the button below") && answer.has("name=\"password\""), "{reason}");
    let line = lines(&scene.house, AuditKind::LogInFailed).await.remove(0);
    assert_eq!(line.entry.known(), Some(&AuditEntry::LogInFailed { reason }));
    assert!(line.actor == "unknown" && line.source.is_some());
    assert_eq!(scene.browser.get("/admin").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn sign_in_comes_back_once() {
    let scene = Scene::set().await;
    let url = begin(&scene.browser, "/admin").await;
    let kept = scene.browser.cookies.lock().expect("one at a time").clone();
    leads_to(&scene.browser.get(&come_back(&scene.provider, &url)).await, "/admin");
    // With an unused code, and the same cookie and state.
    *scene.browser.cookies.lock().expect("one at a time") = kept;
    let again = scene.browser.get(&come_back(&scene.provider, &url)).await;
    refused(&scene, &again, RefusalReason::UnknownState).await;
}

#[tokio::test]
async fn sign_in_comes_back_in_its_own_browser() {
    let scene = Scene::set().await;
    let own = begin(&scene.browser, "/admin").await;
    let other = begin(&at(&scene.house, &scene.provider, SERVICE), "/admin").await;
    let back = scene.browser.get(&come_back(&scene.provider, &other)).await;
    refused(&scene, &back, RefusalReason::OtherBrowser).await;
    // The page deleted the cookie, so that nothing is tried twice.
    let back = scene.browser.get(&come_back(&scene.provider, &own)).await;
    refused(&scene, &back, RefusalReason::UnknownState).await;
}

#[tokio::test]
async fn sign_in_comes_back_in_time_and_with_all_it_takes() {
    let scene = Scene::set().await;
    let url = begin(&scene.browser, "/admin").await;
    scene.house.hands.advance(Duration::minutes(10) + Duration::SECOND);
    let late = scene.browser.get(&come_back(&scene.provider, &url)).await;
    refused(&scene, &late, RefusalReason::UnknownState).await;

    begin(&scene.browser, "/admin").await;
    let nothing = scene.browser.get("/admin/login/oidc/callback").await;
    refused(&scene, &nothing, RefusalReason::NoState).await;

    let url = begin(&scene.browser, "/admin").await;
    let back = come_back(&scene.provider, &url);
    let (with, _) = back.split_once("&code=").expect("a code");
    let no_code = scene.browser.get(with).await;
    refused(&scene, &no_code, RefusalReason::NoCode).await;

    // A forged cookie, or one of another kind.
    let url = begin(&scene.browser, "/admin").await;
    scene.browser.cookies.lock().expect("one at a time").insert("tombstone_oidc".to_owned(), "a.AAAA".to_owned());
    let made_up = scene.browser.get(&come_back(&scene.provider, &url)).await;
    refused(&scene, &made_up, RefusalReason::UnknownState).await;
}

#[tokio::test]
async fn sign_in_comes_back_to_any_process() {
    let scene = Scene::set().await;
    let url = begin(&scene.browser, "/admin/audit").await;
    let neighbour = Box::pin(scene.house.neighbour()).await;
    let there = at(&neighbour, &scene.provider, SERVICE);
    let kept = scene.browser.cookies.lock().expect("one at a time").clone();
    there.cookies.lock().expect("one at a time").clone_from(&kept);
    leads_to(&there.get(&come_back(&scene.provider, &url)).await, "/admin/audit");
    // And only to one process.
    let again = scene.browser.get(&come_back(&scene.provider, &url)).await;
    refused(&scene, &again, RefusalReason::UnknownState).await;
}

#[tokio::test]
async fn sign_ins_that_fail_are_throttled_and_others_are_not() {
    let scene = Scene::set().await;
    for _ in 0..35 {
        scene.sign_out();
        leads_to(&scene.sign_in().await, "/admin");
    }
    scene.sign_out();
    for _ in 0..30 {
        let answer = scene.browser.get("/admin/login/oidc/callback?state=made-up&code=a").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let put_off = scene.sign_in().await;
    assert_eq!((put_off.status, put_off.header(header::RETRY_AFTER)), (StatusCode::TOO_MANY_REQUESTS, "12"));
    assert!(put_off.has("Try again in 12 seconds.") && put_off.has("name=\"password\""));
    let audited = lines(&scene.house, AuditKind::LogInFailed).await;
    assert_eq!(audited.len(), 5, "more of the kind in a minute is only counted");
    scene.house.hands.advance(Duration::seconds(12));
    leads_to(&scene.sign_in().await, "/admin");
}

#[tokio::test]
async fn where_a_sign_in_leads_to_is_a_page_of_the_dashboard() {
    let scene = Scene::set().await;
    for next in ["https://evil.example/admin", "//evil.example", "/admin/login/oidc", "/admin/logout"] {
        let url = begin(&scene.browser, next).await;
        leads_to(&scene.browser.get(&come_back(&scene.provider, &url)).await, "/admin");
        scene.sign_out();
    }
    assert_eq!(scene.browser.log_in(EMAIL, PASSWORD).await.status, StatusCode::SEE_OTHER);
}
