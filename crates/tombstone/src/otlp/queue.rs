//! The queue of spans that ended: it never blocks, and counts what finds it full.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use opentelemetry::Context;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{BatchConfigBuilder, BatchSpanProcessor, Span, SpanData, SpanProcessor};

use super::exporter::{Exporter, count};
use super::variable;

/// How many spans may wait, if `OTEL_BSP_MAX_QUEUE_SIZE` does not say.
const ROOM: usize = 2048;

/// The SDK's batches, behind a count of what waits: the SDK does not show its own.
#[derive(Debug)]
pub(super) struct Queue {
    batches: BatchSpanProcessor,
    waiting: Arc<AtomicUsize>,
    room: usize,
}

impl Queue {
    pub(super) fn of(exporter: Exporter) -> Self {
        let room = variable("OTEL_BSP_MAX_QUEUE_SIZE").and_then(|size| size.parse().ok()).unwrap_or(ROOM).max(1);
        let waiting = exporter.waiting();
        let config = BatchConfigBuilder::default().with_max_queue_size(room).build();
        Self { batches: BatchSpanProcessor::builder(exporter).with_batch_config(config).build(), waiting, room }
    }
}

impl SpanProcessor for Queue {
    fn on_start(&self, span: &mut Span, context: &Context) {
        self.batches.on_start(span, context);
    }

    fn on_end(&self, span: SpanData) {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= self.room {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            count("dropped", 1);
        } else {
            self.batches.on_end(span);
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.batches.force_flush()
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.batches.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.batches.set_resource(resource);
    }
}
