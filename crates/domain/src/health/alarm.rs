//! Causes for alarm: what each means, and what the operator can do about it.

use std::fmt;
use std::str::FromStr;

use time::OffsetDateTime;

use crate::portal::UnknownWord;

/// A cause for alarm, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AlarmKind {
    /// Nothing can be called there, and an administrator has to open or install the app again.
    NeedsReinstall,
    /// Bitrix24 has stopped all events, without a word.
    PaymentEnded,
    /// The licence of the portal's own server has expired: it answers no calls.
    LicenceExpired,
    /// Its methods can't be called, so that nobody knows whether it still reports deletions.
    Unreachable,
    /// Renewing the tokens fails and is being retried.
    TokenFailing,
    /// Events come in its name with another `application_token` than the known one, and are refused.
    EventsRefused,
    /// Events are not bound that should be: they do not come.
    SubscriptionsMissing,
    /// The last test event did not arrive.
    ProbeLost,
    /// What was deleted while nobody listened is not fetched, or can't be.
    GapOpen,
    /// It is quiet for longer than it ever is.
    Silent,
    /// The installation was begun and not finished within an hour: nothing comes.
    NotFinished,
}

impl AlarmKind {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 11] = [
        Self::NeedsReinstall,
        Self::PaymentEnded,
        Self::LicenceExpired,
        Self::Unreachable,
        Self::TokenFailing,
        Self::EventsRefused,
        Self::SubscriptionsMissing,
        Self::ProbeLost,
        Self::GapOpen,
        Self::Silent,
        Self::NotFinished,
    ];

    /// The word that API, pages, metrics and database use.
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
            Self::Silent => "silent",
            Self::NotFinished => "not_finished",
        }
    }

    /// What is wrong, as a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::NeedsReinstall => "Its tokens are dead: nothing can be asked or repaired there.",
            Self::PaymentEnded => "The app's paid period is over: Bitrix24 sends no events, without a word.",
            Self::LicenceExpired => {
                "The licence of the portal's own server has expired: it answers no calls, and may send no events."
            }
            Self::Unreachable => "The portal can't be called, so nobody knows whether it still reports its deletions.",
            Self::EventsRefused => {
                "Events arrive in its name with another application_token than the known one, and are refused."
            }
            Self::TokenFailing => "Its tokens can't be renewed at the moment; that is being retried.",
            Self::SubscriptionsMissing => "Some events are not bound: such deletions do not arrive.",
            Self::ProbeLost => "The last test event did not arrive: deletions may be lost on the way too.",
            Self::GapOpen => "What was deleted there while nobody listened is not fetched, or is lost.",
            Self::Silent => "It is quiet for longer than it ever was in the last four weeks.",
            Self::NotFinished => "The installation was begun and is not finished: nothing arrives.",
        }
    }

    /// What the operator can do about it, as a sentence.
    pub fn advice(self) -> &'static str {
        match self {
            Self::NeedsReinstall => {
                "Ask an administrator of the portal to open the app once; that heals it. If the app is not in their \
                 menu any more, they have to install it again."
            }
            Self::PaymentEnded => {
                "Ask the customer to renew the app. It is noticed by itself within a day; `Check now` looks at once."
            }
            Self::LicenceExpired => {
                "Ask the customer to renew the licence of their Bitrix24. The worker notices it by itself; `Check now` \
                 looks at once."
            }
            Self::Unreachable => {
                "The Health page says what the portal answers. Ask its administrator whether a proxy or firewall keeps \
                 calls out, and whether its plan has REST. The worker goes on trying, and the alarm ends by itself; \
                 `Check now` looks at once."
            }
            Self::EventsRefused => {
                "The worker asks the portal for its token with a test event, and keeps a new one. If the Health page \
                 says that the portal confirmed the known token, somebody forges events: the audit says when. If the \
                 portal can't be asked, one of its administrators opens the app once, which brings the new token; \
                 `Recover now` then fetches what was refused."
            }
            Self::TokenFailing => {
                "Wait if the authorization server is down. If it goes on, run `tombstone doctor` and compare \
                 TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET with the app's card."
            }
            Self::SubscriptionsMissing => {
                "`Check now` binds them again. If it fails, the portal lacks a scope or a module: ask its administrator \
                 to update the app."
            }
            Self::ProbeLost => {
                "Check that TOMBSTONE_PUBLIC_URL can be reached from the internet with a valid certificate, and that a \
                 self-hosted portal lets its event queue out. `Probe now` tries again."
            }
            Self::GapOpen => {
                "The Health page says why. The offline queue is read with an administrator's tokens only: ask an \
                 administrator of the portal to open the app, then `Recover now`. What the portal did not keep is lost; \
                 the alarm ends after a week."
            }
            Self::Silent => "`Probe now` tells whether events still arrive; if they do, nothing was deleted there.",
            Self::NotFinished => {
                "Ask an administrator of the portal to open the app again; its installer goes on where it stopped."
            }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// What is wrong.
    pub kind: AlarmKind,
    /// Since when that is known.
    pub since: OffsetDateTime,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written() {
        for kind in AlarmKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
    }
}
