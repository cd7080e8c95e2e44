//! What is posted to whom, and when it is retried.

use domain::webhook::WebhookSecret;
use serde_json::json;
use time::Duration;

use super::{BOT, LEAD, MESSAGE, OTHER, OWN, Scene, own, portal};

#[tokio::test]
async fn deletion_is_posted_signed_and_as_the_api_has_it() {
    let scene = Scene::new().await;
    let (hook, secret) = scene.hook(&own(), json!({})).await;
    scene.delete(BOT, &[]).await;
    assert_eq!(scene.deliver().await, 1);
    let received = scene.receiver.take();
    let message = &received[0];
    assert_eq!(message.id(), format!("msg_{OWN}_1"));
    assert_eq!(message.headers["content-type"], "application/json");
    let timestamp: i64 = message.headers["webhook-timestamp"].parse().unwrap();
    assert_eq!(timestamp, scene.house.clock.now().unix_timestamp());
    let secret = WebhookSecret::parse(secret.into()).unwrap();
    let signed = secret.sign(&message.id().into(), timestamp, message.body.as_bytes());
    assert_eq!(message.headers["webhook-signature"], signed);

    let key = scene.key(domain::api_key::Reach::portal(portal(OWN)), &domain::api_key::Scope::DEFAULT).await;
    let path = format!("/portals/{OWN}/deletions/1");
    let deletion = scene.call_as(&key, poem::http::Method::GET, &path, None, &[]).await.with(200);
    let body = message.json();
    assert_eq!((&body["type"], &body["data"]["entity_id"]), (&json!("deletion.recorded"), &deletion["entity_id"]));
    assert_eq!(body["data"]["payload"], deletion["payload"]);
    assert_eq!(body["data"].as_object().unwrap().len(), deletion.as_object().unwrap().len());
    assert_eq!(body["timestamp"], "2026-11-20T12:01:00Z");

    assert_eq!(scene.deliver().await, 0, "it is taken");
    let delivery = scene.get(&format!("{hook}/deliveries/{}", message.id())).await;
    assert_eq!((&delivery["status"], &delivery["attempts"]), (&json!("delivered"), &json!(1)));
    assert_eq!((&delivery["log"][0]["status"], &delivery["log"][0]["error"]), (&json!(204), &json!(null)));
    assert_eq!(scene.get(&hook).await["last_delivered_at"].as_str().unwrap()[..16], *"2026-11-20T12:01");
}

#[tokio::test]
async fn message_waits_while_a_reported_removal_hides_what_it_is_about() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({})).await;
    scene.delete_lead(1).await;
    let own = portal(OWN);
    let own = scene.house.store.tenant(&own);
    own.begin_removal(true, scene.house.clock.now()).await.unwrap();
    for _ in 0..3 {
        assert_eq!(scene.deliver().await, 0);
        scene.house.hands.advance(Duration::MINUTE);
    }
    own.undo_removal(scene.house.clock.now(), 0.5).await.unwrap();
    assert_eq!(scene.deliver().await, 1);
    assert_eq!(scene.receiver.take()[0].id(), format!("msg_{OWN}_1"));
    let delivery = scene.get(&format!("{hook}/deliveries/msg_{OWN}_1")).await;
    assert_eq!((&delivery["status"], &delivery["attempts"]), (&json!("delivered"), &json!(1)));
}

#[tokio::test]
async fn endpoint_that_cannot_be_read_is_in_no_others_way() {
    let scene = Scene::new().await;
    let (unreadable, _) = scene.hook(&own(), json!({})).await;
    let (newer, _) = scene.hook(&own(), json!({})).await;
    let id = |hook: &str| hook.rsplit('/').next().unwrap().to_owned();
    let execute = async |set: &str, hook: &str| {
        scene.house.execute(&format!("UPDATE webhook_endpoints SET {set} WHERE id = '{}'", id(hook))).await;
    };
    execute("secret = 'sealed with a key that is gone'", &unreadable).await;
    execute("types = types || ',of.a.newer.version'", &newer).await;
    scene.delete_lead(1).await;
    assert_eq!(scene.deliver().await, 1);
    assert_eq!(scene.get(&newer).await["pending"], 0);
    assert_eq!(scene.get(&unreadable).await["pending"], 1, "its message waits");
}

#[tokio::test]
async fn message_of_a_type_of_a_newer_version_is_listed_under_its_name() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({})).await;
    scene.delete_lead(1).await;
    scene.delete_lead(2).await;
    scene.house.execute("UPDATE webhook_deliveries SET kind = 'of.a.newer.version' WHERE number = 2").await;
    let page = scene.get(&format!("{hook}/deliveries")).await;
    let types: Vec<_> = page["items"].as_array().unwrap().iter().map(|item| item["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["of.a.newer.version", "deletion.recorded"]);
    let delivery = scene.get(&format!("{hook}/deliveries/msg_{OWN}_2")).await;
    assert_eq!((&delivery["type"], &delivery["status"]), (&json!("of.a.newer.version"), &json!("pending")));
}

#[tokio::test]
async fn message_that_fails_is_tried_again_under_the_same_id_and_then_given_up() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({})).await;
    scene.delete_lead(1).await;
    scene.receiver.answer(500);
    assert_eq!((scene.deliver().await, scene.deliver().await), (1, 0), "not at once");
    assert_eq!(scene.get(&hook).await["pending"], 1);
    let page = scene.get(&format!("{hook}/deliveries?status=pending")).await;
    let next = page["items"][0]["next_attempt_at"].as_str().unwrap();
    assert!(("2026-11-20T12:01:05".."2026-11-20T12:01:06.1").contains(&next), "{next}");
    for pause in [Duration::seconds(4), Duration::seconds(2), Duration::minutes(6), Duration::DAY] {
        scene.house.hands.advance(pause);
        scene.deliver().await;
    }
    let received = scene.receiver.take();
    assert_eq!(received.len(), 3, "two retries are three attempts");
    assert!(received.iter().all(|one| one.id() == received[0].id()));
    let delivery = scene.get(&format!("{hook}/deliveries/{}", received[0].id())).await;
    assert_eq!((&delivery["status"], &delivery["attempts"]), (&json!("failed"), &json!(3)));
    assert_eq!(delivery["log"].as_array().unwrap().len(), 3);
    assert_eq!(delivery["log"][2]["response"], "what came of it");
    assert_eq!(delivery["last_error"], "It answered 500.");
    let endpoint = scene.get(&hook).await;
    assert_eq!((&endpoint["status"], &endpoint["pending"]), (&json!("enabled"), &json!(0)));
    assert!(endpoint["failing_since"].is_string());

    scene.receiver.answer(200);
    scene.delete_lead(2).await;
    assert_eq!(scene.deliver().await, 1);
    assert!(scene.get(&hook).await["failing_since"].is_null());
}

#[tokio::test]
async fn each_endpoint_gets_what_it_wants_of_its_portals() {
    let scene = Scene::new().await;
    let (leads, _) = scene.hook(&own(), json!({ "entities": ["crm.lead"] })).await;
    let (bots, _) = scene.hook("/webhooks", json!({ "events": ["onimbotdelete"], "entities": [] })).await;
    let (either, _) = scene.hook("/webhooks", json!({ "events": ["ONIMBOTDELETE"], "entities": ["crm.lead"] })).await;
    let (alarms, _) = scene.hook(&own(), json!({ "types": ["portal.alarm"] })).await;
    scene.delete(BOT, &[]).await;
    scene.delete(MESSAGE, &[]).await;
    scene.delete(LEAD, &[]).await; // of the other portal
    scene.delete_lead(7).await;
    let mut pending = Vec::new();
    for hook in [&leads, &bots, &either, &alarms] {
        pending.push(scene.get(hook).await["pending"].as_u64().unwrap());
    }
    assert_eq!(pending, [1, 1, 3, 0]);
    let page = scene.get(&format!("{either}/deliveries")).await;
    let portals: Vec<_> = page["items"].as_array().unwrap().iter().map(|one| one["member_id"].as_str()).collect();
    assert_eq!(portals, [Some(OWN), Some(OTHER), Some(OWN)], "newest first");

    let tenant = portal(OWN);
    let tenant = scene.house.store.tenant(&tenant);
    tenant.save_alarms(&[domain::health::AlarmKind::Silent], scene.house.clock.now()).await.unwrap();
    assert_eq!(scene.deliver().await, 6);
    let received = scene.receiver.take();
    let alarm = received.iter().map(tests::receiver::Received::json).find(|json| json["type"] == "portal.alarm");
    assert_eq!(alarm.unwrap()["data"]["alarm"], "silent");
}

#[tokio::test]
async fn burst_is_a_message_and_an_alarm() {
    let scene = Scene::new().await;
    scene.hook(&own(), json!({ "types": ["portal.burst", "portal.alarm"] })).await;
    let (own_portal, now) = (portal(OWN), scene.house.clock.now());
    let burst = domain::burst::Burst {
        user_id: Some("27".into()),
        event: None,
        deletions: 250,
        from: now,
        to: now,
        seen_at: now,
    };
    let tenant = scene.house.store.tenant(&own_portal);
    assert!(tenant.save_burst(&burst, now).await.unwrap());
    assert!(!tenant.save_burst(&burst, now).await.unwrap(), "it is the same one");
    assert_eq!(scene.deliver().await, 2);
    let mut messages: Vec<_> = scene.receiver.take().iter().map(tests::receiver::Received::json).collect();
    messages.sort_by_key(|message| message["type"].to_string());
    assert_eq!((&messages[0]["data"]["alarm"], &messages[0]["data"]["state"]), (&json!("burst"), &json!("raised")));
    assert_eq!(messages[1]["data"]["burst"]["deletions"], 250);
}

#[tokio::test]
async fn ordered_endpoint_is_claimed_no_more_for_than_its_limit() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({ "ordered": true })).await;
    scene.delete_lead(1).await;
    scene.call(poem::http::Method::POST, &format!("{hook}/test"), None).await.with(202);
    let (store, now) = (&scene.house.store, scene.house.clock.now());
    let target = &store.list_due_webhooks(now).await.unwrap()[0];
    for left in [1, 1, 0] {
        let until = now + Duration::seconds(30);
        let claimed = store.claim_messages(&[(&target.endpoint, 1)], now, until).await.unwrap();
        assert_eq!(claimed.len(), left);
    }
}

#[tokio::test]
async fn what_another_process_left_is_taken_over() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook("/webhooks", json!({})).await;
    scene.delete_lead(1).await;
    let (store, now) = (&scene.house.store, scene.house.clock.now());
    let target = &store.list_due_webhooks(now).await.unwrap()[0];
    let all = [(&target.endpoint, 9)];
    let claimed = store.claim_messages(&all, now, now + Duration::seconds(30)).await.unwrap();
    assert_eq!(claimed.len(), 1);
    assert_eq!(store.claim_messages(&all, now, now).await.unwrap().len(), 0, "somebody has it");
    assert_eq!(scene.deliver().await, 0);
    scene.house.hands.advance(Duration::seconds(31));
    assert_eq!((scene.deliver().await, scene.receiver.take().len()), (1, 1));
    assert_eq!(scene.get(&hook).await["pending"], 0);
}

#[tokio::test]
async fn each_secret_signs_for_a_day_after_it_was_replaced() {
    let scene = Scene::new().await;
    let (hook, first) = scene.hook(&own(), json!({})).await;
    let path = format!("{hook}/rotate-secret");
    let rotate = async || {
        let rotated = scene.call(poem::http::Method::POST, &path, None).await.with(200);
        rotated["secret"].as_str().unwrap().to_owned()
    };
    // A second request half a day later, as if the first answer got lost.
    let second = rotate().await;
    scene.house.hands.advance(Duration::hours(12));
    let third = rotate().await;
    assert!(first != second && second != third);
    let [first, second, third] = [first, second, third].map(|text| WebhookSecret::parse(text.into()).unwrap());
    let signing = [vec![&third, &first, &second], vec![&third, &second], vec![&third]];
    for (number, signing) in signing.into_iter().enumerate() {
        scene.delete_lead(number as u64 + 1).await;
        scene.deliver().await;
        let message = scene.receiver.take().remove(0);
        let timestamp = message.headers["webhook-timestamp"].parse().unwrap();
        let sign = |secret: &WebhookSecret| secret.sign(&message.id().into(), timestamp, message.body.as_bytes());
        let signatures: Vec<_> = signing.into_iter().map(sign).collect();
        assert_eq!(message.headers["webhook-signature"], signatures.join(" "));
        scene.house.hands.advance(Duration::hours(12));
    }
}

#[tokio::test]
async fn ordered_endpoint_gets_one_after_the_other_and_others_do_not_wait() {
    let scene = Scene::new().await;
    scene.hook("/webhooks", json!({ "ordered": true })).await;
    for number in 1..=3 {
        scene.delete_lead(number).await;
    }
    scene.delete(LEAD, &[]).await; // of the other portal, which has an order of its own
    scene.receiver.answer(503);
    assert_eq!(scene.deliver().await, 2);
    let mut tried = scene.leads();
    tried.sort();
    assert_eq!(tried, ["1", "1000983"]);
    assert_eq!(scene.deliver().await, 0, "those behind them wait");
    scene.receiver.answer(200);
    scene.house.hands.advance(Duration::seconds(7));
    scene.deliver().await;
    let mut tried = scene.leads();
    tried.sort();
    assert_eq!(tried, ["1", "1000983"]);
    for number in ["2", "3"] {
        assert_eq!(scene.deliver().await, 1);
        assert_eq!(scene.leads(), [number]);
    }

    scene.receiver.answer(500);
    scene.delete_lead(4).await;
    scene.delete_lead(5).await;
    for _ in 0..3 {
        scene.deliver().await;
        scene.house.hands.advance(Duration::minutes(7));
    }
    assert_eq!(scene.leads(), ["4", "4", "4"]);
    scene.deliver().await;
    assert_eq!(scene.leads(), ["5"], "one that is given up holds nobody up");
}

/// Hidden and removed deletions are not posted.
#[tokio::test]
async fn deletion_that_is_not_kept_any_more_is_not_posted() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook("/webhooks", json!({})).await;
    scene.delete_lead(1).await;
    let now = scene.house.clock.now();
    let tenant = portal(OWN);
    let tenant = scene.house.store.tenant(&tenant);
    while tenant.remove_received_before(now + Duration::SECOND).await.unwrap() > 0 {}
    assert_eq!((scene.deliver().await, scene.receiver.take().len()), (1, 0));
    let page = scene.get(&format!("{hook}/deliveries")).await;
    assert_eq!((&page["items"][0]["status"], &page["items"][0]["attempts"]), (&json!("failed"), &json!(0)));
    assert_eq!(page["items"][0]["last_error"], "The deletion is no longer stored.");
}
