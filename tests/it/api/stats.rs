//! Counts over time.

use serde_json::{Value, json};

use super::{BOT, LEAD, OTHER, OWN, Scene, portal_path};

async fn stats(scene: &Scene, query: &str) -> Value {
    scene.get(&portal_path(OWN, &format!("/deletions/stats?{query}")), &scene.own_key().await).await.ok()
}

#[tokio::test]
async fn deletions_are_counted_by_hour_day_and_event() {
    let scene = Scene::new().await;
    scene.fill().await; // from 12:01 to 12:07 of 20 November 2026
    scene.house.hands.advance(time::Duration::HOUR);
    scene.delete(BOT, &[("BOT_ID%5D=567", "BOT_ID%5D=568")]).await;
    let hours = stats(&scene, "bucket=hour&from=2026-11-20T12:30:00Z&to=2026-11-20T13:30:00Z").await;
    let count =
        |event: &str, entity: &str, deletions: u64| json!({"event": event, "entity": entity, "deletions": deletions});
    let bots = |deletions| count("ONIMBOTDELETE", "imbot.bot", deletions);
    let rest = [
        count("ONIMCONNECTORLINEDELETE", "openline.line", 1),
        count("ONIMCONNECTORMESSAGEDELETE", "imconnector.message", 1),
        count("ONIMCONNECTORSTATUSDELETE", "imconnector.connection", 1),
    ];
    let of_all = |bots: Value| [&[count("ONCRMLEADDELETE", "crm.lead", 2), bots], &rest[..]].concat();
    let expected = json!({
        "bucket": "hour", "from": "2026-11-20T12:00:00Z", "to": "2026-11-20T14:00:00Z", "deletions": 7,
        "items": [
            {"at": "2026-11-20T12:00:00Z", "deletions": 6, "events": of_all(bots(1))},
            {"at": "2026-11-20T13:00:00Z", "deletions": 1, "events": [bots(1)]},
        ],
    });
    assert_eq!(hours, expected);
    let days = stats(&scene, "").await;
    let expected = json!({
        "bucket": "day", "from": "2026-10-22T00:00:00Z", "to": "2026-11-21T00:00:00Z", "deletions": 7,
        "items": [{"at": "2026-11-20T00:00:00Z", "deletions": 7, "events": of_all(bots(2))}],
    });
    assert_eq!(days, expected);

    let all = scene.get("/api/v1/deletions/stats", &scene.master_key().await).await.ok();
    assert_eq!(all["deletions"], 8);
    assert_eq!(all["items"][0]["events"][0], count("ONCRMLEADDELETE", "crm.lead", 3));
}

#[tokio::test]
async fn portal_without_deletions_has_no_counts() {
    let scene = Scene::new().await;
    scene.delete(LEAD, &[]).await;
    let stats = stats(&scene, "bucket=day").await;
    assert_eq!((&stats["deletions"], &stats["items"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn time_that_is_counted_is_bounded() {
    let scene = Scene::new().await;
    let key = scene.own_key().await;
    for query in [
        "bucket=hour&from=2026-10-01T00:00:00Z&to=2026-11-02T00:00:00Z",
        "bucket=day&from=2025-01-01T00:00:00Z&to=2026-11-02T00:00:00Z",
        "bucket=minute",
        "from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z",
        "from=9999-12-31T23:59:59Z&to=0000-01-01T00:00:00Z",
        "to=x",
    ] {
        let path = portal_path(OWN, &format!("/deletions/stats?{query}"));
        scene.get(&path, &key).await.is_problem(400, "invalid_parameter");
    }
    stats(&scene, "from=2026-11-02T00:00:00Z&to=2026-11-02T00:00:00Z").await;
    stats(&scene, "from=2027-11-02T00:00:00Z").await;
    stats(&scene, "bucket=day&to=9999-12-31T23:59:59Z").await;
    stats(&scene, "bucket=day&to=0000-01-01T00:00:00Z").await;
}

#[tokio::test]
async fn counts_ask_for_the_same_rights_as_the_list() {
    let scene = Scene::new().await;
    let own = scene.own_key().await;
    scene.get(&portal_path(OTHER, "/deletions/stats"), &own).await.is_problem(404, "portal_not_found");
    scene.fill().await;
    let counts = scene.get("/api/v1/deletions/stats", &own).await.ok();
    assert_eq!(counts["deletions"], 6, "just those that it reaches");
}

#[tokio::test]
async fn counts_keep_to_the_filters_of_the_list() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.master_key().await;
    for (query, own, all) in [
        ("entity=crm.lead", 2, 3),
        ("event=oncrmleaddelete&event=ONIMBOTDELETE", 3, 4),
        ("entity=imbot.bot&event=ONCRMLEADDELETE", 0, 0),
        ("user_id=27", 4, 4),
        ("entity_id=1000983", 1, 2),
        ("entity_id=1000983&entity_id=567", 2, 3),
        ("q=10009", 2, 3),
        ("q=10009&source=live", 1, 2),
        ("source=recovered", 1, 1),
        ("source=spooled", 0, 0),
    ] {
        let deletions = stats(&scene, query).await["deletions"].clone();
        assert_eq!(deletions, own, "{query}");
        let path = format!("/api/v1/deletions/stats?{query}");
        assert_eq!(scene.get(&path, &key).await.ok()["deletions"], all, "{query}");
    }
    let hours = stats(&scene, "bucket=hour&q=10009&from=2026-11-20T12:00:00Z").await;
    let events = json!([{"event": "ONCRMLEADDELETE", "entity": "crm.lead", "deletions": 2}]);
    assert_eq!(hours["items"], json!([{"at": "2026-11-20T12:00:00Z", "deletions": 2, "events": events}]));
}
