//! An endpoint: where messages go, and which ones.

use std::fmt;
use std::str::FromStr;

use time::OffsetDateTime;
use url::Url;

use super::message::MessageType;
use crate::MemberId;
use crate::network::host;
use crate::portal::UnknownWord;

/// An address of a client program to which we post messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Its id.
    pub id: String,
    /// The portal whose messages it gets; `None` for all portals.
    pub portal: Option<MemberId>,
    /// The address.
    pub url: String,
    /// Its owner's description.
    pub description: String,
    /// Which messages it gets.
    pub interest: Interest,
    /// Whether it gets a portal's deletions in order, one at a time.
    pub ordered: bool,
    /// Whether it gets messages at all.
    pub status: EndpointStatus,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// Since when every attempt has failed; `None` if the last one succeeded.
    pub failing_since: Option<OffsetDateTime>,
    /// When it was disabled, if it is.
    pub disabled_at: Option<OffsetDateTime>,
    /// Why it was disabled, if it is.
    pub disabled_why: Option<DisabledWhy>,
    /// When it last accepted a message.
    pub last_delivered_at: Option<OffsetDateTime>,
    /// Grows with each change by its owner.
    pub version: i64,
}

impl Endpoint {
    /// An endpoint's id, made of this randomness.
    pub fn id_of(random: u128) -> String {
        format!("whe_{:024x}", random >> 32)
    }

    /// Its host, which everybody may see: the rest of an address may hold a secret.
    pub fn host(&self) -> String {
        Url::parse(&self.url).map(|url| host(&url)).unwrap_or_default()
    }
}

/// Whether an endpoint gets messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EndpointStatus {
    /// It gets messages.
    Enabled,
    /// Nothing is queued for it.
    Disabled,
}

/// Why an endpoint is disabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DisabledWhy {
    /// Its owner asked for it.
    Requested,
    /// It answered 410: nothing is there any more.
    Gone,
    /// Every attempt failed for too long.
    Failing,
}

impl EndpointStatus {
    /// Both statuses.
    pub const ALL: [Self; 2] = [Self::Enabled, Self::Disabled];

    /// Its name in the API, on pages and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
        }
    }
}

impl DisabledWhy {
    /// All reasons.
    pub const ALL: [Self; 3] = [Self::Requested, Self::Gone, Self::Failing];

    /// Its name in the API, on pages and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Gone => "gone",
            Self::Failing => "failing",
        }
    }
}

impl fmt::Display for DisabledWhy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for EndpointStatus {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|status| status.as_str() == text).ok_or(UnknownWord)
    }
}

impl FromStr for DisabledWhy {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|why| why.as_str() == text).ok_or(UnknownWord)
    }
}

/// Which messages an endpoint gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest {
    /// Messages of these types.
    pub types: Vec<MessageType>,
    /// Deletions reported by events of these codes.
    pub events: Vec<String>,
    /// Deletions of these kinds of things.
    pub entities: Vec<String>,
}

impl Default for Interest {
    fn default() -> Self {
        Self { types: vec![MessageType::DeletionRecorded], events: Vec::new(), entities: Vec::new() }
    }
}

impl Interest {
    /// Whether it wants messages of this type.
    pub fn takes(&self, message: MessageType) -> bool {
        self.types.contains(&message)
    }

    /// Whether it wants the deletion: it is in either list, or both are empty.
    pub fn takes_deletion(&self, event: &str, entity: &str) -> bool {
        let all = self.events.is_empty() && self.entities.is_empty();
        let fits = |list: &[String], word: &str| list.iter().any(|wanted| wanted == word);
        self.takes(MessageType::DeletionRecorded) && (all || fits(&self.events, event) || fits(&self.entities, entity))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interest(events: &[&str], entities: &[&str]) -> Interest {
        let texts = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect();
        Interest { events: texts(events), entities: texts(entities), ..Interest::default() }
    }

    #[test]
    fn deletion_fits_either_list_and_both_empty_are_all() {
        let lead = |interest: &Interest| interest.takes_deletion("ONCRMLEADDELETE", "crm.lead");
        let cases = [
            (interest(&[], &[]), true),
            (interest(&["ONCRMLEADDELETE"], &["imbot.bot"]), true),
            (interest(&["ONIMBOTDELETE"], &["crm.lead"]), true),
            (interest(&["ONIMBOTDELETE"], &[]), false),
            (interest(&[], &["imbot.bot"]), false),
        ];
        for (interest, fits) in cases {
            assert_eq!(lead(&interest), fits, "{interest:?}");
        }
        let others = Interest { types: vec![MessageType::PortalAlarm], ..interest(&[], &["crm.lead"]) };
        assert!(!lead(&others), "it wants no deletions at all");
        assert!(others.takes(MessageType::PortalAlarm), "the lists concern deletions only");
    }

    #[test]
    fn words_are_read_as_they_are_written() {
        for status in EndpointStatus::ALL {
            assert_eq!(status.as_str().parse(), Ok(status));
        }
        for why in DisabledWhy::ALL {
            assert_eq!(why.as_str().parse(), Ok(why));
        }
    }
}
