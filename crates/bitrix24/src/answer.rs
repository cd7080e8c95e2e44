//! Answers of Bitrix24 are read tolerantly: numbers come as text, empty maps as `[]`, errors with any status.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// The error of an answer, its code in small letters: the vendor's spelling varies (docs/protocol.md 3.7).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub struct RemoteError {
    /// Its code.
    pub code: String,
    /// Only to be compared: it may repeat what we sent.
    pub description: String,
}

/// Codes that come with a status of the server's own trouble and are none (docs/protocol.md 3.7).
const DOCUMENTED: [&str; 3] = ["portal_deleted", "query_limit_exceeded", "overload_limit"];

/// Codes that say nothing of what was asked (docs/protocol.md 3.7).
const PASSING: [&str; 6] = [
    "query_limit_exceeded",
    "operation_time_limit",
    "overload_limit",
    "internal_server_error",
    "error_unexpected_answer",
    "expired_token",
];

/// What an authorization server says of a token or an app, and means (docs/protocol.md 3.7); the codes of a portal with
/// which it answers for one are among them.
const DECISIVE: [&str; 15] = [
    "invalid_request",
    "invalid_client",
    "wrong_client",
    "invalid_grant",
    "bad_verification_code",
    "invalid_scope",
    "insufficient_scope",
    "payment_required",
    "not_installed",
    "no_auth_found",
    "expired_token",
    "invalid_token",
    "error_oauth",
    "application_not_found",
    "authorization_error",
];

impl RemoteError {
    pub(crate) fn new(code: &str, description: &str) -> Self {
        Self { code: printable(code), description: description.chars().take(200).collect() }
    }

    /// Whether the same call may well be answered in a while.
    pub fn is_passing(&self) -> bool {
        is_passing(&self.code)
    }

    /// Whether it decides about what was asked. Any other says nothing of it (docs/protocol.md 8.2).
    pub(crate) fn is_decision(&self) -> bool {
        DECISIVE.contains(&self.code.as_str())
    }

    /// Whether it means what it says also with a status of 5xx.
    pub(crate) fn is_documented(&self) -> bool {
        DOCUMENTED.contains(&self.code.as_str())
    }
}

/// Whether a call that was answered with this code may well be answered in a while.
pub fn is_passing(code: &str) -> bool {
    PASSING.contains(&code)
}

/// The error that a body of JSON reports.
pub(crate) fn error_of(body: &[u8]) -> Option<RemoteError> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    result(&answer).err()
}

/// The `result` of an answer, whatever its status is: `wrong_client` comes with 200.
pub fn result(answer: &Value) -> Result<&Value, RemoteError> {
    match answer.get("error").and_then(text) {
        Some(code) => {
            let description = answer.get("error_description").and_then(text).unwrap_or_default();
            Err(RemoteError::new(&code, &description))
        }
        None => Ok(answer.get("result").unwrap_or(&Value::Null)),
    }
}

/// A code as it may be logged and shown: the other side could put anything into it, also what we sent.
fn printable(code: &str) -> String {
    let plain = code.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_');
    plain.take(40).collect::<String>().to_lowercase()
}

/// A value as what it should be; none if it is something else.
pub fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

/// A text, also where a number or a truth value stands for it.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// For fields that are text, number, or absent.
pub fn loose_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(text(&Value::deserialize(deserializer)?).filter(|text| !text.is_empty()))
}

/// For truth values that come as such, as `Y` and `N`, or as 1 and 0.
pub fn loose_truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    let text = text(&Value::deserialize(deserializer)?).unwrap_or_default();
    Ok(matches!(text.to_lowercase().as_str(), "true" | "y" | "1"))
}

/// For lifetimes in seconds, as number or text.
pub(crate) fn loose_seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(text(&Value::deserialize(deserializer)?).and_then(|text| text.parse().ok()))
}
