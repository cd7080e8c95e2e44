//! Events that no app binds, and a token that changes without an event (docs/protocol.md 8.2, 8.3).

use serde_json::{Value, json};
use sim::php::decode;

use crate::support::{World, world};

#[tokio::test]
async fn a_system_user_comes_to_the_installer_address_and_outlives_who_installed() {
    let world = World::with_bound(&[]).await.with_eastern();
    let portal = world.sim.portal("eastern").expect("portal");

    let delivered = portal.user_ready().await;

    let received = world.inbox.take();
    assert_eq!((delivered.len(), received.len(), received[0].path.as_str()), (1, 1, "/bitrix24/install"));
    let event = decode(received[0].body.as_bytes());
    let (data, auth) = (event.get("data").expect("data"), event.get("auth").expect("auth"));
    let keys: Vec<String> = data.members().into_iter().map(|(key, _)| key).collect();
    let documented = "access_token refresh_token expires_in scope domain server_endpoint client_endpoint member_id user_id \
                      client_id status LANGUAGE_ID";
    assert_eq!(keys.join(" "), documented);
    let server = portal.authority();
    for block in [data, auth] {
        assert_eq!(block.text_at("domain").as_deref(), Some(server.authority()));
        assert_eq!(
            block.text_at("server_endpoint").as_deref(),
            server.join("rest/").ok().as_ref().map(url::Url::as_str)
        );
    }
    assert_eq!(
        (auth.text_at("user_id"), auth.text_at("application_token")),
        (Some("1".to_owned()), Some(portal.application_token()))
    );
    assert!(auth.text_at("refresh_token").is_some());

    let system = portal.system_user().expect("a system user").id.to_string();
    assert_eq!(data.text_at("user_id").as_ref(), Some(&system));
    portal.set_active(1, false);
    let access = data.text_at("access_token").expect("token");
    let call = async |method: &str| -> Value {
        let url = portal.url().join(&format!("rest/{method}")).expect("URL");
        world.post(url, &[("auth", &access)]).await.1["result"].take()
    };
    assert_eq!(call("user.admin").await, true);
    assert_eq!(call("profile").await["ID"], system.as_str());
    let found = call("user.get").await;
    assert!(found.as_array().expect("a list").iter().all(|user| user["ID"] != system.as_str()), "{found}");
    let again = portal.user_ready().await;
    assert!(again[0].sent.contains(&format!("%5Buser_id%5D={system}&")), "{}", again[0].sent);
}

#[tokio::test]
async fn a_confirmed_method_comes_where_it_is_bound_else_to_the_installer_address() {
    let world = World::with_bound(&[]).await;
    world.portal.confirm_method("user.get", true).await;
    world.bind("ONAPPMETHODCONFIRM").await;
    world.portal.confirm_method("user.get", false).await;

    let received = world.inbox.take();
    let paths: Vec<&str> = received.iter().map(|received| received.path.as_str()).collect();
    assert_eq!(paths, ["/bitrix24/install", "/events"]);
    assert!(received[0].body.contains("%5BMETHOD%5D=user.get&data%5BCONFIRMED%5D=1"));
    assert!(received[1].body.contains("%5BCONFIRMED%5D=0") && !received[1].body.contains("access_token"));
}

#[tokio::test]
async fn nothing_comes_before_the_installation_is_finished() {
    let world = world().await;
    world.portal.begin_installation();
    assert_eq!(world.portal.user_ready().await, []);
    assert_eq!(world.portal.confirm_method("user.get", true).await, []);
}

#[tokio::test]
async fn an_application_token_can_change_without_any_event() {
    let world = World::with_bound(&["ONAPPUPDATE", "ONCRMLEADDELETE"]).await;
    let before = world.portal.application_token();

    let renewed = world.portal.renew_application_token();
    let url = world.sim.url().join("_sim/portals/acme/renew-application-token").expect("URL");
    let summary: Value = world.http.post(url).send().await.expect("answer").json().await.expect("JSON");

    assert!(world.inbox.take().is_empty());
    assert!(renewed != before && summary["application_token"] != json!(renewed));
    let deleted = world.portal.delete(sim::Kind::Lead).await;
    assert!(deleted[0].sent.ends_with(&world.portal.application_token()));
}

#[tokio::test]
async fn both_events_are_sent_over_http() {
    let world = World::with_bound(&[]).await;
    let ask = async |path: &str, body: Value| -> Value {
        let url = world.sim.url().join(&format!("_sim/portals/acme/{path}")).expect("URL");
        world.http.post(url).body(body.to_string()).send().await.expect("answer").json().await.expect("JSON")
    };
    assert_eq!(ask("user-ready", json!({})).await["taken"], 1);
    let summary = world.sim.url().join("_sim/portals/acme").expect("URL");
    let summary: Value = world.http.get(summary).send().await.expect("answer").json().await.expect("JSON");
    assert_eq!(summary["system_user"], json!(world.portal.system_user().map(|user| user.id)));
    assert_eq!(summary["authority"], world.sim.url().as_str());
    assert_eq!(ask("confirm-method", json!({"method": "user.get"})).await["taken"], 1);
    assert!(world.inbox.bodies()[1].contains("%5BCONFIRMED%5D=1"));
}

#[tokio::test]
async fn an_install_event_can_come_without_tokens() {
    let world = world().await;
    world.portal.switch(|switches| switches.install_without_tokens = true);
    world.portal.install_by_callback().await;

    let event = decode(world.inbox.take()[0].body.as_bytes());
    let auth = event.get("auth").expect("auth");
    assert_eq!(event.text_at("event").as_deref(), Some("ONAPPINSTALL"));
    assert_eq!(auth.text_at("application_token"), Some(world.portal.application_token()));
    assert!(["access_token", "refresh_token", "scope", "user_id"].iter().all(|key| auth.get(key).is_none()));
}
