//! What is kept and shown of an event, for each deletion that it reports.

use std::borrow::Cow;

use serde::Serialize;

use super::Event;
use crate::wire::{Map, Value};

/// `data`, `ts` and `auth` of an event; serialises to the `payload` of CONTRACT.md, absent parts left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Payload<'a> {
    /// The event's `data`; for one of several messages, with only that message in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Cow<'a, Value>>,
    /// When the queue sent it, as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ts: Option<&'a str>,
    /// Who acted and where, without tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth: Option<&'a Map>,
}

impl<'a> Payload<'a> {
    pub(super) fn of(event: &'a Event) -> Self {
        let data = event.data.as_ref().map(Cow::Borrowed);
        Self { data, ts: event.ts.as_deref(), auth: Some(&event.auth) }
    }
}
