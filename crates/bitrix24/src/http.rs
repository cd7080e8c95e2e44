//! One HTTP client for all calls: no redirects, short time-outs, small answers, guarded addresses.

use std::time::Duration;

use domain::failure::{Failure, Unreached};
use domain::network::host;
use domain::wire::{storable, without_mark};
use oauth2::http;
use reqwest::header::LOCATION;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::Value;
use url::Url;

use crate::client::{NoAuthorities, guarded, is_untrusted};
use crate::guard::Endpoints;

const CONNECT: Duration = Duration::from_secs(3);
const WHOLE: Duration = Duration::from_secs(10);
const MAX_ANSWER: usize = 1 << 20;

/// The client for calls to other servers.
#[derive(Clone, Debug)]
pub struct HttpClient {
    client: Client,
    endpoints: Endpoints,
}

/// Why a call brought no readable answer. It holds no token.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The address may not be called.
    #[error("the address {0} may not be called")]
    Forbidden(String),
    /// No connection, no answer in time, or the connection broke off.
    #[error("{host} can't be reached: {why}")]
    Unreachable {
        /// The called host.
        host: String,
        /// What went wrong.
        why: Unreached,
    },
    /// The server redirects, as a renamed portal does. Nobody has confirmed the new address.
    #[error("{host} sends us to another address")]
    Moved {
        /// The called host.
        host: String,
        /// The new address.
        to: Option<Url>,
    },
    /// Bitrix24 never gives such an answer.
    #[error("{host} answered {status} with something that is not JSON or too large")]
    Unexpected {
        /// The called host.
        host: String,
        /// The HTTP status.
        status: u16,
    },
}

impl From<&CallError> for Failure {
    fn from(error: &CallError) -> Self {
        match error {
            CallError::Forbidden(host) => Self::AddressForbidden { host: host.clone() },
            CallError::Unreachable { host, why } => Self::Unreachable { host: host.clone(), cause: *why },
            CallError::Moved { host, .. } => Self::Moved { host: host.clone() },
            CallError::Unexpected { host, status } => Self::Unexpected { host: host.clone(), status: *status },
        }
    }
}

impl HttpClient {
    /// A client that calls these endpoints only.
    ///
    /// # Errors
    /// If the machine has no CA certificates.
    pub fn new(endpoints: Endpoints) -> Result<Self, NoAuthorities> {
        Ok(Self { client: guarded(endpoints, CONNECT).timeout(WHOLE).build()?, endpoints })
    }

    /// Which endpoints may be called.
    pub fn endpoints(&self) -> Endpoints {
        self.endpoints
    }

    /// Checks that anything answers at `url`.
    pub async fn answers(&self, url: &Url) -> Result<(), CallError> {
        match self.send(url, self.client.get(url.clone())).await {
            Ok(_) | Err(CallError::Unexpected { .. } | CallError::Moved { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Calls `url` with `parameters` in the query, as `app.info` of the authorization server requires.
    pub(crate) async fn get(&self, url: &Url, parameters: &[(&str, &str)]) -> Result<(StatusCode, Value), CallError> {
        let mut full = url.clone();
        full.query_pairs_mut().extend_pairs(parameters);
        self.send(url, self.client.get(full)).await
    }

    /// Calls `url` with a JSON body, as a portal's methods require.
    pub(crate) async fn post(&self, url: &Url, body: &Value) -> Result<(StatusCode, Value), CallError> {
        self.send(url, self.client.post(url.clone()).json(body)).await
    }

    /// Sends a request that a protocol crate made, unchanged; the status decides nothing.
    pub async fn exchange(&self, request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, CallError> {
        let forbidden = || CallError::Forbidden("the authorization server".to_owned());
        let url = Url::parse(&request.uri().to_string()).map_err(|_| forbidden())?;
        let request = reqwest::Request::try_from(request).map_err(|_| forbidden())?;
        let (status, body) = self.receive(&url, RequestBuilder::from_parts(self.client.clone(), request)).await?;
        let body = without_mark(&body).to_vec();
        http::Response::builder().status(status).body(body).map_err(|_| forbidden())
    }

    /// `url` may be printed; the request itself holds tokens.
    async fn send(&self, url: &Url, request: RequestBuilder) -> Result<(StatusCode, Value), CallError> {
        let (status, body) = self.receive(url, request).await?;
        let unexpected = |_| CallError::Unexpected { host: host(url), status: status.as_u16() };
        Ok((status, parse(&body).map_err(unexpected)?))
    }

    async fn receive(&self, url: &Url, request: RequestBuilder) -> Result<(StatusCode, Vec<u8>), CallError> {
        let host = host(url);
        if !self.endpoints.allow(url) {
            return Err(CallError::Forbidden(host));
        }
        let response = request.send().await.map_err(|error| unreachable(&host, &error))?;
        let status = response.status();
        if status.is_redirection() {
            let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
            return Err(CallError::Moved { host, to: location.and_then(|location| url.join(location).ok()) });
        }
        let body = read(response, &host).await?;
        let body = body.ok_or_else(|| CallError::Unexpected { host, status: status.as_u16() })?;
        Ok((status, body))
    }
}

/// Parses the answer as JSON after an optional byte order mark, and replaces NULs in texts, which no database can hold.
fn parse(body: &[u8]) -> Result<Value, serde_json::Error> {
    let mut answer = serde_json::from_slice(without_mark(body))?;
    replace_nuls(&mut answer);
    Ok(answer)
}

fn replace_nuls(value: &mut Value) {
    match value {
        Value::String(text) => *text = storable(std::mem::take(text).into()).into_owned(),
        Value::Array(list) => list.iter_mut().for_each(replace_nuls),
        Value::Object(map) => map.values_mut().for_each(replace_nuls),
        _ => {}
    }
}

/// The body; `None` if it is larger than any honest one.
async fn read(mut response: Response, host: &str) -> Result<Option<Vec<u8>>, CallError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(host, &error))? {
        if body.len() + chunk.len() > MAX_ANSWER {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

/// Drops the error's text, which contains the address and so the token.
fn unreachable(host: &str, error: &reqwest::Error) -> CallError {
    let why = if error.is_timeout() {
        Unreached::NoAnswer
    } else if is_untrusted(error) {
        Unreached::Untrusted
    } else if error.is_connect() {
        Unreached::NoConnection
    } else {
        Unreached::BrokeOff
    };
    CallError::Unreachable { host: host.to_owned(), why }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn answers_may_have_a_byte_order_mark_and_nuls() {
        let body = "\u{feff}{\"result\":{\"a\\u0000\":[\"b\\u0000c\",1]}}";
        assert_eq!(parse(body.as_bytes()).unwrap()["result"]["a\0"], json!(["b\u{fffd}c", 1]));
        assert!(parse(b"<html>").is_err());
    }
}
