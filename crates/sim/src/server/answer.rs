//! Answers, from plain JSON to bodies that never end.

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use futures_util::stream::{self, StreamExt};
use poem::http::{HeaderName, StatusCode, header};
use poem::{Body, Response};
use serde_json::Value;

use crate::server::errors::RestError;

#[derive(Debug)]
pub(crate) enum Answer {
    Json(u16, Value),
    Text(u16, &'static str, String),
    Redirect(String),
    Huge(usize),
    Endless,
    Drip(Duration, Box<Answer>),
    Hang,
    Reset,
}

impl From<RestError> for Answer {
    fn from(error: RestError) -> Self {
        Self::Json(error.status, error.body())
    }
}

impl Answer {
    pub(crate) fn ok(body: Value) -> Self {
        Self::Json(200, body)
    }

    pub(crate) fn html(status: u16, page: impl Into<String>) -> Self {
        Self::Text(status, "text/html; charset=utf-8", page.into())
    }

    pub(crate) fn not_found() -> Self {
        Self::html(404, "<!doctype html><title>404</title><h1>404 Not Found</h1>")
    }

    /// The response; `Hang` never returns one.
    pub(crate) async fn into_response(self) -> Response {
        match self {
            Self::Json(status, body) => respond(status, JSON, body.to_string()),
            Self::Text(status, content_type, body) => respond(status, content_type, body),
            Self::Redirect(to) => with(respond(302, "text/html; charset=utf-8", String::new()), header::LOCATION, &to),
            Self::Huge(bytes) => respond(200, JSON, huge(bytes)),
            Self::Endless => stream_json(stream::repeat_with(|| Ok::<_, io::Error>(vec![b'a'; 16 * 1024]))),
            Self::Drip(pause, answer) => drip(pause, *answer),
            Self::Hang => {
                let never: Infallible = std::future::pending().await;
                match never {}
            }
            // The connection is reset before any of this is written.
            Self::Reset => respond(500, JSON, String::new()),
        }
    }
}

const JSON: &str = "application/json; charset=utf-8";

fn respond(status: u16, content_type: &str, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Response::builder().status(status).content_type(content_type).body(body)
}

fn with(mut response: Response, name: HeaderName, value: &str) -> Response {
    if let Ok(value) = value.parse() {
        response.headers_mut().insert(name, value);
    }
    response
}

fn huge(bytes: usize) -> String {
    format!("{{\"result\":\"{}\"}}", "a".repeat(bytes.saturating_sub(13)))
}

fn stream_json(body: impl stream::Stream<Item = io::Result<Vec<u8>>> + Send + 'static) -> Response {
    Response::builder().content_type(JSON).body(Body::from_bytes_stream(body))
}

fn drip(pause: Duration, answer: Answer) -> Response {
    let body = match answer {
        Answer::Json(_, body) => body.to_string(),
        Answer::Text(_, _, body) => body,
        _ => String::new(),
    };
    let bytes = stream::iter(body.into_bytes()).then(move |byte| async move {
        tokio::time::sleep(pause).await;
        Ok::<_, io::Error>(vec![byte])
    });
    stream_json(bytes)
}
