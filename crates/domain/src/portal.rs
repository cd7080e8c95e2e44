//! A portal: one Bitrix24 account that installed, or once had installed, the app.

mod facts;
mod look;
mod receipt;
mod settings;
mod status;

use time::OffsetDateTime;

use crate::MemberId;
use crate::people;

pub use facts::{OfflineQueue, Plan, Probe, Subscriptions, TokenHealth, TokenState, UnknownWord};
pub use look::{Look, Refusals, Trouble};
pub use receipt::{PurgeReason, Receipt, UnknownPurgeReason};
pub use settings::PortalSettings;
pub use status::{Finding, PortalStatus, UnknownPortalStatus};

/// A portal as operators and clients see it, without any secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portal {
    /// Its identifier.
    pub member_id: MemberId,
    /// Its present host, with the port unless it is the scheme's default.
    pub domain: String,
    /// Its status.
    pub status: PortalStatus,
    /// The app's status letter there (docs/protocol.md 1.4), as the authorization server reported it.
    pub app_status: Option<String>,
    /// Whether the installation was finished.
    pub finished: bool,
    /// The scopes that the app was granted.
    pub scopes: Vec<String>,
    /// Its two-letter language, if an install named one.
    pub language: Option<String>,
    /// Counts the installations, so that a late message of an earlier one does not touch the present one.
    pub generation: i64,
    /// When the present installation was verified.
    pub installed_at: Option<OffsetDateTime>,
    /// When it removed the app, if it did.
    pub uninstalled_at: Option<OffsetDateTime>,
    /// When it last came back from being unpaid or closed.
    pub resumed_at: Option<OffsetDateTime>,
    /// When its last event was received.
    pub last_event_at: Option<OffsetDateTime>,
    /// How many of its deletions we keep.
    pub deletions: u64,
    /// Its tokens' state, without the tokens.
    pub token: TokenState,
    /// Its subscriptions at the last check.
    pub subscriptions: Option<Subscriptions>,
    /// Its plan when it was last asked.
    pub plan: Option<Plan>,
    /// Whether we can later fetch what it could not deliver.
    pub offline_queue: OfflineQueue,
    /// The last test delivery.
    pub probe: Option<Probe>,
    /// The outcome of the last look at it.
    pub look: Look,
    /// Events in its name refused since the last accepted one.
    pub refusals: Option<Refusals>,
    /// Its own settings.
    pub settings: PortalSettings,
}

impl Portal {
    /// Since when it has reported deletions without a break of its own: its last installation, or its last return from
    /// being unpaid or closed.
    pub fn listened_since(&self) -> Option<OffsetDateTime> {
        self.installed_at.max(self.resumed_at)
    }

    /// Its subscriptions; `None` once it removed the app, and them with it.
    pub fn bound(&self) -> Option<&Subscriptions> {
        self.subscriptions.as_ref().filter(|_| self.status != PortalStatus::Uninstalled)
    }

    /// Its name: its host, or its identifier once its data was removed.
    pub fn name(&self) -> &str {
        if self.domain.is_empty() { self.member_id.as_str() } else { &self.domain }
    }

    /// Whether it granted a scope that lets us ask for its users' names.
    pub fn names_users(&self) -> bool {
        self.scopes.iter().any(|scope| people::SCOPES.contains(&scope.as_str()))
    }
}

#[cfg(test)]
impl Portal {
    /// An active portal with nothing more known.
    pub(crate) fn example(domain: &str) -> Self {
        let token =
            TokenState { health: TokenHealth::Ok, expires_at: None, refreshed_at: None, renew_at: None, error: None };
        Self {
            member_id: MemberId::parse("a").expect("a member_id"),
            domain: domain.to_owned(),
            status: PortalStatus::Active,
            app_status: None,
            finished: true,
            scopes: Vec::new(),
            language: None,
            generation: 1,
            installed_at: None,
            uninstalled_at: None,
            resumed_at: None,
            last_event_at: None,
            deletions: 0,
            token,
            subscriptions: None,
            plan: None,
            offline_queue: OfflineQueue::Unknown,
            probe: None,
            look: Look::default(),
            refusals: None,
            settings: PortalSettings::default(),
        }
    }
}
