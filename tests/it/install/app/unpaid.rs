//! After the paid period: known administrators keep reading, and no page offers a repair that would not help.

use reqwest::StatusCode;
use time::Duration;

use super::{Scene, installed};

async fn unpaid() -> Scene {
    let scene = installed().await;
    scene.delete_lead().await;
    assert_eq!(scene.open_app(1).await.status, StatusCode::OK);
    scene.portal.set_paid(false).await;
    let _ = scene.outward.installer.inspector().inspect(&scene.member_id).await; // notices it
    scene
}

#[tokio::test]
async fn history_stays_readable_with_the_way_to_renew() {
    let scene = Box::pin(unpaid()).await;
    let page = scene.open_app(1).await;
    assert_eq!((page.status, page.deletions()), (StatusCode::OK, 1), "{}", page.body);
    assert!(page.body.contains("data-unpaid") && page.body.contains("/market/\" target=\"_top\""), "{}", page.body);
    let health = scene.follow(&page.link("/health?")).await;
    assert!(!health.body.contains("<form") && health.body.contains("/market/"), "{}", health.body);
    let settings = scene.follow(&page.link("/settings?")).await;
    assert!(settings.status == StatusCode::OK && !settings.body.contains("<form"), "{}", settings.body);
    let export = scene.follow(&page.link("format=csv")).await;
    assert_eq!(export.body.lines().count(), 2);
    let token = page.field("t").unwrap();
    let acts = ["health", "settings/keys", "settings/retention", "settings/erase"];
    for act in acts.map(|act| format!("/bitrix24/app/{}/{act}", scene.member_id)) {
        let refused = scene.submit(&act, &[("t", &token), ("name", "x"), ("days", "0")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{act}");
    }
}

#[tokio::test]
async fn who_was_not_seen_to_be_an_administrator_reads_nothing() {
    let scene = Box::pin(unpaid()).await;
    let page = scene.open_app(scene.ordinary_user()).await;
    assert_eq!((page.status, page.deletions()), (StatusCode::FORBIDDEN, 0));
    assert!(page.body.contains("paid period has ended") && !page.body.contains("id=\"retry\""), "{}", page.body);
    page.assert_framed_by(&scene.portal.host());
}

#[tokio::test]
async fn who_was_an_administrator_reads_for_thirty_days() {
    let scene = Box::pin(unpaid()).await;
    scene.house.hands.advance(Duration::days(29));
    assert_eq!(scene.open_app(1).await.deletions(), 1);
    scene.house.hands.advance(Duration::days(2));
    let page = scene.open_app(1).await;
    assert_eq!((page.status, page.deletions()), (StatusCode::FORBIDDEN, 0), "{}", page.body);
}

#[tokio::test]
async fn renewal_brings_everything_back() {
    let scene = Box::pin(unpaid()).await;
    scene.portal.set_paid(true).await;
    let page = scene.open_app(1).await;
    assert!(page.deletions() == 1 && !page.body.contains("data-unpaid"), "{}", page.body);
    let settings = scene.follow(&page.link("/settings?")).await;
    assert!(settings.body.contains("<form"), "{}", settings.body);
}
