//! A portal: one Bitrix24 account that installed, or once had installed, the app.

mod facts;
mod status;

use time::OffsetDateTime;

use crate::MemberId;

pub use facts::{OfflineQueue, Plan, Probe, Subscriptions, TokenHealth, TokenState, UnknownWord};
pub use status::{Finding, PortalStatus, UnknownPortalStatus};

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
    /// What it pays for, when it was last asked.
    pub plan: Option<Plan>,
    /// Whether what it could not deliver can be fetched afterwards.
    pub offline_queue: OfflineQueue,
    /// The last test delivery.
    pub probe: Option<Probe>,
}
