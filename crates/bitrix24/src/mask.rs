//! Masks the calls that we keep for three days: enough to understand them, without tokens and needless personal data.

use serde_json::{Map, Value};

/// How much of a request or an answer is kept, in bytes.
const KEPT: usize = 2_000;
/// How many items of a list are kept.
const LIST: usize = 100;
const MASK: &str = "***";

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

/// A request or an answer as we keep it.
pub fn masked(value: &Value) -> String {
    let mut text = without_secrets(value).to_string();
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
    match text.split_once("/bitrix24/events/") {
        Some((address, _)) => format!("{address}/bitrix24/events/{MASK}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_and_names_are_masked_at_any_depth() {
        let value = json!({"auth": "s3cret", "cmd": {"a": {"ACCESS_TOKEN": "s3cret", "NAME": "s3cret"}}, "ID": 5,
            "handler": "https://t.example/bitrix24/events/s3cret"});
        let text = masked(&value);
        assert!(!text.contains("s3cret"), "{text}");
        assert!(text.contains(r#""ID":5"#) && text.contains("https://t.example/bitrix24/events/***"), "{text}");
    }

    #[test]
    fn of_people_only_their_ids_are_kept() {
        let answer = include_str!("../../../tests/fixtures/payloads/user_current_response.json");
        let answer: Value = serde_json::from_str(answer).unwrap();
        let mut person = answer["result"].clone();
        person["PERSONAL_MOBILE"] = json!("5550100");
        let text = masked(&person);
        for told in ["John", "Smith", "gmail", "2024-07", "5550100", "[1]"] {
            assert!(!text.contains(told), "{told}: {text}");
        }
        assert!(text.contains(r#""ID":"3""#), "{text}");
    }

    #[test]
    fn long_answers_are_cut_between_letters() {
        let text = masked(&json!({ "result": "ж".repeat(5_000) }));
        assert!(text.len() < KEPT + 10 && text.ends_with('…'));
    }
}
