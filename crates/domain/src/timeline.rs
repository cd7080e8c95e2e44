//! A portal's timeline by topic, from its journal, its gaps and the audit.

use std::str::FromStr;

use crate::audit::AuditKind;
use crate::portal::UnknownWord;

/// The topic of a line in a portal's timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// The app there: installed, finished, renamed, paid for, removed, and its data.
    App,
    /// The tokens for its methods, and the proof of its events.
    Tokens,
    /// Whether its events come: bindings, test events, alarms, gaps and recoveries.
    Events,
    /// What people did, and its outcome.
    Acts,
}

impl Topic {
    /// All topics.
    pub const ALL: [Self; 4] = [Self::App, Self::Tokens, Self::Events, Self::Acts];

    /// Its name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Tokens => "tokens",
            Self::Events => "events",
            Self::Acts => "acts",
        }
    }

    /// The codes of its journal entries.
    pub fn journal(self) -> &'static [&'static str] {
        match self {
            Self::App => &[
                "installed",
                "install_confirmed",
                "installation_finished",
                "install_reported",
                "system_user_ready",
                "method_answered",
                "deletions_erased",
                "address_changed",
                "status_changed",
                "calls_blocked",
                "removal_reported",
                "removal_ignored",
                "removal_undone",
                "uninstalled",
            ],
            Self::Tokens => &[
                "application_token_learned",
                "application_token_changed",
                "application_token_confirmed",
                "tokens_renewed",
                "tokens_not_renewed",
                "spare_tokens_kept",
                "spare_tokens_used",
                "spare_tokens_refused",
            ],
            Self::Events => &[
                "events_bound",
                "subscriptions_repaired",
                "subscriptions_missing",
                "test_event_arrived",
                "test_event_unexpected",
                "alarm_raised",
                "alarm_ended",
                "burst_noticed",
                "recovered",
                "not_recovered",
                "queue_not_read",
                "records_unreadable",
                "webhook_disabled",
            ],
            Self::Acts => &[],
        }
    }

    /// The kinds of its audit lines. Refusals are in the audit alone, since anybody can cause them; so is what the
    /// journal says too.
    pub fn audit(self) -> &'static [AuditKind] {
        match self {
            Self::App => &[AuditKind::PurgeRequested, AuditKind::PortalPurged],
            Self::Tokens | Self::Events => &[],
            Self::Acts => &[
                AuditKind::CheckRequested,
                AuditKind::ProbeRequested,
                AuditKind::RecoveryRequested,
                AuditKind::RenewalRequested,
                AuditKind::TaskEnded,
                AuditKind::ApiKeyCreated,
                AuditKind::DeletionsExported,
                AuditKind::RetentionSet,
                AuditKind::BurstAlarmSet,
                AuditKind::TitlesSet,
                AuditKind::WebhookCreated,
                AuditKind::WebhookChanged,
                AuditKind::WebhookDeleted,
                AuditKind::WebhookSecretRotated,
                AuditKind::WebhookTested,
                AuditKind::WebhookRedelivered,
            ],
        }
    }

    /// Whether gaps belong to it.
    pub fn has_gaps(self) -> bool {
        self == Self::Events
    }
}

impl FromStr for Topic {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == text).ok_or(UnknownWord)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::coded::codes;
    use crate::journal::JournalEntry;

    #[test]
    fn each_entry_of_the_journal_has_one_topic() {
        let listed: Vec<&str> = Topic::ALL.iter().flat_map(|topic| topic.journal()).copied().collect();
        let codes: BTreeSet<String> = codes::<JournalEntry>().into_iter().collect();
        assert_eq!(listed.len(), codes.len());
        assert_eq!(listed.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), codes);
        assert!(Topic::ALL.iter().all(|topic| topic.as_str().parse() == Ok(*topic)));
    }

    /// Refusals, what the journal says too, and what concerns no portal.
    #[rustfmt::skip]
    const NOT_OF_A_LIFE: [AuditKind; 28] = {
        use AuditKind::*;
        [
            InstallRefused, EventRefused, AppPageRefused, LogInFailed, ActRefused,
            RemovalUndone, WebhookDisabled,
            LoggedIn, LoggedOut, ApiKeyRevoked, OperatorAdded, RoleSet, PortalsSet, PasswordSet, SecondFactorOn,
            SecondFactorOff, RecoveryCodesMade, RecoveryCodeUsed, AccountBound, AccountReleased, SessionsEnded,
            PreferencesSet, OperatorRemoved, KeysRotated, QuarantineRetried, QuarantineRetryRequested,
            QuarantineDiscarded, AuditExported,
        ]
    };

    #[test]
    fn each_kind_of_the_audit_is_in_a_portals_life_or_left_out_of_it_on_purpose() {
        let listed = Topic::ALL.iter().flat_map(|topic| topic.audit()).chain(&NOT_OF_A_LIFE);
        let times = |kind| listed.clone().filter(|listed| **listed == kind).count();
        assert!(AuditKind::ALL.into_iter().all(|kind| times(kind) == 1), "list a new kind in one of the two");
    }
}
