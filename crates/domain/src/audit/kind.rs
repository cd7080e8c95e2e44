//! Kinds of audit entries.

use std::fmt;
use std::str::FromStr;

use crate::portal::UnknownWord;

/// The kind of an audit entry, to filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuditKind {
    /// See [`AuditEntry::InstallRefused`](super::AuditEntry::InstallRefused).
    InstallRefused,
    /// See [`AuditEntry::EventRefused`](super::AuditEntry::EventRefused).
    EventRefused,
    /// See [`AuditEntry::AppPageRefused`](super::AuditEntry::AppPageRefused).
    AppPageRefused,
    /// See [`AuditEntry::LogInFailed`](super::AuditEntry::LogInFailed).
    LogInFailed,
    /// See [`AuditEntry::ActRefused`](super::AuditEntry::ActRefused).
    ActRefused,
    /// See [`AuditEntry::RemovalUndone`](super::AuditEntry::RemovalUndone).
    RemovalUndone,
    /// See [`AuditEntry::LoggedIn`](super::AuditEntry::LoggedIn).
    LoggedIn,
    /// See [`AuditEntry::LoggedOut`](super::AuditEntry::LoggedOut).
    LoggedOut,
    /// See [`AuditEntry::CheckRequested`](super::AuditEntry::CheckRequested).
    CheckRequested,
    /// See [`AuditEntry::ProbeRequested`](super::AuditEntry::ProbeRequested).
    ProbeRequested,
    /// See [`AuditEntry::RecoveryRequested`](super::AuditEntry::RecoveryRequested).
    RecoveryRequested,
    /// See [`AuditEntry::RenewalRequested`](super::AuditEntry::RenewalRequested).
    RenewalRequested,
    /// See [`AuditEntry::TaskEnded`](super::AuditEntry::TaskEnded).
    TaskEnded,
    /// See [`AuditEntry::PurgeRequested`](super::AuditEntry::PurgeRequested).
    PurgeRequested,
    /// See [`AuditEntry::ApiKeyCreated`](super::AuditEntry::ApiKeyCreated).
    ApiKeyCreated,
    /// See [`AuditEntry::ApiKeyRevoked`](super::AuditEntry::ApiKeyRevoked).
    ApiKeyRevoked,
    /// See [`AuditEntry::OperatorAdded`](super::AuditEntry::OperatorAdded).
    OperatorAdded,
    /// See [`AuditEntry::RoleSet`](super::AuditEntry::RoleSet).
    RoleSet,
    /// See [`AuditEntry::PortalsSet`](super::AuditEntry::PortalsSet).
    PortalsSet,
    /// See [`AuditEntry::PasswordSet`](super::AuditEntry::PasswordSet).
    PasswordSet,
    /// See [`AuditEntry::SecondFactorOn`](super::AuditEntry::SecondFactorOn).
    SecondFactorOn,
    /// See [`AuditEntry::SecondFactorOff`](super::AuditEntry::SecondFactorOff).
    SecondFactorOff,
    /// See [`AuditEntry::RecoveryCodesMade`](super::AuditEntry::RecoveryCodesMade).
    RecoveryCodesMade,
    /// See [`AuditEntry::RecoveryCodeUsed`](super::AuditEntry::RecoveryCodeUsed).
    RecoveryCodeUsed,
    /// See [`AuditEntry::AccountBound`](super::AuditEntry::AccountBound).
    AccountBound,
    /// See [`AuditEntry::AccountReleased`](super::AuditEntry::AccountReleased).
    AccountReleased,
    /// See [`AuditEntry::SessionsEnded`](super::AuditEntry::SessionsEnded).
    SessionsEnded,
    /// See [`AuditEntry::PreferencesSet`](super::AuditEntry::PreferencesSet).
    PreferencesSet,
    /// See [`AuditEntry::OperatorRemoved`](super::AuditEntry::OperatorRemoved).
    OperatorRemoved,
    /// See [`AuditEntry::DeletionsExported`](super::AuditEntry::DeletionsExported).
    DeletionsExported,
    /// See [`AuditEntry::PortalPurged`](super::AuditEntry::PortalPurged).
    PortalPurged,
    /// See [`AuditEntry::RetentionSet`](super::AuditEntry::RetentionSet).
    RetentionSet,
    /// See [`AuditEntry::BurstAlarmSet`](super::AuditEntry::BurstAlarmSet).
    BurstAlarmSet,
    /// See [`AuditEntry::TitlesSet`](super::AuditEntry::TitlesSet).
    TitlesSet,
    /// See [`AuditEntry::KeysRotated`](super::AuditEntry::KeysRotated).
    KeysRotated,
    /// See [`AuditEntry::QuarantineRetried`](super::AuditEntry::QuarantineRetried).
    QuarantineRetried,
    /// See [`AuditEntry::QuarantineRetryRequested`](super::AuditEntry::QuarantineRetryRequested).
    QuarantineRetryRequested,
    /// See [`AuditEntry::WebhookCreated`](super::AuditEntry::WebhookCreated).
    WebhookCreated,
    /// See [`AuditEntry::WebhookChanged`](super::AuditEntry::WebhookChanged).
    WebhookChanged,
    /// See [`AuditEntry::WebhookDeleted`](super::AuditEntry::WebhookDeleted).
    WebhookDeleted,
    /// See [`AuditEntry::WebhookSecretRotated`](super::AuditEntry::WebhookSecretRotated).
    WebhookSecretRotated,
    /// See [`AuditEntry::WebhookTested`](super::AuditEntry::WebhookTested).
    WebhookTested,
    /// See [`AuditEntry::WebhookRedelivered`](super::AuditEntry::WebhookRedelivered).
    WebhookRedelivered,
    /// See [`AuditEntry::WebhookDisabled`](super::AuditEntry::WebhookDisabled).
    WebhookDisabled,
    /// See [`AuditEntry::QuarantineDiscarded`](super::AuditEntry::QuarantineDiscarded).
    QuarantineDiscarded,
    /// See [`AuditEntry::AuditExported`](super::AuditEntry::AuditExported).
    AuditExported,
}

impl AuditKind {
    /// All kinds, refusals first.
    pub const ALL: [Self; 46] = [
        Self::InstallRefused,
        Self::EventRefused,
        Self::AppPageRefused,
        Self::LogInFailed,
        Self::ActRefused,
        Self::RemovalUndone,
        Self::LoggedIn,
        Self::LoggedOut,
        Self::CheckRequested,
        Self::ProbeRequested,
        Self::RecoveryRequested,
        Self::RenewalRequested,
        Self::TaskEnded,
        Self::PurgeRequested,
        Self::ApiKeyCreated,
        Self::ApiKeyRevoked,
        Self::OperatorAdded,
        Self::RoleSet,
        Self::PortalsSet,
        Self::PasswordSet,
        Self::SecondFactorOn,
        Self::SecondFactorOff,
        Self::RecoveryCodesMade,
        Self::RecoveryCodeUsed,
        Self::AccountBound,
        Self::AccountReleased,
        Self::SessionsEnded,
        Self::PreferencesSet,
        Self::OperatorRemoved,
        Self::DeletionsExported,
        Self::PortalPurged,
        Self::RetentionSet,
        Self::BurstAlarmSet,
        Self::TitlesSet,
        Self::KeysRotated,
        Self::QuarantineRetried,
        Self::QuarantineRetryRequested,
        Self::WebhookCreated,
        Self::WebhookChanged,
        Self::WebhookDeleted,
        Self::WebhookSecretRotated,
        Self::WebhookTested,
        Self::WebhookRedelivered,
        Self::WebhookDisabled,
        Self::QuarantineDiscarded,
        Self::AuditExported,
    ];

    /// The code of its entries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InstallRefused => "install_refused",
            Self::EventRefused => "event_refused",
            Self::AppPageRefused => "app_page_refused",
            Self::LogInFailed => "log_in_failed",
            Self::ActRefused => "act_refused",
            Self::RemovalUndone => "removal_undone",
            Self::LoggedIn => "logged_in",
            Self::LoggedOut => "logged_out",
            Self::CheckRequested => "check_requested",
            Self::ProbeRequested => "probe_requested",
            Self::RecoveryRequested => "recovery_requested",
            Self::RenewalRequested => "renewal_requested",
            Self::TaskEnded => "task_ended",
            Self::PurgeRequested => "purge_requested",
            Self::ApiKeyCreated => "api_key_created",
            Self::ApiKeyRevoked => "api_key_revoked",
            Self::OperatorAdded => "operator_added",
            Self::RoleSet => "role_set",
            Self::PortalsSet => "portals_set",
            Self::PasswordSet => "password_set",
            Self::SecondFactorOn => "second_factor_on",
            Self::SecondFactorOff => "second_factor_off",
            Self::RecoveryCodesMade => "recovery_codes_made",
            Self::RecoveryCodeUsed => "recovery_code_used",
            Self::AccountBound => "account_bound",
            Self::AccountReleased => "account_released",
            Self::SessionsEnded => "sessions_ended",
            Self::PreferencesSet => "preferences_set",
            Self::OperatorRemoved => "operator_removed",
            Self::DeletionsExported => "deletions_exported",
            Self::PortalPurged => "portal_purged",
            Self::RetentionSet => "retention_set",
            Self::BurstAlarmSet => "burst_alarm_set",
            Self::TitlesSet => "titles_set",
            Self::KeysRotated => "keys_rotated",
            Self::QuarantineRetried => "quarantine_retried",
            Self::QuarantineRetryRequested => "quarantine_retry_requested",
            Self::WebhookCreated => "webhook_created",
            Self::WebhookChanged => "webhook_changed",
            Self::WebhookDeleted => "webhook_deleted",
            Self::WebhookSecretRotated => "webhook_secret_rotated",
            Self::WebhookTested => "webhook_tested",
            Self::WebhookRedelivered => "webhook_redelivered",
            Self::WebhookDisabled => "webhook_disabled",
            Self::QuarantineDiscarded => "quarantine_discarded",
            Self::AuditExported => "audit_exported",
        }
    }
}

impl fmt::Display for AuditKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for AuditKind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(UnknownWord)
    }
}
