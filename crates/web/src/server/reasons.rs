//! Why connections end, as the metrics name it.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// The client closed it, or asked for that and was answered.
    Done,
    /// It was idle for too long.
    Idle,
    /// A header did not arrive in time.
    Header,
    /// The client did not read the response.
    Unread,
    /// Other connections needed its place.
    Room,
    /// It spoke HTTP/2.
    Http2,
    /// The client sent something that is not HTTP.
    Malformed,
    /// The process is stopping.
    Stop,
}

impl Reason {
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
