//! Tests of events: documented and malformed bodies, what makes two events the same, and that no token stays.

mod documented;
mod malformed;
mod parts;
mod redaction;
mod sameness;
mod system_user;

use super::{Arrival, Event, Fingerprint, Fingerprints, MalformedEvent};
use crate::wire::{decode_form, decode_json};

const AUTH: &str = "auth[member_id]=bac1cd5c&auth[application_token]=831c76b092f9f135";

fn parse(form: &str) -> Result<Arrival, MalformedEvent> {
    Arrival::parse(decode_form(form.as_bytes()).unwrap())
}

fn parse_json(json: &str) -> Arrival {
    Arrival::parse(decode_json(json.as_bytes()).unwrap()).unwrap()
}

fn event(fields: &str) -> Event {
    parse(&format!("{fields}&{AUTH}")).unwrap().event
}

fn fingerprint(event: &Event) -> Fingerprint {
    Fingerprints::of(event).at(0).0
}

fn logged(event: &Event) -> String {
    serde_json::to_string(event).unwrap()
}
