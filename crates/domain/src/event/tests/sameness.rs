//! What makes two arrivals the same event.

use super::{event, fingerprint, parse, parse_json};
use crate::event::Fingerprint;

fn print(fields: &str) -> Fingerprint {
    fingerprint(&event(fields))
}

#[test]
fn subscription_and_actor_do_not_count() {
    let lead = "event=ONCRMLEADDELETE&data[FIELDS][ID]=1&ts=5";
    let same = [
        "event=ONCRMLEADDELETE&event_handler_id=9&data[FIELDS][ID]=1&ts=5",
        "event=onCrmLeadDelete&ts=5&data[FIELDS][ID]=1&auth[user_id]=3&auth[access_token]=aaaaaaaaaa",
        "event=ONCRMLEADDELETE&data[FIELDS][ID]=1&data[access_token]=bbbbbbbbbb&ts=5&unknown=1",
    ];
    for fields in same {
        assert_eq!(print(fields), print(lead), "{fields}");
    }
}

#[test]
fn code_data_and_time_count() {
    let all = [
        "event=ONCRMLEADDELETE&data[FIELDS][ID]=1&ts=5",
        "event=ONLEADDELETE&data[FIELDS][ID]=1&ts=5",
        "event=ONCRMLEADDELETE&data[FIELDS][ID]=2&ts=5",
        "event=ONCRMLEADDELETE&data[FIELDS][ID]=1&ts=6",
        "event=ONCRMLEADDELETE&data[FIELDS][ID]=1",
        "event=ONCRMLEADDELETE&data[FIELDS][ID]=&ts=5",
        "event=ONCRMLEADDELETE&data[FIELDS]=1&ts=5",
        "event=ONCRMLEADDELETE&data=1&ts=5",
        "event=ONCRMLEADDELETE&data=&ts=5",
        "event=ONCRMLEADDELETE&ts=5",
    ];
    let mut prints: Vec<_> = all.map(print).into();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), all.len());
}

#[test]
fn numbers_texts_and_empty_lists_are_equal_in_both_encodings() {
    let form = print("event=X&data[a]=1&data[b][0]=2&ts=5");
    let json = r#"{"event":"X","data":{"c":[],"b":["2"],"a":1,"d":{"e":null}},"ts":"5",
        "auth":{"member_id":"bac1cd5c","application_token":"831c76b092f9f135"}}"#;
    assert_eq!(fingerprint(&parse_json(json).event), form);
}

#[test]
fn fingerprints_are_stable() {
    let body = "event=ONCRMLEADDELETE&data[FIELDS][ID]=1&ts=5&auth[member_id]=m";
    let fingerprint = parse(body).unwrap().event.deletions()[0].fingerprint;
    let expected = [0, 0, 0, 5, 0x07, 0x2e, 0xe0, 0x77, 0xd0, 0x98, 0x59, 0xd1];
    assert_eq!(fingerprint, expected, "a change here makes every stored deletion new");
}

#[test]
fn neighbours_are_the_fingerprints_of_the_same_event_a_second_off() {
    let at = |ts: &str| event(&format!("event=ONCRMLEADDELETE&data[FIELDS][ID]=1&event_handler_id=9&ts={ts}"));
    let fingerprint = |ts: &str| at(ts).deletions()[0].fingerprint;
    assert_eq!(at("5").deletions()[0].neighbours, Some([fingerprint("4"), fingerprint("6")]));
    for ts in ["05", "soon", "", "99999999999"] {
        assert_eq!(at(ts).deletions()[0].neighbours, None, "{ts}");
    }
    let list = "event=ONIMCONNECTORMESSAGEDELETE&event_handler_id=9&data[MESSAGES][0][x]=1&data[MESSAGES][1][x]=2";
    let (one, other) = (event(&format!("{list}&ts=5")), event(&format!("{list}&ts=6")));
    for (one, other) in one.deletions().iter().zip(other.deletions()) {
        assert_eq!(one.neighbours.unwrap()[1], other.fingerprint);
    }
    let unnamed = event("event=ONXDELETE&data[ID]=1&ts=5");
    assert_eq!(unnamed.deletions()[0].neighbours, None, "nobody knows by which handler it came");
    assert!(event("event=ONXDELETE&event_handler_id=9&ts=5").deletions()[0].neighbours.is_some());
}
