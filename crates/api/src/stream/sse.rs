//! Server-sent events as text.

/// How long a client waits before it connects again, in milliseconds.
const RETRY: u64 = 1_000;

/// What a stream begins with: it sets where the client resumes, even if nothing comes before it has to. It has a name and
/// data, since clients take an event without data for none and forget its `id`; `open` is a name of browsers.
pub(super) fn opening(id: &str) -> String {
    format!("retry: {RETRY}\nevent: ready\nid: {id}\ndata: {{\"id\":\"{id}\"}}\n\n")
}

/// One deletion; its JSON is one line.
pub(super) fn deletion(id: &str, json: &str) -> String {
    format!("event: deletion\nid: {id}\ndata: {json}\n\n")
}

/// What keeps the connection open while nothing happens.
pub(super) const KEEP_ALIVE: &str = ": nothing new\n\n";
