//! Tests of the catalogue: every row against events.csv and against a body, and the older shapes.

mod expected;
mod rows;
mod shapes;

use std::collections::BTreeMap;

use crate::event::{Arrival, Event};
use crate::wire::decode_form;

/// An event with these fields, from a portal that names no user.
fn event(code: &str, fields: &str) -> Event {
    let body = format!("event={code}&{fields}&ts=1773761165&auth[member_id]=bac1cd5c&auth[application_token]=831c76b0");
    Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap().event
}

/// `a=1;b=2` as attributes.
fn attributes(text: &str) -> BTreeMap<String, String> {
    let pairs = text.split(';').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
