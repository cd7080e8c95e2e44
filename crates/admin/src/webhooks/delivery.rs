//! Deliveries to an endpoint and their attempts, as the pages show them.

use domain::clock::{from_micros, micros};
use domain::webhook::{Attempt, Delivery, DeliveryState, Endpoint};
use store::{DeliveryPlace, SentTo};
use time::{Duration, OffsetDateTime};

use super::PATH;
use crate::page::frame::Frame;
use crate::page::labels::{self, Label};
use crate::page::markup::{Markup, shown};
use crate::page::when::When;

/// A message to an endpoint.
pub(super) struct DeliveryView {
    pub(super) delivery: Delivery,
    pub(super) href: String,
    pub(super) created: When,
    pub(super) next: Option<When>,
    /// Whether the next attempt is due.
    pub(super) is_due: bool,
    pub(super) state: Label,
    pub(super) attempts: String,
}

impl DeliveryView {
    pub(super) fn new(delivery: Delivery, id: &str, chosen: Option<DeliveryState>, frame: &Frame) -> Self {
        let status = chosen.map(|state| format!("status={}&", state.as_str())).unwrap_or_default();
        let is_due = |next: OffsetDateTime| next - frame.now < Duration::seconds(3);
        Self {
            href: format!("{PATH}/{id}?{status}message={}#message", delivery.message_id),
            created: frame.when(delivery.created_at),
            next: delivery.next_attempt_at.filter(|next| !is_due(*next)).map(|next| frame.when(next)),
            is_due: delivery.next_attempt_at.is_some_and(is_due),
            state: label(delivery.state, frame),
            attempts: frame.t1("webhooks-attempts", "count", delivery.attempts),
            delivery,
        }
    }

    /// The page of the deletion that it reports.
    pub(super) fn deletion(&self) -> Option<String> {
        let (member_id, number) = (self.delivery.member_id.as_ref()?, self.delivery.deletion?);
        Some(format!("/admin/portals/{member_id}/deletions/{number}"))
    }

    pub(super) fn error(&self) -> Option<Markup> {
        self.delivery.last_error.as_deref().map(shown)
    }
}

/// The delivery of a deletion to an endpoint.
pub(crate) struct SentToView {
    pub(crate) host: String,
    /// The message on the endpoint's page.
    pub(crate) href: String,
    pub(crate) state: Label,
    pub(crate) attempts: String,
    pub(crate) next: Option<When>,
    /// Whether the next attempt is due.
    pub(crate) is_due: bool,
    /// The result of the last attempt, if there was one.
    pub(crate) answer: Option<Markup>,
    description: String,
}

impl SentToView {
    /// The endpoints that got the deletion; `None` if there are no endpoints.
    pub(crate) fn of(sent_to: Vec<SentTo>, frame: &Frame) -> Option<Vec<Self>> {
        let view = |(endpoint, delivery): SentTo| Some(Self::new(&endpoint, delivery?, frame));
        (!sent_to.is_empty()).then(|| sent_to.into_iter().filter_map(view).collect())
    }

    fn new(endpoint: &Endpoint, delivery: Delivery, frame: &Frame) -> Self {
        let status = delivery.last_status.map(|status| status.to_string());
        let view = DeliveryView::new(delivery, &endpoint.id, None, frame);
        let answer = view.delivery.last_error.clone().or(status);
        Self {
            host: endpoint.host(),
            answer: answer.as_deref().map(shown),
            href: view.href,
            state: view.state,
            attempts: view.attempts,
            next: view.next,
            is_due: view.is_due,
            description: endpoint.description.clone(),
        }
    }

    pub(crate) fn description(&self) -> Markup {
        shown(&self.description)
    }
}

pub(super) struct AttemptView {
    pub(super) at: When,
    pub(super) status: Option<u16>,
    pub(super) error: Option<Markup>,
    pub(super) millis: String,
    pub(super) response: Option<Markup>,
}

impl AttemptView {
    pub(super) fn new(attempt: &Attempt, frame: &Frame) -> Self {
        Self {
            at: frame.when(attempt.at),
            status: attempt.status,
            error: attempt.error.as_deref().map(shown),
            millis: frame.t1("health-call-millis", "millis", attempt.millis),
            response: (!attempt.response.is_empty()).then(|| shown(&attempt.response)),
        }
    }

    pub(super) fn tone(&self) -> &'static str {
        if self.status.is_some_and(|status| (200..300).contains(&status)) { "ok" } else { "bad" }
    }
}

pub(super) fn label(state: DeliveryState, frame: &Frame) -> Label {
    let key = match state {
        DeliveryState::Pending => "webhooks-delivery-pending",
        DeliveryState::Delivered => "webhooks-delivery-delivered",
        DeliveryState::Failed => "webhooks-delivery-failed",
    };
    labels::label(frame.t(key), tone(state))
}

pub(super) fn tone(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Pending => "warn",
        DeliveryState::Delivered => "ok",
        DeliveryState::Failed => "bad",
    }
}

/// A position in the list as text.
pub(super) fn print_place(place: &DeliveryPlace) -> String {
    format!("{}:{}:{}", micros(place.created_at), place.member_id, place.message_id)
}

/// Parses what [`print_place`] wrote.
pub(super) fn read_place(text: &str) -> Option<DeliveryPlace> {
    let (created_at, rest) = text.split_once(':')?;
    let (member_id, message_id) = rest.split_once(':')?;
    let created_at = from_micros(created_at.parse().ok().filter(|at| (0..=MAX_MICROS).contains(at))?);
    Some(DeliveryPlace { created_at, member_id: member_id.to_owned(), message_id: message_id.to_owned() })
}

/// The end of the year 9999, in microseconds; there are no later times.
const MAX_MICROS: i64 = 253_402_300_799_999_999;

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn place_of_the_list_is_read_as_it_is_printed() {
        let created_at = datetime!(2026-03-17 15:16:17 UTC);
        let place = DeliveryPlace { created_at, member_id: "abc".into(), message_id: "msg_abc_1".into() };
        assert_eq!(read_place(&print_place(&place)), Some(place));
        for text in ["", "1", "1:a", "x:a:b", "-1:a:b", "9223372036854775807:a:b"] {
            assert_eq!(read_place(text), None, "{text}");
        }
    }
}
