//! What tokens, probes and health depend on: counted refreshes, late answers, limits, other hosts, held events.

use serde_json::{Value, json};
use sim::{Fault, PortalSpec};
use time::Duration;
use url::Url;

use crate::support::{CLIENT_ID, World, world};

async fn refresh(world: &World, token: &str) -> (u16, Value) {
    world.token(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
}

async fn app_info(world: &World, access: &str) -> (u16, Value) {
    let url = world.sim.url().join("rest/app.info").expect("URL");
    world.post(url, &[("auth", access)]).await
}

#[tokio::test]
async fn token_requests_are_counted_by_grant_and_by_portal() {
    let world = World::with_bound(&[]).await;
    let other = world.sim.add_portal(PortalSpec::new("other"));
    other.install_silently();
    let token = world.portal.tokens(1).refresh;
    world.sim.fault("oauth/token", Fault::error("INTERNAL_SERVER_ERROR"), Some(1));

    let statuses = [refresh(&world, &token).await.0, refresh(&world, &token).await.0, refresh(&world, &token).await.0];
    let code = world.portal.code(1);
    world.token(&[("grant_type", "authorization_code"), ("code", &code)]).await;
    world.portal.kill_refresh_tokens();
    refresh(&world, &token).await;

    assert_eq!(statuses, [500, 200, 400]);
    assert_eq!((world.portal.refreshes(), world.portal.refreshes_granted(), other.refreshes()), (4, 1, 0));
    assert_eq!((world.sim.grants("refresh_token"), world.sim.grants("authorization_code")), (4, 1));
    let calls = world.sim.url().join("_sim/calls").expect("URL");
    let calls: Value = world.http.get(calls).send().await.expect("answer").json().await.expect("JSON");
    assert_eq!(calls["grants"], json!({"authorization_code": 1, "refresh_token": 4}));
    let summary = world.sim.url().join("_sim/portals/acme").expect("URL");
    let summary: Value = world.http.get(summary).send().await.expect("answer").json().await.expect("JSON");
    assert_eq!((&summary["refreshes"], &summary["refreshes_granted"]), (&json!(4), &json!(1)));
}

#[tokio::test]
async fn a_late_token_answer_comes_after_the_rotation() {
    let world = World::with_bound(&[]).await;
    let token = world.portal.tokens(1).refresh;
    world.sim.fault("oauth/token", Fault::Late(60_000), Some(1));

    let second = async {
        while world.portal.refreshes_granted() == 0 {
            tokio::task::yield_now().await;
        }
        refresh(&world, &token).await
    };
    let (status, body) = tokio::select! {
        _ = refresh(&world, &token) => panic!("the first answer is a minute late"),
        second = second => second,
    };

    assert_eq!((status, body), (400, json!({"error": "invalid_grant"})));
    assert_eq!((world.portal.refreshes(), world.portal.refreshes_granted()), (2, 1));
}

#[tokio::test]
async fn every_bound_handler_gets_the_test_and_its_own_number() {
    let world = World::with_bound(&["ONAPPTEST"]).await;
    let nonce = world.app.join("/events?nonce=n-1").expect("URL");
    let bind = [("event", "ONAPPTEST"), ("handler", nonce.as_str())];
    assert_eq!(world.call("event.bind", &bind).await.1["result"], true);
    world.call("event.bind", &[("event", "ONCRMLEADDELETE"), ("event_type", "offline")]).await;

    assert_eq!(world.call("event.test", &[("round", "2")]).await.1["result"], 1);
    world.sim.settled().await;
    let received = world.inbox.take();
    let queries: Vec<&str> = received.iter().map(|received| received.query.as_str()).collect();
    assert_eq!(queries, ["", "nonce=n-1"]);
    assert_ne!(received[0].body, received[1].body);

    let rows = world.call("event.get", &[]).await.1["result"].take();
    let online = |handler: &str| json!({"event": "ONAPPTEST", "handler": handler, "auth_type": "0", "offline": 0});
    let offline = json!({"event": "ONCRMLEADDELETE", "connector_id": "", "offline": 1});
    assert_eq!(rows, json!([online(&world.handler()), online(nonce.as_str()), offline]));
    assert_eq!(world.call("event.unbind", &bind).await.1["result"], json!({"count": 1}));
    assert_eq!(world.call("event.unbind", &bind).await.1["result"], json!({"count": 0}));
}

#[tokio::test]
async fn a_test_of_an_unfinished_installation_brings_nothing() {
    let world = world().await;
    world.portal.begin_installation();
    world.bind("ONAPPTEST").await;
    assert_eq!(world.call("event.test", &[]).await.1["result"], 1);
    world.sim.settled().await;
    assert!(world.inbox.take().is_empty());
    assert_eq!(world.call("app.info", &[]).await.1["result"]["INSTALLED"], false);
}

#[tokio::test]
async fn a_method_that_has_used_up_its_time_pauses_until_its_reset() {
    let world = World::with_bound(&[]).await;
    world.portal.switch(|switches| (switches.operating_seconds, switches.operating_limit) = (100.0, 250.0));

    let first = world.call("events", &[]).await.1;
    let batch = world.call("batch", &[("cmd[a]", "events"), ("cmd[b]", "events"), ("cmd[c]", "events")]).await.1;
    let blocked = world.call("events", &[]).await;

    let reset_at = first["time"]["operating_reset_at"].as_i64().expect("a time");
    assert_eq!(first["time"]["operating"], 100.0);
    assert_eq!(batch["result"]["result_time"]["b"]["operating"], 300.0);
    assert_eq!(batch["result"]["result_error"]["c"]["error"], "OPERATION_TIME_LIMIT");
    assert_eq!((blocked.0, &blocked.1["error"]), (429, &json!("OPERATION_TIME_LIMIT")));
    assert_eq!(world.call("profile", &[]).await.0, 200);
    world.hands.advance(Duration::seconds(reset_at - world.portal.now().unix_timestamp() - 1));
    assert_eq!(world.call("events", &[]).await.0, 429);
    world.hands.advance(Duration::seconds(1));
    assert_eq!(world.call("events", &[]).await.0, 200);
}

#[tokio::test]
async fn the_authorization_server_names_the_new_host() {
    let world = World::with_bound(&[]).await;
    let (pair, old) = (world.portal.tokens(1), world.portal.url());
    world.portal.rename("acme-new");

    let info = app_info(&world, &pair.access).await.1["result"]["install"].take();
    let tokens = refresh(&world, &pair.refresh).await.1;
    let mut authorize = old.join("oauth/authorize/").expect("URL");
    authorize.query_pairs_mut().append_pair("client_id", CLIENT_ID).append_pair("state", "s-1");
    let moved = world.http.get(authorize).send().await.expect("answer");

    let endpoint = world.portal.url().join("rest/").expect("URL");
    assert_eq!((&info["domain"], &info["client_endpoint"]), (&json!(world.portal.host()), &json!(endpoint.as_str())));
    assert_eq!(tokens["client_endpoint"], endpoint.as_str());
    let target = Url::parse(moved.headers()["Location"].to_str().expect("text")).expect("URL");
    assert_eq!((moved.status().as_u16(), target.port_or_known_default()), (302, world.portal.url().port()));
    assert!(target.query().is_some_and(|query| query.contains("state=s-1")), "{target}");
    // A portal that takes the old name gets the calls, but can't use the tokens.
    world.sim.add_portal(PortalSpec::new("acme")).install_silently();
    let squatter = world.post(old.join("rest/profile").expect("URL"), &[("auth", &pair.access)]).await;
    assert_eq!((squatter.0, &squatter.1["error"]), (401, &json!("invalid_token")));
}

#[tokio::test]
async fn an_uninstall_can_come_after_the_next_installation() {
    let world = World::with_bound(&["ONAPPUNINSTALL"]).await;
    let first = world.portal.tokens(1);
    world.portal.switch(|switches| (switches.hold_uninstall_event, switches.new_token_on_reinstall) = (true, true));
    let old = world.portal.application_token();

    assert!(world.portal.uninstall(false).await.is_empty());
    world.portal.install_silently();
    world.portal.release_held_events().await;

    let body = world.inbox.bodies().remove(0);
    assert!(body.contains("data%5BCLEAN%5D=0") && body.ends_with(&old) && old != world.portal.application_token());
    let error = |answer: (u16, Value)| answer.1["error"].as_str().map(str::to_owned);
    assert_eq!(error(refresh(&world, &first.refresh).await).as_deref(), Some("NOT_INSTALLED"));
    assert_eq!(error(app_info(&world, &first.access).await).as_deref(), Some("NOT_INSTALLED"));
}

#[tokio::test]
async fn some_subscriptions_can_be_refused() {
    let world = World::with_bound(&["ONCRMLEADDELETE", "ONTASKDELETE"]).await;
    world.portal.switch(|switches| switches.refused_events = vec!["ONTASKDELETE".to_owned()]);
    world.portal.drop_subscriptions(Some("ONTASKDELETE"));

    assert_eq!(world.bind("OnTaskDelete").await["result"], false);
    assert_eq!(world.bind("ONCRMDEALDELETE").await["result"], true);
    world.portal.switch(|switches| switches.refused_events = vec!["*".to_owned()]);
    assert_eq!(world.bind("ONCRMCONTACTDELETE").await["result"], false);
}

#[tokio::test]
async fn a_portal_that_is_gone_says_so_everywhere() {
    let world = World::with_bound(&[]).await;
    let pair = world.portal.tokens(1);
    world.portal.switch(|switches| switches.deleted = true);

    let refused = world.call("app.info", &[]).await;
    assert_eq!((refused.0, &refused.1["error"]), (410, &json!("PORTAL_DELETED")));
    assert_eq!((app_info(&world, &pair.access).await.0, refresh(&world, &pair.refresh).await.0), (404, 404));
    let authorize = world.portal.url().join("oauth/authorize/?state=a").expect("URL");
    assert_eq!(world.http.get(authorize).send().await.expect("answer").status(), 404);
}

#[tokio::test]
async fn an_unpaid_portal_is_vouched_for_and_refused_its_tokens_until_it_pays() {
    let world = World::with_bound(&["ONAPPPAYMENT"]).await;
    let pair = world.portal.tokens(1);
    world.portal.set_paid(false).await;

    assert_eq!(app_info(&world, &pair.access).await.1["result"]["user_id"], "1");
    assert_eq!(refresh(&world, &pair.refresh).await.1["error"], "PAYMENT_REQUIRED");
    world.portal.set_paid(true).await;
    assert_eq!(refresh(&world, &pair.refresh).await.0, 200);
}

#[tokio::test]
async fn the_plan_says_what_the_offline_queue_can() {
    let world = World::with_bound(&[]).await;
    let code = [("CODE", "rest_offline_extended")];
    assert_eq!(world.call("feature.get", &code).await.1["result"]["value"], "Y");
    world.portal.set_offline_extended(false);
    assert_eq!(world.call("feature.get", &code).await.1["result"]["value"], "N");
    let reserved = world.call("event.offline.get", &[("clear", "0")]).await;
    assert_eq!((reserved.0, &reserved.1["error"]), (403, &json!("WRONG_LICENSE")));
}

#[tokio::test]
async fn a_leaping_clock_leaves_a_young_token_alive_but_not_one_that_was_expired() {
    let world = World::with_bound(&[]).await;
    let access = world.portal.tokens(1).access;
    world.sim.switch(|switches| switches.token_milliseconds = 600_000);
    world.hands.advance(Duration::days(2));
    assert_eq!(world.call_with(&access, "profile", &[]).await.0, 200);
    world.portal.expire_access_tokens();
    assert_eq!(world.call_with(&access, "profile", &[]).await.1["error"], "expired_token");
}
