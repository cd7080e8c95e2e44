//! The form of the answers.

use domain::deletion::Source;
use domain::event::Arrival;
use domain::wire::decode_form;
use serde_json::json;
use store::LoggedEvent;

use super::{BOT, MESSAGE, OTHER, OWN, Scene, portal, portal_path};

#[tokio::test]
async fn deletion_is_as_the_contract_says() {
    let scene = Scene::new().await;
    scene.fill().await;
    let expected = json!({
        "id": "3",
        "member_id": OWN,
        "domain": "own.bitrix24.com",
        "event": "ONIMCONNECTORMESSAGEDELETE",
        "entity": "imconnector.message",
        "entity_id": "86501",
        "attributes": {
            "connector": "myconnector",
            "line": "107",
            "chat_id": "1807",
            "external_message_id": "ext-msg-005",
            "external_chat_id": "channel-123",
        },
        "user_id": "27",
        "also_reported_by": [],
        "sent_at": "2026-03-17T15:16:17Z",
        "received_at": "2026-11-20T12:03:00.000000Z",
        "source": "live",
        "sources": ["live"],
        "event_handler_id": "559",
        "payload": {
            "data": {
                "CONNECTOR": "myconnector",
                "LINE": "107",
                "MESSAGES": [{
                    "im": {"chat_id": "1807", "message_id": "86501"},
                    "message": {"id": "ext-msg-005"},
                    "chat": {"id": "channel-123"},
                }],
            },
            "ts": "1773760577",
            "auth": {
                "expires": "1773764178",
                "expires_in": "3600",
                "scope": "imconnector, imopenlines",
                "domain": "some-domain.bitrix24.com",
                "server_endpoint": "https://oauth.bitrix24.tech/rest/",
                "status": "F",
                "client_endpoint": "https://some-domain.bitrix24.com/rest/",
                "member_id": OWN,
                "user_id": "27",
            },
        },
    });
    let key = scene.own_key().await;
    let one = scene.get(&portal_path(OWN, "/deletions/3"), &key).await.ok();
    let list = scene.get(&portal_path(OWN, "/deletions"), &key).await.ok();
    assert_eq!(list["items"][3], one);
    let digest = one["digest"].as_str().expect("a digest");
    assert!(digest.len() == 64 && digest.bytes().all(|digit| digit.is_ascii_hexdigit()), "{digest}");
    let without_digest = one.as_object().expect("an object").clone().into_iter().filter(|(name, _)| name != "digest");
    assert_eq!(without_digest.collect::<serde_json::Map<_, _>>(), *expected.as_object().expect("an object"));
}

#[tokio::test]
async fn what_an_event_does_not_say_is_null() {
    let scene = Scene::new().await;
    scene.delete(MESSAGE, &[("event_handler_id=559&", ""), ("&auth%5Buser_id%5D=27", "")]).await;
    let one = scene.get(&portal_path(OWN, "/deletions/1"), &scene.own_key().await).await.ok();
    assert_eq!(one.get("user_id"), Some(&json!(null)));
    assert_eq!(one.get("event_handler_id"), Some(&json!(null)));
}

#[tokio::test]
async fn no_token_is_in_any_answer() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.master_key().await;
    for path in ["/api/v1/deletions", "/api/v1/portals", "/api/v1/catalogue"] {
        let body = scene.get(path, &key).await.body;
        for token in
            ["5b00844001b0007cd181977d455de630432", "831c76b092f9f135d9b6b36c3a720757", "access-of", "refresh-of"]
        {
            assert!(!body.contains(token), "{path} has {token}");
        }
        assert!(!body.contains(&key), "{path}");
    }
}

#[tokio::test]
async fn text_of_an_event_stays_as_it_came() {
    let scene = Scene::new().await;
    scene.delete(BOT, &[("BOT_CODE%5D=BOT", "BOT_CODE%5D=%3Cb%3E%22%5C%0A%F0%9F%92%A5")]).await;
    let one = scene.get(&portal_path(OWN, "/deletions/1"), &scene.own_key().await).await.ok();
    assert_eq!(one["payload"]["data"]["BOT_CODE"], "<b>\"\\\n💥");
}

#[tokio::test]
async fn portal_is_as_the_contract_says() {
    let scene = Scene::new().await;
    scene.delete(BOT, &[]).await;
    let (own, missing) = (portal(OWN), ["ONTASKDELETE".to_owned()]);
    let checked = scene.house.store.tenant(&own).record_subscriptions(3, &missing, &[], scene.house.clock.now()).await;
    checked.expect("is recorded");
    let expected = json!({
        "member_id": OWN,
        "domain": "own.bitrix24.com",
        "status": "active",
        "app_status": "F",
        "finished": true,
        "scopes": ["crm", "imbot", "imconnector", "imopenlines"],
        "installed_at": "2026-11-20T12:00:00Z",
        "last_event_at": "2026-11-20T12:01:00Z",
        "deletions": 1,
        "token": {
            "state": "ok",
            "expires_at": "2026-11-20T13:00:00Z",
            "refreshed_at": "2026-11-20T12:00:00Z",
            "renew_at": "2027-03-30T12:00:00Z",
            "error": null,
        },
        "subscriptions": {
            "expected": 3,
            "found": 2,
            "missing": ["ONTASKDELETE"],
            "checked_at": "2026-11-20T12:01:00Z",
        },
        "payment": null,
        "offline_queue": "unknown",
        "probe": null,
        "condition": "alarmed",
        "alarms": [],
    });
    let key = scene.own_key().await;
    assert_eq!(scene.get(&portal_path(OWN, ""), &key).await.ok(), expected);
    assert_eq!(scene.get("/api/v1/portals", &key).await.ok(), json!({"items": [expected], "next_cursor": null}));
}

#[tokio::test]
async fn portal_that_sent_nothing_yet_has_nulls() {
    let scene = Scene::new().await;
    let quiet = scene.get(&portal_path(OTHER, ""), &scene.master_key().await).await.ok();
    assert_eq!(quiet.get("last_event_at"), Some(&json!(null)));
    assert_eq!(quiet.get("subscriptions"), Some(&json!(null)));
    assert_eq!(quiet["deletions"], 0);
}

#[tokio::test]
async fn payload_has_the_keys_of_the_event_in_their_order() {
    let scene = Scene::new().await;
    let data = r#"{"z":"1","10":"x","2":{"b":"y","a":"z"},"FIELDS":{"NAME":"n","ID":"5"},"list":["p","q"]}"#;
    let fields = "data[z]=1&data[10]=x&data[2][b]=y&data[2][a]=z&data[FIELDS][NAME]=n&data[FIELDS][ID]=5&data[list][]=p\
        &data[list][]=q";
    let auth = format!("auth[user_id]=3&auth[member_id]={OWN}&auth[domain]=d");
    let event = decode_form(format!("event=ONCRMLEADDELETE&{fields}&ts=1773760577&{auth}").as_bytes()).unwrap();
    let event = Arrival::parse(event).unwrap().event;
    scene.house.log.append(&LoggedEvent { generation: 1, source: Source::Live, event }).await.unwrap();
    scene.house.indexed().await;
    let payload = format!(
        "\"payload\":{{\"data\":{data},\"ts\":\"1773760577\",\"auth\":{{\"user_id\":\"3\",\"member_id\":\"{OWN}\",\
        \"domain\":\"d\"}}}}"
    );
    let key = scene.own_key().await;
    for path in ["/deletions/1", "/deletions", "/deletions/export?format=ndjson"] {
        let answer = scene.get(&portal_path(OWN, path), &key).await;
        assert!(answer.body.contains(&payload), "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn catalogue_has_every_documented_event() {
    let scene = Scene::new().await;
    let catalogue = scene.get("/api/v1/catalogue", &scene.own_key().await).await.ok();
    let items = catalogue["items"].as_array().unwrap();
    assert_eq!(items.len(), domain::catalogue::all().len());
    let status = items.iter().find(|item| item["event"] == "ONIMCONNECTORSTATUSDELETE").unwrap();
    let expected = json!({
        "event": "ONIMCONNECTORSTATUSDELETE",
        "title": "Connector switched off on a line",
        "scope": "imconnector",
        "entity": "imconnector.connection",
        "id_path": "data.connector+data.line",
        "attributes": {"connector": "data.connector", "line": "data.line"},
        "binding": "app",
        "documented": true,
        "announces": false,
        "superseded_by": null,
    });
    assert_eq!(*status, expected);
}

#[tokio::test]
async fn portals_are_found_by_their_text_and_status() {
    let scene = Scene::new().await;
    let (own, master) = (scene.own_key().await, scene.master_key().await);
    let found = async |query: &str, key: &str| {
        let page = scene.get(&format!("/api/v1/portals?{query}"), key).await.ok();
        let items = page["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["member_id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for (query, of_master, of_own) in [
        ("", vec![OTHER, OWN], vec![OWN]),
        ("q=BITRIX24.de", vec![OTHER], vec![]),
        ("q=8940947A", vec![OWN], vec![OWN]),
        ("q=o_n", vec![], vec![]),
        ("q=%25", vec![], vec![]),
        ("q=%5C", vec![], vec![]),
        ("q=", vec![OTHER, OWN], vec![OWN]),
        ("status=active", vec![OTHER, OWN], vec![OWN]),
        ("status=uninstalled", vec![], vec![]),
        ("q=own&status=active", vec![OWN], vec![OWN]),
        ("limit=1", vec![OTHER], vec![OWN]),
    ] {
        assert_eq!(found(query, &master).await, of_master, "{query}");
        assert_eq!(found(query, &own).await, of_own, "{query}");
    }
}
