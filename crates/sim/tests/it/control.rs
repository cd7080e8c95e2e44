//! The routes under `/_sim`.

use poem::http::Method;
use serde_json::{Value, json};
use sim::Kind;

use crate::support::{World, world};

async fn ask(world: &World, method: Method, path: &str, body: Value) -> (u16, Value) {
    let url = world.sim.url().join(&format!("_sim/{path}")).expect("URL");
    let response = world.http.request(method, url).body(body.to_string()).send().await.expect("answer");
    let status = response.status().as_u16();
    (status, serde_json::from_slice(&response.bytes().await.expect("body")).expect("JSON"))
}

#[tokio::test]
async fn a_portal_is_added_installed_and_used_over_http() {
    let world = world().await;

    let added = ask(&world, Method::POST, "portals", json!({"name": "neu", "language": "de", "size": "medium"})).await;
    let installed = ask(&world, Method::POST, "portals/neu/install", json!({"how": "callback"})).await;
    let portal = world.sim.portal("neu").expect("portal");
    let event = json!({"event": "ONAPPTEST", "data": {"a": 1}, "to": world.handler()});
    let sent = ask(&world, Method::POST, "portals/neu/event", event).await;
    let overview = ask(&world, Method::GET, "portals", json!({})).await.1;

    assert_eq!((added.0, &added.1["finished"]), (200, &json!(false)));
    assert_eq!((installed.0, &installed.1["installed"]), (200, &json!(true)));
    assert_eq!((&sent.1["sent"], &sent.1["taken"]), (&json!(1), &json!(1)));
    assert_eq!(overview["portals"][1]["member_id"], portal.member_id());
    assert_eq!(overview["kinds"], json!(&Kind::ALL[..]));
    assert!(world.inbox.bodies()[1].contains("data%5Ba%5D=1"));
}

#[tokio::test]
async fn deletions_and_their_deliveries_are_seen() {
    let world = World::with_bound(&["ONCRMLEADDELETE", "ONTASKDELETE"]).await;

    let deleted = ask(&world, Method::POST, "portals/acme/delete", json!({"kind": "lead", "count": 2})).await;
    let burst = ask(&world, Method::POST, "portals/acme/burst", json!({"count": 5})).await;
    let log = ask(&world, Method::GET, "portals/acme/deliveries?limit=3", json!({})).await.1;

    assert_eq!((&deleted.1["sent"], &burst.1["sent"], &log["total"]), (&json!(2), &json!(5), &json!(7)));
    assert_eq!(log["deliveries"].as_array().map(Vec::len), Some(3));
    assert_eq!(log["deliveries"][0]["status"], 200);
}

#[tokio::test]
async fn faults_and_switches_are_set_over_http() {
    let world = World::with_bound(&[]).await;
    let fault = json!({"on": "profile", "fault": {"error": {"code": "OVERLOAD_LIMIT"}}, "times": 1});

    ask(&world, Method::POST, "portals/acme/faults", fault).await;
    let simple = ask(&world, Method::POST, "faults", json!({"on": "*", "fault": "hang"})).await;
    ask(&world, Method::DELETE, "faults", json!({})).await;
    let switched = ask(&world, Method::PATCH, "portals/acme/switches", json!({"duplicates": 2})).await.1;
    let server = ask(&world, Method::PATCH, "switches", json!({"rotation": {"grace": 5}})).await.1;
    let refused = ask(&world, Method::PATCH, "switches", json!({"rotations": "lenient"})).await;

    assert_eq!(world.call("profile", &[]).await.1["error"], "OVERLOAD_LIMIT");
    assert_eq!(simple.1["faults"][0]["fault"], "hang");
    assert_eq!((&switched["duplicates"], &switched["muted"]), (&json!(2), &json!(false)));
    assert_eq!((&server["rotation"], refused.0), (&json!({"grace": 5}), 400));
    assert_eq!(world.portal.switches().duplicates, 2);
}

#[tokio::test]
async fn a_browser_sees_the_app_in_a_frame() {
    let world = world().await;
    let page = world.portal.url().join("marketplace/app/").expect("URL");

    let installer = world.http.get(page.clone()).send().await.expect("answer").text().await.expect("text");
    let library = world.sim.url().join("api/v1/").expect("URL");
    let library = world.http.get(library).send().await.expect("answer").text().await.expect("text");
    world.http.post(page.join("finish").expect("URL")).send().await.expect("answer");
    let app = world.http.get(page).send().await.expect("answer").text().await.expect("text");

    assert!(installer.contains("/bitrix24/install?DOMAIN=acme.localhost") && installer.contains("name=\"AUTH_ID\""));
    assert!(installer.contains("data-page=\"installer\"") && app.contains("data-page=\"app\""));
    assert_eq!(world.portal.finish_calls(), 1);
    assert!(library.contains("installFinish"));
    assert!(world.portal.is_installed() && app.contains("/bitrix24/app?DOMAIN="));
}
