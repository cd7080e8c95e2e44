//! What of a span leaves the process: the attributes listed here, under OpenTelemetry's names, and nothing else.

use opentelemetry::trace::{SpanKind, Status};
use opentelemetry::{KeyValue, Value};
use opentelemetry_sdk::trace::SpanData;

/// A span of ours.
struct Known {
    /// Its name within the process.
    name: &'static str,
    kind: SpanKind,
    /// Its exported name, before the values of its first attributes.
    called: &'static str,
    /// How many attribute values follow.
    of: usize,
    /// Its fields and their exported names.
    attributes: &'static [(&'static str, &'static str)],
}

const KNOWN: [Known; 4] = [
    Known {
        name: "request",
        kind: SpanKind::Server,
        called: "",
        of: 2,
        attributes: &[
            ("method", "http.request.method"),
            ("route", "http.route"),
            ("status", "http.response.status_code"),
            ("request_id", "request_id"),
            ("member_id", "member_id"),
        ],
    },
    Known {
        name: "job",
        kind: SpanKind::Internal,
        called: "job",
        of: 1,
        attributes: &[("job", "job"), ("result", "result")],
    },
    Known {
        name: "portal_call",
        kind: SpanKind::Client,
        called: "call",
        of: 1,
        attributes: &[("method", "rpc.method"), ("host", "server.address"), ("outcome", "outcome")],
    },
    Known {
        name: "index_block",
        kind: SpanKind::Internal,
        called: "index block",
        of: 0,
        attributes: &[("events", "events"), ("added", "added"), ("outcome", "outcome")],
    },
];

/// The span as exported; none if it is not listed.
pub(super) fn outward(mut span: SpanData) -> Option<SpanData> {
    let known = KNOWN.into_iter().find(|known| known.name == span.name)?;
    let fields = std::mem::take(&mut span.attributes);
    let value = |field: &str| fields.iter().find(|found| found.key.as_str() == field).map(|found| found.value.clone());
    let named = known.attributes[..known.of].iter().filter_map(|(field, _)| value(field));
    let words = (!known.called.is_empty()).then(|| known.called.to_owned()).into_iter();
    let words: Vec<_> = words.chain(named.map(|value| value.as_str().into_owned())).collect();
    span.name = words.join(" ").into();
    span.span_kind = known.kind;
    let attribute = |(field, name): &(&str, &'static str)| Some(KeyValue::new(*name, value(field)?));
    span.attributes = known.attributes.iter().filter_map(attribute).collect();
    if ["status", "result", "outcome"].into_iter().filter_map(value).any(|value| is_fault(&value)) {
        span.status = Status::error("");
    }
    Some(span)
}

/// Whether an outcome is a fault of ours, or of the portal that was called.
fn is_fault(outcome: &Value) -> bool {
    match outcome {
        Value::I64(status) => *status >= 500,
        outcome => matches!(&*outcome.as_str(), "failed" | "panicked"),
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use opentelemetry::InstrumentationScope;
    use opentelemetry::trace::{SpanContext, SpanId};
    use opentelemetry_sdk::trace::{SpanEvents, SpanLinks};

    use super::*;

    fn span(name: &'static str, attributes: Vec<KeyValue>) -> SpanData {
        SpanData {
            span_context: SpanContext::NONE,
            parent_span_id: SpanId::INVALID,
            parent_span_is_remote: false,
            span_kind: SpanKind::Internal,
            name: name.into(),
            start_time: SystemTime::UNIX_EPOCH,
            end_time: SystemTime::UNIX_EPOCH,
            attributes,
            dropped_attributes_count: 0,
            events: SpanEvents::default(),
            links: SpanLinks::default(),
            status: Status::Unset,
            instrumentation_scope: InstrumentationScope::default(),
        }
    }

    #[test]
    fn request_is_named_by_its_route_and_nothing_unlisted_leaves() {
        let fields =
            [("query", "secret"), ("route", "/api/v1/portals/:member_id"), ("auth", "secret"), ("method", "GET")];
        let mut fields: Vec<_> = fields.into_iter().map(|(key, value)| KeyValue::new(key, value)).collect();
        fields.push(KeyValue::new("status", 503_i64));
        let span = outward(span("request", fields)).unwrap();
        assert_eq!((&*span.name, &span.span_kind), ("GET /api/v1/portals/:member_id", &SpanKind::Server));
        assert_eq!(span.status, Status::error(""));
        let keys: Vec<_> = span.attributes.iter().map(|attribute| attribute.key.as_str()).collect();
        assert_eq!(keys, ["http.request.method", "http.route", "http.response.status_code"]);
    }

    #[test]
    fn unknown_span_stays_inside() {
        assert!(outward(span("query", vec![KeyValue::new("method", "secret")])).is_none());
    }

    #[test]
    fn refusal_of_a_portal_is_no_fault() {
        let named = |outcome: &'static str| {
            let fields = vec![KeyValue::new("method", "event.get"), KeyValue::new("outcome", outcome)];
            outward(span("portal_call", fields)).unwrap()
        };
        assert_eq!((&*named("refused").name, named("refused").status), ("call event.get", Status::Unset));
        assert_eq!(named("failed").status, Status::error(""));
    }
}
