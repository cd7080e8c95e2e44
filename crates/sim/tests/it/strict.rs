//! What a portal's REST refuses, and what it accepts in more than one form (docs/protocol.md 8.5).

use serde_json::{Value, json};
use sim::php::decode;

use crate::support::World;

fn error((status, body): &(u16, Value)) -> (u16, &str) {
    (*status, body["error"].as_str().unwrap_or_default())
}

#[tokio::test]
async fn methods_outside_the_scopes_of_the_app_are_refused() {
    let world = World::with_bound(&[]).await;
    world.portal.grant(Some(vec!["crm".to_owned(), "task".to_owned()]));

    for method in ["user.get", "user.current", "user.search"] {
        assert_eq!(error(&world.call(method, &[]).await), (403, "insufficient_scope"), "{method}");
    }
    let batch = world.call("batch", &[("cmd[a]", "user.get"), ("cmd[b]", "profile")]).await.1;
    assert_eq!(batch["result"]["result_error"]["a"]["error"], "insufficient_scope");
    assert_eq!(batch["result"]["result"]["b"]["ID"], "1");
    let known = world.call("method.get", &[("name", "user.get")]).await.1;
    assert_eq!(known["result"], json!({"isExisting": true, "isAvailable": false}));
    world.portal.grant(Some(vec!["user_brief".to_owned()]));
    assert_eq!(world.call("user.get", &[]).await.0, 200);
}

#[tokio::test]
async fn scopes_and_methods_are_listed() {
    let world = World::with_bound(&[]).await;
    world.portal.grant(Some(vec!["crm".to_owned()]));
    let result =
        async |method: &str, parameters: &[(&str, &str)]| world.call(method, parameters).await.1["result"].take();

    assert_eq!(result("scope", &[]).await, json!(["crm"]));
    let all = result("scope", &[("full", "true")]).await;
    for scope in ["crm", "sonet_group", "user_brief", "userfieldconfig"] {
        assert!(all.as_array().expect("list").contains(&json!(scope)), "{scope}: {all}");
    }
    assert!(!all.as_array().expect("list").contains(&json!("sonet")));
    let has = |methods: &Value, method: &str| methods.as_array().expect("list").contains(&json!(method));
    let (own, full) = (result("methods", &[]).await, result("methods", &[("full", "true")]).await);
    assert!(has(&own, "event.bind") && !has(&own, "user.get") && has(&full, "user.get"));
    assert_eq!(result("methods", &[("scope", "user")]).await, json!(["user.current", "user.get", "user.search"]));
}

#[tokio::test]
async fn slashes_are_merged() {
    let world = World::with_bound(&[]).await;
    let access = world.portal.tokens(1).access;
    for path in ["rest//profile", "/rest///profile.json/", "/rest/profile/"] {
        let url = format!("{}{path}", world.portal.url());
        let answer = world.post(url.parse().expect("URL"), &[("auth", &access)]).await;
        assert_eq!((answer.0, &answer.1["result"]["ID"]), (200, &json!("1")), "{path}");
    }
    assert_eq!(world.portal.calls("profile"), 3);
}

#[tokio::test]
async fn a_feature_has_to_be_named() {
    let world = World::with_bound(&[]).await;
    assert_eq!(error(&world.call("feature.get", &[]).await), (400, "CODE_EMPTY"));
}

#[tokio::test]
async fn a_batch_hands_on_lists_and_fills_longer_texts() {
    let world = World::with_bound(&["ONAPPTEST"]).await;
    let commands = [
        ("cmd[codes]", "scope"),
        ("cmd[me]", "profile"),
        ("cmd[test]", "event.test?list=$result[codes]&name=user $result[me][ID] of $result[me][LAST_NAME]"),
    ];
    world.call("batch", &commands).await;
    world.sim.settled().await;

    let event = decode(world.inbox.bodies()[0].as_bytes());
    let query = event.get("data").and_then(|data| data.get("QUERY")).expect("the query");
    assert_eq!(query.get("list").map(|list| list.members().len()), Some(13));
    let name = format!("user 1 of {}", world.portal.users()[0].last_name);
    assert_eq!(query.text_at("name"), Some(name));
}
