//! The REST methods of one portal, called with its token (docs/protocol.md 4).

use std::collections::BTreeMap;

use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};
use tracing::Instrument;
use tracing::field::Empty;
use url::Url;

use crate::answer::{RemoteError, result};
use crate::http::{CallError, HttpClient};

/// The most commands in one batch.
pub const BATCH: usize = 50;

/// Calls the methods of one portal.
#[derive(Clone, Debug)]
pub struct PortalClient<'a> {
    http: &'a HttpClient,
    endpoint: &'a Url,
    token: &'a SecretString,
}

/// Why a method brought no result.
#[derive(Debug, thiserror::Error)]
pub enum MethodError {
    /// No readable answer.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The portal refuses.
    #[error("the portal refuses: {0}")]
    Remote(#[from] RemoteError),
}

/// The result of each command of a batch, by its name.
pub type BatchResults = BTreeMap<String, Result<Value, RemoteError>>;

impl<'a> PortalClient<'a> {
    /// A client for the methods under `endpoint`.
    pub fn new(http: &'a HttpClient, endpoint: &'a Url, token: &'a SecretString) -> Self {
        Self { http, endpoint, token }
    }

    /// Calls one method and returns the status and the whole answer, whatever it says.
    pub async fn ask(&self, method: &str, parameters: Value) -> Result<(u16, Value), CallError> {
        let mut body = match parameters {
            Value::Object(parameters) => parameters,
            _ => Map::new(),
        };
        body.insert("auth".to_owned(), Value::String(self.token.expose_secret().to_owned()));
        let url = method_url(self.endpoint, method).ok_or_else(|| CallError::Forbidden(self.endpoint.to_string()))?;
        let host = url.host_str();
        let span = tracing::debug_span!("portal_call", method, host, outcome = Empty);
        let asked = self.http.post(&url, &Value::Object(body)).instrument(span.clone()).await;
        if !span.is_disabled() {
            span.record("outcome", outcome(&asked));
        }
        let (status, answer) = asked?;
        Ok((status.as_u16(), answer))
    }

    /// Calls one method and returns its result.
    pub async fn call(&self, method: &str, parameters: Value) -> Result<Value, MethodError> {
        let (_, answer) = self.ask(method, parameters).await?;
        Ok(result(&answer)?.clone())
    }

    /// Whether the token's user is an administrator of the portal.
    pub async fn is_administrator(&self) -> Result<bool, MethodError> {
        Ok(self.call("user.admin", json!({})).await? == Value::Bool(true))
    }

    /// The name of the time zone that the token's user chose in the portal; `None` if they chose none.
    pub async fn time_zone(&self) -> Result<Option<String>, MethodError> {
        Ok(zone(&self.call("profile", json!({})).await?))
    }
}

fn outcome(asked: &Result<(StatusCode, Value), CallError>) -> &'static str {
    match asked {
        Ok((_, answer)) if result(answer).is_ok() => "answered",
        Ok(_) => "refused",
        Err(_) => "failed",
    }
}

/// The zone's name from a profile, which is empty if the user chose none.
fn zone(profile: &Value) -> Option<String> {
    let zone = profile.get("TIME_ZONE")?.as_str()?;
    (!zone.is_empty()).then(|| zone.to_owned())
}

/// The URL of a method. Some portals name their endpoint without its final slash.
fn method_url(endpoint: &Url, method: &str) -> Option<Url> {
    let mut base = endpoint.clone();
    if !base.path().ends_with('/') {
        base.set_path(&format!("{}/", endpoint.path()));
    }
    base.join(method).ok()
}

/// The result of one command. Errors have their own map beside the results, and an empty map is printed as `[]`.
pub fn batch_result(answer: &Value, name: &str) -> Result<Value, RemoteError> {
    if let Some(error) = answer.get("result_error").and_then(|errors| errors.get(name)) {
        result(error)?;
    }
    let found = answer.get("result").and_then(|results| results.get(name));
    Ok(found.cloned().unwrap_or(Value::Null))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoint_needs_no_final_slash() {
        for endpoint in ["https://a.example/rest", "https://a.example/rest/"] {
            let url = method_url(&endpoint.parse().unwrap(), "batch").unwrap();
            assert_eq!(url.as_str(), "https://a.example/rest/batch");
        }
    }

    #[test]
    fn documented_profile_names_no_zone() {
        let profile = include_str!("../../../tests/fixtures/payloads/profile_response.json");
        let answer: Value = serde_json::from_str(profile).unwrap();
        assert_eq!(zone(result(&answer).unwrap()), None);
        assert_eq!(zone(&json!({"TIME_ZONE": "Europe/Berlin"})).as_deref(), Some("Europe/Berlin"));
    }

    #[test]
    fn documented_batch_answers_are_read() {
        let failed = include_str!("../../../tests/fixtures/payloads/batch_response_errors_halt_0.json");
        let answer: Value = serde_json::from_str(failed).unwrap();
        let error = batch_result(result(&answer).unwrap(), "get_user").unwrap_err();
        assert_eq!(error.code, "insufficient_scope");
        let fine = include_str!("../../../tests/fixtures/payloads/batch_response.json");
        let answer: Value = serde_json::from_str(fine).unwrap();
        assert_eq!(batch_result(result(&answer).unwrap(), "get_user").unwrap()["ID"], "1");
        assert_eq!(batch_result(result(&answer).unwrap(), "absent").unwrap(), Value::Null);
    }
}
