//! Parts of a portal beside its status.

use domain::portal;
use poem_openapi::{Enum, Object};
use time::OffsetDateTime;

/// The state of a portal's tokens.
#[derive(Debug, Object)]
pub(crate) struct Token {
    /// Whether they work.
    pub(crate) state: TokenHealth,
    /// When the access token ends.
    #[oai(nullable)]
    pub(crate) expires_at: Option<OffsetDateTime>,
    /// When they were last renewed.
    #[oai(nullable)]
    pub(crate) refreshed_at: Option<OffsetDateTime>,
    /// When they will be renewed.
    #[oai(nullable)]
    pub(crate) renew_at: Option<OffsetDateTime>,
    /// Why they can't be renewed: the code of whoever refused, or Tombstone's own.
    #[oai(nullable)]
    pub(crate) error: Option<String>,
}

/// Whether a portal's tokens work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub(crate) enum TokenHealth {
    /// They work.
    Ok,
    /// Renewal fails and is being retried.
    Failing,
    /// They were refused for good.
    Dead,
    /// There are none.
    None,
}

/// Which of the catalogue's events a portal sends.
#[derive(Debug, Object)]
pub(crate) struct Subscriptions {
    /// How many it offers under the granted scopes.
    pub(crate) expected: u32,
    /// How many of them it sends.
    pub(crate) found: u32,
    /// The codes of the others.
    pub(crate) missing: Vec<String>,
    /// When Tombstone checked.
    pub(crate) checked_at: OffsetDateTime,
}

/// What the app costs the portal, as the portal said.
#[derive(Debug, Object)]
pub(crate) struct Payment {
    /// Whether the paid period is over; Bitrix24 then sends nothing.
    pub(crate) expired: bool,
    /// How many days of it are left; null if it has no end.
    #[oai(nullable)]
    pub(crate) days: Option<i32>,
    /// The portal's own plan, such as `en_basic`; it ends in `_selfhosted` on the customer's own server.
    #[oai(nullable)]
    pub(crate) license: Option<String>,
    /// When it was asked.
    #[oai(nullable)]
    pub(crate) checked_at: Option<OffsetDateTime>,
}

/// Whether Tombstone can fetch what a portal could not deliver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub(crate) enum OfflineQueue {
    /// It can, in two steps, so that a crash loses nothing.
    Confirmed,
    /// It can, but reading the queue empties it.
    Unconfirmed,
    /// The portal keeps nothing for the app.
    Unavailable,
    /// Not known yet.
    Unknown,
}

/// A test delivery: the portal was asked to send a test event.
#[derive(Debug, Object)]
pub(crate) struct Probe {
    /// When it was asked.
    pub(crate) at: OffsetDateTime,
    /// How many seconds the event took; null if it has not arrived.
    #[oai(nullable)]
    pub(crate) seconds: Option<f64>,
}

impl From<portal::OfflineQueue> for OfflineQueue {
    fn from(queue: portal::OfflineQueue) -> Self {
        match queue {
            portal::OfflineQueue::Confirmed => Self::Confirmed,
            portal::OfflineQueue::Unconfirmed => Self::Unconfirmed,
            portal::OfflineQueue::Unavailable => Self::Unavailable,
            portal::OfflineQueue::Unknown => Self::Unknown,
        }
    }
}

impl From<portal::TokenState> for Token {
    fn from(token: portal::TokenState) -> Self {
        let portal::TokenState { health, expires_at, refreshed_at, renew_at, error } = token;
        let error = error.map(|error| error.code());
        Self { state: health.into(), expires_at, refreshed_at, renew_at, error }
    }
}

impl From<portal::TokenHealth> for TokenHealth {
    fn from(health: portal::TokenHealth) -> Self {
        match health {
            portal::TokenHealth::Ok => Self::Ok,
            portal::TokenHealth::Failing => Self::Failing,
            portal::TokenHealth::Dead => Self::Dead,
            portal::TokenHealth::None => Self::None,
        }
    }
}

impl From<portal::Subscriptions> for Subscriptions {
    fn from(known: portal::Subscriptions) -> Self {
        let found = known.found();
        let portal::Subscriptions { expected, missing, checked_at } = known;
        Self { expected, found, missing, checked_at }
    }
}

impl From<portal::Plan> for Payment {
    fn from(plan: portal::Plan) -> Self {
        let portal::Plan { license, app_version: _, payment_expired, days, checked_at } = plan;
        Self { expired: payment_expired, days, license, checked_at }
    }
}

impl From<portal::Probe> for Probe {
    fn from(probe: portal::Probe) -> Self {
        Self { at: probe.sent_at, seconds: probe.seconds() }
    }
}
