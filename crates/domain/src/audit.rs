//! The lines of the audit: what operators and programs did, and what was refused.

mod kind;

use serde::{Deserialize, Serialize};

use crate::api_key::ApiKey;
use crate::portal::PurgeReason;
use crate::reach::Reach;
use crate::refusal::RefusalReason;
use crate::requested_task::{RequestedTask, TaskOutcome};

pub use kind::AuditKind;

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

/// What is refused, and so has to share the lines that each minute has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refused {
    /// An install.
    Install,
    /// An event.
    Event,
    /// The app's page inside a portal.
    AppPage,
    /// A log-in.
    LogIn,
    /// An act in the dashboard.
    Act,
    /// A removal, which is undone.
    Removal,
}

impl Refused {
    /// Its line in the audit.
    pub fn entry(self, reason: RefusalReason) -> AuditEntry {
        match self {
            Self::Install => AuditEntry::InstallRefused { reason },
            Self::Event => AuditEntry::EventRefused { reason },
            Self::AppPage => AuditEntry::AppPageRefused { reason },
            Self::LogIn => AuditEntry::LogInFailed { reason },
            Self::Act => AuditEntry::ActRefused { reason },
            Self::Removal => AuditEntry::RemovalUndone { reason },
        }
    }
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

    /// One of each, for tests of what keeps and shows them.
    #[doc(hidden)]
    pub fn examples() -> Vec<Self> {
        let (domain, email) = ("a.example".to_owned(), || "a@a.example".to_owned());
        let refused =
            [Refused::Install, Refused::Event, Refused::AppPage, Refused::LogIn, Refused::Act, Refused::Removal];
        let mut examples = vec![
            Self::LoggedIn,
            Self::LoggedOut,
            Self::ApiKeyCreated { name: "test".to_owned(), portal: None, portals: None },
            Self::ApiKeyCreated { name: "test".to_owned(), portal: Some("a".to_owned()), portals: Some(1) },
            Self::ApiKeyCreated { name: "test".to_owned(), portal: None, portals: Some(3) },
            Self::ApiKeyRevoked { id: 7 },
            Self::OperatorAdded { email: email() },
            Self::RoleSet { email: email(), role: "owner".to_owned() },
            Self::RoleSet { email: email(), role: "operator".to_owned() },
            Self::RoleSet { email: email(), role: "viewer".to_owned() },
            Self::PortalsSet { email: email(), portals: None },
            Self::PortalsSet { email: email(), portals: Some(0) },
            Self::PortalsSet { email: email(), portals: Some(1) },
            Self::PasswordSet { email: email() },
            Self::SecondFactorOn { email: email() },
            Self::SecondFactorOff { email: email() },
            Self::RecoveryCodesMade { email: email() },
            Self::RecoveryCodeUsed { left: 9 },
            Self::AccountBound { email: email(), provider: "id.example".to_owned() },
            Self::AccountReleased { email: email() },
            Self::SessionsEnded { sessions: 1 },
            Self::PreferencesSet,
            Self::OperatorRemoved { email: email() },
            Self::DeletionsExported { domain: None, filter: None, format: "csv".to_owned(), deletions: 1, whole: true },
            Self::DeletionsExported {
                domain: Some(domain.clone()),
                filter: Some("entity=crm.lead".to_owned()),
                format: "ndjson".to_owned(),
                deletions: 302,
                whole: false,
            },
            Self::PurgeRequested { deletions: 1 },
            Self::PurgeRequested { deletions: 302 },
            Self::PortalPurged { deletions: 1, reason: PurgeReason::Removal },
            Self::PortalPurged { deletions: 2, reason: PurgeReason::Administrator },
            Self::PortalPurged { deletions: 0, reason: PurgeReason::Operator },
            Self::PortalPurged { deletions: 302, reason: PurgeReason::Uninstalled(90) },
            Self::RetentionSet { domain: domain.clone(), days: None },
            Self::RetentionSet { domain: domain.clone(), days: Some(0) },
            Self::RetentionSet { domain: domain.clone(), days: Some(30) },
            Self::BurstAlarmSet { domain: domain.clone(), is_on: true, threshold: 300 },
            Self::BurstAlarmSet { domain: domain.clone(), is_on: false, threshold: 100 },
            Self::TitlesSet { domain: domain.clone(), is_on: true, days: 365 },
            Self::TitlesSet { domain: domain.clone(), is_on: true, days: 1 },
            Self::TitlesSet { domain: domain.clone(), is_on: true, days: 0 },
            Self::TitlesSet { domain: domain.clone(), is_on: false, days: 365 },
            Self::KeysRotated { secrets: 9 },
            Self::QuarantineRetried { events: 1, deletions: 0 },
            Self::QuarantineRetried { events: 2, deletions: 3 },
            Self::QuarantineRetryRequested { events: 1 },
            Self::QuarantineDiscarded { events: 1 },
            Self::AuditExported { lines: 0, filter: String::new() },
            Self::AuditExported { lines: 2, filter: "kind=logged_in".to_owned() },
        ];
        let (id, host) = (|| "whe_1".to_owned(), || domain.clone());
        examples.extend([
            Self::WebhookCreated { id: id(), host: host() },
            Self::WebhookChanged { id: id(), host: host() },
            Self::WebhookDeleted { id: id(), host: host() },
            Self::WebhookSecretRotated { id: id(), host: host() },
            Self::WebhookTested { id: id(), host: host() },
            Self::WebhookRedelivered { id: id(), messages: 1 },
            Self::WebhookRedelivered { id: id(), messages: 12 },
            Self::WebhookDisabled { id: id(), host: host(), gone: true },
            Self::WebhookDisabled { id: id(), host: host(), gone: false },
        ]);
        examples.extend(
            refused.iter().flat_map(|refused| RefusalReason::examples().into_iter().map(|why| refused.entry(why))),
        );
        for task in RequestedTask::ALL {
            examples.push(Self::of_requested_task(task, &domain));
            examples.extend(TaskOutcome::examples().into_iter().map(|outcome| Self::TaskEnded { task, outcome }));
        }
        examples
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_as_it_is_kept() {
        crate::coded::assert_kept(&AuditEntry::examples());
    }

    #[test]
    fn each_entry_has_a_kind_to_filter_by() {
        let codes = crate::coded::codes::<AuditEntry>();
        assert_eq!(codes, AuditKind::ALL.map(AuditKind::as_str));
        for kind in AuditKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
    }
}
