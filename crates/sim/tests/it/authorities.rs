//! Two authorization servers, each with portals of its own (docs/protocol.md 8.2).

use serde_json::{Value, json};
use sim::php::decode;
use sim::{Fault, Portal};
use url::Url;

use crate::support::{CLIENT_ID, SECRET, World};

/// A world with a second portal, of the authorization server `oauth2`.
async fn two() -> (World, Portal) {
    let world = World::with_bound(&[]).await.with_eastern();
    let eastern = world.sim.portal("eastern").expect("portal");
    (world, eastern)
}

impl World {
    async fn token_at(&self, server: &Url, grant: [(&str, &str); 2]) -> (u16, Value) {
        let client = [("client_id", CLIENT_ID), ("client_secret", SECRET)];
        self.post(server.join("oauth/token/").expect("URL"), &[client, grant].concat()).await
    }

    async fn info_at(&self, server: &Url, access: &str) -> (u16, Value) {
        self.post(server.join("rest/app.info").expect("URL"), &[("auth", access)]).await
    }
}

#[tokio::test]
async fn only_the_server_of_a_portal_knows_its_codes_and_tokens() {
    let (world, eastern) = two().await;
    let (western, own) = (world.sim.url(), eastern.authority());
    assert_eq!(own.host_str(), Some("oauth2.localhost"));
    assert_eq!((own.clone(), world.portal.authority()), (world.sim.authority("oauth2"), western.clone()));
    for (portal, right, wrong) in [(&eastern, &own, &western), (&world.portal, &western, &own)] {
        let (code, pair) = (portal.code(1), portal.tokens(1));
        let by_code = [("grant_type", "authorization_code"), ("code", code.as_str())];
        let by_token = [("grant_type", "refresh_token"), ("refresh_token", pair.refresh.as_str())];

        let refused = (400, json!({"error": "invalid_grant"}));
        assert_eq!(world.token_at(wrong, by_code).await, refused);
        assert_eq!(world.token_at(wrong, by_token).await, refused);
        assert_eq!(world.info_at(wrong, &pair.access).await, (400, json!({"error": "invalid_client"})));
        let routed = world.post(wrong.join("rest/profile").expect("URL"), &[("auth", &pair.access)]).await;
        assert_eq!((routed.0, &routed.1["error"]), (401, &json!("NO_AUTH_FOUND")));

        let exchanged = world.token_at(right, by_code).await;
        let endpoint = right.join("rest/").expect("URL");
        assert_eq!((exchanged.0, &exchanged.1["server_endpoint"]), (200, &json!(endpoint.as_str())));
        assert_eq!(exchanged.1["domain"], right.authority());
        assert_eq!(world.token_at(right, by_token).await.0, 200);
        let info = world.info_at(right, &pair.access).await;
        assert_eq!((info.0, &info.1["result"]["install"]["member_id"]), (200, &json!(portal.member_id())));
    }
}

#[tokio::test]
async fn a_portal_names_its_server_wherever_it_names_one() {
    let (world, eastern) = two().await;
    let endpoint = eastern.authority().join("rest/").expect("URL");
    eastern.install_by_frame().await;
    let form = decode(world.inbox.take()[0].body.as_bytes());
    eastern.install_by_callback().await;
    let event = decode(world.inbox.take()[0].body.as_bytes());
    let mut authorize = eastern.url().join("oauth/authorize/").expect("URL");
    authorize.query_pairs_mut().append_pair("client_id", CLIENT_ID).append_pair("state", "s");
    let back = world.http.get(authorize).send().await.expect("answer").headers()["Location"].clone();

    assert_eq!(form.text_at("SERVER_ENDPOINT").as_deref(), Some(endpoint.as_str()));
    let auth = event.get("auth").expect("auth");
    assert_eq!(auth.text_at("server_endpoint").as_deref(), Some(endpoint.as_str()));
    assert_eq!(auth.text_at("domain"), Some(eastern.host()));
    assert!(back.to_str().expect("text").contains("&server_domain=oauth2.localhost"), "{back:?}");
}

#[tokio::test]
async fn calls_and_faults_of_a_server_go_by_its_name() {
    let (world, eastern) = two().await;
    world.sim.fault("oauth2:app.info", Fault::Status(451), Some(1));
    world.info_at(&world.sim.url(), "nothing").await;
    let own = eastern.authority().join("rest/app.info").expect("URL");

    assert_eq!(world.http.get(own).send().await.expect("answer").status(), 451);
    assert_eq!((world.sim.calls("app.info"), world.sim.calls("oauth2:app.info")), (1, 1));
}
