//! A deletion as exports write it, with the fields of the API.

use std::collections::BTreeMap;

use domain::clock::{rfc3339, rfc3339_sent};
use domain::deletion::{Deletion, Source};
use domain::hex;
use serde::Serialize;

/// A deletion with its fields in the API's order, except the payload, which is JSON already and comes last.
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
    pub(super) sent_at: String,
    pub(super) received_at: String,
    pub(super) source: &'static str,
    pub(super) sources: Vec<&'static str>,
    pub(super) event_handler_id: Option<&'a str>,
    pub(super) digest: Option<String>,
    #[serde(skip)]
    pub(super) payload: &'a str,
}

impl<'a> Record<'a> {
    pub(super) fn new(deletion: &'a Deletion) -> Self {
        Self {
            id: deletion.number.to_string(),
            member_id: deletion.member_id.as_str(),
            domain: &deletion.domain,
            event: &deletion.event,
            entity: &deletion.entity,
            entity_id: &deletion.entity_id,
            attributes: &deletion.attributes,
            user_id: deletion.user_id.as_deref(),
            also_reported_by: &deletion.also_reported_by,
            sent_at: rfc3339_sent(deletion.sent_at),
            received_at: rfc3339(deletion.received_at),
            source: deletion.source.as_str(),
            sources: deletion.sources.iter().map(Source::as_str).collect(),
            event_handler_id: deletion.event_handler_id.as_deref(),
            digest: deletion.digest.as_ref().map(hex),
            payload: &deletion.payload,
        }
    }

    /// Appends the record as JSON. The store built the payload from JSON, so its bytes are copied unchecked.
    pub(super) fn write(&self, text: &mut Vec<u8>) -> serde_json::Result<()> {
        serde_json::to_writer(&mut *text, self)?;
        text.pop(); // the closing brace
        text.extend_from_slice(b",\"payload\":");
        text.extend_from_slice(self.payload.as_bytes());
        text.push(b'}');
        Ok(())
    }
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
        let line = crate::export::json(&deletion).unwrap();
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
        let line = crate::export::csv::line(&Record::new(&deletion)).unwrap();
        let expected = format!(
            "42,a,a.bitrix24.com,ONIMBOTDELETE,imbot.bot,567,\"{{\"\"bot_code\"\":\"\"=x,\\\"\"y\\\"\"\"\"}}\",,27 31,\
            2026-03-17T15:16:17Z,2026-03-17T15:16:17.482113Z,live,live recovered,559,{},\
            \"{{\"\"ts\"\":\"\"1773760577\"\",\"\"data\"\":{{\"\"BOT_ID\"\":\"\"567\"\"}}}}\"\r\n",
            "ab".repeat(32)
        );
        assert_eq!(line, expected);
    }
}
