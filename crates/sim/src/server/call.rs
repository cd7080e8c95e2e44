//! A parsed request: its target and its parameters.

use std::net::SocketAddr;

use poem::Request;
use poem::http::{Method, header};

use crate::php::{Value, decode};

/// The largest body accepted, in bytes.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// The Host header without its port, in lower case.
    pub(crate) host: String,
    pub(crate) path: String,
    /// The path and query as received.
    pub(crate) target: String,
    pub(crate) query: Value,
    pub(crate) body: Vec<u8>,
    is_json: bool,
    pub(crate) remote: Option<SocketAddr>,
}

impl Call {
    pub(crate) async fn read(mut request: Request) -> Option<Self> {
        let remote = request.remote_addr().as_socket_addr().copied();
        let host = request.header(header::HOST).unwrap_or_default().to_ascii_lowercase();
        let is_json = request.content_type().is_some_and(|content_type| content_type.contains("json"));
        let query = decode(request.uri().query().unwrap_or_default().as_bytes());
        let body = request.take_body().into_bytes_limit(BODY_LIMIT).await.ok()?;
        Some(Self {
            method: request.method().clone(),
            host: host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name).to_owned(),
            path: request.uri().path().to_owned(),
            target: request.uri().path_and_query().map_or("/", |target| target.as_str()).to_owned(),
            query,
            body: body.to_vec(),
            is_json,
            remote,
        })
    }

    /// Query and body merged; the body wins. `None` for an unreadable body.
    pub(crate) fn parameters(&self) -> Option<Value> {
        let body = match (self.body.is_empty(), self.is_json) {
            (true, _) => Value::Map(Vec::new()),
            (false, true) => serde_json::from_slice(&self.body).ok()?,
            (false, false) => decode(&self.body),
        };
        let mut merged = self.query.clone();
        if let Value::Map(pairs) = body {
            for (key, value) in pairs {
                merged.insert(&key, value);
            }
        }
        Some(merged)
    }
}
