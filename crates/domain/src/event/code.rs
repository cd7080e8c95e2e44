//! The code of an event, and what kind of event it names.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::catalogue::{self, CatalogueEntry};
use crate::titles::ThingKind;

/// What happened, in Bitrix24's words: `ONCRMLEADDELETE`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EventCode(Box<str>);

/// The text is empty, longer than 128 characters, or has characters that no code has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an event code is 1 to 128 visible ASCII characters")]
pub struct InvalidEventCode;

/// What an event means to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A deletion that the catalogue describes.
    Deletion(&'static CatalogueEntry),
    /// A deletion, judging by its code, of something that the catalogue does not know yet.
    UnknownDeletion,
    /// Something about the app itself.
    LifeCycle(LifeCycle),
    /// A thing that has a title was added or changed.
    Change(ThingKind),
    /// Nothing that concerns us.
    Other,
}

/// The events about the app itself (docs/protocol.md 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LifeCycle {
    /// `ONAPPINSTALL`
    Install,
    /// `ONAPPUPDATE`
    Update,
    /// `ONAPPUNINSTALL`
    Uninstall,
    /// `ONAPPUSERREADY`: a system user for background work, with its tokens in `data`.
    UserReady,
    /// `ONAPPMETHODCONFIRM`: an administrator allowed or refused a method.
    MethodConfirm,
    /// `ONOFFLINEEVENT`: the offline queue is not empty.
    OfflineEvent,
    /// `ONAPPTEST`: the answer to `event.test`.
    Test,
    /// `ONAPPPAYMENT`: something about the licence changed.
    Payment,
}

impl EventCode {
    /// The longest accepted code, in characters.
    pub const MAX_LEN: usize = 128;

    /// Parses a code, trimmed and in upper case: some senders print mixed case.
    pub fn parse(text: &str) -> Result<Self, InvalidEventCode> {
        let text = text.trim();
        let fits = (1..=Self::MAX_LEN).contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text.to_ascii_uppercase().into()))
        } else {
            Err(InvalidEventCode)
        }
    }

    /// The code, in upper case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What an event with this code means to us.
    ///
    /// `ONAPPUNINSTALL` is in the catalogue too, but removes a portal and reports no deletion in it.
    pub fn kind(&self) -> Kind {
        if let Some(life_cycle) = LifeCycle::find(&self.0) {
            return Kind::LifeCycle(life_cycle);
        }
        match catalogue::find(&self.0) {
            Some(entry) => Kind::Deletion(entry),
            None if catalogue::names_deletion(&self.0) => Kind::UnknownDeletion,
            None => ThingKind::of_code(&self.0).map_or(Kind::Other, Kind::Change),
        }
    }
}

impl LifeCycle {
    fn find(code: &str) -> Option<Self> {
        Some(match code {
            "ONAPPINSTALL" => Self::Install,
            "ONAPPUPDATE" => Self::Update,
            "ONAPPUNINSTALL" => Self::Uninstall,
            "ONAPPUSERREADY" => Self::UserReady,
            "ONAPPMETHODCONFIRM" => Self::MethodConfirm,
            "ONOFFLINEEVENT" => Self::OfflineEvent,
            "ONAPPTEST" => Self::Test,
            "ONAPPPAYMENT" => Self::Payment,
            _ => return None,
        })
    }
}

impl fmt::Display for EventCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for EventCode {
    type Error = InvalidEventCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<EventCode> for String {
    fn from(code: EventCode) -> Self {
        code.0.into()
    }
}
