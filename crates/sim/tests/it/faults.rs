//! Faults and switches.

use serde_json::json;
use sim::{Fault, FaultRule, Kind};

use crate::support::{CLIENT_ID, World};

#[tokio::test]
async fn an_error_strikes_as_often_as_it_was_set_for() {
    let world = World::with_bound(&[]).await;
    world.portal.fault("profile", Fault::error("QUERY_LIMIT_EXCEEDED"), Some(1));

    let struck = world.call("profile", &[]).await;

    assert_eq!(struck, (503, json!({"error": "QUERY_LIMIT_EXCEEDED", "error_description": "Too many requests"})));
    assert_eq!(world.call("profile", &[]).await.0, 200);
    assert_eq!(world.portal.calls("profile"), 2);
}

#[tokio::test]
async fn event_bind_can_answer_false_also_in_a_batch() {
    let world = World::with_bound(&[]).await;
    world.portal.fault("event.bind", Fault::Result(json!(false)), None);

    let body = world.call("batch", &[("cmd[a]", "event.bind?event=ONCRMLEADDELETE")]).await.1;

    assert_eq!(body["result"]["result"]["a"], false);
    assert_eq!(world.bind("ONCRMLEADDELETE").await["result"], false);
    assert!(world.portal.subscriptions().is_empty());
}

#[tokio::test]
async fn app_info_can_name_another_app_portal_host_or_user() {
    let world = World::with_bound(&[]).await;
    let access = world.portal.tokens(1).access;
    let url = world.sim.url().join("rest/app.info").expect("URL");
    for fault in [Fault::wrong_app(), Fault::wrong_member(), Fault::wrong_host(), Fault::wrong_user()] {
        world.sim.fault("app.info", fault, Some(1));
    }

    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(world.post(url.clone(), &[("auth", &access)]).await.1["result"].take());
    }

    assert_ne!(answers[0]["client_id"], CLIENT_ID);
    assert_ne!(answers[1]["install"]["member_id"], world.portal.member_id());
    assert_eq!(answers[2]["install"]["domain"], "evil.localhost");
    assert_eq!((&answers[3]["user_id"], &answers[3]["client_id"]), (&json!("999999"), &json!(CLIENT_ID)));
}

#[tokio::test]
async fn a_reset_leaves_no_answer_and_a_lost_answer_was_carried_out() {
    let world = World::with_bound(&[]).await;
    let refresh = world.portal.tokens(1).refresh;
    let grant = [
        ("client_id", CLIENT_ID),
        ("client_secret", crate::support::SECRET),
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh.as_str()),
    ];
    let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(grant).finish();
    let url = world.sim.url().join("oauth/token/").expect("URL");
    let post = || {
        let request = world.http.post(url.clone()).header("Content-Type", "application/x-www-form-urlencoded");
        request.body(form.clone()).send()
    };
    world.sim.fault("oauth/token", Fault::Reset, Some(1));
    world.sim.add_fault(FaultRule { on: "*".to_owned(), fault: Fault::LoseAnswer, times: Some(1), after: 0 });

    assert!(post().await.is_err());
    assert!(post().await.is_err());
    assert_eq!(post().await.expect("answer").status(), 400);
}

#[tokio::test]
async fn a_hanging_call_never_answers() {
    let world = World::with_bound(&[]).await;
    world.portal.fault("profile", Fault::Hang, Some(1));
    let url = world.portal.url().join("rest/profile").expect("URL");

    let call = world.http.post(url).timeout(std::time::Duration::from_millis(150)).send().await;

    assert!(call.expect_err("no answer").is_timeout());
}

#[tokio::test]
async fn broken_answers_come_in_many_kinds() {
    let world = World::with_bound(&[]).await;
    let url = world.portal.url().join("rest/profile").expect("URL");
    for fault in [Fault::Html, Fault::Status(502), Fault::Huge(3_000_000), Fault::Endless] {
        world.portal.fault("profile", fault, Some(1));
    }
    let get = || world.http.get(url.clone()).send();

    let html = get().await.expect("answer");
    assert_eq!(
        (html.status().as_u16(), html.headers()["Content-Type"].to_str().ok()),
        (200, Some("text/html; charset=utf-8"))
    );
    assert_eq!(get().await.expect("answer").status(), 502);
    assert_eq!(get().await.expect("answer").bytes().await.expect("body").len(), 3_000_000);
    let mut endless = get().await.expect("answer");
    let mut seen = 0;
    while seen < 4_000_000 {
        seen += endless.chunk().await.expect("chunk").expect("more").len();
    }
}

#[tokio::test]
async fn a_dripping_answer_is_whole_in_the_end() {
    let world = World::with_bound(&[]).await;
    world.portal.fault("user.admin", Fault::Drip(1), Some(1));
    assert_eq!(world.call("user.admin", &[]).await.1["result"], true);
}

#[tokio::test]
async fn a_renamed_portal_answers_302_at_its_old_address() {
    let world = World::with_bound(&["ONCRMLEADDELETE"]).await;
    let old = world.portal.url().join("rest/profile").expect("URL");
    world.portal.rename("acme-new");

    let moved = world.http.post(old).send().await.expect("answer");

    assert_eq!(moved.status(), 302);
    let target = world.portal.url().join("rest/profile").expect("URL");
    assert_eq!(moved.headers()["Location"].to_str().ok(), Some(target.as_str()));
    world.portal.delete(Kind::Lead).await;
    assert!(world.inbox.bodies()[0].contains("domain%5D=acme-new.localhost"));
}

#[tokio::test]
async fn switches_change_what_is_delivered() {
    let world = World::with_bound(&["ONCRMLEADDELETE"]).await;

    world.portal.switch(|switches| switches.duplicates = 1);
    world.portal.delete(Kind::Lead).await;
    let twice = world.inbox.bodies();
    world
        .portal
        .switch(|switches| (switches.duplicates, switches.without_tokens, switches.json_bodies) = (0, true, true));
    world.portal.delete(Kind::Lead).await;
    let json = world.inbox.bodies();
    world.portal.switch(|switches| switches.deleted = true);
    world.portal.delete(Kind::Lead).await;

    assert_eq!((twice.len(), &twice[0]), (2, &twice[1]));
    assert!(json[0].starts_with(r#"{"event":"ONCRMLEADDELETE""#) && !json[0].contains("access_token"));
    assert!(world.inbox.take().is_empty());
    assert_eq!(world.call("profile", &[]).await.0, 410);
}

#[tokio::test]
async fn an_install_event_can_come_late() {
    let world = World::with_bound(&[]).await;
    world.portal.begin_installation();
    world.bind("ONAPPINSTALL").await;
    world.bind("ONCRMLEADDELETE").await;
    world.portal.switch(|switches| switches.hold_install_event = true);

    world.portal.finish_installation().await;
    world.portal.delete(Kind::Lead).await;
    world.portal.release_install_event().await;

    let bodies = world.inbox.bodies();
    assert!(bodies[0].starts_with("event=ONCRMLEADDELETE") && bodies[1].starts_with("event=ONAPPINSTALL"));
}

#[tokio::test]
async fn a_blocked_queue_sends_nothing_but_the_offline_queue_fills() {
    let world = World::with_bound(&["ONCRMLEADDELETE", "ONOFFLINEEVENT"]).await;
    world.call("event.bind", &[("event", "ONCRMLEADDELETE"), ("event_type", "offline")]).await;
    world.portal.switch(|switches| switches.muted = true);

    world.portal.delete(Kind::Lead).await;

    assert!(world.inbox.take().is_empty());
    assert_eq!(world.portal.offline_queue().len(), 1);
}
