//! The HTTP client that sends spans: the workspace's own, with its TLS.

use std::time::Duration;

use async_trait::async_trait;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use reqwest::redirect::Policy;
use tokio::runtime::Handle;

/// How long a batch may take; later ones wait in the queue.
const WHOLE: Duration = Duration::from_secs(5);
/// Bytes of an answer that are read: an honest one is short.
const MAX_ANSWER: usize = 64 << 10;

/// Posts on the runtime of the service: the thread that sends batches has none.
#[derive(Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    runtime: Handle,
}

impl Client {
    /// Calls any address, even a private one: the operator names the collector, and no portal does.
    pub(super) fn new() -> reqwest::Result<Self> {
        // The first caller sets it for the process; all set the same one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().redirect(Policy::none()).no_proxy().timeout(WHOLE).build()?;
        Ok(Self { http, runtime: Handle::current() })
    }
}

#[async_trait]
impl HttpClient for Client {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (http, request) = (self.http.clone(), reqwest::Request::try_from(request)?);
        self.runtime.spawn(exchange(http, request)).await?
    }
}

async fn exchange(http: reqwest::Client, request: reqwest::Request) -> Result<Response<Bytes>, HttpError> {
    // An address may have a password in it.
    let mut response = http.execute(request).await.map_err(reqwest::Error::without_url)?;
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(reqwest::Error::without_url)? {
        if body.len() + chunk.len() > MAX_ANSWER {
            break;
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Response::builder().status(response.status()).body(body.into())?)
}
