//! Why connections end, as the metrics name it.

/// Why a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// Whoever opened it closed it, or was answered and asked for that.
    Done,
    /// It was idle for too long.
    Idle,
    /// A header did not arrive in time.
    Header,
    /// Nobody read the answer.
    Unread,
    /// Others needed its place.
    Room,
    /// It spoke HTTP/2.
    Http2,
    /// What it sent is no HTTP.
    Malformed,
    /// The process stops.
    Stop,
}

impl Reason {
    /// Counts a connection that ended for this reason.
    pub(super) fn count(self) {
        metrics::counter!("tombstone_connections_closed_total", "reason" => self.label()).increment(1);
    }

    fn label(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Idle => "idle",
            Self::Header => "header",
            Self::Unread => "unread",
            Self::Room => "room",
            Self::Http2 => "http2",
            Self::Malformed => "malformed",
            Self::Stop => "stop",
        }
    }
}

impl From<&hyper::Error> for Reason {
    fn from(error: &hyper::Error) -> Self {
        if error.is_parse_version_h2() {
            Self::Http2
        } else if error.is_parse() {
            Self::Malformed
        } else {
            Self::Done
        }
    }
}
