//! Events on their way to handlers, and the outcomes.

use serde::Serialize;
use time::OffsetDateTime;

#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) portal: usize,
    pub(crate) event: String,
    pub(crate) handler: String,
    pub(crate) handler_id: Option<u64>,
    pub(crate) content_type: &'static str,
    pub(crate) body: String,
}

/// The outcome of one POST to a handler.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Delivery {
    /// The event's code.
    pub event: String,
    /// The subscription's number.
    pub event_handler_id: Option<u64>,
    /// The handler's URL.
    pub handler: String,
    /// The sending time, by the simulator's clock.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// The body sent.
    pub sent: String,
    /// The handler's status; none if it was unreachable.
    pub status: Option<u16>,
    /// The beginning of the handler's answer, or the error.
    pub answer: String,
    /// Seconds it took.
    pub seconds: f64,
}

impl Delivery {
    /// Whether the handler answered with success.
    pub fn is_success(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}
