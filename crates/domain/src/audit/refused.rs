//! The subjects of refusals.

use super::entry::AuditEntry;
use crate::refusal::RefusalReason;

/// The subject of a refusal. Each has a limited number of audit lines a minute, which its refusals share.
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
    /// A removal, which we undo.
    Removal,
}

impl Refused {
    /// The audit entry for it.
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
