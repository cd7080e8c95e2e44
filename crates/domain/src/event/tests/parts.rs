//! Splitting a payload and joining it again gives the same payload.

use serde_json::Value;

use super::event;
use crate::event::{AuthText, Parts};

/// The parts of an event's only deletion, after checking that they join to its payload.
fn parts(fields: &str) -> Parts {
    let event = event(&format!("event=ONCRMLEADDELETE&{fields}"));
    let payload = event.payload();
    let auth = serde_json::to_string(&event.auth).unwrap();
    let auth = AuthText::of(&auth, event.user_id.as_deref(), |pieces| pieces.concat().into()).unwrap();
    let parts = payload.parts(&event, &auth);
    let second = event.sent_at().map_or(7, time::OffsetDateTime::unix_timestamp);
    let joined: Value = serde_json::from_str(&parts.join(second, event.user_id.as_deref()).unwrap()).unwrap();
    assert_eq!(joined, serde_json::to_value(&payload).unwrap(), "{fields}");
    parts
}

#[test]
fn what_differs_from_event_to_event_is_apart_from_what_does_not() {
    let fields = |id, ts, expires, user| {
        format!(
            "data[ID]={id}&ts={ts}&auth[expires]={expires}&auth[access_token]=aaaaaaaaaa&auth[domain]=d\
            &auth[user_id]={user}"
        )
    };
    let (one, other) = (parts(&fields(1, 5, 3605, 27)), parts(&fields(2, 6, 3606, 31)));
    assert_eq!(one.auth.as_deref(), Some(r#"{"domain":"d","user_id":0,"member_id":"bac1cd5c"}"#));
    assert_eq!(one.auth, other.auth);
    assert_eq!((one.data.as_deref(), one.ts, one.expires), (Some(r#"{"ID":"1"}"#), None, Some(3605)));
    assert_eq!((other.data.as_deref(), other.ts, other.expires), (Some(r#"{"ID":"2"}"#), None, Some(3606)));
}

#[test]
fn odd_times_stay_as_they_came() {
    for ts in ["05", "soon", "-1", "99999999999999999999"] {
        assert_eq!(parts(&format!("ts={ts}")).ts.as_deref(), Some(ts));
    }
    assert_eq!(parts("data=1").ts.as_deref(), Some(""), "none differs from one that is the second of receipt");
    assert_eq!(parts("ts=253402300799").ts, None);
}

#[test]
fn odd_expiry_stays_in_the_block() {
    for expires in ["03605", "soon", "1.5", "-0", "9999999999999999999"] {
        let parts = parts(&format!("auth[expires]={expires}"));
        assert_eq!(parts.expires, None);
        assert!(parts.auth.unwrap().contains(&format!(r#""expires":"{expires}""#)));
    }
    assert_eq!(parts("auth[expires]=-1").expires, Some(-1));
    assert_eq!(parts("auth[expires][0]=1").expires, None);
}
