//! An event as it arrives, split into what happened and what proves it.

use super::{Credentials, Event, EventCode, SystemUser, redact};
use crate::MemberId;
use crate::wire::{Map, Value};

/// One POST from a portal.
#[derive(Debug)]
pub struct Arrival {
    /// What happened, without any token.
    pub event: Event,
    /// What proves it, with the other tokens that came along.
    pub credentials: Credentials,
    /// What `ONAPPUSERREADY` brings; boxed, since hardly any event has it.
    pub system_user: Option<Box<SystemUser>>,
}

/// The body was decoded, but is no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedEvent {
    /// The field is absent or empty.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// A list or a map stands where a text belongs, or a text where the map belongs.
    #[error("`{0}` has the wrong shape")]
    Shape(&'static str),
    /// The field has an invalid value.
    #[error("`{0}` is not valid")]
    Invalid(&'static str),
}

impl Arrival {
    /// Parses a decoded body.
    ///
    /// An event needs `event` and `auth.member_id`; `auth.application_token` may be missing here (`ONAPPPAYMENT` has
    /// none) but must not be a list. Other odd fields are left out: Bitrix24 sends an event once. `eventId` and
    /// `event_id`, which some descriptions print, say nothing and are ignored.
    pub fn parse(mut body: Map) -> Result<Self, MalformedEvent> {
        let auth = match body.get("auth") {
            None => return Err(MalformedEvent::Missing("auth")),
            Some(Value::Text(_)) => return Err(MalformedEvent::Shape("auth")),
            Some(Value::Map(auth)) => auth,
        };
        text(&body, "event", "event")?.ok_or(MalformedEvent::Missing("event"))?;
        text(auth, "application_token", "auth.application_token")?;
        let member_id = text(auth, "member_id", "auth.member_id")?.ok_or(MalformedEvent::Missing("auth.member_id"))?;
        let member_id = MemberId::parse(member_id).map_err(|_| MalformedEvent::Invalid("auth.member_id"))?;
        let credentials = Credentials::of(auth);
        let system_user = SystemUser::of(&body).map(Box::new);

        body.retain(|key, _| matches!(key, "event" | "data" | "ts" | "auth" | "event_handler_id"));
        redact::cut(&mut body);
        let event = Event::assemble(body, member_id)?;
        Ok(Self { event, credentials, system_user })
    }
}

impl Event {
    fn assemble(body: Map, member_id: MemberId) -> Result<Self, MalformedEvent> {
        let (mut code, mut data, mut ts, mut event_handler_id, mut auth) = (None, None, None, None, Map::default());
        for (key, value) in body {
            match (&*key, value) {
                ("event", Value::Text(text)) => code = EventCode::parse(&text).ok(),
                ("data", value) => data = (!value.is_void()).then_some(value),
                ("ts", Value::Text(text)) => ts = some(text),
                ("event_handler_id", Value::Text(text)) => event_handler_id = some(text),
                ("auth", Value::Map(map)) => auth = map,
                _ => {}
            }
        }
        let code = code.ok_or(MalformedEvent::Invalid("event"))?;
        let user_id = auth.text("user_id").filter(|id| *id != "0").and_then(|id| some(id.to_owned()));
        Ok(Self { code, member_id, data, ts, event_handler_id, user_id, auth })
    }
}

/// The longest user id, subscription number or time, in bytes: each deletion of an event stores its own.
const MAX_NUMBER: usize = 64;

fn some(text: String) -> Option<String> {
    (1..=MAX_NUMBER).contains(&text.len()).then_some(text)
}

/// The text under `key`, which errors call `name`; an empty one counts as missing.
fn text<'a>(map: &'a Map, key: &str, name: &'static str) -> Result<Option<&'a str>, MalformedEvent> {
    match map.get(key) {
        Some(Value::Map(_)) => Err(MalformedEvent::Shape(name)),
        Some(Value::Text(text)) => Ok(Some(text.as_str()).filter(|text| !text.is_empty())),
        None => Ok(None),
    }
}
