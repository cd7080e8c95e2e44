//! Masks the calls that we keep for three days: enough to understand them, without tokens and needless personal data.

use serde_json::{Map, Value};

/// How much of a request or an answer is kept, in bytes.
const KEPT: usize = 2_000;
/// How many items of a list are kept.
const LIST: usize = 100;
const MASK: &str = "***";
/// How addresses of ours that await a token begin, in lower case: plain, and encoded in a command of a batch.
const AWAITING: [&str; 2] = ["/bitrix24/events/", "%2fbitrix24%2fevents%2f"];

/// Keys whose values are secrets or name people.
const HIDDEN: [&str; 22] = [
    "auth",
    "access_token",
    "refresh_token",
    "application_token",
    "client_secret",
    "code_verifier",
    "auth_id",
    "refresh_id",
    "token",
    "name",
    "last_name",
    "second_name",
    "email",
    "login",
    "last_login",
    "last_activity_date",
    "date_register",
    "time_zone",
    "title",
    "xml_id",
    "event_data",
    "event_additional",
];

/// Prefixes of keys that all describe people.
const OF_PEOPLE: [&str; 3] = ["personal_", "work_", "uf_"];

/// A request or an answer as we keep it. The portal may repeat our `token` under any key, so it is masked wherever it
/// stands, and before the text is cut: nothing is left of one across the cut.
pub fn masked(value: &Value, token: &str) -> String {
    let mut text = without_secrets(value).to_string().replace(token, MASK);
    if text.len() > KEPT {
        let end = (0..=KEPT).rev().find(|&end| text.is_char_boundary(end)).unwrap_or_default();
        text.truncate(end);
        text.push('…');
    }
    text
}

fn without_secrets(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            Value::Object(members.iter().map(|(key, value)| member(key, value)).collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.iter().take(LIST).map(without_secrets).collect()),
        Value::String(text) => Value::String(without_nonce(text)),
        other => other.clone(),
    }
}

fn member(key: &str, value: &Value) -> (String, Value) {
    let begins = |begin: &str| key.get(..begin.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(begin));
    let hidden = HIDDEN.iter().any(|hidden| key.eq_ignore_ascii_case(hidden)) || OF_PEOPLE.into_iter().any(begins);
    (key.to_owned(), if hidden { Value::String(MASK.to_owned()) } else { without_secrets(value) })
}

/// What follows our own address identifies the one place at which we await a token.
fn without_nonce(text: &str) -> String {
    let lower = text.to_ascii_lowercase(); // as long as the text itself
    let ends = AWAITING.iter().filter_map(|begin| Some(lower.find(begin)? + begin.len()));
    ends.min().map_or_else(|| text.to_owned(), |end| format!("{}{MASK}", &text[..end]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_and_names_are_masked_at_any_depth() {
        let value = json!({"auth": "s3cret", "cmd": {"a": {"ACCESS_TOKEN": "s3cret", "NAME": "s3cret"}}, "ID": 5,
            "handler": "https://t.example/bitrix24/events/s3cret"});
        let text = masked(&value, "t0ken");
        assert!(!text.contains("s3cret"), "{text}");
        assert!(text.contains(r#""ID":5"#) && text.contains("https://t.example/bitrix24/events/***"), "{text}");
    }

    #[test]
    fn address_that_awaits_a_token_is_masked_in_a_batch_too() {
        for path in ["%2Fbitrix24%2Fevents%2F", "%2fbitrix24%2fevents%2f"] {
            let command = format!("event.unbind?event=ONAPPTEST&handler=https%3A%2F%2Ft.example{path}");
            let text = masked(&json!({ "halt": 0, "cmd": { "a": format!("{command}s3cret") } }), "t0ken");
            assert_eq!(text, json!({ "halt": 0, "cmd": { "a": format!("{command}***") } }).to_string());
        }
    }

    #[test]
    fn nothing_is_left_of_a_token_wherever_it_stands() {
        for before in KEPT - 30..KEPT + 10 {
            let text = masked(&json!({ "t0ken": "ж", "result": format!("{}t0ken", "a".repeat(before)) }), "t0ken");
            assert!(!text.contains("t0"), "{before}: {text}");
        }
    }

    #[test]
    fn of_people_only_their_ids_are_kept() {
        let answer = include_str!("../../../tests/fixtures/payloads/user_current_response.json");
        let answer: Value = serde_json::from_str(answer).unwrap();
        let mut person = answer["result"].clone();
        person["PERSONAL_MOBILE"] = json!("5550100");
        let text = masked(&person, "t0ken");
        for told in ["John", "Smith", "gmail", "2024-07", "5550100", "[1]"] {
            assert!(!text.contains(told), "{told}: {text}");
        }
        assert!(text.contains(r#""ID":"3""#), "{text}");
    }

    #[test]
    fn long_answers_are_cut_between_letters() {
        let text = masked(&json!({ "result": "ж".repeat(5_000) }), "t0ken");
        assert!(text.len() < KEPT + 10 && text.ends_with('…'));
    }
}
