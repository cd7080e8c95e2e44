//! What every request leaves behind: a log line and its counts.

mod counts;

use std::sync::Arc;
use std::time::Instant;

use domain::MemberId;
use poem::PathPattern;
use poem::http::{HeaderName, HeaderValue, Method};
use poem::{Endpoint, IntoResponse, Middleware, Request, Response, Result};
use tracing::field::Empty;
use tracing::{Instrument, Level, Span};

use counts::Counts;

use crate::portal_routes::EVENTS;

/// Response header with the id that the log gives the request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Counts requests and logs a line for each, inside a span that every other log line of the request is in too.
///
/// Disabled lines cost nothing: where the level is off, a request has no id either. Traces need a span for every
/// request, even without a line; that span has level `debug`, so at `info` a single level check decides. We ignore a
/// request's `traceparent`: strangers would choose what is recorded and where it is filed (docs/adr/0020).
#[derive(Clone, Debug, Default)]
pub struct Requests {
    counts: Arc<Counts>,
}

impl<E: Endpoint> Middleware<E> for Requests {
    type Output = Counted<E>;

    fn transform(&self, inner: E) -> Counted<E> {
        Counted { inner, counts: self.counts.clone() }
    }
}

/// An endpoint whose requests are counted and logged.
#[derive(Debug)]
pub struct Counted<E> {
    inner: E,
    counts: Arc<Counts>,
}

impl<E: Endpoint> Endpoint for Counted<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let (begun, method, line) = (Instant::now(), method(request.method()), Line::of(request.uri().path()));
        let span = line.as_ref().map_or_else(Span::none, |line| line.span.clone());
        let answered = self.inner.call(request).instrument(span).await;
        let mut response = answered.map_or_else(poem::Error::into_response, IntoResponse::into_response);
        let took = begun.elapsed();
        let series = self.counts.of(response.data::<PathPattern>().map(|pattern| &*pattern.0));
        series.count(method, response.status(), took);
        if let Some(line) = line {
            let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
            line.write(method, series.route(), series.role(), response.status().as_u16(), micros);
            response.headers_mut().insert(REQUEST_ID, line.id);
        }
        Ok(response)
    }
}

macro_rules! request_span {
    ($level:expr, $id:expr) => {
        tracing::span!(
            $level,
            "request",
            request_id = $id,
            member_id = Empty,
            method = Empty,
            route = Empty,
            status = Empty
        )
    };
}

/// The log line of a request that has no response yet.
struct Line {
    id: HeaderValue,
    is_quiet: bool,
    span: Span,
}

impl Line {
    /// `None` if the level is off.
    fn of(path: &str) -> Option<Self> {
        // Monitoring asks all the time, and portals send very many events, which are summed up in one line a minute.
        let is_quiet = path.starts_with("/health") || path == "/metrics" || path == EVENTS;
        if !(if is_quiet { tracing::span_enabled!(Level::DEBUG) } else { tracing::span_enabled!(Level::INFO) }) {
            return None;
        }
        let id = format!("{:016x}", rand::random::<u64>());
        let span = if is_quiet { request_span!(Level::DEBUG, id) } else { request_span!(Level::INFO, id) };
        if let Some(member_id) = portal(path) {
            span.record("member_id", member_id.as_str());
        }
        Some(Self { id: HeaderValue::try_from(id).ok()?, is_quiet, span })
    }

    fn write(&self, method: &str, route: &str, role: &str, status: u16, micros: u64) {
        let _inside = self.span.enter();
        if self.is_quiet {
            tracing::debug!(method, route, status, micros, role, "answered");
        } else {
            tracing::info!(method, route, status, micros, role, "answered");
        }
        // After the line, which has these fields itself; for traces only.
        if tracing::span_enabled!(Level::DEBUG) {
            self.span.record("method", method).record("route", route).record("status", i64::from(status));
        }
    }
}

/// Records the portal of the request where the path does not name it.
pub fn note_portal(member_id: &MemberId) {
    if tracing::span_enabled!(Level::INFO) {
        Span::current().record("member_id", member_id.as_str());
    }
}

/// Lets `answer` turn an error into a response, and counts the request on the route where it failed.
pub async fn on_its_route(error: poem::Error, answer: impl AsyncFnOnce(poem::Error) -> Response) -> Response {
    let route = error.data::<PathPattern>().cloned();
    let mut response = answer(error).await;
    if let (Some(route), None) = (route, response.data::<PathPattern>()) {
        response.set_data(route);
    }
    response
}

fn portal(path: &str) -> Option<MemberId> {
    let (_, rest) = path.split_once("/portals/")?;
    MemberId::parse(rest.split('/').next()?).ok()
}

/// The method as a label; callers may invent methods.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portal_is_taken_from_its_place_in_the_path_alone() {
        let named = |path| portal(path).map(|member_id| member_id.as_str().to_owned());
        assert_eq!(named("/api/v1/portals/a1b2/deletions/7").as_deref(), Some("a1b2"));
        assert_eq!(named("/admin/portals/a1b2").as_deref(), Some("a1b2"));
        for path in ["/api/v1/portals", "/api/v1/portals/", "/bitrix24/events/secret", "/admin/portals/a%20b"] {
            assert_eq!(named(path), None, "{path}");
        }
    }
}
