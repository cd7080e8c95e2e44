//! The entries of a portal's journal: what happened to the portal besides its deletions.

use serde::{Deserialize, Serialize};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::failure::Failure;
use crate::health::AlarmKind;
use crate::portal::PortalStatus;

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
    /// The portal confirmed an existing installation.
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
    /// An administrator of the portal erased all that it had reported.
    DeletionsErased {
        /// How many deletions.
        deletions: u64,
    },
    /// Events were bound for the first time.
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
    /// An expected test event arrived.
    TestEventArrived {
        /// How long it took in seconds, to a tenth.
        seconds: f64,
    },
    /// An unexpected test event arrived.
    TestEventUnexpected,
    /// An alarm went on.
    AlarmRaised {
        /// Which alarm.
        alarm: AlarmKind,
    },
    /// An alarm went off.
    AlarmEnded {
        /// Which alarm.
        alarm: AlarmKind,
    },
    /// More was deleted within minutes than the portal's usual activity explains; an alarm is on for it.
    BurstNoticed {
        /// The user who deleted, if it was one.
        user_id: Option<String>,
        /// The event code, if it was one kind.
        event: Option<String>,
        /// How many there were when it was noticed.
        deletions: u64,
        /// When the first was deleted.
        #[serde(with = "time::serde::rfc3339")]
        from: OffsetDateTime,
        /// When the last of these was deleted.
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
        /// Why the other pair is not used, if we found out at this moment.
        reason: Option<Failure>,
    },
    /// The authorization server refused the spare pair.
    SpareTokensRefused {
        /// What it answered.
        reason: Failure,
    },
    /// The portal's address changed.
    AddressChanged {
        /// The new one.
        domain: String,
    },
    /// The portal's status changed.
    StatusChanged {
        /// The new status.
        status: PortalStatus,
        /// The refusal that showed it, if there was one.
        reason: Option<Failure>,
    },
    /// Bitrix24 manually blocked our calls to the portal.
    CallsBlocked,
    /// The portal reported that the app was removed.
    RemovalReported {
        /// Whether to remove its data too.
        clean: bool,
    },
    /// The portal reported a removal of an earlier installation.
    RemovalIgnored,
    /// The removal was undone: the app is still installed.
    RemovalUndone,
    /// The app was removed; its data is kept.
    Uninstalled,
    /// The worker fetched missed deletions from the portal's offline queue.
    Recovered {
        /// How many gaps that closed.
        gaps: u64,
        /// When the first gap began.
        #[serde(with = "time::serde::rfc3339")]
        from: OffsetDateTime,
        /// When the last gap ended.
        #[serde(with = "time::serde::rfc3339")]
        to: OffsetDateTime,
        /// How many deletions of the gaps were found.
        found: u64,
    },
    /// Missed deletions can't be fetched.
    NotRecovered {
        /// How many gaps are lost.
        gaps: u64,
        /// When the first gap began.
        #[serde(with = "time::serde::rfc3339")]
        from: OffsetDateTime,
        /// When the last gap ended.
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
    /// Records of the offline queue can't be read and stay there.
    RecordsUnreadable {
        /// How many.
        count: u64,
    },
    /// The worker disabled one of the portal's webhook endpoints.
    WebhookDisabled {
        /// The endpoint's id.
        id: String,
        /// Its host.
        host: String,
        /// Whether it answered that it is gone; otherwise it failed for too long.
        gone: bool,
    },
}

impl JournalEntry {
    /// One of each entry, for tests.
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
