//! The entries of the audit.

use serde::{Deserialize, Serialize};

use crate::api_key::ApiKey;
use crate::portal::PurgeReason;
use crate::reach::Reach;
use crate::refusal::RefusalReason;
use crate::requested_task::{RequestedTask, TaskOutcome};

/// Something that somebody did, or that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum AuditEntry {
    /// An install was refused.
    InstallRefused {
        /// Why.
        reason: RefusalReason,
    },
    /// An event was refused.
    EventRefused {
        /// Why.
        reason: RefusalReason,
    },
    /// Somebody who opened the app in a portal was not shown its page.
    AppPageRefused {
        /// Why.
        reason: RefusalReason,
    },
    /// A log-in failed.
    LogInFailed {
        /// Why.
        reason: RefusalReason,
    },
    /// An operator was refused what they asked for, or somebody in their name.
    ActRefused {
        /// Why.
        reason: RefusalReason,
    },
    /// A removal was undone that somebody made up.
    RemovalUndone {
        /// What showed it.
        reason: RefusalReason,
    },
    /// An operator logged in.
    LoggedIn,
    /// An operator logged out.
    LoggedOut,
    /// Somebody asked for a check of a portal.
    CheckRequested {
        /// The portal's host.
        domain: String,
    },
    /// Somebody asked for a test event.
    ProbeRequested {
        /// The portal's host.
        domain: String,
    },
    /// Somebody asked for a reading of a portal's offline queue.
    RecoveryRequested {
        /// The portal's host.
        domain: String,
    },
    /// Somebody asked for a portal's tokens to be renewed.
    RenewalRequested {
        /// The portal's host.
        domain: String,
    },
    /// The worker did what somebody had asked for.
    TaskEnded {
        /// What.
        task: RequestedTask,
        /// What came of it.
        outcome: TaskOutcome,
    },
    /// An operator asked for all that is kept of a portal to be removed.
    PurgeRequested {
        /// How many deletions there were.
        deletions: u64,
    },
    /// An API key was created.
    ApiKeyCreated {
        /// Its name.
        name: String,
        /// The portal that it reaches; none if it reaches all, or several.
        portal: Option<String>,
        /// How many portals it reaches; none if it reaches all.
        portals: Option<u64>,
    },
    /// An API key was revoked.
    ApiKeyRevoked {
        /// Its number.
        id: i64,
    },
    /// An operator was added.
    OperatorAdded {
        /// The address.
        email: String,
    },
    /// An operator has another role.
    RoleSet {
        /// Whose.
        email: String,
        /// Which.
        role: String,
    },
    /// An operator knows of other portals.
    PortalsSet {
        /// Whose.
        email: String,
        /// Of how many; none if of all.
        portals: Option<u64>,
    },
    /// An operator has another password.
    PasswordSet {
        /// Whose.
        email: String,
    },
    /// An operator's log-ins take a code from now on.
    SecondFactorOn {
        /// Whose.
        email: String,
    },
    /// An operator's log-ins take no code any more.
    SecondFactorOff {
        /// Whose.
        email: String,
    },
    /// An operator has new recovery codes; the old ones are void.
    RecoveryCodesMade {
        /// Whose.
        email: String,
    },
    /// An operator logged in with a recovery code.
    RecoveryCodeUsed {
        /// How many are left.
        left: u64,
    },
    /// An operator signed in at the OpenID provider for the first time: from now on that account is theirs.
    AccountBound {
        /// Whose.
        email: String,
        /// The provider's host.
        provider: String,
    },
    /// An operator's accounts at OpenID providers are theirs no more.
    AccountReleased {
        /// Whose.
        email: String,
    },
    /// An operator ended sessions of their own.
    SessionsEnded {
        /// How many.
        sessions: u64,
    },
    /// An operator chose how they like the dashboard.
    PreferencesSet,
    /// An operator was removed.
    OperatorRemoved {
        /// The address.
        email: String,
    },
    /// Somebody got deletions as a file.
    DeletionsExported {
        /// The portal's host; none if it was the list over all portals.
        domain: Option<String>,
        /// The filter, as a query string; none if there was none.
        filter: Option<String>,
        /// `csv` or `ndjson`.
        format: String,
        /// How many deletions were written.
        deletions: u64,
        /// Whether that was all of them: otherwise it broke off.
        whole: bool,
    },
    /// All deletions of a portal were removed.
    PortalPurged {
        /// How many there were.
        deletions: u64,
        /// Why.
        reason: PurgeReason,
    },
    /// It was set for how long a portal's deletions are kept.
    RetentionSet {
        /// The portal's host.
        domain: String,
        /// For how many days; 0 is for ever, none for as long as those of all others.
        days: Option<u16>,
    },
    /// It was set when a portal is alarmed because much was deleted at once.
    BurstAlarmSet {
        /// The portal's host.
        domain: String,
        /// Whether it is at all.
        is_on: bool,
        /// From how many deletions within minutes on.
        threshold: u32,
    },
    /// It was set whether titles are kept of a portal's things.
    TitlesSet {
        /// The portal's host.
        domain: String,
        /// Whether they are; else those that were kept are erased.
        is_on: bool,
        /// For how many days; 0 is for ever.
        days: u16,
    },
    /// All secrets were encrypted with the present key.
    KeysRotated {
        /// How many.
        secrets: u64,
    },
    /// Events in quarantine were indexed.
    QuarantineRetried {
        /// How many events.
        events: u64,
        /// How many deletions of them are new.
        deletions: u64,
    },
    /// An operator asked for events in quarantine to be tried again.
    QuarantineRetryRequested {
        /// How many.
        events: u64,
    },
    /// An endpoint of outgoing webhooks was created.
    WebhookCreated {
        /// Names it.
        id: String,
        /// Its host; the rest of its address may hold a secret of its owner.
        host: String,
    },
    /// An endpoint was changed.
    WebhookChanged {
        /// Names it.
        id: String,
        /// Its host.
        host: String,
    },
    /// An endpoint was deleted.
    WebhookDeleted {
        /// Names it.
        id: String,
        /// Its host.
        host: String,
    },
    /// An endpoint has another secret.
    WebhookSecretRotated {
        /// Names it.
        id: String,
        /// Its host.
        host: String,
    },
    /// A message that tries an endpoint was queued.
    WebhookTested {
        /// Names it.
        id: String,
        /// Its host.
        host: String,
    },
    /// Messages were scheduled to be delivered again.
    WebhookRedelivered {
        /// Names the endpoint.
        id: String,
        /// How many.
        messages: u64,
    },
    /// The worker disabled an endpoint.
    WebhookDisabled {
        /// Names it.
        id: String,
        /// Its host.
        host: String,
        /// Whether it answered that it is gone; else it only failed for long.
        gone: bool,
    },
    /// Events in quarantine were thrown away.
    QuarantineDiscarded {
        /// How many.
        events: u64,
    },
    /// Somebody took lines of the audit along as a file.
    AuditExported {
        /// How many.
        lines: u64,
        /// The query string that chose them.
        filter: String,
    },
}

impl AuditEntry {
    /// The entry for a task that somebody requested for the portal at `domain`.
    pub fn of_requested_task(requested: RequestedTask, domain: &str) -> Self {
        let domain = domain.to_owned();
        match requested {
            RequestedTask::Check => Self::CheckRequested { domain },
            RequestedTask::Probe => Self::ProbeRequested { domain },
            RequestedTask::Recover => Self::RecoveryRequested { domain },
            RequestedTask::Renew => Self::RenewalRequested { domain },
        }
    }

    /// The entry for a key that was made.
    pub fn of_new_key(key: &ApiKey) -> Self {
        let portals = key.reach.portals().map(|portals| portals.len() as u64);
        Self::ApiKeyCreated { name: key.name.clone(), portal: key.reach.one().map(ToString::to_string), portals }
    }

    /// The entry for the portals that an operator sees from now on.
    pub fn of_reach(email: &str, reach: &Reach) -> Self {
        Self::PortalsSet { email: email.to_owned(), portals: reach.portals().map(|portals| portals.len() as u64) }
    }

    /// Why it was refused, if it is about a refusal.
    pub fn refusal(&self) -> Option<&RefusalReason> {
        match self {
            Self::InstallRefused { reason }
            | Self::EventRefused { reason }
            | Self::AppPageRefused { reason }
            | Self::LogInFailed { reason }
            | Self::ActRefused { reason }
            | Self::RemovalUndone { reason } => Some(reason),
            _ => None,
        }
    }
}
