//! A record of a portal's offline queue (docs/protocol.md 4): one for each object and event.

use bitrix24::text;
use domain::MemberId;
use domain::event::{Arrival, Event};
use domain::wire::decode_json;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A record as the portal's methods print it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record {
    /// Its place in the queue.
    pub(super) id: u64,
    /// Identifies it when it is cleared.
    pub(super) message_id: String,
    /// The reading that reserved it, if any.
    pub(super) process_id: Option<String>,
    /// Whether a reading marked it as unreadable.
    pub(super) failed: bool,
    /// When it happened last.
    pub(super) at: Option<OffsetDateTime>,
    code: String,
    data: Value,
    user_id: Option<String>,
}

impl Record {
    /// Reads a row of an answer; none if it has no id, so that it could neither be kept nor cleared.
    pub(super) fn of(row: &Value) -> Option<Self> {
        let field = |key: &str| row.get(key).and_then(text).filter(|text| !text.is_empty());
        let id: u64 = field("ID")?.parse().ok()?;
        let at = field("TIMESTAMP_X").and_then(|at| OffsetDateTime::parse(&at, &Rfc3339).ok());
        Some(Self {
            id,
            message_id: field("MESSAGE_ID").unwrap_or_else(|| id.to_string()),
            process_id: field("PROCESS_ID"),
            failed: field("ERROR").is_some_and(|error| !matches!(error.as_str(), "0" | "N" | "false")),
            at,
            code: field("EVENT_NAME").unwrap_or_default(),
            data: row.get("EVENT_DATA").cloned().unwrap_or_default(),
            user_id: row.get("EVENT_ADDITIONAL").and_then(|more| more.get("user_id")).and_then(text),
        })
    }

    /// The event as an online handler would have received it; none if it can't be parsed.
    ///
    /// It goes through the same decoder and loses its tokens the same way as a delivered one.
    pub(super) fn event(&self, member_id: &MemberId, domain: &str) -> Option<Event> {
        let mut auth = Map::new();
        auth.insert("member_id".to_owned(), json!(member_id.as_str()));
        auth.insert("domain".to_owned(), json!(domain));
        auth.extend(self.user_id.iter().map(|user| ("user_id".to_owned(), json!(user))));
        let mut body = json!({ "event": self.code, "auth": auth });
        if let Some(at) = self.at {
            body["ts"] = json!(at.unix_timestamp());
        }
        // Here `false` means "no data" and is no text (docs/protocol.md 4).
        if self.data != Value::Bool(false) {
            body["data"] = self.data.clone();
        }
        let body = decode_json(&serde_json::to_vec(&body).ok()?).ok()?;
        Arrival::parse(body).ok().map(|arrival| arrival.event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portal() -> MemberId {
        MemberId::parse("a223c6b3710f85df22e9377d6c4f7553").unwrap()
    }

    #[test]
    fn documented_records_are_read() {
        let get = include_str!("../../../../tests/fixtures/payloads/event_offline_get_response.json");
        let get: Value = serde_json::from_str(get).unwrap();
        let record = Record::of(&get["result"]["events"][0]).unwrap();
        assert_eq!((record.id, record.message_id.as_str(), record.process_id.as_deref()), (1, "1", None));
        let event = record.event(&portal(), "some-domain.bitrix24.com").unwrap();
        assert_eq!(event.code.as_str(), "ONCRMLEADADD");
        assert_eq!((event.data.as_ref(), event.ts.as_deref()), (None, Some("1721298751")));
        assert_eq!((event.domain(), event.user_id.as_deref()), (Some("some-domain.bitrix24.com"), None));
        let list = include_str!("../../../../tests/fixtures/payloads/event_offline_list_response.json");
        let list: Value = serde_json::from_str(list).unwrap();
        let records: Vec<Record> = list["result"].as_array().unwrap().iter().filter_map(Record::of).collect();
        assert_eq!(
            records.iter().map(|record| (record.id, record.failed)).collect::<Vec<_>>(),
            [(2, false), (1, false)]
        );
    }

    #[test]
    fn data_is_what_an_online_handler_finds() {
        let of = |data: Value| {
            let row = json!({"ID": "7", "MESSAGE_ID": "7", "EVENT_NAME": "onCrmLeadDelete", "EVENT_DATA": data,
                "TIMESTAMP_X": "2026-03-17T15:16:17+00:00", "EVENT_ADDITIONAL": {"user_id": "27"}});
            Record::of(&row).unwrap().event(&portal(), "a.example").unwrap()
        };
        let live = br#"{"event":"ONCRMLEADDELETE","data":{"FIELDS":{"ID":1000983}},"ts":"1773760577",
            "auth":{"member_id":"a223c6b3710f85df22e9377d6c4f7553"}}"#;
        let live = Arrival::parse(decode_json(live).unwrap()).unwrap().event;
        let event = of(json!({"FIELDS": {"ID": "1000983"}}));
        let [own, of_live] = [&event, &live].map(|event| event.deletions()[0].fingerprint);
        assert_eq!((own, event.user_id.as_deref()), (of_live, Some("27")));
        for nothing in [json!(false), json!(null), json!([]), json!({})] {
            assert_eq!(of(nothing).data, None);
        }
        assert_eq!(of(json!(107)).data.unwrap().as_text(), Some("107"));
        assert_eq!(of(json!({"token": "a-secret-that-stays-out"})).data, None);
    }

    #[test]
    fn what_says_nothing_is_no_record_and_what_says_little_no_event() {
        for row in [json!(null), json!([]), json!({}), json!({"ID": "x"}), json!({"MESSAGE_ID": "4"})] {
            assert_eq!(Record::of(&row), None, "{row}");
        }
        let without_code = Record::of(&json!({"ID": 4})).unwrap();
        assert_eq!((without_code.message_id.as_str(), without_code.event(&portal(), "a.example")), ("4", None));
        let mut deep = json!("x");
        for _ in 0..20 {
            deep = json!([deep]);
        }
        let row = json!({"ID": 4, "EVENT_NAME": "ONCRMLEADDELETE", "EVENT_DATA": deep});
        assert_eq!(Record::of(&row).unwrap().event(&portal(), "a.example"), None);
    }
}
