//! Server-sent events as text.

/// How long a client waits before it connects again, in milliseconds.
const RETRY: u64 = 1_000;

/// What a stream begins with: it sets where the client resumes, even if nothing comes before it has to.
pub(super) fn opening(id: u64) -> String {
    format!("retry: {RETRY}\nid: {id}\n\n")
}

/// One deletion; its JSON is one line.
pub(super) fn deletion(id: u64, json: &str) -> String {
    format!("event: deletion\nid: {id}\ndata: {json}\n\n")
}

/// What keeps the connection open while nothing happens.
pub(super) const KEEP_ALIVE: &str = ": nothing new\n\n";
