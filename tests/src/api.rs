//! What a client program asks the service.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;

use crate::eventually;
use crate::service::{Launch, Service};

/// A client of the API with a key for all portals.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: url::Url,
    key: String,
}

/// A deletion, as far as the reckoning needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number within the portal.
    pub number: u64,
    /// The number that was posted as its entity's id.
    pub id: u64,
}

impl Client {
    /// Makes a key on the command line and a client that uses it.
    pub fn new(launch: &Launch, service: &Service) -> Self {
        let output = launch.run(&["api-key", "create", "--name", "reckoning", "--all-portals"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let key = String::from_utf8(output.stdout).expect("text").trim().to_owned();
        let http = sim::client::builder().timeout(Duration::from_secs(30)).build().expect("a client");
        Self { http, base: service.url().clone(), key }
    }

    /// The same at another service of the same data folder.
    pub fn at(self, service: &Service) -> Self {
        Self { base: service.url().clone(), ..self }
    }

    /// The same at this address.
    pub fn at_url(self, base: &url::Url) -> Self {
        Self { base: base.clone(), ..self }
    }

    /// The same with another key.
    pub fn with_key(self, key: &str) -> Self {
        Self { key: key.to_owned(), ..self }
    }

    /// The key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The JSON at `path`.
    pub async fn get(&self, path: &str) -> Value {
        let (status, body) = self.ask(path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        body
    }

    /// The status and the JSON at `path`.
    pub async fn ask(&self, path: &str) -> (StatusCode, Value) {
        let url = self.base.join(path).expect("a path");
        let response = self.http.get(url).bearer_auth(&self.key).send().await.expect("an answer");
        let status = response.status();
        let body = response.bytes().await.expect("a body");
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }

    /// The text at `path`, without a key.
    pub async fn text(&self, path: &str) -> (StatusCode, String) {
        let response = self.http.get(self.base.join(path).expect("a path")).send().await.expect("an answer");
        (response.status(), response.text().await.expect("a text"))
    }

    /// Posts nothing to `path` and returns the status.
    pub async fn post(&self, path: &str) -> StatusCode {
        let url = self.base.join(path).expect("a path");
        self.http.post(url).bearer_auth(&self.key).send().await.expect("an answer").status()
    }

    /// Deletes what is at `path` and returns the status.
    pub async fn delete(&self, path: &str) -> StatusCode {
        let url = self.base.join(path).expect("a path");
        self.http.delete(url).bearer_auth(&self.key).send().await.expect("an answer").status()
    }

    /// Posts JSON to `path` and returns the status and the JSON of the answer.
    pub async fn post_json(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let url = self.base.join(path).expect("a path");
        let response = self.http.post(url).bearer_auth(&self.key).json(body).send().await.expect("an answer");
        let status = response.status();
        let body = response.bytes().await.expect("a body");
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }

    /// Deletes what is at `path` and returns the status.
    pub async fn delete(&self, path: &str) -> StatusCode {
        let url = self.base.join(path).expect("a path");
        self.http.delete(url).bearer_auth(&self.key).send().await.expect("an answer").status()
    }

    /// All items of all pages at `path`, which has a query already.
    pub async fn all(&self, path: &str) -> Vec<Value> {
        let mut items = Vec::new();
        let mut cursor = String::new();
        loop {
            let mut page = self.get(&format!("{path}{cursor}")).await;
            if let Value::Array(more) = page["items"].take() {
                items.extend(more);
            }
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return items,
            }
        }
    }

    /// All portals.
    pub async fn portals(&self) -> Vec<Value> {
        self.all("/api/v1/portals?limit=500").await
    }

    /// How many deletions are kept of all portals.
    pub async fn count(&self) -> u64 {
        self.portals().await.iter().map(|portal| portal["deletions"].as_u64().expect("a count")).sum()
    }

    /// A portal's deletions.
    pub async fn deletions(&self, member_id: &str) -> Vec<Kept> {
        let mut kept = Vec::new();
        for item in self.all(&format!("/api/v1/portals/{member_id}/deletions?limit=500")).await {
            let number = |key: &str| item[key].as_str().and_then(|text| text.parse().ok()).expect("a number");
            kept.push(Kept { number: number("id"), id: number("entity_id") });
        }
        kept
    }

    /// Waits until the deletion of this entity is seen.
    pub async fn seen(&self, member_id: &str, id: u64, patience: Duration) {
        let path = format!("/api/v1/portals/{member_id}/deletions?entity_id={id}");
        let look = async || (!self.get(&path).await["items"].as_array()?.is_empty()).then_some(());
        eventually(&format!("the deletion of {id} in {member_id}"), patience, look).await;
    }
}
