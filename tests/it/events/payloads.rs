//! Every documented event, posted as a form and as JSON to an installed portal and read back.

use std::collections::BTreeMap;

use domain::deletion::{Deletion, Filter};

use super::{FORM, Gate, JSON};
use crate::support::{House, member_id};

/// The deletion a documented event has to become.
struct Expected {
    entity: &'static str,
    entity_id: &'static str,
    attributes: &'static [(&'static str, &'static str)],
    user_id: Option<&'static str>,
    sent_at: &'static str,
}

macro_rules! pair {
    ($name:literal) => {
        [
            (FORM, include_str!(concat!("../../fixtures/payloads/", $name, ".form"))),
            (JSON, include_str!(concat!("../../fixtures/payloads/", $name, ".json"))),
        ]
    };
}

/// The portal and the application token in a body.
fn portal_of(form: &str) -> (String, String) {
    let map = domain::wire::decode_form(form.trim().as_bytes()).unwrap();
    let auth = map.get("auth").unwrap().as_map().unwrap();
    let text = |key| auth.text(key).unwrap_or("none").to_owned();
    (text("member_id"), text("application_token"))
}

async fn read_back(content_type: &str, body: &str, form: &str) -> Vec<Deletion> {
    let house = House::new().await;
    let (portal, token) = portal_of(form);
    let portal = member_id(&portal);
    house.install(&portal, "some-domain.bitrix24.com", &token).await;
    Gate::of(&house).post(content_type, body.trim()).await.assert_stored(1);
    house.indexed().await;
    house.store.tenant(&portal).deletions().list_deletions(&Filter::default(), None, 10).await.unwrap().items
}

async fn check(pair: [(&str, &str); 2], expected: Expected) {
    let form = pair[0].1;
    let mut payloads = Vec::new();
    for (content_type, body) in pair {
        let kept = read_back(content_type, body, form).await;
        let [deletion] = kept.as_slice() else { panic!("{kept:?}") };
        assert_eq!((deletion.entity.as_str(), deletion.entity_id.as_str()), (expected.entity, expected.entity_id));
        let attributes: BTreeMap<_, _> =
            expected.attributes.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        assert_eq!(deletion.attributes, attributes);
        assert_eq!(deletion.user_id.as_deref(), expected.user_id);
        assert_eq!(deletion.sent_at.format(&time::format_description::well_known::Rfc3339).unwrap(), expected.sent_at);
        assert_eq!((deletion.number, deletion.source.as_str()), (1, "live"));
        let (_, token) = portal_of(form);
        assert!(!deletion.payload.contains(&token) && !deletion.payload.contains("_token"), "{}", deletion.payload);
        payloads.push(serde_json::from_str::<serde_json::Value>(&deletion.payload).unwrap());
    }
    assert_eq!(payloads[0], payloads[1], "a form and the same as JSON leave the same payload");
}

#[tokio::test]
async fn line() {
    let expected = Expected {
        entity: "openline.line",
        entity_id: "107",
        attributes: &[],
        user_id: Some("27"),
        sent_at: "2026-03-17T15:26:05Z",
    };
    check(pair!("onimconnectorlinedelete"), expected).await;
}

#[tokio::test]
async fn connection() {
    let expected = Expected {
        entity: "imconnector.connection",
        entity_id: "myconnector:107",
        attributes: &[("connector", "myconnector"), ("line", "107")],
        user_id: Some("27"),
        sent_at: "2026-03-17T15:24:54Z",
    };
    check(pair!("onimconnectorstatusdelete"), expected).await;
}

#[tokio::test]
async fn message() {
    let attributes = &[
        ("connector", "myconnector"),
        ("line", "107"),
        ("chat_id", "1807"),
        ("external_message_id", "ext-msg-005"),
        ("external_chat_id", "channel-123"),
    ];
    let (entity, entity_id, user_id) = ("imconnector.message", "86501", Some("27"));
    let expected = Expected { entity, entity_id, attributes, user_id, sent_at: "2026-03-17T15:16:17Z" };
    check(pair!("onimconnectormessagedelete"), expected).await;
}

#[tokio::test]
async fn bot() {
    let expected = Expected {
        entity: "imbot.bot",
        entity_id: "567",
        attributes: &[("bot_code", "BOT")],
        user_id: Some("27"),
        sent_at: "2026-02-26T07:19:23Z",
    };
    check(pair!("onimbotdelete"), expected).await;
}

#[tokio::test]
async fn lead_under_both_its_codes() {
    for pair in [pair!("oncrmleaddelete"), pair!("onleaddelete")] {
        let expected = Expected {
            entity: "crm.lead",
            entity_id: "1000983",
            attributes: &[],
            user_id: None,
            sent_at: "2025-03-24T09:06:39Z",
        };
        check(pair, expected).await;
    }
}

#[tokio::test]
async fn events_about_the_app_are_accepted_and_are_no_deletions() {
    for pair in [pair!("onappuninstall"), pair!("onapppayment"), pair!("onappmethodconfirm")] {
        let (portal, token) = portal_of(pair[0].1);
        for (content_type, body) in pair {
            let house = House::new().await;
            let portal = member_id(&portal);
            house.install(&portal, "some-domain.bitrix24.com", &token).await;
            let answer = Gate::of(&house).post(content_type, body.trim()).await;
            assert_eq!((answer.status.as_u16(), answer.result()), (200, "accepted"), "{body}");
            house.indexed().await;
            let kept =
                house.store.tenant(&portal).deletions().list_deletions(&Filter::default(), None, 10).await.unwrap();
            assert!(kept.items.is_empty());
        }
    }
}
