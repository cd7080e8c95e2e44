//! Kinds of audit entries.

use std::fmt;
use std::str::FromStr;

use crate::portal::UnknownWord;

/// A kind of audit entries, by which they are filtered.
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
    /// See [`AuditEntry::ApiKeyCreated`](super::AuditEntry::ApiKeyCreated).
    ApiKeyCreated,
    /// See [`AuditEntry::ApiKeyRevoked`](super::AuditEntry::ApiKeyRevoked).
    ApiKeyRevoked,
    /// See [`AuditEntry::OperatorAdded`](super::AuditEntry::OperatorAdded).
    OperatorAdded,
    /// See [`AuditEntry::OperatorRemoved`](super::AuditEntry::OperatorRemoved).
    OperatorRemoved,
    /// See [`AuditEntry::PortalPurged`](super::AuditEntry::PortalPurged).
    PortalPurged,
    /// See [`AuditEntry::RetentionSet`](super::AuditEntry::RetentionSet).
    RetentionSet,
    /// See [`AuditEntry::KeysRotated`](super::AuditEntry::KeysRotated).
    KeysRotated,
    /// See [`AuditEntry::QuarantineRetried`](super::AuditEntry::QuarantineRetried).
    QuarantineRetried,
    /// See [`AuditEntry::WebhookCreated`](super::AuditEntry::WebhookCreated).
    WebhookCreated,
    /// See [`AuditEntry::WebhookChanged`](super::AuditEntry::WebhookChanged).
    WebhookChanged,
    /// See [`AuditEntry::WebhookDeleted`](super::AuditEntry::WebhookDeleted).
    WebhookDeleted,
    /// See [`AuditEntry::WebhookSecretRotated`](super::AuditEntry::WebhookSecretRotated).
    WebhookSecretRotated,
    /// See [`AuditEntry::WebhookRedelivered`](super::AuditEntry::WebhookRedelivered).
    WebhookRedelivered,
    /// See [`AuditEntry::WebhookDisabled`](super::AuditEntry::WebhookDisabled).
    WebhookDisabled,
}

impl AuditKind {
    /// All of them, refusals first.
    pub const ALL: [Self; 24] = [
        Self::InstallRefused,
        Self::EventRefused,
        Self::AppPageRefused,
        Self::LogInFailed,
        Self::RemovalUndone,
        Self::LoggedIn,
        Self::LoggedOut,
        Self::CheckRequested,
        Self::ProbeRequested,
        Self::RecoveryRequested,
        Self::ApiKeyCreated,
        Self::ApiKeyRevoked,
        Self::OperatorAdded,
        Self::OperatorRemoved,
        Self::PortalPurged,
        Self::RetentionSet,
        Self::KeysRotated,
        Self::QuarantineRetried,
        Self::WebhookCreated,
        Self::WebhookChanged,
        Self::WebhookDeleted,
        Self::WebhookSecretRotated,
        Self::WebhookRedelivered,
        Self::WebhookDisabled,
    ];

    /// The code of its entries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InstallRefused => "install_refused",
            Self::EventRefused => "event_refused",
            Self::AppPageRefused => "app_page_refused",
            Self::LogInFailed => "log_in_failed",
            Self::RemovalUndone => "removal_undone",
            Self::LoggedIn => "logged_in",
            Self::LoggedOut => "logged_out",
            Self::CheckRequested => "check_requested",
            Self::ProbeRequested => "probe_requested",
            Self::RecoveryRequested => "recovery_requested",
            Self::ApiKeyCreated => "api_key_created",
            Self::ApiKeyRevoked => "api_key_revoked",
            Self::OperatorAdded => "operator_added",
            Self::OperatorRemoved => "operator_removed",
            Self::PortalPurged => "portal_purged",
            Self::RetentionSet => "retention_set",
            Self::KeysRotated => "keys_rotated",
            Self::QuarantineRetried => "quarantine_retried",
            Self::WebhookCreated => "webhook_created",
            Self::WebhookChanged => "webhook_changed",
            Self::WebhookDeleted => "webhook_deleted",
            Self::WebhookSecretRotated => "webhook_secret_rotated",
            Self::WebhookRedelivered => "webhook_redelivered",
            Self::WebhookDisabled => "webhook_disabled",
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
