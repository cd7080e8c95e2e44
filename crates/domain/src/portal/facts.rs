//! Facts about a portal besides its status.

use std::str::FromStr;

use time::{Duration, OffsetDateTime};

use crate::failure::Failure;

/// What we may show of a portal's tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenState {
    /// Their health.
    pub health: TokenHealth,
    /// When the access token expires.
    pub expires_at: Option<OffsetDateTime>,
    /// When the pair was last received.
    pub refreshed_at: Option<OffsetDateTime>,
    /// When the worker renews the pair, or retries.
    pub renew_at: Option<OffsetDateTime>,
    /// Why renewing fails, or the last refusal.
    pub error: Option<Failure>,
}

/// The health of a portal's tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenHealth {
    /// They work, as far as is known.
    Ok,
    /// Renewing them fails; the worker retries.
    Failing,
    /// The authorization server refused them for good.
    Dead,
    /// There are none.
    None,
}

impl TokenHealth {
    /// All variants.
    pub const ALL: [Self; 4] = [Self::Ok, Self::Failing, Self::Dead, Self::None];

    /// Its name in the API, on pages and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Failing => "failing",
            Self::Dead => "dead",
            Self::None => "none",
        }
    }
}

impl FromStr for TokenHealth {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|health| health.as_str() == text).ok_or(UnknownWord)
    }
}

/// The text names no variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown word")]
pub struct UnknownWord;

/// Which events the portal should send, and which it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriptions {
    /// How many of the catalogue's events this portal offers under the granted scopes.
    pub expected: u32,
    /// Codes of those that are not bound.
    pub missing: Vec<String>,
    /// When we found that out.
    pub checked_at: OffsetDateTime,
}

/// The suffix of the code of an offline copy.
const OFFLINE: &str = " (offline)";

impl Subscriptions {
    /// How many of the expected events are bound. Offline copies, reported as `CODE (offline)`, don't count.
    pub fn found(&self) -> u32 {
        let missing = self.missing.iter().filter(|code| !code.ends_with(OFFLINE)).count();
        self.expected.saturating_sub(u32::try_from(missing).unwrap_or(u32::MAX))
    }

    /// The missing codes, each once: `CODE (+offline)` if the event and its offline copy are missing, `CODE (offline)`
    /// if only the copy is.
    pub fn missing_codes(&self) -> Vec<String> {
        let online: Vec<&str> =
            self.missing.iter().map(String::as_str).filter(|code| !code.ends_with(OFFLINE)).collect();
        let copies = || self.missing.iter().filter_map(|code| code.strip_suffix(OFFLINE));
        let said = online.iter().map(|code| {
            let mark = if copies().any(|copy| copy == *code) { " (+offline)" } else { "" };
            format!("{code}{mark}")
        });
        said.chain(copies().filter(|copy| !online.contains(copy)).map(|copy| format!("{copy}{OFFLINE}"))).collect()
    }
}

/// What the portal says about the app's licence there (`app.info` of the portal, docs/protocol.md 4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The portal's own plan, such as `en_basic`; on the customer's server it ends in `_selfhosted`.
    pub license: Option<String>,
    /// The app's version installed there.
    pub app_version: Option<String>,
    /// Whether the app's paid period is over; Bitrix24 then sends nothing.
    pub payment_expired: bool,
    /// How many days are left of it.
    pub days: Option<i32>,
    /// When we found that out.
    pub checked_at: Option<OffsetDateTime>,
}

/// Whether we can later fetch what a portal could not deliver (docs/protocol.md 4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OfflineQueue {
    /// Its plan lets us read and clear the queue in two steps, so that a crash loses nothing.
    Confirmed,
    /// It has a queue, which reading empties.
    Unconfirmed,
    /// It has none for this app.
    Unavailable,
    /// Not found out yet.
    #[default]
    Unknown,
}

impl OfflineQueue {
    /// All variants.
    pub const ALL: [Self; 4] = [Self::Confirmed, Self::Unconfirmed, Self::Unavailable, Self::Unknown];

    /// Its name in the API, on pages and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Unconfirmed => "unconfirmed",
            Self::Unavailable => "unavailable",
            Self::Unknown => "unknown",
        }
    }
}

impl FromStr for OfflineQueue {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|queue| queue.as_str() == text).ok_or(UnknownWord)
    }
}

/// A test delivery: we asked the portal by `event.test` to send `ONAPPTEST`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probe {
    /// When we asked.
    pub sent_at: OffsetDateTime,
    /// When the event arrived.
    pub received_at: Option<OffsetDateTime>,
}

impl Probe {
    /// After how long a missing test event counts as lost. Bitrix24's queue takes seconds.
    pub const PATIENCE: Duration = Duration::minutes(5);

    /// How many seconds the event took; `None` if it has not arrived.
    pub fn seconds(&self) -> Option<f64> {
        self.received_at.map(|received_at| (received_at - self.sent_at).as_seconds_f64())
    }

    /// Whether it did not arrive in time.
    pub fn is_lost(&self, now: OffsetDateTime) -> bool {
        self.received_at.is_none() && now - self.sent_at > Self::PATIENCE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_code_is_counted_and_named_once() {
        let missing = ["A", "B", "A (offline)", "C (offline)"].map(str::to_owned).to_vec();
        let known = Subscriptions { expected: 5, missing, checked_at: OffsetDateTime::UNIX_EPOCH };
        assert_eq!(known.missing_codes(), ["A (+offline)", "B", "C (offline)"]);
        assert_eq!(known.found(), 3);
    }
}
