//! Characters that no database can hold, or no parser expects, are replaced or skipped; the rest of the body stays.

use super::{Value, form, json};
use crate::event::EventCode;
use crate::wire::{WireError, decode_form, decode_json};

#[test]
fn nul_becomes_a_replacement_character_wherever_it_is() {
    assert_eq!(form("a=b%00c&d=1"), form("a=b%EF%BF%BDc&d=1"));
    assert_eq!(form("a=b\0c"), form("a=b%EF%BF%BDc"));
    assert_eq!(form("a[x%00]=1&%00b=2&=%00"), form("a[x%EF%BF%BD]=1&%EF%BF%BDb=2"));
    assert_eq!(form("a=%2500").text("a"), Some("%00"));

    let expected = json("{\"a\":\"b\u{fffd}c\",\"\u{fffd}d\":\"1\"}");
    assert_eq!(json(r#"{"a":"b\u0000c","\u0000d":1}"#), expected);
    assert_eq!(json("{\"a\":\"b\0c\",\"\0d\":1}"), expected);
    assert_eq!(decode_json(b"{\"a\":1}\0"), Err(WireError::Json));
    let stored: Value = serde_json::from_str(r#"["\u0000"]"#).unwrap();
    assert_eq!(stored.list().unwrap()[0].as_text(), Some("\u{fffd}"));
}

#[test]
fn an_event_keeps_its_meaning_beside_a_nul() {
    let map = decode_form(b"event=ONCRMLEADDELETE&data[FIELDS][ID]=1&data[x]=%00").unwrap();
    assert_eq!(EventCode::parse(map.text("event").unwrap()).unwrap().as_str(), "ONCRMLEADDELETE");
    let data = map.get("data").unwrap().as_map().unwrap();
    assert_eq!(data.text("x"), Some("\u{fffd}"));
}

#[test]
fn json_may_begin_with_a_byte_order_mark() {
    assert_eq!(json("\u{feff}{\"a\":1}"), json(r#"{"a":1}"#));
    assert_eq!(json("\u{feff} {}"), json("{}"));
    for body in ["\u{feff}", "\u{feff}\u{feff}{}", " \u{feff}{}"] {
        assert_eq!(decode_json(body.as_bytes()), Err(WireError::Json), "{body}");
    }
}
