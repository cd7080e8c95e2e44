//! Behind a proxy, the simulator answers and sends with the proxy's addresses.

use reqwest::header;
use serde_json::Value;
use sim::{Advertised, PortalSpec};

use crate::support::{World, behind};

const SERVER: &str = "https://oauth.bitrix24.test:8443";
const PORTAL: &str = "https://acme.bitrix24.test:8443";

/// A world whose proxy maps portals to `bitrix24.test`; the test calls as the proxy does.
async fn proxied() -> World {
    let portal_domain = Some("bitrix24.test".parse().expect("domain"));
    let server = Some(SERVER.parse().expect("address"));
    let world = behind(Advertised { portal_domain, server }).await;
    world.portal.install_silently();
    world
}

/// Forwards a request to `host` as the proxy does.
fn pass(world: &World, host: &str, target: &str) -> reqwest::RequestBuilder {
    world.http.get(format!("http://{}{target}", world.sim.address())).header(header::HOST, host)
}

async fn ask(world: &World, host: &str, target: &str) -> Value {
    let response = pass(world, host, target).send().await.expect("an answer");
    serde_json::from_slice(&response.bytes().await.expect("a body")).expect("JSON")
}

#[tokio::test]
async fn answers_name_the_proxy() {
    let world = proxied().await;
    let pair = world.portal.tokens(1);

    let info = ask(&world, "oauth.bitrix24.test:8443", &format!("/rest/app.info?auth={}", pair.access)).await;
    let profile = ask(&world, "acme.bitrix24.test:8443", &format!("/rest/profile?auth={}", pair.access)).await;
    let query = format!(
        "client_id={}&client_secret={}&grant_type=refresh_token&refresh_token={}",
        crate::support::CLIENT_ID,
        crate::support::SECRET,
        pair.refresh
    );
    let tokens = ask(&world, "oauth.bitrix24.test", &format!("/oauth/token/?{query}")).await;

    assert_eq!(
        (world.sim.url().as_str(), world.portal.url().as_str()),
        ("https://oauth.bitrix24.test:8443/", "https://acme.bitrix24.test:8443/")
    );
    assert_eq!(profile["result"]["ID"], "1");
    let install = &info["result"]["install"];
    assert_eq!((&install["domain"], &install["uri"]), (&"acme.bitrix24.test:8443".into(), &PORTAL.into()));
    for answer in [install, &tokens] {
        assert_eq!(answer["client_endpoint"], format!("{PORTAL}/rest/"));
    }
    assert_eq!(tokens["server_endpoint"], format!("{SERVER}/rest/"));
    assert_eq!(tokens["domain"], "oauth.bitrix24.test:8443");
}

#[tokio::test]
async fn another_authorization_server_is_behind_the_proxy_too() {
    let world = proxied().await;
    let east = world.sim.add_portal(PortalSpec { authority: Some("east".to_owned()), ..PortalSpec::new("other") });
    east.install_silently();
    let target = format!("/rest/app.info?auth={}", east.tokens(1).access);

    let info = ask(&world, "east.bitrix24.test:8443", &target).await;
    let elsewhere = ask(&world, "oauth.bitrix24.test:8443", &target).await;

    assert_eq!(east.authority().as_str(), "https://east.bitrix24.test:8443/");
    assert_eq!(info["result"]["install"]["domain"], "other.bitrix24.test:8443");
    assert_eq!(elsewhere["error"], "invalid_client");
}

#[tokio::test]
async fn frames_events_and_redirects_name_the_proxy() {
    let world = proxied().await;
    let handler = world.handler();
    let access = world.portal.tokens(1).access;
    let bind = format!("/rest/event.bind?auth={access}&event=ONAPPTEST&handler={handler}");
    assert_eq!(ask(&world, "acme.bitrix24.test:8443", &bind).await["result"], true);
    ask(&world, "acme.bitrix24.test:8443", &format!("/rest/event.test?auth={access}")).await;
    world.sim.settled().await;
    world.portal.open_app().await;

    let received = world.inbox.take();
    let [event, frame] = received.as_slice() else { panic!("an event and a frame: {received:?}") };
    for (key, value) in [
        ("domain", "acme.bitrix24.test%3A8443"),
        ("client_endpoint", "https%3A%2F%2Facme.bitrix24.test%3A8443%2Frest%2F"),
        ("server_endpoint", "https%3A%2F%2Foauth.bitrix24.test%3A8443%2Frest%2F"),
    ] {
        assert!(event.body.contains(&format!("auth%5B{key}%5D={value}&")), "{}", event.body);
    }
    assert!(frame.query.starts_with("DOMAIN=acme.bitrix24.test%3A8443&PROTOCOL=1&"), "{}", frame.query);
    assert!(
        frame.body.contains("SERVER_ENDPOINT=https%3A%2F%2Foauth.bitrix24.test%3A8443%2Frest%2F"),
        "{}",
        frame.body
    );

    world.portal.rename("beta");
    let moved = pass(&world, "acme.bitrix24.test:8443", "/rest/profile").send().await.expect("an answer");
    assert_eq!(moved.headers()[header::LOCATION], "https://beta.bitrix24.test:8443/rest/profile");
}
