//! JSON into the same tree, and the tree into JSON and back.

use super::{Map, Value, form, json, shown};
use crate::wire::{WireError, decode_json};

#[track_caller]
fn gives(body: &str, tree: &str) {
    let got = shown(&json(body));
    assert_eq!(got, tree, "{body}");
}

#[test]
fn scalars_become_texts() {
    gives(
        r#"{"a":1,"b":"1","c":-7,"d":18446744073709551615}"#,
        r#"{"a":"1","b":"1","c":"-7","d":"18446744073709551615"}"#,
    );
    gives(r#"{"a":1.5,"b":2.0,"c":1e3}"#, r#"{"a":"1.5","b":"2","c":"1000"}"#);
    gives(r#"{"a":true,"b":false,"c":""}"#, r#"{"a":"1","b":"0","c":""}"#);
}

#[test]
fn whole_numbers_stay_as_printed_however_long() {
    for number in ["9223372036854775807", "-9223372036854775809", "18446744073709551616", "12345678901234567890123"] {
        gives(&format!(r#"{{"a":[{number},"{number}"],"b":{number}}}"#), &{
            format!(r#"{{"a":["{number}","{number}"],"b":"{number}"}}"#)
        });
    }
    let texts = r#"{"a":"\\","b":"12345678901234567890123 \" 1","c":1}"#;
    gives(texts, texts.replace("1}", "\"1\"}").as_str());
    gives(r#"{"a":1234567890123456789012.0}"#, r#"{"a":"1234567890123456800000"}"#);
    assert_eq!(decode_json(br#"{"a":01234567890123456789}"#), Err(WireError::Json));
}

#[test]
fn what_is_empty_vanishes() {
    gives(r#"{"a":null,"b":[],"c":{},"d":{"e":[null,{}]},"f":1}"#, r#"{"f":"1"}"#);
    gives("{}", "{}");
    gives(r#"{"a":[null,"x"]}"#, r#"{"a":{"1":"x"}}"#);
}

#[test]
fn the_later_of_equal_keys_wins() {
    gives(r#"{"a":1,"a":{"b":2}}"#, r#"{"a":{"b":"2"}}"#);
    gives(r#"{"a":1,"b":2,"a":null}"#, r#"{"b":"2"}"#);
    gives(r#"{"a":1,"a":null,"a":3}"#, r#"{"a":"3"}"#);
}

#[test]
fn lists_are_maps_from_zero() {
    assert_eq!(json(r#"{"a":["x",{"b":1}]}"#), form("a[0]=x&a[1][b]=1"));
}

#[test]
fn unreadable_bodies_are_refused() {
    let refused = |body: &[u8]| decode_json(body).unwrap_err();
    for body in ["", "{", r#"{"a":}"#, r#"{"a":1} x"#, "{'a':1}", r#"{"a":"\ud800"}"#, r#"{"a":1e999}"#, "[1"] {
        assert_eq!(refused(body.as_bytes()), WireError::Json, "{body}");
    }
    for body in ["1", "null", r#""text""#, "[]", r#"[{"event":"x"}]"#] {
        assert_eq!(refused(body.as_bytes()), WireError::NotAMap, "{body}");
    }
}

#[test]
fn bytes_that_are_no_unicode_are_replaced() {
    let map = decode_json(b"{\"a\":\"\xff\"}").unwrap();
    assert_eq!(map.text("a"), Some("\u{fffd}"));
}

#[test]
fn stored_trees_come_back_as_they_were() {
    for body in ["a[0]=x&a[1]=y", "a[1]=x&a[0]=y", "a[0]=x&a[2]=y", "a[00]=x", "a[b][0][c]=1", "a[+0]=1", "a="] {
        let map = form(body);
        let back: Map = serde_json::from_str(&shown(&map)).unwrap();
        assert_eq!(shown(&back), shown(&map), "{body}");
        assert_eq!(back, map, "{body}");
    }
    assert_eq!(serde_json::from_str::<Map>("{}").unwrap(), Map::default());
    assert_eq!(serde_json::from_str::<Map>("[]").unwrap(), Map::default());
    assert_eq!(serde_json::from_str::<Value>("107").unwrap(), Value::from("107"));
    assert!(serde_json::from_str::<Map>("107").is_err());
}
