//! Bodies that are no events, and odd ones that are.

use super::{AUTH, MalformedEvent, event, parse};
use crate::event::EventCode;

#[track_caller]
fn refused(form: &str, why: MalformedEvent) {
    assert_eq!(parse(form).map(|arrival| arrival.event).unwrap_err(), why, "{form}");
}

#[test]
fn what_every_event_has_must_be_there() {
    refused("", MalformedEvent::Missing("auth"));
    refused("event=X", MalformedEvent::Missing("auth"));
    refused("event=X&auth=y", MalformedEvent::Shape("auth"));
    refused(AUTH, MalformedEvent::Missing("event"));
    refused(&format!("event=&{AUTH}"), MalformedEvent::Missing("event"));
    refused(&format!("event[]=X&{AUTH}"), MalformedEvent::Shape("event"));
    refused("event=X&auth[domain]=d", MalformedEvent::Missing("auth.member_id"));
    refused("event=X&auth[member_id]=", MalformedEvent::Missing("auth.member_id"));
    refused("event=X&auth[member_id][]=m", MalformedEvent::Shape("auth.member_id"));
    refused("event=X&auth[member_id]=a+b", MalformedEvent::Invalid("auth.member_id"));
    refused(&format!("event=X&{AUTH}&auth[application_token][]=x"), MalformedEvent::Shape("auth.application_token"));
}

#[test]
fn codes_are_visible_ascii_of_bounded_length() {
    for code in ["A B".to_owned(), "Ä".to_owned(), "A\u{7f}".to_owned(), "A".repeat(129)] {
        assert!(EventCode::parse(&code).is_err(), "{code}");
        refused(&format!("event={code}&{AUTH}"), MalformedEvent::Invalid("event"));
    }
    assert_eq!(EventCode::parse(" onCrmActivityDelete\n").unwrap().as_str(), "ONCRMACTIVITYDELETE");
    assert_eq!(event("event=catalog.product.on.delete").code.as_str(), "CATALOG.PRODUCT.ON.DELETE");
}

#[test]
fn an_empty_application_token_is_a_missing_one() {
    let arrival = parse("event=X&auth[member_id]=m&auth[application_token]=").unwrap();
    assert!(arrival.credentials.application_token.is_none());
}

#[test]
fn unreadable_times_are_kept_as_texts() {
    let odd = ["99999999999999999999", "0", "-1", "1.5", "soon", "253402300800", "+", " 1"];
    for ts in odd {
        let event = event(&format!("event=ONCRMLEADDELETE&data[FIELDS][ID]=1&ts={ts}"));
        assert_eq!(event.sent_at(), None, "{ts}");
        assert_eq!(event.ts.as_deref(), Some(ts.replace('+', " ").as_str()));
        assert_eq!(event.deletions()[0].entity_id, "1");
    }
    assert!(event("event=X&ts=253402300799").sent_at().is_some());
    assert!(event("event=X").ts.is_none());
}

#[test]
fn odd_shapes_beside_the_proof_are_left_out() {
    let event = event(
        "event=X&ts[]=1&event_handler_id[]=2&auth[user_id][]=3&auth[access_token][]=secret-four&eventId=5&event_id=6",
    );
    assert_eq!((event.ts, event.event_handler_id, event.user_id, event.data), (None, None, None, None));
}

#[test]
fn user_zero_and_an_empty_user_are_no_user() {
    assert_eq!(event("event=X&auth[user_id]=0").user_id, None);
    assert_eq!(event("event=X&auth[user_id]=").user_id, None);
    assert_eq!(event("event=X&auth[user_id]=01").user_id.as_deref(), Some("01"));
}
