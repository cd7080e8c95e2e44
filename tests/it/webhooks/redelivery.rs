//! Redelivery.

use poem::http::Method;
use serde_json::{Value, json};
use time::Duration;

use super::{OTHER, OWN, Scene, own};

impl Scene {
    async fn redeliver(&self, hook: &str, what: Value) -> Value {
        self.call(Method::POST, &format!("{hook}/redeliver"), Some(what)).await.with(202)["scheduled"].take()
    }
}

#[tokio::test]
async fn what_was_recorded_before_the_endpoint_existed_is_delivered_too() {
    let scene = Scene::new().await;
    for number in 1..=4 {
        scene.delete_lead(number).await; // at 12:01, 12:02, …
    }
    scene.delete(super::BOT, &[]).await;
    let (hook, _) = scene.hook(&own(), json!({ "entities": ["crm.lead"] })).await;
    assert_eq!(scene.deliver().await, 0);
    let times = json!({ "since": "2026-11-20T12:02:00Z", "until": "2026-11-20T12:04:00Z" });
    assert_eq!(scene.redeliver(&hook, times).await, 2);
    scene.deliver().await;
    assert_eq!(scene.leads(), ["2", "3"]);
    assert_eq!(scene.redeliver(&hook, json!({ "message_id": format!("msg_{OWN}_1") })).await, 1);
    scene.deliver().await;
    assert_eq!(scene.leads(), ["1"]);
    assert_eq!(scene.redeliver(&hook, json!({ "since": "2026-11-20T12:00:00Z" })).await, 4, "the filter applies");
    scene.deliver().await;
    let mut ids: Vec<_> = scene.receiver.take().iter().map(|one| one.id().to_owned()).collect();
    ids.sort();
    assert_eq!(ids, [1, 2, 3, 4].map(|number| format!("msg_{OWN}_{number}")), "the same ids again");
    let delivery = scene.get(&format!("{hook}/deliveries/msg_{OWN}_2")).await;
    assert_eq!(delivery["attempts"], 2);
}

#[tokio::test]
async fn only_what_failed_is_delivered_again_if_asked() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook("/webhooks", json!({})).await;
    scene.delete_lead(1).await;
    scene.deliver().await;
    scene.receiver.answer(500);
    scene.delete_lead(2).await;
    scene.delete_lead(3).await;
    for _ in 0..4 {
        scene.deliver().await;
        scene.house.hands.advance(Duration::minutes(7));
    }
    scene.receiver.answer(200);
    scene.receiver.take();
    let failed = json!({ "since": "2026-11-20T12:03:00Z", "only_failed": true });
    assert_eq!(scene.redeliver(&hook, failed.clone()).await, 1);
    scene.deliver().await;
    assert_eq!(scene.leads(), ["3"]);
    assert_eq!(scene.redeliver(&hook, failed).await, 0);
    assert_eq!(scene.redeliver(&hook, json!({ "since": "2026-11-20T12:00:00Z", "only_failed": true })).await, 1);
    scene.deliver().await;
    assert_eq!(scene.leads(), ["2"]);
}

#[tokio::test]
async fn what_can_not_be_delivered_again_is_refused() {
    let scene = Scene::new().await;
    scene.delete(super::LEAD, &[]).await;
    let (hook, _) = scene.hook(&own(), json!({})).await;
    let path = format!("{hook}/redeliver");
    for (body, parameter) in [
        (json!({}), "since"),
        (json!({ "since": "yesterday" }), "since"),
        (json!({ "since": "2026-11-20T12:00:00Z", "until": "2026-11-19T12:00:00Z" }), "until"),
        (json!({ "since": "2026-11-20T12:00:00Z", "message_id": "msg_1" }), "since"),
        (json!({ "until": "2026-11-20T12:00:00Z", "message_id": "msg_1" }), "until"),
        (json!({ "only_failed": true, "message_id": "msg_1" }), "only_failed"),
        (json!({ "only_failed": false, "message_id": "msg_1" }), "only_failed"),
        (json!({ "until": "2026-11-20T12:00:00Z" }), "since"),
        (json!({ "since": "2026-11-20T12:00:00Z", "only_failed": "yes" }), "only_failed"),
        (json!({ "sinse": "2026-11-20T12:00:00Z" }), "sinse"),
    ] {
        let refused = scene.call(Method::POST, &path, Some(body.clone())).await.with(422);
        assert_eq!(refused["parameter"], parameter, "{body}");
    }
    for id in [format!("msg_{OWN}_1"), format!("msg_{OTHER}_1"), "msg_x".to_owned()] {
        let refused = scene.call(Method::POST, &path, Some(json!({ "message_id": id }))).await.with(404);
        assert_eq!(refused["code"], "message_not_found", "{id}: not there, or another portal's");
    }
}
