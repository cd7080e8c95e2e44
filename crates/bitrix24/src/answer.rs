//! Reads Bitrix24's answers tolerantly: numbers come as text, empty maps as `[]`, errors with any status.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// The error of an answer, its code in lower case: the vendor's spelling varies (docs/protocol.md 3.7).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub struct RemoteError {
    /// The error code.
    pub code: String,
    /// Only for comparison: it may repeat what we sent.
    pub description: String,
}

/// Codes that mean what they say even with a 5xx status (docs/protocol.md 3.7).
const DOCUMENTED: [&str; 3] = ["portal_deleted", "query_limit_exceeded", "overload_limit"];

/// Codes that decide nothing about the request (docs/protocol.md 3.7).
const PASSING: [&str; 6] = [
    "query_limit_exceeded",
    "operation_time_limit",
    "overload_limit",
    "internal_server_error",
    "error_unexpected_answer",
    "expired_token",
];

/// Codes with which an authorization server decides about a token or an app (docs/protocol.md 3.7), including the
/// portal codes with which it answers for a portal.
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

    /// Whether the same call may succeed later.
    pub fn is_passing(&self) -> bool {
        is_passing(&self.code)
    }

    /// Whether it decides about the token or the app; any other code says nothing about them (docs/protocol.md 8.2).
    pub(crate) fn is_decision(&self) -> bool {
        DECISIVE.contains(&self.code.as_str())
    }

    pub(crate) fn is_documented(&self) -> bool {
        DOCUMENTED.contains(&self.code.as_str())
    }
}

/// Whether a call refused with this code may succeed later.
pub fn is_passing(code: &str) -> bool {
    PASSING.contains(&code)
}

pub(crate) fn error_of(body: &[u8]) -> Option<RemoteError> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    result(&answer).err()
}

/// The `result` of an answer, or its error, whatever the status: `wrong_client` comes with 200.
pub fn result(answer: &Value) -> Result<&Value, RemoteError> {
    match answer.get("error").and_then(text) {
        Some(code) => {
            let description = answer.get("error_description").and_then(text).unwrap_or_default();
            Err(RemoteError::new(&code, &description))
        }
        None => Ok(answer.get("result").unwrap_or(&Value::Null)),
    }
}

/// A code that is safe to log and show: the other side could put anything into it, even what we sent.
fn printable(code: &str) -> String {
    let plain = code.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_');
    plain.take(40).collect::<String>().to_lowercase()
}

/// Deserialises a value; `None` if it has another shape.
pub fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

/// The value as text, if it is a text, a number or a boolean.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// Deserialises a field that is text, a number, or absent.
pub fn loose_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(text(&Value::deserialize(deserializer)?).filter(|text| !text.is_empty()))
}

/// Deserialises a boolean, sent as such, as `Y` and `N`, or as 1 and 0.
pub fn loose_truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    let text = text(&Value::deserialize(deserializer)?).unwrap_or_default();
    Ok(matches!(text.to_lowercase().as_str(), "true" | "y" | "1"))
}

/// Deserialises a lifetime in seconds, sent as a number or text.
pub(crate) fn loose_seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(text(&Value::deserialize(deserializer)?).and_then(|text| text.parse().ok()))
}
