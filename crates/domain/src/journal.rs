//! The entries of a portal's journal: what happened to the portal beside its deletions.

use serde::{Deserialize, Serialize};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::failure::Failure;
use crate::health::AlarmKind;
use crate::portal::PortalStatus;

/// When examples happen.
const NOON: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

/// Something that happened to a portal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum JournalEntry {
    /// The portal installed the app.
    Installed {
        /// Its host.
        domain: String,
    },
    /// The portal confirmed an installation that was there already.
    InstallConfirmed {
        /// Its host.
        domain: String,
    },
    /// The portal finished the installation.
    InstallationFinished,
    /// The portal reported an install or update without tokens.
    InstallReported {
        /// The event's code.
        event: String,
    },
    /// Bitrix24 created the app's system user in the portal.
    SystemUserReady,
    /// An administrator confirmed or refused a method of the app.
    MethodAnswered {
        /// The method.
        method: String,
    },
    /// An administrator of the portal had all removed that it had reported.
    DeletionsErased {
        /// How many deletions.
        deletions: u64,
    },
    /// The first binding of events.
    EventsBound {
        /// How many events are bound.
        bound: u64,
        /// How many should be.
        expected: u64,
    },
    /// Events that were not bound are bound again.
    SubscriptionsRepaired {
        /// The first of them.
        events: Vec<String>,
        /// How many more there are.
        more: u64,
    },
    /// Events could not be bound.
    SubscriptionsMissing {
        /// The first of them.
        events: Vec<String>,
        /// How many more there are.
        more: u64,
    },
    /// A test event arrived that was waited for.
    TestEventArrived {
        /// How long it took, to a tenth.
        seconds: f64,
    },
    /// A test event arrived that nobody waited for.
    TestEventUnexpected,
    /// An alarm went on.
    AlarmRaised {
        /// Which.
        alarm: AlarmKind,
    },
    /// An alarm went off.
    AlarmEnded {
        /// Which.
        alarm: AlarmKind,
    },
    /// More was deleted within minutes than the portal's usual activity explains; an alarm is on for it.
    BurstNoticed {
        /// Who deleted, as far as it was one user.
        user_id: Option<String>,
        /// The event's code, as far as it was of one kind.
        event: Option<String>,
        /// How many there were when it was noticed.
        deletions: u64,
        /// When the first was deleted.
        #[serde(with = "time::serde::rfc3339")]
        from: OffsetDateTime,
        /// When the last of these was.
        #[serde(with = "time::serde::rfc3339")]
        to: OffsetDateTime,
    },
    /// A test event brought the first `application_token`.
    ApplicationTokenLearned,
    /// A test event brought another `application_token` than the known one.
    ApplicationTokenChanged,
    /// A test event brought the known `application_token`.
    ApplicationTokenConfirmed,
    /// The portal's tokens were renewed.
    TokensRenewed,
    /// The portal's tokens can't be renewed.
    TokensNotRenewed {
        /// Why.
        reason: Failure,
    },
    /// The tokens of the app's system user are kept as a spare pair.
    SpareTokensKept,
    /// The spare pair is in use from now on.
    SpareTokensUsed {
        /// Why the other pair is not, if that was found out at this moment.
        reason: Option<Failure>,
    },
    /// The authorization server refused the spare pair.
    SpareTokensRefused {
        /// What it answered.
        reason: Failure,
    },
    /// The portal has another address.
    AddressChanged {
        /// The new one.
        domain: String,
    },
    /// The portal stands elsewhere now.
    StatusChanged {
        /// Where.
        status: PortalStatus,
        /// What showed it, if it was a refusal.
        reason: Option<Failure>,
    },
    /// Bitrix24 blocked our calls to the portal by hand.
    CallsBlocked,
    /// The portal reported that the app was removed.
    RemovalReported {
        /// Whether its data is to be removed too.
        clean: bool,
    },
    /// The portal reported a removal from before the present installation.
    RemovalIgnored,
    /// The removal was undone: the app is still installed.
    RemovalUndone,
    /// The app was removed; its data is kept.
    Uninstalled,
    /// The worker fetched from the portal's offline queue what was missed.
    Recovered {
        /// How many gaps are closed by it.
        gaps: u64,
        /// When the first began.
        #[serde(with = "time::serde::rfc3339")]
        from: OffsetDateTime,
        /// When the last ended.
        #[serde(with = "time::serde::rfc3339")]
        to: OffsetDateTime,
        /// How many deletions of these times were found.
        found: u64,
    },
    /// Nothing can be fetched of what was missed.
    NotRecovered {
        /// How many gaps are lost.
        gaps: u64,
        /// When the first began.
        #[serde(with = "time::serde::rfc3339")]
        from: OffsetDateTime,
        /// When the last ended.
        #[serde(with = "time::serde::rfc3339")]
        to: OffsetDateTime,
        /// Why.
        reason: Failure,
    },
    /// The worker could not read the portal's offline queue.
    QueueNotRead {
        /// Why.
        reason: Failure,
    },
    /// Records of the offline queue can't be read and are left there.
    RecordsUnreadable {
        /// How many.
        count: u64,
    },
    /// The worker disabled one of the portal's endpoints of outgoing webhooks.
    WebhookDisabled {
        /// Names it.
        id: String,
        /// Its host.
        host: String,
        /// Whether it answered that it is gone; else it only failed for long.
        gone: bool,
    },
}

impl JournalEntry {
    /// One of each, for tests of what keeps and shows them.
    #[doc(hidden)]
    pub fn examples() -> Vec<Self> {
        let (domain, event) = ("a.example".to_owned(), "ONCRMLEADDELETE".to_owned());
        let (from, to) = (NOON - Duration::HOUR, NOON);
        let reason = Failure::NoQueue;
        let some = Some(Failure::ServerRefused { answer: "invalid_grant".to_owned() });
        let webhook = |gone| Self::WebhookDisabled { id: "whe_1".to_owned(), host: "a.example".to_owned(), gone };
        let mut examples = vec![
            webhook(true),
            webhook(false),
            Self::Installed { domain: domain.clone() },
            Self::InstallConfirmed { domain: domain.clone() },
            Self::InstallationFinished,
            Self::InstallReported { event: "ONAPPUPDATE".to_owned() },
            Self::SystemUserReady,
            Self::MethodAnswered { method: "voximplant.user.get".to_owned() },
            Self::DeletionsErased { deletions: 1 },
            Self::DeletionsErased { deletions: 2 },
            Self::EventsBound { bound: 3, expected: 5 },
            Self::SubscriptionsRepaired { events: vec![event.clone()], more: 0 },
            Self::SubscriptionsMissing { events: vec![event.clone(), event.clone()], more: 12 },
            Self::TestEventArrived { seconds: 1.2 },
            Self::TestEventUnexpected,
            Self::BurstNoticed { user_id: Some("12".to_owned()), event: None, deletions: 120, from, to },
            Self::BurstNoticed { user_id: None, event: Some(event), deletions: 120, from, to },
            Self::ApplicationTokenLearned,
            Self::ApplicationTokenChanged,
            Self::ApplicationTokenConfirmed,
            Self::TokensRenewed,
            Self::TokensNotRenewed { reason: Failure::ServerUnreachable },
            Self::SpareTokensKept,
            Self::SpareTokensUsed { reason: None },
            Self::SpareTokensUsed { reason: some.clone() },
            Self::SpareTokensRefused { reason: Failure::ServerRefused { answer: "invalid_grant".to_owned() } },
            Self::AddressChanged { domain },
            Self::StatusChanged { status: PortalStatus::Active, reason: None },
            Self::CallsBlocked,
            Self::RemovalReported { clean: true },
            Self::RemovalReported { clean: false },
            Self::RemovalIgnored,
            Self::RemovalUndone,
            Self::Uninstalled,
            Self::Recovered { gaps: 1, from, to, found: 0 },
            Self::Recovered { gaps: 1, from, to, found: 1 },
            Self::Recovered { gaps: 3, from, to, found: 26 },
            Self::NotRecovered { gaps: 1, from, to, reason: reason.clone() },
            Self::QueueNotRead { reason },
            Self::RecordsUnreadable { count: 1 },
            Self::RecordsUnreadable { count: 2 },
        ];
        examples.extend(PortalStatus::ALL.map(|status| Self::StatusChanged { status, reason: some.clone() }));
        examples.extend(AlarmKind::ALL.map(|alarm| Self::AlarmRaised { alarm }));
        examples.extend(AlarmKind::ALL.map(|alarm| Self::AlarmEnded { alarm }));
        examples
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_as_it_is_kept() {
        crate::coded::assert_kept(&JournalEntry::examples());
    }
}
