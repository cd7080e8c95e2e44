//! The offline queue: one record for each object and event, reserved or taken.

use serde_json::json;
use sim::{Kind, PortalSpec};
use time::Duration;

use crate::support::World;

async fn queueing() -> World {
    let world = World::with_bound(&["ONOFFLINEEVENT"]).await;
    let bound = world.call("event.bind", &[("event", "ONCRMLEADDELETE"), ("event_type", "offline")]).await;
    assert_eq!(bound.1["result"], true);
    world
}

fn count(body: &serde_json::Value) -> usize {
    body["result"]["events"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn reserved_records_stay_until_they_are_cleared() {
    let world = queueing().await;
    world.portal.delete_many(Kind::Lead, 3).await;

    let (_, first) = world.call("event.offline.get", &[("clear", "0"), ("limit", "2")]).await;
    let (_, second) = world.call("event.offline.get", &[("clear", "0")]).await;
    let process = first["result"]["process_id"].as_str().expect("process");
    let (_, again) = world.call("event.offline.get", &[("clear", "0"), ("process_id", process)]).await;

    assert_eq!([count(&first), count(&second), count(&again)], [2, 1, 2]);
    assert!(first["result"]["events"][0]["EVENT_DATA"]["FIELDS"]["ID"].is_string());
    assert_eq!(world.portal.offline_queue().len(), 3);
    world.call("event.offline.clear", &[("process_id", process)]).await;
    assert_eq!(world.portal.offline_queue().len(), 1);
}

#[tokio::test]
async fn taken_records_are_gone_and_single_ones_can_be_cleared() {
    let world = queueing().await;
    world.portal.delete_many(Kind::Lead, 4).await;

    let (_, taken) = world.call("event.offline.get", &[("limit", "1")]).await;
    let (_, reserved) = world.call("event.offline.get", &[("clear", "0")]).await;
    let process = reserved["result"]["process_id"].as_str().expect("process");
    let id = reserved["result"]["events"][0]["MESSAGE_ID"].as_str().expect("id");
    let failed = reserved["result"]["events"][1]["MESSAGE_ID"].as_str().expect("id");
    world.call("event.offline.error", &[("process_id", process), ("message_id[]", failed)]).await;
    world.call("event.offline.clear", &[("process_id", process), ("message_id[]", id)]).await;

    assert_eq!((count(&taken), &taken["result"]["process_id"]), (1, &json!(null)));
    assert_eq!(world.portal.offline_queue().len(), 2);
    let (_, failed) = world.call("event.offline.list", &[("filter[ERROR]", "1")]).await;
    assert_eq!((failed["total"].as_u64(), &failed["result"][0]["ID"]), (Some(1), &json!("3")));
}

#[tokio::test]
async fn a_repeat_updates_its_record() {
    let world = queueing().await;
    let data = || sim::php::map([("FIELDS", sim::php::map([("ID", "5".into())]))]);
    world.portal.send_event("ONCRMLEADDELETE", data()).await;
    let before = world.portal.offline_queue()[0].timestamp;
    world.hands.advance(Duration::minutes(1));
    world.portal.send_event("ONCRMLEADDELETE", data()).await;

    let queue = world.portal.offline_queue();
    assert_eq!((queue.len(), queue[0].timestamp), (1, before + Duration::minutes(1)));
}

#[tokio::test]
async fn what_was_delivered_live_is_in_the_queue_too() {
    let world = queueing().await;
    world.bind("ONCRMLEADDELETE").await;

    let delivered = world.portal.delete(Kind::Lead).await;

    assert_eq!(delivered.iter().filter(|delivery| delivery.event == "ONCRMLEADDELETE").count(), 1);
    assert_eq!(world.portal.offline_queue().len(), 1);
}

#[tokio::test]
async fn the_push_comes_at_most_once_a_second() {
    let world = queueing().await;

    world.portal.delete_many(Kind::Lead, 3).await;
    world.hands.advance(Duration::seconds(1));
    world.portal.delete(Kind::Lead).await;

    let bodies = world.inbox.bodies();
    assert_eq!(bodies.len(), 2);
    assert!(bodies[0].starts_with("event=ONOFFLINEEVENT&event_handler_id="));
    assert!(!bodies[0].contains("data") && bodies[0].contains("refresh_token"));
}

#[tokio::test]
async fn a_small_plan_cannot_reserve() {
    let world = World::with_bound(&[]).await;
    let spec = PortalSpec { offline_extended: false, ..PortalSpec::new("small") };
    let portal = world.sim.add_portal(spec);
    portal.install_silently();
    let access = portal.tokens(1).access;
    let at = |method: &str| portal.url().join(&format!("rest/{method}")).expect("URL");

    let feature = world.post(at("feature.get"), &[("auth", &access), ("CODE", "rest_offline_extended")]).await;
    let reserved = world.post(at("event.offline.get"), &[("auth", &access), ("clear", "0")]).await;
    let taken = world.post(at("event.offline.get"), &[("auth", &access)]).await;

    assert_eq!(feature.1["result"], json!({"value": "N"}));
    assert_eq!((reserved.0, &reserved.1["error"], taken.0), (403, &json!("WRONG_LICENSE"), 200));
}
