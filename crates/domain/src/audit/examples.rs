//! An example of each entry of the audit.

use super::entry::AuditEntry;
use super::refused::Refused;
use crate::portal::PurgeReason;
use crate::refusal::RefusalReason;
use crate::requested_task::{RequestedTask, TaskOutcome};

impl AuditEntry {
    /// One of each entry, for tests.
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
