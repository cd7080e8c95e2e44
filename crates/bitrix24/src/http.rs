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

use crate::client::{NoAuthorities, guarded};
use crate::guard::Endpoints;

const CONNECT: Duration = Duration::from_secs(3);
const WHOLE: Duration = Duration::from_secs(10);
const MAX_ANSWER: usize = 1 << 20;

/// The client that everything outside is called with.
#[derive(Clone, Debug)]
pub struct HttpClient {
    client: Client,
    endpoints: Endpoints,
}

/// Why a call brought no answer that could be read. No token is in it.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The address may not be called.
    #[error("the address {0} may not be called")]
    Forbidden(String),
    /// No connection, no answer in time, or it broke off.
    #[error("{host} can't be reached: {why}")]
    Unreachable {
        /// Who was called.
        host: String,
        /// What went wrong.
        why: Unreached,
    },
    /// It is found elsewhere now: a renamed portal answers so. The new place is not confirmed by anybody.
    #[error("{host} sends us to another address")]
    Moved {
        /// Who was called.
        host: String,
        /// Where it sends us.
        to: Option<Url>,
    },
    /// The answer is none that Bitrix24 gives.
    #[error("{host} answered {status} with something that is not JSON or too large")]
    Unexpected {
        /// Who was called.
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
    /// A client that speaks to these endpoints only.
    ///
    /// # Errors
    /// If the machine has no certificates of authorities.
    pub fn new(endpoints: Endpoints) -> Result<Self, NoAuthorities> {
        Ok(Self { client: guarded(endpoints, CONNECT).timeout(WHOLE).build()?, endpoints })
    }

    /// Which endpoints it speaks to.
    pub fn endpoints(&self) -> Endpoints {
        self.endpoints
    }

    /// Whether anything answers at `url`, whatever it is.
    pub async fn answers(&self, url: &Url) -> Result<(), CallError> {
        match self.send(url, self.client.get(url.clone())).await {
            Ok(_) | Err(CallError::Unexpected { .. } | CallError::Moved { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Calls `url` with `parameters` in its query, as app.info of the authorization server is asked.
    pub(crate) async fn get(&self, url: &Url, parameters: &[(&str, &str)]) -> Result<(StatusCode, Value), CallError> {
        let mut full = url.clone();
        full.query_pairs_mut().extend_pairs(parameters);
        self.send(url, self.client.get(full)).await
    }

    /// Calls `url` with a JSON body, as methods of a portal are called.
    pub(crate) async fn post(&self, url: &Url, body: &Value) -> Result<(StatusCode, Value), CallError> {
        self.send(url, self.client.post(url.clone()).json(body)).await
    }

    /// Sends a request as it is, as crates of protocols make them; the status decides nothing.
    pub async fn exchange(&self, request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, CallError> {
        let forbidden = || CallError::Forbidden("the authorization server".to_owned());
        let url = Url::parse(&request.uri().to_string()).map_err(|_| forbidden())?;
        let request = reqwest::Request::try_from(request).map_err(|_| forbidden())?;
        let (status, body) = self.receive(&url, RequestBuilder::from_parts(self.client.clone(), request)).await?;
        let body = without_mark(&body).to_vec();
        http::Response::builder().status(status).body(body).map_err(|_| forbidden())
    }

    /// `url` is what may be printed: the request itself has tokens in it.
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

/// The answer as JSON, which may have a byte order mark before it; what no database can hold is replaced in its texts.
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

/// The body, unless it is larger than any honest one.
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

/// The error without its text, in which the address stands with the token in it.
fn unreachable(host: &str, error: &reqwest::Error) -> CallError {
    let why = if error.is_timeout() {
        Unreached::NoAnswer
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
