//! The authorization server: grants, rotation, codes, and what it confirms.

use serde_json::json;
use sim::{Rotation, TokenExtras};
use time::Duration;
use url::Url;

use crate::support::{CLIENT_ID, World, world};

async fn refresh(world: &World, token: &str) -> (u16, serde_json::Value) {
    world.token(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
}

#[tokio::test]
async fn a_used_refresh_token_is_dead() {
    let world = World::with_bound(&[]).await;
    let first = world.portal.tokens(1);

    let (status, body) = refresh(&world, &first.refresh).await;
    let again = refresh(&world, &first.refresh).await;

    assert_eq!(status, 200);
    let mut keys: Vec<&String> = body.as_object().expect("object").keys().collect();
    keys.sort();
    let documented = [
        "access_token",
        "client_endpoint",
        "domain",
        "expires",
        "expires_in",
        "member_id",
        "refresh_token",
        "scope",
        "server_endpoint",
        "status",
        "user_id",
    ];
    assert_eq!(keys, documented);
    assert_eq!(body["user_id"], 1);
    assert_eq!(again, (400, json!({"error": "invalid_grant"})));
    let second = body["refresh_token"].as_str().expect("token");
    assert_eq!(refresh(&world, second).await.0, 200);
}

#[tokio::test]
async fn rotation_can_leave_a_grace() {
    let world = World::with_bound(&[]).await;
    world.sim.switch(|switches| switches.rotation = Rotation::Grace(30));
    let first = world.portal.tokens(1).refresh;

    assert_eq!(refresh(&world, &first).await.0, 200);
    world.hands.advance(Duration::seconds(30));
    assert_eq!(refresh(&world, &first).await.0, 200);
    world.hands.advance(Duration::seconds(1));
    assert_eq!(refresh(&world, &first).await.0, 400);
}

#[tokio::test]
async fn a_refresh_token_lives_180_days() {
    let world = World::with_bound(&[]).await;
    let (early, late) = (world.portal.tokens(1).refresh, world.portal.tokens(1).refresh);

    world.hands.advance(Duration::days(179));
    assert_eq!(refresh(&world, &early).await.0, 200);
    world.hands.advance(Duration::days(1));
    assert_eq!(refresh(&world, &late).await.0, 400);
}

#[tokio::test]
async fn a_code_works_once_and_for_thirty_seconds() {
    let world = World::with_bound(&[]).await;
    let (used, late) = (world.portal.code(1), world.portal.code(1));

    let (status, body) = world.token(&[("grant_type", "authorization_code"), ("code", &used)]).await;
    let again = world.token(&[("grant_type", "authorization_code"), ("code", &used)]).await;
    world.hands.advance(Duration::seconds(30));
    let expired = world.token(&[("grant_type", "authorization_code"), ("code", &late)]).await;

    assert_eq!((status, &body["expires"], body.get("token_type")), (200, &json!(1_773_764_177), None));
    assert_eq!((again.0, expired.0), (400, 400));
}

#[tokio::test]
async fn an_answer_to_a_code_can_be_as_short_as_the_documented_one() {
    let world = World::with_bound(&[]).await;
    for (extras, with_code) in
        [(TokenExtras::Documented, false), (TokenExtras::Never, false), (TokenExtras::Always, true)]
    {
        world.sim.switch(|switches| switches.token_extras = extras);
        let code = world.portal.code(1);
        let body = world.token(&[("grant_type", "authorization_code"), ("code", &code)]).await.1;
        assert_eq!(
            (body.get("expires").is_some(), body.get("user_id").is_some()),
            (with_code, with_code),
            "{extras:?}"
        );
    }
}

#[tokio::test]
async fn authorize_sends_the_browser_back_with_a_code() {
    let world = World::with_bound(&[]).await;
    let mut url = world.portal.url().join("oauth/authorize/").expect("URL");
    url.query_pairs_mut().append_pair("client_id", CLIENT_ID).append_pair("state", "abc");

    let response = world.http.get(url).send().await.expect("answer");

    assert_eq!(response.status(), 302);
    let target = Url::parse(response.headers()["Location"].to_str().expect("text")).expect("URL");
    let pairs: Vec<(String, String)> = target.query_pairs().into_owned().collect();
    let names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["code", "state", "domain", "member_id", "scope", "server_domain"]);
    let (status, body) = world.token(&[("grant_type", "authorization_code"), ("code", &pairs[0].1)]).await;
    assert_eq!((status, &body["member_id"]), (200, &json!(world.portal.member_id())));
    assert_eq!(body["user_id"], 1);
}

#[tokio::test]
async fn grants_are_refused_with_their_documented_errors() {
    let world = World::with_bound(&[]).await;
    let refresh = world.portal.tokens(1).refresh;
    let url = world.sim.url().join("oauth/token/").expect("URL");
    let grant = [("grant_type", "refresh_token"), ("refresh_token", refresh.as_str())];

    let stranger = [&[("client_id", "local.other"), ("client_secret", "x")], grant.as_slice()].concat();
    assert_eq!(world.post(url.clone(), &stranger).await, (200, json!({"error": "wrong_client"})));
    let guess = [&[("client_id", CLIENT_ID), ("client_secret", "x")], grant.as_slice()].concat();
    assert_eq!(world.post(url, &guess).await, (400, json!({"error": "invalid_client"})));
    let (status, body) = world.token(&[("grant_type", "refresh_token")]).await;
    assert_eq!((status, body["error_description"].as_str()), (400, Some("No \"refresh_token\" parameter found")));

    world.portal.set_paid(false).await;
    assert_eq!(world.token(&grant).await.1["error"], "PAYMENT_REQUIRED");
    world.portal.set_paid(true).await;
    world.portal.uninstall(false).await;
    assert_eq!(world.token(&grant).await.1["error"], "NOT_INSTALLED");
}

#[tokio::test]
async fn app_info_vouches_for_living_tokens_only() {
    let world = world().await;
    world.portal.begin_installation();
    let access = world.portal.tokens(1).access;
    let url = world.sim.url().join("rest/app.info").expect("URL");

    let (status, body) = world.post(url.clone(), &[("auth", &access)]).await;
    assert_eq!(status, 200);
    assert_eq!(body["result"]["client_id"], CLIENT_ID);
    assert_eq!(body["result"]["install"]["member_id"], world.portal.member_id());
    assert_eq!(body["result"]["install"]["domain"], world.portal.host());
    assert_eq!(body["result"]["user_id"], "1");

    let made_up = world.portal.made_up_token();
    assert_eq!(world.post(url.clone(), &[("auth", &made_up)]).await, (400, json!({"error": "invalid_client"})));
    world.hands.advance(Duration::hours(1));
    assert_eq!(world.post(url, &[("auth", &access)]).await.0, 401);
}

#[tokio::test]
async fn a_get_is_taken_even_where_a_post_is_not() {
    let world = World::with_bound(&[]).await;
    world.sim.switch(|switches| switches.only_get = true);
    let token = world.portal.tokens(1).refresh;

    let posted = refresh(&world, &token).await;
    let mut url = world.sim.url().join("oauth/token/").expect("URL");
    url.query_pairs_mut()
        .append_pair("client_id", CLIENT_ID)
        .append_pair("client_secret", crate::support::SECRET)
        .append_pair("grant_type", "refresh_token")
        .append_pair("refresh_token", &token);
    let got = world.http.get(url).send().await.expect("answer");

    assert_eq!((posted.0, &posted.1["error"]), (400, &json!("invalid_request")));
    assert_eq!(got.status(), 200);
    assert_eq!(world.sim.calls("oauth/token"), 2);
}
