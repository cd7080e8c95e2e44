//! An endpoint as the pages show it.

use domain::webhook::{DeliveryState, DisabledWhy, Endpoint, EndpointStatus};
use store::KeptEndpoint;

use super::{PATH, delivery};
use crate::page::frame::Frame;
use crate::page::labels::{Label, label};
use crate::page::markup::{Markup, shown};
use crate::page::when::When;

/// How many of the last messages to draw.
pub(super) const RECENT: u64 = 30;
/// The distance between the drawn messages.
const STEP: usize = 5;

/// An endpoint, and its last messages.
pub(super) struct EndpointView {
    pub(super) endpoint: Endpoint,
    pub(super) pending: String,
    /// What would be lost if it were disabled.
    pub(super) lost: String,
    pub(super) created: When,
    pub(super) failing: Option<When>,
    pub(super) delivered: Option<When>,
    pub(super) disabled: Option<When>,
    pub(super) state: Label,
    pub(super) why: Option<String>,
    /// How many of the last messages arrived, in words.
    pub(super) rate: Option<String>,
    domain: Option<String>,
    recent: Vec<DeliveryState>,
}

impl EndpointView {
    pub(super) fn new(kept: KeptEndpoint, recent: Vec<DeliveryState>, domain: Option<String>, frame: &Frame) -> Self {
        let KeptEndpoint { endpoint, pending } = kept;
        let arrived = recent.iter().filter(|state| **state == DeliveryState::Delivered).count();
        Self {
            pending: frame.n(pending),
            lost: frame.t1("webhooks-disable.lost", "count", pending),
            created: frame.when(endpoint.created_at),
            failing: endpoint.failing_since.map(|since| frame.when(since)),
            delivered: endpoint.last_delivered_at.map(|last| frame.when(last)),
            disabled: endpoint.disabled_at.map(|at| frame.when(at)),
            state: state(&endpoint, frame),
            why: endpoint.disabled_why.map(|why| said(why, frame)),
            rate: (!recent.is_empty()).then(|| frame.t2("webhooks-rate", "count", recent.len(), "arrived", arrived)),
            recent,
            domain,
            endpoint,
        }
    }

    pub(super) fn href(&self) -> String {
        format!("{PATH}/{}", self.endpoint.id)
    }

    pub(super) fn url(&self) -> Markup {
        shown(&self.endpoint.url)
    }

    /// The domain of its portal, if it has one.
    pub(super) fn domain(&self) -> Option<Markup> {
        self.domain.as_deref().map(shown)
    }

    pub(super) fn description(&self) -> Markup {
        shown(&self.endpoint.description)
    }

    /// Its host, which somebody types to delete it.
    pub(super) fn host(&self) -> String {
        self.endpoint.host()
    }

    pub(super) fn is_enabled(&self) -> bool {
        self.endpoint.status == EndpointStatus::Enabled
    }

    /// The codes of what it wants.
    pub(super) fn wants(&self) -> Vec<String> {
        let interest = &self.endpoint.interest;
        let types = interest.types.iter().map(ToString::to_string);
        types.chain(interest.events.iter().cloned()).chain(interest.entities.iter().cloned()).collect()
    }

    /// The last messages, oldest first: position and class of each.
    pub(super) fn ticks(&self) -> Vec<(usize, &'static str)> {
        let drawn = self.recent.iter().rev().enumerate();
        drawn.map(|(place, state)| (place * STEP, delivery::tone(*state))).collect()
    }

    #[expect(clippy::unused_self, reason = "asked for by a template")]
    pub(super) fn width(&self) -> u64 {
        RECENT * STEP as u64
    }
}

fn state(endpoint: &Endpoint, frame: &Frame) -> Label {
    match (endpoint.status, endpoint.failing_since) {
        (EndpointStatus::Disabled, _) => label(frame.t("webhooks-state-disabled"), "bad"),
        (EndpointStatus::Enabled, Some(_)) => label(frame.t("webhooks-state-failing"), "warn"),
        (EndpointStatus::Enabled, None) => label(frame.t("webhooks-state-enabled"), "ok"),
    }
}

fn said(why: DisabledWhy, frame: &Frame) -> String {
    frame.t(match why {
        DisabledWhy::Requested => "webhooks-why-requested",
        DisabledWhy::Gone => "webhooks-why-gone",
        DisabledWhy::Failing => "webhooks-why-failing",
    })
}
