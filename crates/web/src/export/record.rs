//! A deletion as an export has it: the same as the API answers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use domain::clock::rfc3339;
use domain::deletion::{Deletion, Source};
use serde::Serialize;
use serde_json::value::RawValue;
use time::format_description::well_known::Rfc3339;

/// A deletion with its fields in the API's order.
#[derive(Debug, Serialize)]
pub(super) struct Record<'a> {
    pub(super) id: String,
    pub(super) member_id: &'a str,
    pub(super) domain: &'a str,
    pub(super) event: &'a str,
    pub(super) entity: &'a str,
    pub(super) entity_id: &'a str,
    pub(super) attributes: &'a BTreeMap<String, String>,
    pub(super) user_id: Option<&'a str>,
    pub(super) also_reported_by: &'a [String],
    #[serde(with = "time::serde::rfc3339")]
    pub(super) sent_at: time::OffsetDateTime,
    pub(super) received_at: String,
    pub(super) source: &'static str,
    pub(super) sources: Vec<&'static str>,
    pub(super) event_handler_id: Option<&'a str>,
    pub(super) digest: Option<String>,
    pub(super) payload: &'a RawValue,
}

impl<'a> Record<'a> {
    /// Fails if the payload is no JSON.
    pub(super) fn new(deletion: &'a Deletion) -> serde_json::Result<Self> {
        Ok(Self {
            id: deletion.number.to_string(),
            member_id: deletion.member_id.as_str(),
            domain: &deletion.domain,
            event: &deletion.event,
            entity: &deletion.entity,
            entity_id: &deletion.entity_id,
            attributes: &deletion.attributes,
            user_id: deletion.user_id.as_deref(),
            also_reported_by: &deletion.also_reported_by,
            sent_at: deletion.sent_at,
            received_at: rfc3339(deletion.received_at),
            source: deletion.source.as_str(),
            sources: deletion.sources.iter().map(Source::as_str).collect(),
            event_handler_id: deletion.event_handler_id.as_deref(),
            digest: deletion.digest.as_ref().map(hex),
            payload: serde_json::from_str(&deletion.payload)?,
        })
    }
}

/// A time as the API writes it.
pub(super) fn time(at: time::OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}

/// A digest in hexadecimal digits.
pub fn hex(digest: &[u8; 32]) -> String {
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // a text takes whatever is written
        text
    })
}

#[cfg(test)]
pub(super) mod tests {
    use domain::MemberId;
    use domain::deletion::Sources;
    use serde_json::{Value, json};
    use time::macros::datetime;

    use super::*;

    pub(in crate::export) fn deletion() -> Deletion {
        Deletion {
            member_id: MemberId::parse("a").unwrap(),
            number: 42,
            domain: "a.bitrix24.com".into(),
            event: "ONIMBOTDELETE".into(),
            entity: "imbot.bot".into(),
            entity_id: "567".into(),
            attributes: [("bot_code".to_owned(), "=x,\"y\"".to_owned())].into(),
            user_id: None,
            also_reported_by: ["27", "31"].map(str::to_owned).into(),
            sent_at: datetime!(2026-03-17 15:16:17 UTC),
            received_at: datetime!(2026-03-17 15:16:17.482113 UTC),
            source: Source::Live,
            sources: Sources::from(Source::Live).and(Source::Recovered.into()),
            event_handler_id: Some("559".into()),
            digest: None,
            payload: r#"{"ts":"1773760577","data":{"BOT_ID":"567"}}"#.into(),
        }
    }

    #[test]
    fn record_has_the_fields_of_the_api() {
        let deletion = deletion();
        let line = serde_json::to_string(&Record::new(&deletion).unwrap()).unwrap();
        let expected = json!({
            "id": "42", "member_id": "a", "domain": "a.bitrix24.com", "event": "ONIMBOTDELETE",
            "entity": "imbot.bot", "entity_id": "567", "attributes": {"bot_code": "=x,\"y\""}, "user_id": null,
            "also_reported_by": ["27", "31"],
            "sent_at": "2026-03-17T15:16:17Z", "received_at": "2026-03-17T15:16:17.482113Z", "source": "live",
            "sources": ["live", "recovered"], "event_handler_id": "559", "digest": null,
            "payload": {"ts": "1773760577", "data": {"BOT_ID": "567"}},
        });
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), expected);
        assert!(line.ends_with(&format!("{}}}", deletion.payload)), "the payload stays as it is: {line}");
    }

    #[test]
    fn line_of_a_table_has_each_field_in_its_column() {
        let deletion = Deletion { digest: Some([0xab; 32]), ..deletion() };
        let line = crate::export::csv::line(&Record::new(&deletion).unwrap()).unwrap();
        let expected = format!(
            "42,a,a.bitrix24.com,ONIMBOTDELETE,imbot.bot,567,\"{{\"\"bot_code\"\":\"\"=x,\\\"\"y\\\"\"\"\"}}\",,27 31,\
            2026-03-17T15:16:17Z,2026-03-17T15:16:17.482113Z,live,live recovered,559,{},\
            \"{{\"\"ts\"\":\"\"1773760577\"\",\"\"data\"\":{{\"\"BOT_ID\"\":\"\"567\"\"}}}}\"\r\n",
            "ab".repeat(32)
        );
        assert_eq!(line, expected);
    }
}
