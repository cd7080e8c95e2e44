//! A deletion as clients get it.

use std::collections::BTreeMap;

use domain::deletion;
use poem_openapi::types::Example;
use poem_openapi::{Enum, Object};
use serde_json::json;
use time::macros::datetime;

use crate::error::ApiError;
use crate::moment::Moment;
use crate::payload::Payload;

/// The fact that something was deleted in a portal. Identifiers are text, whatever Bitrix24 sent.
#[derive(Debug, Object)]
#[oai(example)]
pub(crate) struct Deletion {
    /// The deletion's number within its portal: 1, 2, 3… in the order stored, never reused. With `member_id` it
    /// identifies the deletion everywhere.
    id: String,
    /// The portal.
    member_id: String,
    /// The portal's current host.
    domain: String,
    /// The event's code as received, in capitals.
    event: String,
    /// The kind of thing deleted, as in the catalogue; `unknown` if the catalogue lacks the code.
    entity: String,
    /// Which one was deleted; empty if the event did not say.
    entity_id: String,
    /// What else the event named: parents and external identifiers. `incomplete` is `true` if a known event did not say
    /// what was deleted.
    attributes: BTreeMap<String, String>,
    /// The user who acted; null if the event names none. With several reports of one deletion, the first one counts.
    #[oai(nullable)]
    user_id: Option<String>,
    /// Other users whom later reports of the same deletion named, in order of arrival: at most eight.
    also_reported_by: Vec<String>,
    /// When Bitrix24's queue sent the event: not exactly when the thing was deleted.
    sent_at: Moment,
    /// When Tombstone received the event and had it on disk, with six decimals.
    received_at: Moment,
    /// Its source; of several, the most direct one.
    source: Source,
    /// All its sources: a portal may send a deletion and also have it in the offline queue.
    sources: Vec<Source>,
    /// The portal's number of the event's subscription; it does not identify the event.
    #[oai(nullable)]
    event_handler_id: Option<String>,
    /// Its link in the portal's chain, in hexadecimal; null if it is older than the chain.
    #[oai(nullable)]
    digest: Option<String>,
    /// The event's `data`, `ts` and `auth` as received, with keys in the event's order and no tokens.
    payload: Payload,
}

/// A deletion's source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub(crate) enum Source {
    /// The portal sent it.
    Live,
    /// Fetched from the portal's offline queue.
    Recovered,
    /// The portal sent it while the database was down; local disk kept it meanwhile.
    Spooled,
}

impl From<Source> for deletion::Source {
    fn from(source: Source) -> Self {
        match source {
            Source::Live => Self::Live,
            Source::Recovered => Self::Recovered,
            Source::Spooled => Self::Spooled,
        }
    }
}

impl From<deletion::Source> for Source {
    fn from(source: deletion::Source) -> Self {
        match source {
            deletion::Source::Live => Self::Live,
            deletion::Source::Recovered => Self::Recovered,
            deletion::Source::Spooled => Self::Spooled,
        }
    }
}

impl TryFrom<deletion::Deletion> for Deletion {
    type Error = ApiError;

    fn try_from(kept: deletion::Deletion) -> Result<Self, ApiError> {
        let payload = serde_json::from_str(&kept.payload).map(Payload).map_err(|error| {
            tracing::error!(member_id = %kept.member_id, number = kept.number, %error, "a payload is not a JSON object");
            ApiError::internal()
        })?;
        Ok(Self {
            id: kept.number.to_string(),
            member_id: kept.member_id.to_string(),
            domain: kept.domain,
            event: kept.event,
            entity: kept.entity,
            entity_id: kept.entity_id,
            attributes: kept.attributes,
            user_id: kept.user_id,
            also_reported_by: kept.also_reported_by,
            sent_at: Moment::Sent(kept.sent_at),
            received_at: Moment::Received(kept.received_at),
            source: kept.source.into(),
            sources: kept.sources.iter().map(Into::into).collect(),
            event_handler_id: kept.event_handler_id,
            digest: kept.digest.as_ref().map(domain::hex),
            payload,
        })
    }
}

impl Example for Deletion {
    fn example() -> Self {
        let attributes = [
            ("connector", "myconnector"),
            ("line", "107"),
            ("chat_id", "1807"),
            ("external_message_id", "ext-msg-005"),
            ("external_chat_id", "channel-123"),
        ];
        let message = json!({
            "im": {"chat_id": "1807", "message_id": "86501"},
            "message": {"id": ["ext-msg-005"]},
            "chat": {"id": "channel-123"},
        });
        let data = json!({"CONNECTOR": "myconnector", "LINE": "107", "MESSAGES": [message]});
        let auth = json!({"domain": "some-domain.bitrix24.com", "user_id": "27"});
        let payload = [("data", data), ("ts", json!("1773760577")), ("auth", auth)];
        Self {
            id: "1042".into(),
            member_id: "bac1cd5c8940947a75e0d71b1a84e348".into(),
            domain: "some-domain.bitrix24.com".into(),
            event: "ONIMCONNECTORMESSAGEDELETE".into(),
            entity: "imconnector.message".into(),
            entity_id: "86501".into(),
            attributes: attributes.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            user_id: Some("27".into()),
            also_reported_by: Vec::new(),
            sent_at: Moment::Sent(datetime!(2026-03-17 15:16:17 UTC)),
            received_at: Moment::Received(datetime!(2026-03-17 15:16:17.482113 UTC)),
            source: Source::Live,
            sources: vec![Source::Live],
            event_handler_id: Some("559".into()),
            digest: Some("6b23c0d5f35d1b11f9b683f0b0a617355deb11277d91ae091d399c655b87940d".into()),
            payload: Payload(payload.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()),
        }
    }
}
