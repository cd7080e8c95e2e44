//! Somebody at the console, by HTTP.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, COOKIE, HeaderMap, SET_COOKIE};
use reqwest::{Response, StatusCode};
use tests::page::field;
use url::Url;
use url::form_urlencoded::Serializer;

pub(super) const EMAIL: &str = "bench@tombstone.example";
pub(super) const PASSWORD: &str = "ten people click through it";

/// Somebody who is logged in.
#[derive(Clone, Debug)]
pub(super) struct Operator {
    http: reqwest::Client,
    base: Url,
    cookies: String,
}

/// A measured answer.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) status: StatusCode,
    /// Names it in the service's log.
    pub(super) request_id: String,
    /// From the request to the last byte of the answer; to the head of an answer that has no end.
    pub(super) took: Duration,
    /// Compressed, with the head.
    pub(super) bytes: u64,
}

impl Operator {
    pub(super) async fn log_in(base: &Url) -> Self {
        let http = sim::client::builder()
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_mins(1))
            .build()
            .expect("a client");
        let login = base.join("/admin/login").expect("an address");
        let form = http.get(login.clone()).send().await.expect("the form");
        let mut cookies = BTreeMap::new();
        keep(&mut cookies, form.headers());
        let html = form.text().await.expect("a page");
        let csrf = field(&html, "csrf").expect("a form with a token");
        let fields = [("csrf", &*csrf), ("email", EMAIL), ("password", PASSWORD), ("next", "/admin")];
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        let posted = http.post(login).header(COOKIE, joined(&cookies)).body(body);
        let answer = posted.header(CONTENT_TYPE, "application/x-www-form-urlencoded").send().await.expect("an answer");
        let status = answer.status();
        assert_eq!(status, StatusCode::SEE_OTHER, "nobody can log in: does the store have operators of its own?");
        keep(&mut cookies, answer.headers());
        Self { http, base: base.clone(), cookies: joined(&cookies) }
    }

    /// The page as it is, without compression.
    pub(super) async fn read(&self, path: &str) -> String {
        let answer = self.ask(path, false, "identity").await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.text().await.expect("a page")
    }

    /// Gets a page as a browser does, or only what changes, as the page's own script does.
    pub(super) async fn look(&self, path: &str, partial: bool) -> Seen {
        let started = Instant::now();
        let answer = self.ask(path, partial, "gzip").await;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let body = if text("content-type").starts_with("text/event-stream") {
            0
        } else {
            answer.bytes().await.expect("a whole answer").len()
        };
        let took = started.elapsed();
        let head: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        assert!(body < 4_096 || headers.contains_key(CONTENT_ENCODING), "{path} is not compressed");
        Seen { status, request_id: text("x-request-id").to_owned(), took, bytes: (head + body) as u64 }
    }

    /// An endless answer.
    pub(super) async fn follow(&self, path: &str) -> Response {
        self.ask(path, false, "gzip").await
    }

    async fn ask(&self, path: &str, partial: bool, encoding: &str) -> Response {
        let url = self.base.join(path).expect("a path");
        let mut request = self.http.get(url).header(COOKIE, &self.cookies).header(ACCEPT_ENCODING, encoding);
        if partial {
            request = request.header("hx-request", "true");
        }
        request.send().await.unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

fn keep(cookies: &mut BTreeMap<String, String>, headers: &HeaderMap) {
    for cookie in headers.get_all(SET_COOKIE) {
        let pair = cookie.to_str().expect("text").split(';').next().expect("a pair");
        let (name, value) = pair.split_once('=').expect("a pair");
        cookies.insert(name.to_owned(), value.to_owned());
    }
}

fn joined(cookies: &BTreeMap<String, String>) -> String {
    cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}
