//! Alarms and their kinds.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::burst::Burst;
use crate::portal::UnknownWord;
use crate::requested_task::RequestedTask;

/// The cause of an alarm, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlarmKind {
    /// It can't be called, and an administrator has to open or install the app again.
    NeedsReinstall,
    /// Bitrix24 has stopped all events, without notice.
    PaymentEnded,
    /// The licence of the portal's own server has expired: it answers no calls.
    LicenceExpired,
    /// Its methods can't be called, so nobody knows whether it still reports deletions.
    Unreachable,
    /// Renewing the tokens fails; the worker retries.
    TokenFailing,
    /// Events in its name carry another `application_token` than the known one, and are refused.
    EventsRefused,
    /// Some events that should be bound are not, and do not come.
    SubscriptionsMissing,
    /// The last test event did not arrive.
    ProbeLost,
    /// Deletions of a gap are not fetched, or can't be.
    GapOpen,
    /// Tombstone has disabled one of its webhook endpoints, whose owner receives nothing more.
    WebhookDisabled,
    /// Somebody deleted more within minutes than its usual activity explains.
    Burst,
    /// It has been quiet for longer than ever.
    Silent,
    /// The installation was not finished within an hour: nothing comes.
    NotFinished,
}

impl AlarmKind {
    /// All kinds, the most urgent first.
    pub const ALL: [Self; 13] = [
        Self::NeedsReinstall,
        Self::PaymentEnded,
        Self::LicenceExpired,
        Self::Unreachable,
        Self::TokenFailing,
        Self::EventsRefused,
        Self::SubscriptionsMissing,
        Self::ProbeLost,
        Self::GapOpen,
        Self::WebhookDisabled,
        Self::Burst,
        Self::Silent,
        Self::NotFinished,
    ];

    /// Its name in the API, on pages, in metrics and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NeedsReinstall => "needs_reinstall",
            Self::PaymentEnded => "payment_ended",
            Self::LicenceExpired => "licence_expired",
            Self::Unreachable => "unreachable",
            Self::TokenFailing => "token_failing",
            Self::EventsRefused => "events_refused",
            Self::SubscriptionsMissing => "subscriptions_missing",
            Self::ProbeLost => "probe_lost",
            Self::GapOpen => "gap_open",
            Self::WebhookDisabled => "webhook_disabled",
            Self::Burst => "burst",
            Self::Silent => "silent",
            Self::NotFinished => "not_finished",
        }
    }

    /// Its urgency, 0 for the most urgent: its place in [`ALL`](Self::ALL).
    pub fn urgency(self) -> i32 {
        (0..).zip(Self::ALL).find(|(_, kind)| *kind == self).map_or(i32::MAX, |(urgency, _)| urgency)
    }

    /// The task that helps, or shows at once whether the alarm still holds; `None` if only the portal's people can act.
    pub fn remedy(self) -> Option<RequestedTask> {
        match self {
            Self::NeedsReinstall | Self::Burst | Self::NotFinished | Self::WebhookDisabled => None,
            Self::PaymentEnded | Self::LicenceExpired | Self::Unreachable | Self::SubscriptionsMissing => {
                Some(RequestedTask::Check)
            }
            Self::TokenFailing => Some(RequestedTask::Renew),
            Self::EventsRefused | Self::GapOpen => Some(RequestedTask::Recover),
            Self::ProbeLost | Self::Silent => Some(RequestedTask::Probe),
        }
    }

    /// Whether something must be repaired so that the portal reports every deletion. A burst, or an endpoint that
    /// failed, is no such fault.
    pub fn is_fault(self) -> bool {
        match self {
            Self::Burst | Self::WebhookDisabled => false,
            Self::NeedsReinstall
            | Self::PaymentEnded
            | Self::LicenceExpired
            | Self::Unreachable
            | Self::TokenFailing
            | Self::EventsRefused
            | Self::SubscriptionsMissing
            | Self::ProbeLost
            | Self::GapOpen
            | Self::Silent
            | Self::NotFinished => true,
        }
    }
}

impl fmt::Display for AlarmKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for AlarmKind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(UnknownWord)
    }
}

/// An alarm that is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// What is wrong.
    pub kind: AlarmKind,
    /// Since when we know.
    pub since: OffsetDateTime,
    /// The burst, if it is about one.
    pub burst: Option<Burst>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written() {
        for kind in AlarmKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
