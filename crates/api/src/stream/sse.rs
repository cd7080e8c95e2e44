//! Server-sent events as text.

/// Milliseconds before a client reconnects.
const RETRY: u64 = 1_000;

/// The first event: it sets where the client resumes, even if none follows. It has a name and data, since clients
/// ignore an event without data, and its `id`; browsers use the name `open` themselves.
pub(super) fn opening(id: &str) -> String {
    format!("retry: {RETRY}\nevent: ready\nid: {id}\ndata: {{\"id\":\"{id}\"}}\n\n")
}

/// One deletion; its JSON is one line.
pub(super) fn deletion(id: &str, json: &str) -> String {
    format!("event: deletion\nid: {id}\ndata: {json}\n\n")
}

/// Keeps an idle connection open.
pub(super) const KEEP_ALIVE: &str = ": nothing new\n\n";
