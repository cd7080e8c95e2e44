//! `http_build_query`: percent-encodes brackets, turns a blank into `+`, drops nulls and empty lists.

use std::fmt::Write;

use super::Value;

/// Encodes a map or list as PHP does. Anything else gives an empty text.
///
/// ```
/// use sim::php::{encode, map};
///
/// let event = map([("event", "ONCRMLEADDELETE".into()), ("data", map([("FIELDS", map([("ID", 7_i64.into())]))]))]);
/// assert_eq!(encode(&event), "event=ONCRMLEADDELETE&data%5BFIELDS%5D%5BID%5D=7");
/// ```
pub fn encode(value: &Value) -> String {
    let mut form = String::new();
    match value {
        Value::Map(pairs) => {
            for (key, value) in pairs {
                append(&mut form, &urlencode(key), value);
            }
        }
        Value::List(values) => {
            for (index, value) in values.iter().enumerate() {
                append(&mut form, &index.to_string(), value);
            }
        }
        _ => {}
    }
    form
}

fn append(form: &mut String, key: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::List(values) => {
            for (index, value) in values.iter().enumerate() {
                append(form, &format!("{key}%5B{index}%5D"), value);
            }
        }
        Value::Map(pairs) => {
            for (name, value) in pairs {
                append(form, &format!("{key}%5B{}%5D", urlencode(name)), value);
            }
        }
        Value::Bool(value) => append_pair(form, key, if *value { "1" } else { "0" }),
        Value::Int(value) => append_pair(form, key, &value.to_string()),
        Value::Float(value) => append_pair(form, key, &value.to_string()),
        Value::Text(value) => append_pair(form, key, &urlencode(value)),
    }
}

fn append_pair(form: &mut String, key: &str, value: &str) {
    if !form.is_empty() {
        form.push('&');
    }
    form.push_str(key);
    form.push('=');
    form.push_str(value);
}

/// PHP's `urlencode`: keeps letters, digits, `-`, `_` and `.`.
fn urlencode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => encoded.push(char::from(byte)),
            b' ' => encoded.push('+'),
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::php::map;

    #[test]
    fn a_line_is_a_bare_number() {
        let event = map([("event", "ONIMCONNECTORLINEDELETE".into()), ("data", 107_i64.into())]);
        assert_eq!(encode(&event), "event=ONIMCONNECTORLINEDELETE&data=107");
    }

    #[test]
    fn a_captured_installer_post_is_reproduced() {
        let post = map([
            ("member_id", "010b6886ebc205e43ae65000ee00addb".into()),
            ("status", "L".into()),
            ("PLACEMENT_OPTIONS", r#"{"any":"28\/"}"#.into()),
        ]);
        let captured =
            "member_id=010b6886ebc205e43ae65000ee00addb&status=L&PLACEMENT_OPTIONS=%7B%22any%22%3A%2228%5C%2F%22%7D";
        assert_eq!(encode(&post), captured);
    }

    #[test]
    fn messages_have_indexes_and_a_blank_is_a_plus() {
        let message = map([
            ("im", map([("chat_id", 1807_i64.into()), ("message_id", 86501_i64.into())])),
            ("message", map([("id", "ext-msg-005".into())])),
        ]);
        let event = map([
            ("data", map([("MESSAGES", Value::List(vec![message]))])),
            ("auth", map([("scope", "imconnector, imopenlines".into())])),
        ]);
        assert_eq!(
            encode(&event),
            "data%5BMESSAGES%5D%5B0%5D%5Bim%5D%5Bchat_id%5D=1807&data%5BMESSAGES%5D%5B0%5D%5Bim%5D%5Bmessage_id%5D=86501\
             &data%5BMESSAGES%5D%5B0%5D%5Bmessage%5D%5Bid%5D=ext-msg-005&auth%5Bscope%5D=imconnector%2C+imopenlines"
        );
    }

    #[test]
    fn nulls_and_empty_lists_vanish_and_booleans_are_digits() {
        let event = map([
            ("nothing", Value::Null),
            ("data", Value::List(Vec::new())),
            ("map", Value::Map(Vec::new())),
            ("yes", true.into()),
            ("no", false.into()),
            ("text", "Grüße *~".into()),
        ]);
        assert_eq!(encode(&event), "yes=1&no=0&text=Gr%C3%BC%C3%9Fe+%2A%7E");
    }

    #[test]
    fn map_keys_may_be_numbers() {
        let event = map([("data", map([("BOT", map([("571", map([("BOT_ID", 571_i64.into())]))]))]))]);
        assert_eq!(encode(&event), "data%5BBOT%5D%5B571%5D%5BBOT_ID%5D=571");
    }
}
