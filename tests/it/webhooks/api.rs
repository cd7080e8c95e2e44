//! The routes: what they accept, what they refuse, and who may use them.

use domain::api_key::{Reach, Scope};
use domain::audit::AuditKind;
use futures_util::FutureExt;
use poem::http::Method;
use serde_json::json;
use tests::eventually;
use tests::receiver::Received;
use time::Duration;

use super::{OTHER, OWN, Scene, own, portal};

/// The time limit for what goes on by itself, much longer than needed.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

#[tokio::test]
async fn endpoint_is_shown_as_it_was_made_but_for_its_secret() {
    let scene = Scene::new().await;
    let body = json!({ "url": "https://example.com/Hook?a=1", "description": "Täst", "events": ["oncrmleaddelete"] });
    let answer = scene.call(Method::POST, &own(), Some(body)).await;
    assert_eq!(answer.headers["etag"], "\"1\"");
    let mut created = answer.with(201);
    assert!(created["secret"].as_str().unwrap().starts_with("whsec_"));
    created.as_object_mut().unwrap().remove("secret");
    let id = created["id"].as_str().unwrap().to_owned();
    let expected = json!({
        "id": id, "url": "https://example.com/Hook?a=1", "description": "Täst", "types": ["deletion.recorded"],
        "events": ["ONCRMLEADDELETE"], "entities": null, "ordered": false, "status": "enabled",
        "created_at": "2026-11-20T12:00:00Z", "failing_since": null, "disabled_at": null, "disabled_why": null,
        "last_delivered_at": null, "pending": 0,
    });
    assert_eq!(created, expected);
    assert_eq!(scene.get(&format!("{}/{id}", own())).await, expected);
    assert_eq!(scene.get(&own()).await, json!({ "items": [expected] }));
    assert_eq!(scene.get("/webhooks").await, json!({ "items": [] }), "those over all portals are others");
    let kept = scene.house.place().query("SELECT secret FROM webhook_endpoints").await;
    assert!(!kept[0].contains("whsec_"), "it is sealed");
}

#[tokio::test]
async fn field_that_is_wrong_is_named() {
    let scene = Scene::new().await;
    let url = "https://example.com/";
    for (body, parameter) in [
        (json!({}), "url"),
        (json!({ "url": 1 }), "url"),
        (json!({ "url": "nothing" }), "url"),
        (json!({ "url": "ftp://example.com/" }), "url"),
        (json!({ "url": "https://user:word@example.com/" }), "url"),
        (json!({ "url": format!("https://example.com/{}", "a".repeat(2_000)) }), "url"),
        (json!({ "url": url, "description": "a".repeat(501) }), "description"),
        (json!({ "url": url, "description": "a\0" }), "description"),
        (json!({ "url": url, "events": "ONCRMLEADDELETE" }), "events"),
        (json!({ "url": url, "events": ["A,B"] }), "events"),
        (json!({ "url": url, "entities": ["crm.leed"] }), "entities"),
        (json!({ "url": url, "types": ["webhook.test"] }), "types"),
        (json!({ "url": url, "ordered": 1 }), "ordered"),
        (json!({ "url": url, "urll": 1 }), "urll"),
    ] {
        let refused = scene.call(Method::POST, &own(), Some(body.clone())).await.with(422);
        assert_eq!((&refused["parameter"], &refused["code"]), (&json!(parameter), &json!("invalid_field")), "{body}");
    }
    assert_eq!(scene.call(Method::POST, &own(), Some(json!([]))).await.with(400)["parameter"], "body");
    let answer = scene.call(Method::POST, &own(), Some(json!({ "url": "https://does-not-resolve.invalid/" }))).await;
    answer.with(201);
    assert_eq!(scene.call(Method::GET, &format!("{}?limit=1", own()), None).await.with(400)["parameter"], "limit");
}

#[tokio::test]
async fn change_is_made_to_what_was_read() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({ "entities": ["crm.lead"], "description": "a" })).await;
    let change =
        async |body, tag: &str| scene.call_as(&scene.key, Method::PATCH, &hook, Some(body), &[("If-Match", tag)]).await;
    let answer = change(json!({ "ordered": true, "entities": null }), "\"1\"").await;
    assert_eq!(answer.headers["etag"], "\"2\"");
    let changed = answer.with(200);
    assert_eq!(
        (&changed["ordered"], &changed["entities"], &changed["description"]),
        (&json!(true), &json!(null), &json!("a"))
    );
    for tag in ["\"1\"", "\"x\"", "1", "\"1\", \"7\"", "W/\"2\""] {
        let stale = change(json!({ "ordered": false }), tag).await.with(412);
        assert_eq!((&stale["code"], &stale["parameter"]), (&json!("webhook_changed"), &json!("If-Match")));
    }
    change(json!({ "ordered": false }), "*").await.with(200);
    change(json!({ "ordered": true }), "\"1\", W/\"3\", \"3\"").await.with(200);
    for (body, parameter) in [
        (json!({ "status": "off" }), "status"),
        (json!({ "url": "https://a:b@example.com/" }), "url"),
        (json!({ "id": "x" }), "id"),
    ] {
        assert_eq!(scene.call(Method::PATCH, &hook, Some(body)).await.with(422)["parameter"], parameter);
    }
}

#[tokio::test]
async fn request_with_a_key_of_its_own_makes_one_endpoint() {
    let scene = Scene::new().await;
    let body = || Some(json!({ "url": "https://example.com/", "description": "a" }));
    let post = async |path: &str, body, key: &str| {
        scene.call_as(&scene.key, Method::POST, path, body, &[("Idempotency-Key", key)]).await
    };
    let first = post(&own(), body(), "one").await.with(201);
    let mut again = post(&own(), body(), "one").await.with(201);
    assert!(first["secret"].is_string() && again["secret"].is_null());
    again["secret"] = first["secret"].clone();
    assert_eq!(again, first);
    let other = post(&own(), Some(json!({ "url": "https://example.com/b" })), "one").await.with(422);
    assert_eq!((&other["code"], &other["parameter"]), (&json!("idempotency_key_reused"), &json!("Idempotency-Key")));
    assert_ne!(post(&own(), body(), "two").await.with(201)["id"], first["id"]);
    assert_ne!(post("/webhooks", body(), "one").await.with(201)["id"], first["id"], "another route");
    scene.house.hands.advance(Duration::hours(25));
    assert_ne!(post(&own(), body(), "one").await.with(201)["id"], first["id"], "a day later it is new");
    assert_eq!(scene.get(&own()).await["items"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn key_needs_the_scope_and_the_reach() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({})).await;
    let reader = scene.key(Reach::AllPortals, &Scope::DEFAULT).await;
    let other = scene.key(Reach::portal(portal(OTHER)), &[Scope::WebhooksManage]).await;
    let all =
        [(Method::GET, own()), (Method::POST, own()), (Method::GET, hook.clone()), (Method::DELETE, hook.clone())];
    for (method, path) in all {
        let body = (method == Method::POST).then(|| json!({ "url": "https://example.com/" }));
        let refused = scene.call_as(&reader, method.clone(), &path, body.clone(), &[]).await.with(403);
        assert_eq!(refused["code"], "insufficient_scope");
        let refused = scene.call_as(&other, method, &path, body, &[]).await.with(404);
        assert_eq!(refused["code"], "portal_not_found");
    }
    let refused = scene.call_as(&other, Method::GET, "/webhooks", None, &[]).await.with(403);
    assert_eq!(refused["code"], "all_portals_key_required");
    let id = hook.rsplit_once('/').unwrap().1;
    for path in [format!("/webhooks/{id}"), format!("/portals/{OTHER}/webhooks/{id}")] {
        assert_eq!(scene.call(Method::GET, &path, None).await.with(404)["code"], "webhook_not_found", "{path}");
    }
    assert_eq!(scene.call(Method::GET, "/portals/nobody/webhooks", None).await.with(404)["code"], "portal_not_found");
}

#[tokio::test]
async fn endpoint_is_tried_by_a_message_of_its_own() {
    let scene = Scene::new().await;
    for path in [own(), "/webhooks".to_owned()] {
        let (hook, _) = scene.hook(&path, json!({ "ordered": true })).await;
        let sent = scene.call(Method::POST, &format!("{hook}/test"), None).await.with(202);
        assert_eq!(scene.deliver().await, 1);
        let received = scene.receiver.take();
        assert_eq!(
            (received[0].id(), &received[0].json()["type"]),
            (sent["message_id"].as_str().unwrap(), &json!("webhook.test"))
        );
        let delivery = scene.get(&format!("{hook}/deliveries/{}", received[0].id())).await;
        assert_eq!((&delivery["status"], &delivery["deletion_id"]), (&json!("delivered"), &json!(null)));
    }
}

#[tokio::test]
async fn what_has_begun_is_done_and_audited_though_nobody_waits() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({})).await;
    let key = scene.key(Reach::AllPortals, &Scope::ALL).await;
    for (method, path, body, kind) in [
        (Method::POST, own(), Some(json!({ "url": "https://example.com/" })), AuditKind::WebhookCreated),
        (Method::PATCH, hook.clone(), Some(json!({ "ordered": true })), AuditKind::WebhookChanged),
        (Method::POST, format!("{hook}/rotate-secret"), None, AuditKind::WebhookSecretRotated),
        (Method::POST, format!("{hook}/test"), None, AuditKind::WebhookTested),
        (
            Method::POST,
            format!("{hook}/redeliver"),
            Some(json!({ "since": "2026-11-20T12:00:00Z" })),
            AuditKind::WebhookRedelivered,
        ),
        (Method::DELETE, hook.clone(), None, AuditKind::WebhookDeleted),
        (Method::POST, format!("/portals/{OWN}/check"), None, AuditKind::CheckRequested),
    ] {
        let before = scene.house.store.list_audit(1).await.unwrap().first().map(|line| line.id);
        let call = scene.call_as(&key, method, &path, body, &[]);
        assert!(call.now_or_never().is_none(), "{path}: whoever asked is gone");
        let line = eventually(&path, PATIENCE, async || {
            let last = scene.house.store.list_audit(1).await.unwrap();
            last.into_iter().find(|line| Some(line.id) != before)
        });
        assert_eq!(line.await.entry.code(), kind.as_str(), "{path}");
    }
    assert_eq!(scene.get(&own()).await["items"].as_array().unwrap().len(), 1, "one is new, the other deleted");
}

#[tokio::test]
async fn name_that_nothing_can_have_is_not_found() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({})).await;
    let (odd, message) = (format!("{}/a%00b", own()), format!("{hook}/deliveries/a%00b"));
    for (method, path, body) in [
        (Method::GET, odd.clone(), None),
        (Method::PATCH, odd.clone(), Some(json!({}))),
        (Method::DELETE, odd.clone(), None),
        (Method::GET, format!("{odd}/deliveries"), None),
        (Method::POST, format!("{odd}/rotate-secret"), None),
        (Method::POST, format!("{odd}/test"), None),
        (Method::POST, format!("{odd}/redeliver"), Some(json!({ "since": "2026-01-01T00:00:00Z" }))),
    ] {
        assert_eq!(scene.call(method, &path, body).await.with(404)["code"], "webhook_not_found", "{path}");
    }
    assert_eq!(scene.call(Method::GET, &message, None).await.with(404)["code"], "message_not_found");
}

#[tokio::test]
async fn header_that_is_a_parameter_is_read_or_refused() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({})).await;
    let body = || Some(json!({ "url": "https://example.com/" }));
    for (method, path, name, values) in [
        (Method::POST, own(), "Idempotency-Key", &["\u{e4}"][..]),
        (Method::POST, own(), "Idempotency-Key", &["one", "two"]),
        (Method::PATCH, hook, "If-Match", &["\u{e4}"]),
    ] {
        let headers: Vec<_> = values.iter().map(|value| (name, *value)).collect();
        let refused = scene.call_as(&scene.key, method, &path, body(), &headers).await.with(400);
        assert_eq!(
            (&refused["code"], &refused["parameter"]),
            (&json!("invalid_parameter"), &json!(name)),
            "{values:?}"
        );
    }
}

#[tokio::test]
async fn deliveries_are_listed_page_by_page() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({})).await;
    for number in 1..=5 {
        scene.delete_lead(number).await;
        if number < 3 {
            scene.deliver().await;
        }
    }
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = scene.get(&format!("{hook}/deliveries?limit=2{cursor}")).await;
        ids.extend(page["items"].as_array().unwrap().iter().map(|one| one["deletion_id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(ids, ["5", "4", "3", "2", "1"]);
    let delivered = scene.get(&format!("{hook}/deliveries?status=delivered")).await;
    assert_eq!(delivered["items"].as_array().unwrap().len(), 2);
    let refused = scene.call(Method::GET, &format!("{hook}/deliveries?status=failed{cursor}"), None).await.with(400);
    assert_eq!(refused["code"], "invalid_cursor", "it is of another list");
    let refused = scene.call(Method::GET, &format!("{hook}/deliveries?status=active"), None).await.with(400);
    assert_eq!(refused["detail"], "`status` is one of pending, delivered, failed.", "a portal's are others");
    let received: Vec<Received> = scene.receiver.take();
    assert!(received.iter().all(|one| one.id().starts_with(&format!("msg_{OWN}_"))));
}
