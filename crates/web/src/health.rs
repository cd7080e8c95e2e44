//! Whether the process is up, and whether its roles can work.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use poem::http::StatusCode;
use poem::web::{Data, Json};
use poem::{EndpointExt, IntoResponse, Response, Route, get, handler};
use serde::Serialize;

use crate::methods;

/// A check that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(3);

type Outcome = Pin<Box<dyn Future<Output = Condition> + Send>>;

/// State of something that a role depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It works.
    Well,
    /// The role works all the same; the text says what is wrong.
    Degraded(String),
    /// The role can't work; the text says what is wrong.
    Failed(String),
}

/// Something that a role depends on, and how to check it.
#[derive(Clone)]
pub struct Check {
    name: &'static str,
    ask: Arc<dyn Fn() -> Outcome + Send + Sync>,
}

impl Check {
    /// A check with this name.
    pub fn new<F>(name: &'static str, ask: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Condition> + Send + 'static,
    {
        Self { name, ask: Arc::new(move || Box::pin(ask())) }
    }

    async fn run(&self) -> CheckReport {
        let outcome = tokio::time::timeout(PATIENCE, (self.ask)()).await;
        let condition = outcome.unwrap_or_else(|_| Condition::Failed("no answer in time".to_owned()));
        let (ok, error, failed) = match condition {
            Condition::Well => (true, None, false),
            Condition::Degraded(what) => (false, Some(what), false),
            Condition::Failed(what) => (false, Some(what), true),
        };
        CheckReport { name: self.name, ok, error, failed }
    }
}

#[derive(Serialize)]
struct CheckReport {
    name: &'static str,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip)]
    failed: bool,
}

#[derive(Serialize)]
struct Health {
    status: &'static str,
    checks: Vec<CheckReport>,
}

/// `GET /health/live` and `GET /health/ready`.
pub fn health(checks: Vec<Check>) -> Route {
    with(Checks { all: checks.into(), details: true })
}

/// Like [`health`] for a public address: reports whether the process is ready, but not what is wrong.
pub fn health_without_details(checks: Vec<Check>) -> Route {
    with(Checks { all: checks.into(), details: false })
}

#[derive(Clone)]
struct Checks {
    all: Arc<[Check]>,
    details: bool,
}

fn with(checks: Checks) -> Route {
    let (alive, able) = (get(live), get(ready.data(checks)));
    Route::new().at("/live", alive.around(methods::read_only)).at("/ready", able.around(methods::read_only))
}

#[handler]
fn live() -> Json<Health> {
    Json(Health { status: "live", checks: Vec::new() })
}

#[handler]
async fn ready(Data(checks): Data<&Checks>) -> Response {
    let mut reports = Vec::with_capacity(checks.all.len());
    for check in checks.all.iter() {
        reports.push(check.run().await);
    }
    let (status, word) = if reports.iter().any(|report| report.failed) {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready")
    } else if reports.iter().any(|report| !report.ok) {
        (StatusCode::OK, "degraded")
    } else {
        (StatusCode::OK, "ready")
    };
    if !checks.details {
        reports.clear();
    }
    Json(Health { status: word, checks: reports }).with_status(status).into_response()
}

#[cfg(test)]
mod tests {
    use poem::test::TestClient;

    use super::*;

    #[tokio::test]
    async fn ready_says_what_is_not_well() {
        let well = Check::new("database", || async { Condition::Well });
        let ill = Check::new("event log", || async { Condition::Failed("the disk is full".to_owned()) });
        let client = TestClient::new(health(vec![well.clone(), ill]));
        let response = client.get("/ready").send().await;
        response.assert_status(StatusCode::SERVICE_UNAVAILABLE);
        let body = response.json().await;
        body.value().object().get("checks").array().get(1).object().get("error").assert_string("the disk is full");
        TestClient::new(health(vec![well])).get("/ready").send().await.assert_status_is_ok();
    }

    #[tokio::test]
    async fn health_is_only_read() {
        let client = TestClient::new(health(Vec::new()));
        for path in ["/live", "/ready"] {
            let refused = client.delete(path).send().await;
            refused.assert_status(StatusCode::METHOD_NOT_ALLOWED);
            refused.assert_header("allow", "GET, HEAD, OPTIONS");
            client.head(path).send().await.assert_status_is_ok();
        }
    }

    #[tokio::test]
    async fn what_is_not_well_is_not_for_everybody() {
        let ill = Check::new("event log", || async { Condition::Failed("the disk is full".to_owned()) });
        let response = TestClient::new(health_without_details(vec![ill])).get("/ready").send().await;
        response.assert_status(StatusCode::SERVICE_UNAVAILABLE);
        response.assert_json(serde_json::json!({ "status": "not ready", "checks": [] })).await;
    }

    #[tokio::test]
    async fn degraded_is_ready_and_says_why() {
        let spooling = Check::new("event log", || async { Condition::Degraded("events are spooled".to_owned()) });
        let response = TestClient::new(health(vec![spooling])).get("/ready").send().await;
        response.assert_status_is_ok();
        let body = response.json().await;
        body.value().object().get("status").assert_string("degraded");
        body.value().object().get("checks").array().get(0).object().get("ok").assert_bool(false);
    }
}
