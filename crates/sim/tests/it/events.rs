//! Events where portals deviate from the documentation, and who may bind them (docs/protocol.md 8.3).

use serde_json::Value;
use sim::Kind;
use sim::php::decode;

use crate::support::World;

fn error((status, body): &(u16, Value)) -> (u16, &str) {
    (*status, body["error"].as_str().unwrap_or_default())
}

#[tokio::test]
async fn handlers_are_refused_for_their_host_or_their_scheme() {
    let world = World::with_bound(&[]).await;
    let bind =
        async |handler: &str| world.call("event.bind", &[("event", "ONCRMLEADDELETE"), ("handler", handler)]).await;
    for handler in
        ["nowhere", "http://localhost/events", "http://box:8080/", "/events", "https://", "http://[fe80::1]/"]
    {
        assert_eq!(error(&bind(handler).await), (400, "ERROR_WRONG_HANDLER_URL"), "{handler}");
    }
    for handler in ["ftp://app.example/", "ws://app.example/events"] {
        assert_eq!(error(&bind(handler).await), (400, "ERROR_UNSUPPORTED_PROTOCOL"), "{handler}");
    }
    for handler in ["http://app.localhost:1/", "http://127.0.0.1:1/", "http://[::1]:1/", "https://app.example/"] {
        assert_eq!(bind(handler).await.1["result"], true, "{handler}");
    }
    let offline = [("event", "ONOFFLINEEVENT"), ("event_type", "offline")];
    assert_eq!(error(&world.call("event.bind", &offline).await), (400, "ERROR_ARGUMENT"));
}

#[tokio::test]
async fn every_event_names_its_handler() {
    let world = World::with_bound(&["ONIMBOTMESSAGEDELETE"]).await;
    world.portal.delete(Kind::BotV2Message).await;
    world.portal.install_by_callback().await;
    world.portal.user_ready().await;

    for received in world.inbox.take() {
        let id = decode(received.body.as_bytes()).text_at("event_handler_id");
        assert!(id.is_some_and(|id| id.parse::<u64>().is_ok_and(|id| id > 0)), "{}", received.body);
    }
}

#[tokio::test]
async fn calendar_deletions_bring_a_refresh_token_and_timeline_comments_have_fields() {
    let world = World::with_bound(&["ONCALENDARROOMDELETE", "ONCRMTIMELINECOMMENTDELETE"]).await;
    let mut room = world.portal.delete(Kind::CalendarRoom).await.remove(0);
    while !room.sent.contains("access_token") {
        room = world.portal.delete(Kind::CalendarRoom).await.remove(0); // nobody raised it
    }
    let comment = world.portal.delete(Kind::TimelineComment).await.remove(0);

    let event = decode(room.sent.as_bytes());
    let refresh = event.get("auth").and_then(|auth| auth.text_at("refresh_token")).expect("a token");
    assert_eq!(world.token(&[("grant_type", "refresh_token"), ("refresh_token", &refresh)]).await.0, 200);
    assert!(event.get("data").and_then(|data| data.text_at("id")).is_some());
    assert!(comment.sent.contains("&data%5BFIELDS%5D%5BID%5D=") && !comment.sent.contains("refresh_token"));
}

#[tokio::test]
async fn events_that_no_page_documents_are_offered() {
    let world = World::with_bound(&[]).await;
    let offered = async |parameters: &[(&str, &str)]| {
        let body = world.call("events", parameters).await.1;
        body["result"].as_array().expect("list").iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    let all = offered(&[]).await;
    for code in ["ONCALENDARROOMDELETE", "MAIN.ON.USER.TYPE.DELETE", "ONSONETGROUPDELETE"] {
        assert!(all.contains(&code.to_owned()), "{code}");
    }
    assert!(offered(&[("SCOPE", "sonet_group")]).await.contains(&"ONSONETGROUPDELETE".to_owned()));
    assert_eq!(offered(&[("SCOPE", "sonet")]).await, [] as [String; 0]);
    world.portal.grant(Some(vec!["crm".to_owned()]));
    assert!(!offered(&[]).await.contains(&"ONTASKDELETE".to_owned()));
    assert!(offered(&[("FULL", "1")]).await.contains(&"ONTASKDELETE".to_owned()));
    world.portal.grant(None);
    world.bind("MAIN.ON.USER.TYPE.DELETE").await;
    let sent = world.portal.delete(Kind::UserFieldType).await.remove(0).sent;
    assert!(sent.contains("&data%5BFIELDS%5D%5BID%5D="), "{sent}");
}
