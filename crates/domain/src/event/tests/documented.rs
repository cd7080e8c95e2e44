//! Every documented body of an event, as form and as JSON.

use secrecy::ExposeSecret;

use super::{fingerprint, logged, parse, parse_json};
use crate::event::{Event, Kind, LifeCycle};

/// A body's form, its JSON, and what it reports: entity, `entity_id` and attributes.
macro_rules! documented {
    ($($name:ident: $reported:expr;)*) => {
        $(
            #[test]
            fn $name() {
                let form = include_str!(concat!("../../../../../tests/fixtures/payloads/", stringify!($name), ".form"));
                let json = include_str!(concat!("../../../../../tests/fixtures/payloads/", stringify!($name), ".json"));
                both_report(form, json, $reported);
            }
        )*
    };
}

documented! {
    onimconnectorlinedelete: &["openline.line 107 {}"];
    onimconnectorstatusdelete: &[r#"imconnector.connection myconnector:107 {"connector": "myconnector", "line": "107"}"#];
    onimconnectormessagedelete: &[concat!(
        r#"imconnector.message 86501 {"chat_id": "1807", "connector": "myconnector", "#,
        r#""external_chat_id": "channel-123", "external_message_id": "ext-msg-005", "line": "107"}"#,
    )];
    onimbotdelete: &[r#"imbot.bot 567 {"bot_code": "BOT"}"#];
    oncrmleaddelete: &["crm.lead 1000983 {}"];
    onleaddelete: &["crm.lead 1000983 {}"];
    onappinstall: &[];
    onappupdate: &[];
    onappuninstall: &[];
    onapppayment: &[];
    onappmethodconfirm: &[];
}

fn both_report(form: &str, json: &str, reported: &[&str]) {
    let (by_form, by_json) = (parse(form.trim_end()).unwrap(), parse_json(json));
    let (event, other) = (by_form.event, by_json.event);
    assert_eq!(event, other);
    assert_eq!(fingerprint(&event), fingerprint(&other));
    assert_eq!(event.deletions(), other.deletions());

    let shown = event.deletions();
    let shown = shown.iter().map(|one| format!("{} {} {:?}", one.entity, one.entity_id, one.attributes));
    assert_eq!(shown.collect::<Vec<_>>(), reported);
    assert_eq!(event.deletion_count(), reported.len());
    assert!(event.sent_at().is_some());

    let back: Event = serde_json::from_str(&logged(&event)).unwrap();
    assert_eq!((fingerprint(&back), &back), (fingerprint(&event), &event));
    no_token_stays(form, &event);
}

/// Asserts that every form value whose name contains `token` is gone.
fn no_token_stays(form: &str, event: &Event) {
    let kept = format!("{}{}", logged(event), serde_json::to_string(&event.payload()).unwrap()).to_lowercase();
    let pairs = form.trim_end().split('&').filter_map(|pair| pair.split_once('='));
    for (_, token) in pairs.filter(|(name, _)| name.to_lowercase().contains("token")) {
        assert!(!kept.contains(token), "{token}");
    }
    assert!(!kept.contains("token"));
}

#[test]
fn lead_deletion_is_read_in_full() {
    let form = include_str!("../../../../../tests/fixtures/payloads/oncrmleaddelete.form");
    let arrival = parse(form).unwrap();
    let event = &arrival.event;
    assert_eq!(event.member_id.as_str(), "a223c6b3710f85df22e9377d6c4f7553");
    assert_eq!(event.event_handler_id.as_deref(), Some("711"));
    assert_eq!(event.sent_at().unwrap().unix_timestamp(), 1_742_807_199);
    assert_eq!(event.domain(), Some("some-domain.bitrix24.com"));
    assert_eq!(event.client_endpoint(), Some("https://some-domain.bitrix24.com/rest/"));
    assert_eq!(event.server_endpoint(), Some("https://oauth.bitrix.info/rest/"));
    assert_eq!(event.user_id, None);
    assert_eq!(
        serde_json::to_string(&event.payload()).unwrap(),
        concat!(
            r#"{"data":{"FIELDS":{"ID":"1000983"}},"ts":"1742807199","auth":{"expires_in":"3600","scope":"crm","#,
            r#""domain":"some-domain.bitrix24.com","server_endpoint":"https://oauth.bitrix.info/rest/","status":"L","#,
            r#""client_endpoint":"https://some-domain.bitrix24.com/rest/","member_id":"a223c6b3710f85df22e9377d6c4f7553"}}"#,
        )
    );

    let credentials = arrival.credentials;
    let text = |secret: &Option<secrecy::SecretString>| secret.as_ref().map(|secret| secret.expose_secret().to_owned());
    assert_eq!(text(&credentials.application_token).as_deref(), Some("51856fefc120afa4b628cc82d3935cce"));
    assert_eq!(text(&credentials.access_token).as_deref(), Some("s6p6eclrvim6da22ft9ch94ekreb52lv"));
    assert_eq!(text(&credentials.refresh_token).as_deref(), Some("4s386p3q0tr8dy89xvmt96234v3dljg8"));
    assert_eq!(credentials.expires_in, Some(time::Duration::HOUR));
    assert!(!format!("{credentials:?}").contains("51856fef"));
}

#[test]
fn line_deletion_names_user_and_scopes() {
    let form = include_str!("../../../../../tests/fixtures/payloads/onimconnectorlinedelete.form");
    let event = parse(form).unwrap().event;
    assert_eq!(event.user_id.as_deref(), Some("27"));
}

#[test]
fn life_cycle_is_no_deletion() {
    let form = include_str!("../../../../../tests/fixtures/payloads/onappuninstall.form");
    let event = parse(form).unwrap().event;
    assert_eq!(event.code.kind(), Kind::LifeCycle(LifeCycle::Uninstall));
    assert_eq!(event.data_text("CLEAN"), Some("1"));

    let form = include_str!("../../../../../tests/fixtures/payloads/onapppayment.form");
    assert!(parse(form).unwrap().credentials.application_token.is_none());
}
