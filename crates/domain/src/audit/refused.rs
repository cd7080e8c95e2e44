//! What is refused.

use super::entry::AuditEntry;
use crate::refusal::RefusalReason;

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
