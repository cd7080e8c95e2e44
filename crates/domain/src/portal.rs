//! A portal: one Bitrix24 account that installed, or once had installed, the app.

use std::fmt;
use std::str::FromStr;

use time::OffsetDateTime;

use crate::MemberId;

/// Where a portal stands. PROTOCOL.md 3 and 3.7 say what leads from one to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PortalStatus {
    /// Known and verified, but not finished or without an `application_token`.
    Installing,
    /// Its events are accepted.
    Active,
    /// The paid period is over; Bitrix24 sends nothing.
    PaymentRequired,
    /// Its tokens are dead; an administrator has to open or install the app again.
    NeedsReinstall,
    /// The app was removed there.
    Uninstalled,
    /// The portal itself is gone.
    Deleted,
}

impl PortalStatus {
    /// All of them, in the order of a portal's life.
    pub const ALL: [Self; 6] =
        [Self::Installing, Self::Active, Self::PaymentRequired, Self::NeedsReinstall, Self::Uninstalled, Self::Deleted];

    /// The word that API, pages and database use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Installing => "installing",
            Self::Active => "active",
            Self::PaymentRequired => "payment_required",
            Self::NeedsReinstall => "needs_reinstall",
            Self::Uninstalled => "uninstalled",
            Self::Deleted => "deleted",
        }
    }

    /// Whether an event with the right `application_token` is this portal's and is kept.
    ///
    /// A portal that is being installed sends nothing before it is finished (PROTOCOL.md 1.3), so an event that is
    /// proven tells that it is; one whose tokens died or whose period ended may still have events under way.
    pub fn accepts_events(self) -> bool {
        !matches!(self, Self::Uninstalled | Self::Deleted)
    }
}

impl fmt::Display for PortalStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not a [`PortalStatus`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown portal status")]
pub struct UnknownPortalStatus;

impl FromStr for PortalStatus {
    type Err = UnknownPortalStatus;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = |status: &Self| status.as_str() == text;
        Self::ALL.into_iter().find(named).ok_or(UnknownPortalStatus)
    }
}

/// A portal as operators and clients see it: no secret is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portal {
    /// Its identifier.
    pub member_id: MemberId,
    /// Its present host, with the port where it is not the scheme's own.
    pub domain: String,
    /// Where it stands.
    pub status: PortalStatus,
    /// The app's status letter there (PROTOCOL.md 1.4), as the authorization server told it.
    pub app_status: Option<String>,
    /// Whether the installation was finished.
    pub finished: bool,
    /// The scopes that the app was granted.
    pub scopes: Vec<String>,
    /// Two-letter language of the portal, if an install named one.
    pub language: Option<String>,
    /// Counts the installations; a late message of an earlier one does not touch the present one.
    pub generation: i64,
    /// When the present installation was verified.
    pub installed_at: Option<OffsetDateTime>,
    /// When its last event was received.
    pub last_event_at: Option<OffsetDateTime>,
    /// How many deletions are kept of it.
    pub deletions: u64,
    /// Its tokens' state, without the tokens.
    pub token: TokenState,
    /// Its subscriptions when they were last looked at.
    pub subscriptions: Option<Subscriptions>,
}

/// What may be told of a portal's tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenState {
    /// How they are.
    pub health: TokenHealth,
    /// When the access token ends.
    pub expires_at: Option<OffsetDateTime>,
    /// When the pair was last received.
    pub refreshed_at: Option<OffsetDateTime>,
}

/// How a portal's tokens are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenHealth {
    /// They work, as far as is known.
    Ok,
    /// Renewing them fails and is being retried.
    Failing,
    /// The authorization server refused them for good.
    Dead,
    /// There are none.
    None,
}

impl TokenHealth {
    /// The word that API, pages and database use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Failing => "failing",
            Self::Dead => "dead",
            Self::None => "none",
        }
    }
}

/// Which events the portal should send and does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriptions {
    /// How many of the catalogue's events this portal offers under the granted scopes.
    pub expected: u32,
    /// Codes of those that are not bound.
    pub missing: Vec<String>,
    /// When that was found out.
    pub checked_at: OffsetDateTime,
}

impl Subscriptions {
    /// How many of the expected events are bound.
    pub fn found(&self) -> u32 {
        let missing = u32::try_from(self.missing.len()).unwrap_or(u32::MAX);
        self.expected.saturating_sub(missing)
    }
}
