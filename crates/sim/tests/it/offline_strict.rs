//! What a portal refuses about its offline queue, and what it does to rows that callers overlook (docs/protocol.md
//! 8.1).

use serde_json::{Value, json};
use sim::Kind;
use sim::php::map;
use time::Duration;

use crate::support::World;

async fn queue(leads: usize) -> World {
    let world = World::with_bound(&[]).await;
    world.call("event.bind", &[("event", "ONCRMLEADDELETE"), ("event_type", "offline")]).await;
    world.portal.delete_many(Kind::Lead, leads).await;
    world
}

impl World {
    async fn json(&self, method: &str, parameters: Value) -> (u16, Value) {
        let mut url = self.portal.url().join(&format!("rest/{method}")).expect("URL");
        url.query_pairs_mut().append_pair("auth", &self.portal.tokens(1).access);
        let request = self.http.post(url).header("Content-Type", "application/json").body(parameters.to_string());
        let response = request.send().await.expect("answer");
        let status = response.status().as_u16();
        (status, serde_json::from_slice(&response.bytes().await.expect("body")).expect("JSON"))
    }

    async fn get(&self, parameters: Value) -> (Value, Vec<Value>) {
        let (status, mut body) = self.json("event.offline.get", parameters).await;
        assert_eq!(status, 200, "{body}");
        let events = body["result"]["events"].as_array().expect("a list").clone();
        (body["result"]["process_id"].take(), events)
    }

    async fn delete_lead(&self, id: &str) {
        self.portal.send_event("ONCRMLEADDELETE", map([("FIELDS", map([("ID", id.into())]))])).await;
    }

    fn rows(&self) -> Vec<(u64, String, bool)> {
        let queue = self.portal.offline_queue();
        queue.into_iter().map(|record| (record.id, record.process_id, record.error)).collect()
    }
}

fn ids(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["ID"].as_str().expect("text")).collect()
}

#[tokio::test]
async fn get_refuses_lists_unknown_fields_operators_and_no_limit() {
    let world = queue(3).await;
    for parameters in [
        json!({"filter": {"=ID": [1, 2]}}),
        json!({"filter": {"ID": {"a": 1}}}),
        json!({"filter": {"@ID": 1}}),
        json!({"filter": {"!ID": 1}}),
        json!({"filter": {"PROCESS_ID": ""}}),
        json!({"filter": {"APP_ID": 1}}),
        json!({"filter": "ID"}),
        json!({"order": {"PROCESS_ID": "ASC"}}),
        json!({"limit": 0}),
    ] {
        let (status, body) = world.json("event.offline.get", parameters.clone()).await;
        assert_eq!((status, &body["error"]), (400, &json!("ERROR_ARGUMENT")), "{parameters}");
    }
    assert_eq!(world.rows().iter().filter(|(_, process, _)| process.is_empty()).count(), 3);
}

#[tokio::test]
async fn get_takes_scalars_with_six_prefixes() {
    for (key, wanted, found) in [
        ("ID", json!(2), vec!["2"]),
        ("=ID", json!("2"), vec!["2"]),
        (">ID", json!(3), vec!["4"]),
        (">=ID", json!(3), vec!["3", "4"]),
        ("<ID", json!(2), vec!["1"]),
        ("<=ID", json!(2), vec!["1", "2"]),
        ("%EVENT_NAME", json!("LEAD"), vec!["1", "2", "3", "4"]),
    ] {
        let world = queue(4).await;
        let (_, events) = world.get(json!({"clear": 1, "filter": {key: wanted}})).await;
        assert_eq!(ids(&events), found, "{key}");
        assert_eq!(world.rows().len(), 4 - found.len());
    }
}

#[tokio::test]
async fn a_named_process_may_be_filtered_by_lists_and_clear_empties_all_of_it() {
    let world = queue(4).await;
    let (process, _) = world.get(json!({"clear": 0, "limit": 3})).await;

    let two = json!({"clear": 0, "process_id": process, "filter": {"@ID": [1, 3]}});
    assert_eq!(ids(&world.get(two).await.1), ["1", "3"]);
    let (answered, one) = world.get(json!({"clear": 1, "process_id": process, "filter": {"=ID": [2]}})).await;

    assert_eq!((answered, ids(&one)), (process, vec!["2"]));
    assert_eq!(world.rows(), [(4, String::new(), false)]);
}

#[tokio::test]
async fn get_sorts_by_time_and_list_by_number() {
    let world = queue(0).await;
    for id in ["7", "8", "9"] {
        world.delete_lead(id).await;
        world.hands.advance(Duration::seconds(1));
    }
    world.delete_lead("7").await;

    let listed = world.json("event.offline.list", json!({})).await.1;
    let backwards = world.json("event.offline.list", json!({"order": {"TIMESTAMP_X": "desc"}})).await.1;
    let some = world.json("event.offline.list", json!({"filter": {"=ID": [1, 3], "PROCESS_ID": ""}})).await.1;
    let (_, taken) = world.get(json!({})).await;

    let result = |body: &Value| body["result"].as_array().expect("list").clone();
    assert_eq!(ids(&result(&listed)), ["1", "2", "3"]);
    assert_eq!(ids(&result(&backwards)), ["1", "3", "2"]);
    assert_eq!((ids(&result(&some)), &some["total"]), (vec!["1", "3"], &json!(2)));
    assert_eq!(ids(&taken), ["2", "3", "1"]);
    assert_eq!(taken[0]["TIMESTAMP_X"], "2026-03-17T15:16:18+00:00");
}

#[tokio::test]
async fn an_order_that_is_named_is_kept() {
    let world = queue(3).await;
    let (_, taken) = world.get(json!({"order": {"ID": "DESC"}, "limit": 2})).await;
    assert_eq!(ids(&taken), ["3", "2"]);
    assert_eq!(world.rows(), [(1, String::new(), false)]);
}

#[tokio::test]
async fn a_failed_row_is_free_stays_failed_and_is_given_only_on_request() {
    let world = queue(0).await;
    world.delete_lead("7").await;
    let (process, events) = world.get(json!({"clear": 0})).await;
    world.delete_lead("7").await; // a second row: a process holds the first
    world.delete_lead("8").await;
    let message = events[0]["MESSAGE_ID"].clone();

    let failed = json!({"process_id": process, "message_id": [message]});
    assert_eq!(world.json("event.offline.error", failed).await.1["result"], true);
    assert_eq!(world.rows(), [(1, String::new(), true), (3, String::new(), false)]);
    world.hands.advance(Duration::seconds(5));
    world.delete_lead("7").await;
    assert_eq!(world.rows(), [(1, String::new(), true), (3, String::new(), false)]);
    assert_eq!(ids(&world.get(json!({"clear": 0})).await.1), ["3"]);
    assert_eq!(ids(&world.get(json!({"clear": 0, "error": 1})).await.1), ["1"]);
}

#[tokio::test]
async fn a_failed_row_that_another_process_holds_is_left() {
    let world = queue(0).await;
    let mut holders = Vec::new();
    for _ in 0..2 {
        world.delete_lead("7").await;
        let (process, events) = world.get(json!({"clear": 0})).await;
        let failed = json!({"process_id": process, "message_id": [events[0]["MESSAGE_ID"]]});
        world.json("event.offline.error", failed).await;
        holders.push(world.get(json!({"clear": 0, "error": 1})).await.0);
    }
    let holders = holders.iter().map(|holder| holder.as_str().expect("text").to_owned());
    let rows: Vec<_> = [1, 2].into_iter().zip(holders).map(|(id, holder)| (id, holder, true)).collect();
    assert_eq!(world.rows(), rows);
}

#[tokio::test]
async fn error_and_clear_want_lists_of_message_ids() {
    let world = queue(2).await;
    let (process, events) = world.get(json!({"clear": 0})).await;
    let message = events[0]["MESSAGE_ID"].as_str().expect("text").to_owned();
    assert!(message.len() == 32 && message.bytes().all(|byte| byte.is_ascii_hexdigit()), "{message}");
    for (method, parameters) in [
        ("event.offline.error", json!({"process_id": process})),
        ("event.offline.error", json!({"process_id": process, "message_id": message})),
        ("event.offline.error", json!({"message_id": [message]})),
        ("event.offline.clear", json!({"process_id": process, "message_id": message})),
        ("event.offline.clear", json!({"process_id": process, "message_id": ["1"]})),
        ("event.offline.clear", json!({"process_id": process, "id": 1})),
        ("event.offline.clear", json!({"process_id": process, "id": ["x"]})),
        ("event.offline.clear", json!({"id": [1]})),
    ] {
        let (status, body) = world.json(method, parameters.clone()).await;
        assert_eq!((status, &body["error"]), (400, &json!("ERROR_ARGUMENT")), "{method} {parameters}");
    }
    assert_eq!(world.rows().len(), 2);
}

#[tokio::test]
async fn numbers_beside_message_ids_are_passed_over() {
    let world = queue(3).await;
    let (process, events) = world.get(json!({"clear": 0})).await;
    let both = json!({"process_id": process, "message_id": [events[1]["MESSAGE_ID"]], "id": [1, 3]});
    world.json("event.offline.clear", both).await;
    let left: Vec<u64> = world.rows().into_iter().map(|(id, ..)| id).collect();
    assert_eq!(left, [1, 3]);
    world.json("event.offline.clear", json!({"process_id": process, "id": [3]})).await;
    assert_eq!(world.rows().len(), 1);
}
