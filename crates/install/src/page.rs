//! What the installer page shows: each step with its outcome, and only after all of them the call that finishes.

use askama::Template;
use poem::http::{StatusCode, header};
use poem::{IntoResponse, Response};

/// Where the portal's own script library comes from (PROTOCOL.md 3.1), under the scheme of the page or https.
const LIBRARY: &str = "api.bitrix24.com";

/// One step of an install.
pub(crate) struct Step {
    what: String,
    failure: Option<String>,
}

impl Step {
    pub(crate) fn done(what: &str) -> Self {
        Self { what: what.to_owned(), failure: None }
    }

    pub(crate) fn failed(what: &str, why: &str) -> Self {
        Self { what: what.to_owned(), failure: Some(why.to_owned()) }
    }
}

/// The page after an install was tried.
#[derive(Template)]
#[template(path = "install/outcome.html")]
pub(crate) struct Outcome {
    domain: Option<String>,
    steps: Vec<Step>,
    finished: bool,
    nonce: String,
}

impl Outcome {
    /// The page for these steps; it finishes the install if none of them failed.
    pub(crate) fn new(domain: Option<String>, steps: Vec<Step>) -> Self {
        let finished = steps.iter().all(|step| step.failure.is_none());
        Self { domain, steps, finished, nonce: format!("{:032x}", rand::random::<u128>()) }
    }

    /// The page of an install that can't be finished.
    pub(crate) fn failed(domain: Option<String>, steps: Vec<Step>) -> Self {
        Self { finished: false, ..Self::new(domain, steps) }
    }

    pub(crate) fn response(self) -> Response {
        let Ok(page) = self.render() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
        Response::builder()
            .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
            .header(header::CONTENT_SECURITY_POLICY, self.policy())
            .header(header::CACHE_CONTROL, "no-store")
            .header(header::REFERRER_POLICY, "no-referrer")
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
            .body(page)
    }

    /// Only the portal itself may frame the page, under either scheme: self-hosted ones may have http.
    fn policy(&self) -> String {
        let nonce = &self.nonce;
        let portal = self.domain.as_ref().map_or("'none'".to_owned(), |host| format!("https://{host} http://{host}"));
        format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}' {LIBRARY}; \
             base-uri 'none'; form-action 'none'; frame-ancestors {portal}"
        )
    }
}
