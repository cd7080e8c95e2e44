//! Cuts every token out of an event before anybody can keep it.
//!
//! By name, at any level: bot events repeat whole credential sets inside `data` (docs/protocol.md 2, notes on
//! ONIMBOTMESSAGEDELETE and ONIMBOTV2DELETE), ONAPPMETHODCONFIRM and ONAPPUSERREADY have tokens there, and ONAPPTEST
//! repeats the call's parameters. And by value: a token cut by name must not survive inside another text or key.

use memchr::memmem::Finder;

use crate::wire::{Map, Value};

/// As a text it is an access token, a parameter of REST calls; as a map it is a block that holds other things too.
const AUTH: &str = "auth";

/// The length of the longest name of a secret.
const LONGEST: usize = 17;

/// Shorter values are no tokens, and would take innocent texts with them.
const SHORTEST_TOKEN: usize = 8;

/// How many values are sought, those of `auth` first: a hostile body could have thousands, each to be sought in all
/// texts.
const SOUGHT: usize = 16;

/// Cuts all tokens, and maps that are empty without them. It leaves no trace of them.
pub(super) fn cut(body: &mut Map) {
    let mut tokens = Vec::new();
    let auth = body.get(AUTH).and_then(Value::as_map).into_iter().flat_map(Map::iter);
    auth.filter(|(key, value)| is_secret(key, value)).for_each(|(_, value)| collect(value, &mut tokens));
    by_name(body, &mut tokens);
    let sought: Vec<_> = tokens.iter().map(|token| Finder::new(token.as_bytes())).collect();
    by_value(body, &sought);
}

fn by_name(map: &mut Map, tokens: &mut Vec<String>) {
    map.retain(|key, value| {
        if is_secret(key, value) {
            collect(value, tokens);
            return false;
        }
        if let Value::Map(inner) = value {
            by_name(inner, tokens);
        }
        value.as_map().is_none_or(|map| !map.is_empty())
    });
}

fn is_secret(key: &str, value: &Value) -> bool {
    let mut plain = [0_u8; LONGEST];
    let mut length = 0;
    for byte in key.bytes().filter(u8::is_ascii_alphanumeric) {
        if length == LONGEST {
            return false;
        }
        plain[length] = byte.to_ascii_lowercase();
        length += 1;
    }
    let plain = &plain[..length];
    let text = value.as_text().is_some();
    names_secret(plain) || text && plain == AUTH.as_bytes()
}

/// Whether a name, reduced to lower-case letters and digits, is that of a secret.
fn names_secret(plain: &[u8]) -> bool {
    matches!(
        plain,
        b"accesstoken"
            | b"refreshtoken"
            | b"applicationtoken"
            | b"apptoken"
            | b"authtoken"
            | b"bottoken"
            | b"idtoken"
            | b"usertoken"
            | b"token"
            | b"authid"
            | b"refreshid"
            | b"clientsecret"
            | b"applicationsecret"
            | b"appsecret"
            | b"secret"
            | b"password"
            | b"authorization"
            | b"apikey"
    )
}

fn collect(value: &Value, tokens: &mut Vec<String>) {
    match value {
        Value::Text(text) if text.len() < SHORTEST_TOKEN || tokens.len() == SOUGHT => {}
        Value::Text(text) if tokens.contains(text) => {}
        Value::Text(text) => tokens.push(text.clone()),
        Value::Map(map) => map.iter().for_each(|(_, value)| collect(value, tokens)),
    }
}

fn by_value(map: &mut Map, sought: &[Finder<'_>]) {
    let leaks = |text: &str| {
        sought.iter().any(|token| text.len() >= token.needle().len() && token.find(text.as_bytes()).is_some())
    };
    map.retain(|key, value| {
        if leaks(key) {
            return false;
        }
        match value {
            Value::Text(text) => !leaks(text),
            Value::Map(inner) => {
                by_value(inner, sought);
                !inner.is_empty()
            }
        }
    });
}
