//! Sends batches of spans, counts the outcomes, and logs once that the collector is away.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SpanData, SpanExporter};

use super::outward::outward;

#[derive(Debug)]
pub(super) struct Exporter {
    sender: opentelemetry_otlp::SpanExporter,
    waiting: Arc<AtomicUsize>,
    is_away: AtomicBool,
}

impl Exporter {
    pub(super) fn new(sender: opentelemetry_otlp::SpanExporter) -> Self {
        Self { sender, waiting: Arc::default(), is_away: AtomicBool::new(false) }
    }

    /// How many spans wait for it: the queue adds each one, the exporter takes off what it sends.
    pub(super) fn waiting(&self) -> Arc<AtomicUsize> {
        self.waiting.clone()
    }

    fn note(&self, spans: usize, outcome: &OTelSdkResult) {
        let spans = u64::try_from(spans).unwrap_or(u64::MAX);
        let (exported, dropped) = if outcome.is_ok() { (spans, 0) } else { (0, spans) };
        count("exported", exported);
        count("dropped", dropped);
        match outcome {
            Ok(()) if self.is_away.swap(false, Ordering::Relaxed) => {
                tracing::info!("the collector takes traces again");
            }
            Err(error) if !self.is_away.swap(true, Ordering::Relaxed) => {
                tracing::warn!(%error, "the collector takes no traces; spans are dropped until it does");
            }
            _ => {}
        }
    }
}

impl SpanExporter for Exporter {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let spans = batch.len();
        self.waiting.fetch_sub(spans, Ordering::Relaxed);
        let outcome = self.sender.export(batch.into_iter().filter_map(outward).collect()).await;
        self.note(spans, &outcome);
        outcome
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.sender.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.sender.set_resource(resource);
    }
}

/// Counts spans by outcome.
pub(super) fn count(result: &'static str, spans: u64) {
    metrics::counter!("tombstone_spans_total", "result" => result).increment(spans);
}
