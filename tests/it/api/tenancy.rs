//! A key sees its own portal and no other.

use domain::api_key::Reach;
use serde_json::json;

use super::{OTHER, OWN, Scene, portal, portal_path};

const RESTS: [&str; 3] = ["", "/deletions", "/deletions/1"];

#[tokio::test]
async fn portal_beyond_reach_answers_as_one_that_does_not_exist() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.own_key().await;
    for rest in RESTS {
        let beyond = scene.get(&portal_path(OTHER, rest), &key).await;
        beyond.is_problem(404, "portal_not_found");
        let unknown = ["0000000000000000000000000000dead", "x", "a%20b", "%F0%9F%92%A5", "..%2f..", &"a".repeat(500)];
        for portal in unknown {
            assert_eq!(scene.get(&portal_path(portal, rest), &key).await, beyond, "{portal}{rest}");
        }
        let master = scene.master_key().await;
        assert_eq!(scene.get(&portal_path("0000000000000000000000000000dead", rest), &master).await, beyond);
    }
}

#[tokio::test]
async fn key_of_a_portal_that_was_never_installed_finds_nothing() {
    let scene = Scene::new().await;
    let key = scene.key(Reach::portal(portal("never"))).await;
    for rest in RESTS {
        scene.get(&portal_path("never", rest), &key).await.is_problem(404, "portal_not_found");
    }
    assert_eq!(scene.get("/api/v1/portals", &key).await.ok(), json!({"items": [], "next_cursor": null}));
}

#[tokio::test]
async fn portals_with_the_same_ids_do_not_see_each_other() {
    let scene = Scene::new().await;
    scene.fill().await;
    let other = scene.key(Reach::portal(portal(OTHER))).await;
    for query in ["", "?entity_id=1000983", "?q=1000983", "?entity=crm.lead", "?from=2026-11-20T00:00:00Z"] {
        let list = scene.get(&portal_path(OTHER, &format!("/deletions{query}")), &other).await;
        assert_eq!(list.ids(), ["other 1"], "{query}");
        assert!(!list.body.contains(OWN), "{query}");
    }
    assert_eq!(scene.get(&portal_path(OTHER, "/deletions?q=107"), &other).await.ids(), Vec::<String>::new());

    let one = scene.get(&portal_path(OTHER, "/deletions/1"), &other).await.ok();
    assert_eq!((one["member_id"].as_str(), one["entity"].as_str()), (Some(OTHER), Some("crm.lead")));
    scene.get(&portal_path(OTHER, "/deletions/2"), &other).await.is_problem(404, "deletion_not_found");
}

#[tokio::test]
async fn cursor_of_another_portal_opens_nothing() {
    let scene = Scene::new().await;
    scene.fill().await;
    let (own, other) = (scene.own_key().await, scene.key(Reach::portal(portal(OTHER))).await);
    let cursor = scene.get(&portal_path(OWN, "/deletions?limit=2"), &own).await.next_cursor().unwrap();
    let answer = scene.get(&portal_path(OTHER, &format!("/deletions?cursor={cursor}")), &other).await;
    answer.is_problem(400, "invalid_cursor");
    let answer = scene.get(&portal_path(OWN, &format!("/deletions?cursor={cursor}")), &other).await;
    answer.is_problem(404, "portal_not_found");
}

#[tokio::test]
async fn portal_that_is_being_purged_shows_no_deletion() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.master_key().await;
    scene.house.store.tenant(&portal(OWN)).uninstall(true, scene.house.clock.now()).await.unwrap();
    assert_eq!(scene.get(&portal_path(OWN, "/deletions"), &key).await.ids(), Vec::<String>::new());
    scene.get(&portal_path(OWN, "/deletions/1"), &key).await.is_problem(404, "deletion_not_found");
    assert_eq!(scene.get("/api/v1/deletions", &key).await.ids(), ["other 1"]);
    assert_eq!(scene.get(&portal_path(OWN, ""), &key).await.ok()["status"], "uninstalled");
}
