//! Which keys are accepted.

use domain::api_key::{Reach, Scope};
use poem::http::header;
use time::Duration;

use super::{Answer, OWN, Scene, portal, portal_path};

const LISTS: [&str; 3] = ["/api/v1/portals", "/api/v1/deletions", "/api/v1/catalogue"];

async fn is_refused(scene: &Scene, authorization: &str) {
    for path in LISTS {
        let request = scene.client.get(path).header(header::AUTHORIZATION, authorization);
        let answer = Answer::of(request.send().await.0).await;
        answer.is_problem(401, "unauthorized");
        assert_eq!(answer.header(header::WWW_AUTHENTICATE), "Bearer");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
    }
}

#[tokio::test]
async fn without_a_known_key_nobody_is_let_in() {
    let scene = Scene::new().await;
    let key = scene.master_key().await;
    for path in LISTS {
        let answer = scene.get_without_key(path).await;
        answer.is_problem(401, "unauthorized");
        assert_eq!(answer.header(header::WWW_AUTHENTICATE), "Bearer");
    }
    let wrong = [
        String::new(),
        "Bearer".into(),
        "Bearer ".into(),
        key.clone(),
        format!("Basic {key}"),
        format!("Bearer {key}x"),
        format!("Bearer {}", &key[..key.len() - 1]),
        format!("Bearer {}", key.to_uppercase()),
        "Bearer tomb_000000000000000000000000000000000000000000000000".into(),
        "Bearer ' OR 1=1 --".into(),
        format!("Bearer {}", "x".repeat(6000)),
    ];
    for authorization in &wrong {
        is_refused(&scene, authorization).await;
    }
    is_refused(&scene, &format!("Bearer {key}")[..20]).await;
    scene.get("/api/v1/portals", &key).await.ok();
}

#[tokio::test]
async fn word_bearer_may_be_written_small() {
    let scene = Scene::new().await;
    let authorization = format!("bearer {}", scene.master_key().await);
    let request = scene.client.get("/api/v1/portals").header(header::AUTHORIZATION, authorization);
    Answer::of(request.send().await.0).await.ok();
}

#[tokio::test]
async fn key_in_the_address_opens_nothing() {
    let scene = Scene::new().await;
    let key = scene.master_key().await;
    let answer = scene.get_without_key(&format!("/api/v1/portals?access_token={key}&apiKey={key}")).await;
    answer.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn key_ends_at_its_time() {
    let scene = Scene::new().await;
    let end = scene.house.clock.now() + Duration::HOUR;
    let key = scene.key_with(Reach::AllPortals, &Scope::DEFAULT, Some(end)).await;
    scene.get("/api/v1/portals", &key).await.ok();
    scene.house.hands.set(end);
    is_refused(&scene, &format!("Bearer {key}")).await;
}

#[tokio::test]
async fn revoked_key_opens_nothing_from_then_on() {
    let scene = Scene::new().await;
    let (revoked, other) = (scene.master_key().await, scene.master_key().await);
    scene.get("/api/v1/portals", &revoked).await.ok();
    let id = scene.house.store.list_api_keys().await.unwrap()[0].id;
    assert!(scene.house.store.revoke_api_key(id, scene.house.clock.now()).await.unwrap());
    is_refused(&scene, &format!("Bearer {revoked}")).await;
    scene.get("/api/v1/portals", &other).await.ok();
}

#[tokio::test]
async fn key_does_what_its_scopes_name_and_no_more() {
    let scene = Scene::new().await;
    scene.fill().await;
    let paths = [
        ("/api/v1/portals".to_owned(), Scope::PortalsRead),
        (portal_path(OWN, ""), Scope::PortalsRead),
        (portal_path(OWN, "/deletions"), Scope::DeletionsRead),
        (portal_path(OWN, "/deletions/1"), Scope::DeletionsRead),
        ("/api/v1/deletions".to_owned(), Scope::DeletionsRead),
    ];
    for scope in Scope::ALL {
        let key = scene.key_with(Reach::AllPortals, &[scope], None).await;
        for (path, needed) in &paths {
            let answer = scene.get(path, &key).await;
            if scope == *needed {
                answer.ok();
            } else {
                answer.is_problem(403, "insufficient_scope");
                assert!(answer.body.contains(needed.as_str()), "{answer:?}");
            }
        }
        scene.get("/api/v1/catalogue", &key).await.ok();
    }
}

#[tokio::test]
async fn key_of_one_portal_reads_just_that_one_over_all() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.own_key().await;
    let page = scene.get("/api/v1/deletions?limit=4", &key).await;
    assert_eq!(page.ids(), ["6", "5", "4", "3"]);
    let cursor = page.next_cursor().expect("more");
    let rest = scene.get(&format!("/api/v1/deletions?limit=4&cursor={cursor}"), &key).await;
    assert_eq!((rest.ids().join(" ").as_str(), rest.next_cursor()), ("2 1", None));
    let lead = scene.get("/api/v1/deletions?entity_id=1000983", &key).await;
    assert_eq!(lead.ids(), ["5"], "the other portal's is not found either");
    let without = scene.key_with(Reach::portal(portal(OWN)), &[Scope::PortalsRead], None).await;
    scene.get("/api/v1/deletions", &without).await.is_problem(403, "insufficient_scope");
}
