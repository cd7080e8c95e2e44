//! Settings: keys, retention, erasing all data. Destructive ones need a second proof.

use domain::audit::AuditEntry;
use domain::portal::{PortalStatus, PurgeReason};
use domain::refusal::RefusalReason;
use reqwest::StatusCode;
use time::Duration;

use super::{Page, Scene, installed};

/// The settings page of an administrator who just opened the app.
async fn settings(scene: &Scene) -> Page {
    let page = scene.open_app(1).await;
    scene.follow(&page.link("/settings?")).await
}

impl Scene {
    fn settings_path(&self, page: &str) -> String {
        format!("/bitrix24/app/{}/settings/{page}", self.member_id)
    }
}

#[tokio::test]
async fn key_is_made_shown_once_and_revoked() {
    let scene = installed().await;
    let page = settings(&scene).await;
    let token = page.field("t").unwrap();
    let made = scene.submit(&scene.settings_path("keys"), &[("t", &token), ("name", "Archive")]).await;
    let (_, after) = made.body.split_once("<code>tomb_").expect("the key");
    let key = format!("tomb_{}", after.split('<').next().unwrap());
    let known = scene.house.store.find_api_key(&key).await.unwrap().expect("it opens");
    assert!(known.reach.covers(&scene.member_id) && !known.reach.is_unlimited());
    let again = settings(&scene).await;
    assert!(again.body.contains("Archive") && !again.body.contains(&key), "{}", again.body);

    let revoke = scene.settings_path(&format!("keys/{}/revoke", known.id));
    let revoked = scene.submit(&revoke, &[("t", &token)]).await;
    assert!(revoked.body.contains("data-revoked") && !revoked.body.contains("Archive"), "{}", revoked.body);
    assert!(scene.house.store.find_api_key(&key).await.unwrap().unwrap().revoked_at.is_some());
    assert_eq!(scene.submit(&revoke, &[("t", &token)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unnamed = scene.submit(&scene.settings_path("keys"), &[("t", &token), ("name", " ")]).await;
    assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn key_of_another_portal_is_not_revoked_here() {
    let scene = installed().await;
    let other = crate::support::member_id("other");
    scene.house.install(&other, "other.example", "token").await;
    let (key, _) =
        scene.house.store.tenant(&other).create_api_key("theirs", &[], scene.house.clock.now()).await.unwrap();
    let token = settings(&scene).await.field("t").unwrap();
    let refused = scene.submit(&scene.settings_path(&format!("keys/{}/revoke", key.id)), &[("t", &token)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(scene.house.store.find_api_key_by_id(key.id).await.unwrap().unwrap().revoked_at, None);
}

#[tokio::test]
async fn all_data_goes_with_the_typed_address_alone() {
    let scene = installed().await;
    scene.delete_lead().await;
    scene.delete_lead().await;
    let page = settings(&scene).await;
    let (token, proof) = (page.field("t").unwrap(), page.field("proof").unwrap());
    let (path, host) = (scene.settings_path("erase"), scene.portal.host());
    let tenant = scene.house.store.tenant(&scene.member_id);
    for (fields, reason) in [
        (vec![("t", &*token), ("domain", &*host)], RefusalReason::NoPageToken),
        (vec![("t", &token), ("proof", &token), ("domain", &host)], RefusalReason::OtherPurpose),
        (vec![("t", &token), ("proof", &proof)], RefusalReason::DomainMistyped),
        (vec![("t", &token), ("proof", &proof), ("domain", "other.bitrix24.com")], RefusalReason::DomainMistyped),
    ] {
        scene.house.hands.advance(Duration::MINUTE); // the audit has one line per minute and kind of refusal
        let refused = scene.submit(&path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(scene.refusals().await.contains(&reason), "{fields:?}");
    }
    assert_eq!(scene.submit(&path, &[("proof", &proof), ("domain", &host)]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(tenant.find_portal().await.unwrap().unwrap().deletions, 2);

    let typed = format!("https://{host}/stream/");
    let erased = scene.submit(&path, &[("t", &token), ("proof", &proof), ("domain", &typed)]).await;
    assert!(erased.status == StatusCode::OK && erased.body.contains("data-erased"), "{}", erased.body);
    assert_eq!(scene.open_app(1).await.deletions(), 0);
    while !tenant.purge_batch(scene.house.clock.now()).await.unwrap() {}
    assert_eq!(scene.house.place().query("SELECT event FROM deletions").await, Vec::<String>::new());
    let purged = AuditEntry::PortalPurged { deletions: 2, reason: PurgeReason::Administrator };
    let lines = scene.house.store.list_audit(9).await.unwrap();
    assert!(lines.iter().any(|line| line.actor == "portal user 1" && line.entry.known() == Some(&purged)));

    scene.delete_lead().await;
    let page = scene.open_app(1).await;
    assert!(
        page.deletions() == 1 && page.body.contains("data-deletion=\"3\""),
        "the app goes on recording: {}",
        page.body
    );
    assert_eq!(scene.status().await, Some(PortalStatus::Active));
}

#[tokio::test]
async fn page_that_has_been_open_for_long_destroys_nothing() {
    let scene = installed().await;
    scene.delete_lead().await;
    let page = scene.open_app(1).await;
    let fresh = scene.follow(&page.link("/settings?")).await;
    let (token, proof) = (fresh.field("t").unwrap(), fresh.field("proof").unwrap());
    scene.house.hands.advance(Duration::minutes(10));
    let stale = scene.follow(&page.link("/settings?")).await;
    assert!(stale.body.contains("data-stale") && stale.field("proof").is_none(), "{}", stale.body);
    let host = scene.portal.host();
    let fields = [("t", &*token), ("proof", &proof), ("domain", &host)];
    assert_eq!(scene.submit(&scene.settings_path("erase"), &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(scene.open_app(1).await.deletions(), 1);
}

#[tokio::test]
async fn burst_alarm_is_switched_off_and_on() {
    let scene = installed().await;
    let page = settings(&scene).await;
    let (token, path) = (page.field("t").unwrap(), scene.settings_path("burst"));
    let tenant = scene.house.store.tenant(&scene.member_id);
    for (fields, is_on) in [(vec![("threshold", "300")], false), (vec![("threshold", "300"), ("on", "1")], true)] {
        let fields: Vec<_> = fields.into_iter().chain([("t", &*token)]).collect();
        assert_eq!(scene.submit(&path, &fields).await.status, StatusCode::OK);
        let burst = tenant.find_settings().await.unwrap().burst;
        assert_eq!((burst.is_on, burst.threshold), (is_on, 300));
    }
    for threshold in ["", "9", "x", "-1", "99999999999"] {
        let refused = scene.submit(&path, &[("t", &token), ("threshold", threshold)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{threshold}");
    }
}

#[tokio::test]
async fn keeping_longer_is_saved_and_keeping_shorter_takes_the_second_proof() {
    let scene = installed().await;
    let page = settings(&scene).await;
    assert!(page.body.contains("forever"), "{}", page.body);
    let (token, proof, host) = (page.field("t").unwrap(), page.field("proof").unwrap(), scene.portal.host());
    let path = scene.settings_path("retention");
    let tenant = scene.house.store.tenant(&scene.member_id);
    let refused = scene.submit(&path, &[("t", &token), ("proof", &proof), ("days", "90")]).await;
    assert_eq!((refused.status, tenant.find_retention().await.unwrap()), (StatusCode::UNPROCESSABLE_ENTITY, None));
    assert_eq!(refused.field("days").as_deref(), Some("90"), "it has not to be typed again");
    assert!(refused.body.contains("<details open>"), "what is missing is in sight: {}", refused.body);
    let fields = [("t", &*token), ("proof", &proof), ("days", "90"), ("domain", &host)];
    let saved = scene.submit(&path, &fields).await;
    assert!(saved.body.contains("for 90 days"), "{}", saved.body);
    for (days, kept) in [("365", Some(365)), ("0", Some(0)), ("", None)] {
        assert_eq!(scene.submit(&path, &[("t", &token), ("days", days)]).await.status, StatusCode::OK, "{days}");
        assert_eq!(tenant.find_retention().await.unwrap(), kept);
    }
    for days in ["-1", "x", "40000", "1.5"] {
        assert_eq!(
            scene.submit(&path, &[("t", &token), ("days", days)]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
}

#[tokio::test]
async fn titles_are_switched_on_and_off_for_this_portal() {
    let scene = installed().await;
    let page = settings(&scene).await;
    assert!(page.body.contains("data-titles=\"false\""), "{}", page.body);
    let (token, path) = (page.field("t").unwrap(), scene.settings_path("titles"));
    let tenant = scene.house.store.tenant(&scene.member_id);
    for (fields, is_on) in [(vec![("days", "30"), ("on", "1")], true), (vec![("days", "30")], false)] {
        let fields: Vec<_> = fields.into_iter().chain([("t", &*token)]).collect();
        let saved = scene.submit(&path, &fields).await;
        assert!(saved.body.contains(&format!("data-titles=\"{is_on}\"")), "{}", saved.body);
        let titles = tenant.find_settings().await.unwrap().titles;
        assert_eq!((titles.is_on, titles.days), (is_on, 30));
        let set = AuditEntry::TitlesSet { domain: scene.portal.host(), is_on, days: 30 };
        let lines = scene.house.store.list_audit(9).await.unwrap();
        assert!(lines.iter().any(|line| line.actor == "portal user 1" && line.entry.known() == Some(&set)));
    }
    for days in ["", "x", "-1", "36501"] {
        let refused = scene.submit(&path, &[("t", &token), ("days", days), ("on", "1")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{days}");
    }
    assert!(!tenant.find_settings().await.unwrap().titles.is_on);
}

#[tokio::test]
async fn settings_say_which_kinds_are_kept() {
    let scene = installed().await;
    scene.outward.installer.inspector().inspect(&scene.member_id).await.unwrap();
    let page = settings(&scene).await;
    assert!(page.body.contains("keeps every kind of deletion") && page.body.contains("Lead · "), "{}", page.body);
    scene
        .house
        .store
        .tenant(&scene.member_id)
        .record_subscriptions(1, &["ONCRMLEADDELETE".to_owned()], &[], scene.house.clock.now())
        .await
        .unwrap();
    let page = settings(&scene).await;
    assert!(page.body.contains("Deal · ") && !page.body.contains("Lead · "), "{}", page.body);
}
