//! `GET /metrics`: the counters of this process and the system's figures about it, in Prometheus format.

use std::time::Duration;

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use poem::http::header;
use poem::web::Data;
use poem::{EndpointExt, Response, Route, get, handler};

use crate::{methods, process};

/// Buckets for commits and indexing, in seconds: from a tenth of a millisecond to a stall.
const SECONDS: [f64; 13] = [0.0001, 0.000_25, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 10.0];
/// Buckets for the events that one commit or one block serves.
const EVENTS: [f64; 10] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 256.0, 1024.0, 4096.0];

/// Counters of what should never happen. An alert sees a counter grow only if it existed before.
const ALERTED: [&str; 5] = [
    "tombstone_bursts_total",
    "tombstone_indexing_failures_total",
    "tombstone_log_commit_failures_total",
    "tombstone_parked_dropped_total",
    "tombstone_quarantined_events_total",
];
/// Reasons for refusing events of portals that we should accept.
const REFUSED: [&str; 4] = ["database", "log", "overload", "spool_full"];

/// How often histograms sum up the values that they gathered, even if nobody scrapes: until then they keep each value.
const UPKEEP: Duration = Duration::from_secs(5);

/// Installs the recorder of the whole process and starts its upkeep task on the current runtime.
///
/// Fails if it was started before.
pub fn start() -> Result<PrometheusHandle, BuildError> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS)?
        .set_buckets_for_metric(Matcher::Suffix("_events".into()), &EVENTS)?
        .install_recorder()?;
    for name in ALERTED {
        metrics::counter!(name).increment(0);
    }
    for why in REFUSED {
        metrics::counter!("tombstone_events_refused_total", "why" => why).increment(0);
    }
    let upkeep = handle.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(UPKEEP).await;
            upkeep.run_upkeep();
        }
    });
    Ok(handle)
}

/// `GET /metrics`.
pub fn routes(handle: PrometheusHandle) -> Route {
    Route::new().at("/", get(render).data(handle).around(methods::read_only))
}

#[handler]
fn render(Data(handle): Data<&PrometheusHandle>) -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, "text/plain; version=0.0.4")
        .body(handle.render() + &process::render())
}
