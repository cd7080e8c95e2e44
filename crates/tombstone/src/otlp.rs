//! Traces by OTLP over HTTP, if the environment says where to (docs/adr/0020).

mod client;
mod exporter;
mod outward;
mod queue;

use std::time::Duration;

use anyhow::Context;
use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::resource::EnvResourceDetector;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::registry::LookupSpan;
use url::Url;

use crate::settings::BadSetting;
use client::Client;
use exporter::Exporter;
use queue::Queue;

/// Where the collector is: the second is the base address for all signals.
const ENDPOINTS: [&str; 2] = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];
/// The crates whose spans are exported: others put anything into theirs.
const CRATES: [&str; 3] = ["bitrix24", "web", "worker"];
/// How long the last spans may take at the end: the rest of the 10 s in which the service stops.
const FINISH: Duration = Duration::from_millis(800);

/// Gathers spans and sends them in batches, from a thread of its own.
pub(crate) struct Traces(SdkTracerProvider);

impl Traces {
    /// None if the environment names no collector; fails if what it names can't be used.
    pub(crate) fn from_environment() -> anyhow::Result<Option<Self>> {
        let Some((name, endpoint)) = ENDPOINTS.into_iter().find_map(|name| Some((name, variable(name)?))) else {
            return Ok(None);
        };
        let is_http = |url: &Url| matches!(url.scheme(), "http" | "https") && url.has_host();
        if !Url::parse(&endpoint).is_ok_and(|url| is_http(&url)) {
            let wanted = format!("{name} can't be used: write an address such as http://collector:4318");
            return Err(BadSetting(wanted).into());
        }
        let sender = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_http_client(Client::new().context("no HTTP client can be made")?)
            .build()
            .map_err(|error| BadSetting(format!("a variable of OpenTelemetry can't be used: {error}")))?;
        let queue = Queue::of(Exporter::new(sender));
        let provider = SdkTracerProvider::builder().with_resource(resource()).with_span_processor(queue).build();
        Ok(Some(Self(provider)))
    }

    /// The layer that gets spans at any log level.
    pub(crate) fn layer<S>(&self) -> impl Layer<S> + Send + Sync + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span> + Send + Sync,
    {
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("tombstone"))
            .with_context_activation(false)
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_filter(filter_fn(is_ours).with_max_level_hint(LevelFilter::DEBUG))
    }

    /// Sends what is left, if the collector takes it in time.
    pub(crate) async fn finish(self) {
        let finished = tokio::task::spawn_blocking(move || self.0.shutdown_with_timeout(FINISH)).await;
        if !matches!(finished, Ok(Ok(()))) {
            tracing::warn!("the collector of traces did not take the last spans in time");
        }
    }
}

fn is_ours(metadata: &Metadata<'_>) -> bool {
    let own = metadata.target().split("::").next().is_some_and(|name| CRATES.contains(&name));
    own && metadata.is_span() && *metadata.level() <= Level::DEBUG
}

/// The service that spans are of; the environment comes last, so it wins.
fn resource() -> Resource {
    let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
    let ours = Resource::builder_empty().with_service_name("tombstone").with_attribute(version);
    let resource = ours.with_detector(Box::new(EnvResourceDetector::new()));
    match variable("OTEL_SERVICE_NAME") {
        Some(name) => resource.with_service_name(name).build(),
        None => resource.build(),
    }
}

/// An environment variable; an empty one is none.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
