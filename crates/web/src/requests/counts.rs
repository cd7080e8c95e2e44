//! Request counts by route, method and status, for `/metrics`.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use metrics::{Counter, Histogram};
use poem::http::StatusCode;

/// Label of requests for which no route was found.
const OTHER: &str = "other";

/// Counts by route. Routes are patterns, so there are only as many as the service has.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    routes: RwLock<HashMap<Box<str>, Arc<Series>>>,
}

impl Counts {
    /// The counts of the route with this pattern.
    pub(crate) fn of(&self, pattern: Option<&str>) -> Arc<Series> {
        let route = pattern.unwrap_or(OTHER);
        if let Some(series) = self.routes.read().unwrap_or_else(PoisonError::into_inner).get(route) {
            return series.clone();
        }
        let mut routes = self.routes.write().unwrap_or_else(PoisonError::into_inner);
        routes.entry(route.into()).or_insert_with(|| Arc::new(Series::new(route))).clone()
    }
}

/// Counts of one route. It keeps metric handles, since looking one up by its labels costs more than counting.
pub(crate) struct Series {
    route: Box<str>,
    seconds: Histogram,
    totals: RwLock<Vec<Total>>,
}

struct Total {
    method: &'static str,
    status: StatusCode,
    counter: Counter,
}

impl Series {
    fn new(pattern: &str) -> Self {
        let route = named(pattern);
        let labels = [("role", role(&route).to_owned()), ("route", route.clone())];
        let seconds = metrics::histogram!("tombstone_request_seconds", &labels);
        Self { route: route.into(), seconds, totals: RwLock::default() }
    }

    pub(crate) fn route(&self) -> &str {
        &self.route
    }

    pub(crate) fn role(&self) -> &'static str {
        role(&self.route)
    }

    pub(crate) fn count(&self, method: &'static str, status: StatusCode, took: Duration) {
        self.seconds.record(took);
        let is_it = |total: &&Total| total.method == method && total.status == status;
        if let Some(total) = self.totals.read().unwrap_or_else(PoisonError::into_inner).iter().find(is_it) {
            return total.counter.increment(1);
        }
        let labels = [
            ("role", self.role().to_owned()),
            ("route", self.route.to_string()),
            ("method", method.to_owned()),
            ("status", status.as_u16().to_string()),
        ];
        // Two requests at once get the same counter, since its labels identify it.
        let counter = metrics::counter!("tombstone_requests_total", &labels);
        counter.increment(1);
        self.totals.write().unwrap_or_else(PoisonError::into_inner).push(Total { method, status, counter });
    }
}

impl fmt::Debug for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Series").field("route", &self.route).finish_non_exhaustive()
    }
}

/// A pattern with named parts: the framework only numbers those of documented operations.
fn named(pattern: &str) -> String {
    let names = [("events/:param0", "events/:address"), ("portals/:param0", "portals/:member_id"), (":param1", ":id")];
    names.iter().fold(pattern.to_owned(), |route, (numbered, name)| route.replace(numbered, name))
}

/// The role that serves a route; `process` for what each process reports about itself.
fn role(route: &str) -> &'static str {
    let roles = [
        ("/bitrix24/events", "events"),
        ("/bitrix24/", "install"),
        ("/oauth", "install"),
        ("/api", "api"),
        ("/health", "process"),
        ("/metrics", "process"),
        ("/", "admin"),
    ];
    roles.iter().find(|(start, _)| route.starts_with(start)).map_or(OTHER, |(_, role)| role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_has_its_role() {
        for (route, expected) in [
            ("/bitrix24/events/:address", "events"),
            ("/bitrix24/install", "install"),
            ("/oauth/callback", "install"),
            ("/api/v1/portals/:member_id", "api"),
            ("/metrics", "process"),
            ("/", "admin"),
            ("/admin/login", "admin"),
            (OTHER, OTHER),
        ] {
            assert_eq!(role(route), expected, "{route}");
        }
    }

    #[test]
    fn parts_of_a_route_have_names() {
        assert_eq!(named("/api/v1/portals/:param0/deletions/:param1"), "/api/v1/portals/:member_id/deletions/:id");
        assert_eq!(named("/bitrix24/events/:param0"), "/bitrix24/events/:address");
        assert_eq!(named("/admin/portals/:member_id"), "/admin/portals/:member_id");
    }

    #[test]
    fn what_is_counted_once_is_counted_on() {
        let counts = Counts::default();
        assert!(Arc::ptr_eq(&counts.of(Some("/metrics")), &counts.of(Some("/metrics"))));
        let series = counts.of(None);
        for status in [StatusCode::OK, StatusCode::OK, StatusCode::NOT_FOUND] {
            series.count("GET", status, Duration::ZERO);
        }
        assert_eq!((series.route(), series.totals.read().unwrap().len()), (OTHER, 2));
    }
}
