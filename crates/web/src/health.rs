//! Whether the process is up, and whether its roles can do their work.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use poem::http::StatusCode;
use poem::web::{Data, Json};
use poem::{EndpointExt, IntoResponse, Response, Route, get, handler};
use serde::Serialize;

/// How long a check may take before it counts as failed.
const PATIENCE: Duration = Duration::from_secs(3);

type Outcome = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

/// Something that a role needs, and how to find out whether it is well.
#[derive(Clone)]
pub struct Check {
    name: &'static str,
    ask: Arc<dyn Fn() -> Outcome + Send + Sync>,
}

impl Check {
    /// A check under this name; an `Err` says in words what is wrong.
    pub fn new<F>(name: &'static str, ask: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<(), String>> + Send + 'static,
    {
        Self { name, ask: Arc::new(move || Box::pin(ask())) }
    }

    async fn run(&self) -> CheckReport {
        let outcome = tokio::time::timeout(PATIENCE, (self.ask)()).await;
        let error = outcome.unwrap_or_else(|_| Err("no answer in time".to_owned())).err();
        CheckReport { name: self.name, ok: error.is_none(), error }
    }
}

#[derive(Serialize)]
struct CheckReport {
    name: &'static str,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

#[derive(Serialize)]
struct Health {
    status: &'static str,
    checks: Vec<CheckReport>,
}

/// `GET /health/live` and `GET /health/ready`.
pub fn health(checks: Vec<Check>) -> Route {
    Route::new().at("/live", get(live)).at("/ready", get(ready.data(Arc::new(checks))))
}

#[handler]
fn live() -> Json<Health> {
    Json(Health { status: "live", checks: Vec::new() })
}

#[handler]
async fn ready(Data(checks): Data<&Arc<Vec<Check>>>) -> Response {
    let mut reports = Vec::with_capacity(checks.len());
    for check in checks.iter() {
        reports.push(check.run().await);
    }
    let well = reports.iter().all(|report| report.ok);
    let status = if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = if well { "ready" } else { "not ready" };
    Json(Health { status: word, checks: reports }).with_status(status).into_response()
}

#[cfg(test)]
mod tests {
    use poem::test::TestClient;

    use super::*;

    #[tokio::test]
    async fn ready_says_what_is_not_well() {
        let well = Check::new("database", || async { Ok(()) });
        let ill = Check::new("event log", || async { Err("the disk is full".to_owned()) });
        let client = TestClient::new(health(vec![well.clone(), ill]));
        let response = client.get("/ready").send().await;
        response.assert_status(StatusCode::SERVICE_UNAVAILABLE);
        let body = response.json().await;
        body.value().object().get("checks").array().get(1).object().get("error").assert_string("the disk is full");
        TestClient::new(health(vec![well])).get("/ready").send().await.assert_status_is_ok();
    }
}
