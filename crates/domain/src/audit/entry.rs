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
    /// An operator, or somebody in their name, was refused a request.
    ActRefused {
        /// Why.
        reason: RefusalReason,
    },
    /// A forged removal was undone.
    RemovalUndone {
        /// What showed that it was forged.
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
    /// Somebody asked to read a portal's offline queue.
    RecoveryRequested {
        /// The portal's host.
        domain: String,
    },
    /// Somebody asked to renew a portal's tokens.
    RenewalRequested {
        /// The portal's host.
        domain: String,
    },
    /// The worker finished a requested task.
    TaskEnded {
        /// The task.
        task: RequestedTask,
        /// How it ended.
        outcome: TaskOutcome,
    },
    /// An operator asked to remove all that we keep of a portal.
    PurgeRequested {
        /// How many deletions there were.
        deletions: u64,
    },
    /// An API key was created.
    ApiKeyCreated {
        /// Its name.
        name: String,
        /// The portal that it reaches; `None` if it reaches all, or several.
        portal: Option<String>,
        /// How many portals it reaches; `None` if all.
        portals: Option<u64>,
    },
    /// An API key was revoked.
    ApiKeyRevoked {
        /// Its number.
        id: i64,
    },
    /// An operator was added.
    OperatorAdded {
        /// Their e-mail address.
        email: String,
    },
    /// An operator got another role.
    RoleSet {
        /// Their e-mail address.
        email: String,
        /// The new role.
        role: String,
    },
    /// An operator may see other portals.
    PortalsSet {
        /// Their e-mail address.
        email: String,
        /// How many they may see; `None` if all.
        portals: Option<u64>,
    },
    /// An operator got another password.
    PasswordSet {
        /// Their e-mail address.
        email: String,
    },
    /// An operator's log-ins now need a code.
    SecondFactorOn {
        /// Their e-mail address.
        email: String,
    },
    /// An operator's log-ins no longer need a code.
    SecondFactorOff {
        /// Their e-mail address.
        email: String,
    },
    /// An operator got new recovery codes; the old ones are void.
    RecoveryCodesMade {
        /// Their e-mail address.
        email: String,
    },
    /// An operator logged in with a recovery code.
    RecoveryCodeUsed {
        /// How many are left.
        left: u64,
    },
    /// An operator first signed in at the OpenID provider, which bound that account to them.
    AccountBound {
        /// Their e-mail address.
        email: String,
        /// The provider's host.
        provider: String,
    },
    /// An operator's accounts at OpenID providers were unbound.
    AccountReleased {
        /// Their e-mail address.
        email: String,
    },
    /// An operator ended some of their own sessions.
    SessionsEnded {
        /// How many.
        sessions: u64,
    },
    /// An operator changed their dashboard preferences.
    PreferencesSet,
    /// An operator was removed.
    OperatorRemoved {
        /// Their e-mail address.
        email: String,
    },
    /// Somebody exported deletions as a file.
    DeletionsExported {
        /// The portal's host; `None` for the list over all portals.
        domain: Option<String>,
        /// The filter as a query string; `None` if there was none.
        filter: Option<String>,
        /// `csv` or `ndjson`.
        format: String,
        /// How many deletions were written.
        deletions: u64,
        /// Whether the file is complete; otherwise the export broke off.
        whole: bool,
    },
    /// All deletions of a portal were removed.
    PortalPurged {
        /// How many there were.
        deletions: u64,
        /// Why.
        reason: PurgeReason,
    },
    /// Somebody set how long to keep a portal's deletions.
    RetentionSet {
        /// The portal's host.
        domain: String,
        /// For how many days; 0 is forever, `None` as for all others.
        days: Option<u16>,
    },
    /// Somebody set when bursts raise a portal's alarm.
    BurstAlarmSet {
        /// The portal's host.
        domain: String,
        /// Whether they do at all.
        is_on: bool,
        /// The fewest deletions within minutes that do.
        threshold: u32,
    },
    /// Somebody set whether to keep the titles of a portal's things.
    TitlesSet {
        /// The portal's host.
        domain: String,
        /// Whether to keep them; if not, the kept ones are erased.
        is_on: bool,
        /// For how many days; 0 is forever.
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
        /// How many of their deletions are new.
        deletions: u64,
    },
    /// An operator asked to retry events in quarantine.
    QuarantineRetryRequested {
        /// How many.
        events: u64,
    },
    /// A webhook endpoint was created.
    WebhookCreated {
        /// The endpoint's id.
        id: String,
        /// Its host; the rest of its address may hold its owner's secret.
        host: String,
    },
    /// An endpoint was changed.
    WebhookChanged {
        /// The endpoint's id.
        id: String,
        /// Its host.
        host: String,
    },
    /// An endpoint was deleted.
    WebhookDeleted {
        /// The endpoint's id.
        id: String,
        /// Its host.
        host: String,
    },
    /// An endpoint got another secret.
    WebhookSecretRotated {
        /// The endpoint's id.
        id: String,
        /// Its host.
        host: String,
    },
    /// A test message to an endpoint was queued.
    WebhookTested {
        /// The endpoint's id.
        id: String,
        /// Its host.
        host: String,
    },
    /// Messages were queued for redelivery.
    WebhookRedelivered {
        /// The endpoint's id.
        id: String,
        /// How many.
        messages: u64,
    },
    /// The worker disabled an endpoint.
    WebhookDisabled {
        /// The endpoint's id.
        id: String,
        /// Its host.
        host: String,
        /// Whether it answered that it is gone; otherwise it failed for too long.
        gone: bool,
    },
    /// Events in quarantine were discarded.
    QuarantineDiscarded {
        /// How many.
        events: u64,
    },
    /// Somebody exported lines of the audit as a file.
    AuditExported {
        /// How many.
        lines: u64,
        /// The query string that selected them.
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

    /// The entry for a new key.
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
