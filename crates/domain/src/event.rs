//! One POST from a portal, parsed at the edge and free of tokens.

mod arrival;
mod auth_text;
mod code;
mod compact;
mod credentials;
mod fingerprints;
mod payload;
mod redact;
mod report;
mod reported;
mod system_user;
#[cfg(test)]
mod tests;

pub use arrival::{Arrival, MalformedEvent};
pub use auth_text::AuthText;
pub use code::{EventCode, InvalidEventCode, Kind, LifeCycle};
pub use compact::CompactEvent;
pub use credentials::Credentials;
pub use fingerprints::Fingerprint;
pub(crate) use fingerprints::Fingerprints;
pub use payload::{Parts, Payload};
pub use reported::{MAX_ID, Reported};
pub use system_user::SystemUser;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use crate::MemberId;
use crate::wire::{Map, Value, text_into};

/// What a portal says happened, without any token. The event log keeps its serialised form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    #[serde(rename = "e")]
    pub code: EventCode,
    /// The portal.
    #[serde(rename = "m")]
    pub member_id: MemberId,
    /// What it happened to: a map for most events, a bare text for a line; `None` if it was empty.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
    /// When the queue sent it, in Unix seconds, as received; see [`Event::sent_at`].
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub ts: Option<String>,
    /// The subscription that sent it; two events may well have the same.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub event_handler_id: Option<String>,
    /// The acting user; `None` if the event names no user, or user 0.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The rest of the `auth` block.
    #[serde(rename = "a", default)]
    pub auth: Map,
}

impl Event {
    /// `ts` as a time; `None` if it is missing, not a whole number above 0, or beyond the year 9999.
    pub fn sent_at(&self) -> Option<OffsetDateTime> {
        let seconds = self.ts.as_deref()?.parse().ok()?;
        let sent_at = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
        (seconds > 0).then_some(sent_at)
    }

    /// The whole seconds of [`Event::sent_at`], if `ts` is written exactly like them.
    pub(crate) fn plain_second(&self) -> Option<i64> {
        let second = self.sent_at()?.unix_timestamp();
        is_plain(self.ts.as_deref()?, second).then_some(second)
    }

    /// What distinguishes the event from others, apart from when it was sent: code and `data`. `event_handler_id` names
    /// the subscription and `auth` who acted, so neither counts.
    fn content(&self) -> Sha256 {
        let mut hash = Sha256::new();
        text_into(self.code.as_str(), &mut hash);
        match &self.data {
            Some(data) if !data.is_void() => data.digest_into(&mut hash),
            _ => hash.update(b"n"),
        }
        hash
    }

    /// The parts of the event that we show: `data`, `ts` and `auth`.
    pub fn payload(&self) -> Payload<'_> {
        Payload::of(self)
    }

    /// The portal's host, as the event states it.
    pub fn domain(&self) -> Option<&str> {
        self.auth_text("domain")
    }

    /// The base URL of the portal's REST methods, as the event states it: not to be trusted before it is confirmed.
    pub fn client_endpoint(&self) -> Option<&str> {
        self.auth_text("client_endpoint")
    }

    /// The authorization server's base URL, as the event states it: only to compare with the allowed ones.
    pub fn server_endpoint(&self) -> Option<&str> {
        self.auth_text("server_endpoint")
    }

    /// A text of `data`, such as `CLEAN` of `ONAPPUNINSTALL`.
    pub fn data_text(&self, key: &str) -> Option<&str> {
        self.data.as_ref()?.as_map()?.text(key)
    }

    fn auth_text(&self, key: &str) -> Option<&str> {
        self.auth.text(key).filter(|text| !text.is_empty())
    }
}

/// Whether the text is this number in its usual notation.
fn is_plain(text: &str, number: i64) -> bool {
    text.len() < 19 && text == number.to_string()
}
