//! What we keep and show of an event, for each deletion that it reports.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;
use serde_json::value::RawValue;

use super::auth_text::joined;
use super::{AuthText, Event};
use crate::wire::{Map, Value};

/// The bytes of the braces, names and commas of a payload.
const FRAME: usize = r#"{"data":,"ts":,"auth":}"#.len();

/// `data`, `ts` and `auth` of an event; serialises to the `payload` of docs/api.md, without absent parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Payload<'a> {
    /// The event's `data`; for one of several messages, its list holds only that message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Cow<'a, Value>>,
    /// When the queue sent it, as received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ts: Option<&'a str>,
    /// Who acted and where, without tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth: Option<&'a Map>,
}

/// A payload as stored: what differs between the events of a portal is stored beside what they share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The `data`, as JSON.
    pub data: Option<String>,
    /// The `ts`; `None` if it is just the second in which the event was sent, empty if there is none.
    pub ts: Option<String>,
    /// The `auth` block as JSON, without `expires` and the acting user's id.
    pub auth: Option<Arc<str>>,
    /// Its `expires`, which differs in each event, if it is a number in its usual notation.
    pub expires: Option<i64>,
}

impl<'a> Payload<'a> {
    pub(super) fn of(event: &'a Event) -> Self {
        let data = event.data.as_ref().map(Cow::Borrowed);
        Self { data, ts: event.ts.as_deref(), auth: Some(&event.auth) }
    }

    /// Splits the payload, with the event's auth block; [`Parts::join`] undoes it.
    pub fn parts(&self, event: &Event, auth: &AuthText) -> Parts {
        let plain = event.plain_second().is_some();
        let ts = (!plain).then(|| self.ts.unwrap_or_default().to_owned());
        let auth = self.auth.map(|_| auth);
        Parts {
            data: self.data.as_deref().map(json),
            ts,
            auth: auth.map(|auth| Arc::clone(&auth.shared)),
            expires: auth.and_then(|auth| auth.expires),
        }
    }
}

impl Parts {
    /// The payload of an event of this user that was sent in this second since 1970. An error if `data` is not JSON;
    /// `auth`, which many events share, is not looked at again.
    pub fn join(&self, second: i64, user_id: Option<&str>) -> Result<String, serde_json::Error> {
        let data = self.data.as_deref().map(serde_json::from_str::<&RawValue>).transpose()?.map(RawValue::get);
        let ts = match self.ts.as_deref() {
            None => Some(format!("\"{second}\"")),
            Some("") => None,
            Some(ts) => Some(json(&ts)),
        };
        let auth = self.auth.as_deref().map(|auth| joined(auth, self.expires, user_id));
        let length = [data, ts.as_deref(), auth.as_deref()].into_iter().flatten().map(str::len).sum::<usize>();
        let mut text = String::with_capacity(length + FRAME);
        for (name, value) in [("data", data), ("ts", ts.as_deref()), ("auth", auth.as_deref())] {
            let Some(value) = value else { continue };
            text.push_str(if text.is_empty() { "{\"" } else { ",\"" });
            text.push_str(name);
            text.push_str("\":");
            text.push_str(value);
        }
        text.push_str(if text.is_empty() { "{}" } else { "}" });
        Ok(text)
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and maps with text keys are JSON")
}
