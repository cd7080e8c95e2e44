//! Frames: what a portal posts to them, their names, and the answers of the page around them (docs/protocol.md 8.4).

use serde_json::{Value, json};
use sim::php::decode;

use crate::support::{CLIENT_ID, World, world};

#[tokio::test]
async fn domain_can_name_a_port() {
    let world = world().await;
    world.portal.install_by_frame().await;
    world.inbox.take();
    for port in [443, 8890] {
        world.portal.switch(|switches| switches.frame_port = Some(port));
        world.portal.open_app().await;
        let query = decode(world.inbox.take()[0].query.as_bytes());
        assert_eq!(query.text_at("DOMAIN"), Some(format!("acme.localhost:{port}")));
    }
}

#[tokio::test]
async fn the_frame_has_the_name_that_libraries_read() {
    let world = world().await;
    world.portal.switch(|switches| switches.frame_port = Some(443));
    let url = world.portal.url().join("marketplace/app/").expect("URL");
    let page = world.http.get(url.clone()).send().await.expect("answer").text().await.expect("text");

    let after = |start: &str| page.split_once(start).expect(start).1;
    let session = after("APP_SID=").split('"').next().expect("a session");
    let name = format!("{}|0|{session}", world.portal.host());
    assert!(page.contains(&format!("name=\"{name}\"")) && page.contains(&format!("target=\"{name}\"")), "{page}");
    assert!(page.contains("DOMAIN=acme.localhost%3A443&"));
    let data = after("id=\"data\">").split("</script>").next().expect("the data");
    let data: Value = serde_json::from_str(data).expect("JSON");
    assert_eq!(
        (&data["INSTALL"], &data["IS_ADMIN"], &data["PLACEMENT_OPTIONS"]),
        (&json!(true), &json!(true), &json!([]))
    );
    assert_eq!(data["MEMBER_ID"], world.portal.member_id());
    let access = data["AUTH_ID"].as_str().expect("token");
    assert_eq!(world.call_with(access, "profile", &[]).await.0, 200);

    let (_, auth) = world.post(url.join("auth").expect("URL"), &[]).await;
    assert_ne!(auth["AUTH_ID"], data["AUTH_ID"]);
    assert_eq!(world.call_with(auth["AUTH_ID"].as_str().expect("token"), "profile", &[]).await.0, 200);
}

#[tokio::test]
async fn an_endpoint_can_be_named_without_its_slash() {
    let world = World::with_bound(&["ONCRMLEADDELETE"]).await;
    world.portal.switch(|switches| switches.endpoint_without_slash = true);
    let endpoint = world.portal.url().join("rest").expect("URL");
    let pair = world.portal.tokens(1);

    let refreshed = world.token(&[("grant_type", "refresh_token"), ("refresh_token", &pair.refresh)]).await.1;
    let info = world.post(world.sim.url().join("rest/app.info").expect("URL"), &[("auth", &pair.access)]).await.1;
    let sent = decode(world.portal.delete(sim::Kind::Lead).await[0].sent.as_bytes());

    assert_eq!(refreshed["client_endpoint"], endpoint.as_str());
    assert_eq!(info["result"]["install"]["client_endpoint"], endpoint.as_str());
    assert_eq!(sent.get("auth").and_then(|auth| auth.text_at("client_endpoint")).as_deref(), Some(endpoint.as_str()));
}

#[tokio::test]
async fn a_flow_begun_at_an_old_address_comes_back_with_the_new_one() {
    let world = World::with_bound(&[]).await;
    let mut begun = world.portal.url().join("oauth/authorize/").expect("URL");
    begun.query_pairs_mut().append_pair("client_id", CLIENT_ID).append_pair("state", "s-1");
    world.portal.rename("acme-new");

    let moved = world.http.get(begun).send().await.expect("answer").headers()["Location"].clone();
    let back =
        world.http.get(moved.to_str().expect("text")).send().await.expect("answer").headers()["Location"].clone();

    let back = url::Url::parse(back.to_str().expect("text")).expect("URL");
    let value = |wanted: &str| back.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned());
    assert_eq!((value("domain"), value("state")), (Some(world.portal.host()), Some("s-1".to_owned())));
    assert_eq!(value("member_id"), Some(world.portal.member_id()));
}

#[tokio::test]
async fn copies_for_several_handlers_can_differ_by_a_second() {
    let world = World::with_bound(&["ONCRMLEADDELETE"]).await;
    let other = world.app.join("/other").expect("URL");
    world.call("event.bind", &[("event", "ONCRMLEADDELETE"), ("handler", other.as_str())]).await;
    world.portal.switch(|switches| switches.ts_per_handler = true);

    let sent = world.portal.delete(sim::Kind::Lead).await;

    let stamps: Vec<_> = sent.iter().map(|delivery| decode(delivery.sent.as_bytes()).text_at("ts")).collect();
    assert_eq!(stamps, [Some("1773760577".to_owned()), Some("1773760578".to_owned())]);
}
