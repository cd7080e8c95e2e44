//! A portal's methods: subscriptions, rights, batches and limits.

use serde_json::json;
use sim::{Kind, PortalSpec};
use time::Duration;

use crate::support::World;

#[tokio::test]
async fn binding_twice_is_refused_and_an_unknown_event_is_not_found() {
    let world = World::with_bound(&["onCrmLeadDelete"]).await;

    let twice = world.bind("ONCRMLEADDELETE").await;
    let misprinted = world.bind("ONLEADDELETE").await;

    assert_eq!(twice["error"], "ERROR_CORE");
    assert_eq!(twice["error_description"], "Unable to set event handler: Handler already binded");
    assert_eq!(misprinted, json!({"error": "ERROR_EVENT_NOT_FOUND", "error_description": "Event not found"}));
    let (status, bound) = world.call("event.get", &[]).await;
    let row = json!({"event": "ONCRMLEADDELETE", "handler": world.handler(), "auth_type": "0", "offline": 0});
    assert_eq!((status, &bound["result"]), (200, &json!([row])));
}

#[tokio::test]
async fn ordinary_users_are_restricted() {
    let world = World::with_bound(&["ONCRMDEALDELETE"]).await;
    let user = world.portal.users()[3].id;
    let access = world.portal.tokens(user).access;
    let handler = world.handler();
    let lead = [("event", "ONCRMLEADDELETE"), ("handler", handler.as_str())];

    let offline =
        world.call_with(&access, "event.bind", &[("event", "ONCRMLEADDELETE"), ("event_type", "offline")]).await;
    let other = world.call_with(&access, "event.bind", &[lead[0], lead[1], ("auth_type", "1")]).await;
    let own = world.call_with(&access, "event.bind", &lead).await;
    let seen = world.call_with(&access, "event.get", &[]).await;

    let denied = "Access denied! Offline events binding requires administrator access rights";
    assert_eq!((offline.0, offline.1["error_description"].as_str()), (403, Some(denied)));
    assert_eq!((other.0, own.1["result"].clone()), (403, json!(true)));
    assert_eq!(seen.1["result"].as_array().map(Vec::len), Some(1));
    assert_eq!(seen.1["result"][0]["auth_type"], user.to_string());
}

#[tokio::test]
async fn tokens_are_refused_for_their_reasons() {
    let world = World::with_bound(&[]).await;
    let access = world.portal.tokens(1).access;
    let other = world.sim.add_portal(PortalSpec::new("other"));
    other.install_silently();
    let error = |(status, body): (u16, serde_json::Value)| (status, body["error"].as_str().map(str::to_owned));
    let named = |status: u16, code: &str| (status, Some(code.to_owned()));

    assert_eq!(error(world.call_with("nonsense", "profile", &[]).await), named(401, "NO_AUTH_FOUND"));
    let foreign = other.tokens(1).access;
    assert_eq!(error(world.call_with(&foreign, "profile", &[]).await), named(401, "invalid_token"));
    world.portal.set_active(1, false);
    assert_eq!(error(world.call_with(&access, "profile", &[]).await), named(401, "authorization_error"));
    world.portal.set_active(1, true);
    world.hands.advance(Duration::hours(1));
    assert_eq!(error(world.call_with(&access, "profile", &[]).await), named(401, "expired_token"));
    world.portal.uninstall(true).await;
    assert_eq!(error(world.call_with(&access, "profile", &[]).await), named(401, "ERROR_OAUTH"));
}

#[tokio::test]
async fn a_batch_succeeds_even_if_all_of_it_fails() {
    let world = World::with_bound(&[]).await;

    let (status, body) = world
        .call(
            "batch",
            &[("halt", "0"), ("cmd[a]", "nothing"), ("cmd[b]", "event.bind?event=X&handler=http://a.example/")],
        )
        .await;
    let halted = world.call("batch", &[("halt", "1"), ("cmd[a]", "nothing"), ("cmd[b]", "profile")]).await.1;

    assert_eq!((status, &body["result"]["result"]), (200, &json!([])));
    assert_eq!(body["result"]["result_error"]["a"]["error"], "ERROR_METHOD_NOT_FOUND");
    assert_eq!(body["result"]["result_error"]["b"]["error"], "ERROR_EVENT_NOT_FOUND");
    assert_eq!((&halted["result"]["result"], &halted["result"]["result_next"]), (&json!([]), &json!([])));
    assert_eq!(halted["result"]["result_error"].as_object().map(serde_json::Map::len), Some(1));
}

#[tokio::test]
async fn a_batch_runs_in_order_and_refers_to_what_came_before() {
    let world = World::with_bound(&[]).await;
    let handler = url::form_urlencoded::byte_serialize(world.handler().as_bytes()).collect::<String>();
    let bind = format!("event.bind?event=ONCRMLEADDELETE&handler={handler}");
    let commands = [("cmd[z]", "profile"), ("cmd[bind]", bind.as_str()), ("cmd[a]", "user.get?ID=$result[z][ID]")];

    let body = world.call("batch", &commands).await.1;

    assert_eq!(body["result"]["result"]["bind"], true);
    assert_eq!(body["result"]["result"]["a"][0]["ID"], "1");
    assert_eq!(body["result"]["result_total"], json!({"a": 1}));
    assert_eq!(body["result"]["result_error"], json!([]));
    assert_eq!(world.portal.subscriptions().len(), 1);
}

#[tokio::test]
async fn a_batch_takes_fifty_commands() {
    let world = World::with_bound(&[]).await;
    let names: Vec<String> = (0..52).map(|index| format!("cmd[c{index}]")).collect();
    let commands: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "user.admin")).collect();

    let body = world.call("batch", &commands).await.1;

    assert_eq!(body["result"]["result"].as_object().map(serde_json::Map::len), Some(50));
    assert_eq!(body["result"]["result_error"]["c51"]["error"], "ERROR_BATCH_LENGTH_EXCEEDED");
}

#[tokio::test]
async fn a_json_batch_keeps_its_order() {
    let world = World::with_bound(&[]).await;
    let url = world.portal.url().join("rest/batch").expect("URL");
    let access = world.portal.tokens(1).access;
    let body = format!(r#"{{"auth":"{access}","halt":true,"cmd":{{"z":"user.admin","a":"batch","b":"profile"}}}}"#);

    let response = world.http.post(url).header("Content-Type", "application/json").body(body).send().await;
    let body = response.expect("answer").bytes().await.expect("body");
    let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");

    assert_eq!(body["result"]["result"], json!({"z": true}));
    assert_eq!(body["result"]["result_error"]["a"]["error"], "ERROR_BATCH_METHOD_NOT_ALLOWED");
}

#[tokio::test]
async fn event_test_brings_onapptest_with_its_parameters() {
    let world = World::with_bound(&["ONAPPTEST"]).await;

    assert_eq!(world.call("event.test", &[("nonce", "n-1")]).await.1["result"], 1);
    world.sim.settled().await;

    let bodies = world.inbox.bodies();
    assert_eq!(bodies.len(), 1);
    assert!(bodies[0].contains("&data%5BQUERY%5D%5Bnonce%5D=n-1&"));
    assert!(bodies[0].contains("&auth%5Brefresh_token%5D="));
    assert!(!bodies[0].contains("QUERY%5D%5Bauth"));
}

#[tokio::test]
async fn events_lists_what_the_granted_scopes_allow() {
    let world = World::with_bound(&[]).await;
    let spec = PortalSpec { scopes: Some(vec!["log".to_owned()]), ..PortalSpec::new("narrow") };
    let narrow = sim_portal_events(&world, spec).await;
    let all = world.call("events", &[]).await.1;

    assert!(all["result"].as_array().expect("list").contains(&json!("ONCRMLEADDELETE")));
    assert!(narrow.contains(&json!("ONLIVEFEEDPOSTDELETE")) && narrow.contains(&json!("ONAPPINSTALL")));
    assert!(!narrow.contains(&json!("ONCRMLEADDELETE")));
}

async fn sim_portal_events(world: &World, spec: PortalSpec) -> Vec<serde_json::Value> {
    let portal = world.sim.add_portal(spec);
    portal.install_silently();
    let url = portal.url().join("rest/events").expect("URL");
    let access = portal.tokens(1).access;
    let body = world.post(url, &[("auth", &access)]).await.1;
    body["result"].as_array().expect("list").clone()
}

#[tokio::test]
async fn a_full_bucket_answers_503() {
    let world = World::with_bound(&[]).await;
    world.portal.switch(|switches| (switches.ceiling, switches.drain_per_second) = (2.0, 2.0));

    let statuses =
        [world.call("profile", &[]).await.0, world.call("profile", &[]).await.0, world.call("profile", &[]).await.0];
    world.hands.advance(Duration::seconds(1));

    assert_eq!(statuses, [200, 200, 503]);
    assert_eq!(world.call("profile", &[]).await.0, 200);
}

#[tokio::test]
async fn an_update_drops_subscriptions_and_brings_another_token() {
    let world = World::with_bound(&["ONAPPUPDATE", "ONCRMLEADDELETE"]).await;
    let before = world.portal.application_token();

    world.portal.update().await;

    let bodies = world.inbox.bodies();
    assert_eq!(bodies.len(), 1);
    assert_ne!(world.portal.application_token(), before);
    assert!(bodies[0].ends_with(&world.portal.application_token()));
    assert!(world.portal.delete(Kind::Lead).await.is_empty());
}

#[tokio::test]
async fn an_uninstall_comes_without_tokens() {
    let world = World::with_bound(&["ONAPPUNINSTALL"]).await;

    world.portal.uninstall(true).await;

    let body = world.inbox.bodies().remove(0);
    assert!(body.contains("&data%5BCLEAN%5D=1&"));
    assert!(!body.contains("access_token") && !body.contains("scope") && !body.contains("status"));
}

#[tokio::test]
async fn an_unpaid_portal_is_silent() {
    let world = World::with_bound(&["ONCRMLEADDELETE", "ONAPPUNINSTALL", "ONAPPPAYMENT"]).await;

    world.portal.set_paid(false).await;
    world.portal.delete(Kind::Lead).await;

    assert!(world.inbox.take().is_empty());
    assert_eq!(world.call("profile", &[]).await.1["error_description"], "Subscription has been ended");
    world.portal.set_paid(true).await;
    assert_eq!(world.inbox.take().len(), 1);
}
