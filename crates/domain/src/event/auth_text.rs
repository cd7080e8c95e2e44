//! The auth block of an event as text, split into what all events of a user share and what differs.

use std::sync::Arc;

use super::is_plain;
use crate::wire::Map;

/// The member that differs in each event.
const EXPIRES: &str = "expires";
/// How it begins as the first member of a block, and as a later one.
const FIRST: &str = r#"{"expires":""#;
const LATER: &str = r#","expires":""#;

/// An auth block as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthText {
    /// The block without `expires`.
    pub shared: Arc<str>,
    /// The value of `expires`, if it is a number in its usual notation.
    pub expires: Option<i64>,
}

impl AuthText {
    /// The text of a block.
    pub fn of(auth: &Map) -> Self {
        let json = json(auth);
        let halves =
            |(before, expires, after)| Self { shared: format!("{before}{after}").into(), expires: Some(expires) };
        cut(&json).map_or_else(|| Self::of_nested(auth), halves)
    }

    /// The same for a block that is JSON already, as our own serialiser writes it. `shared` joins the two halves around
    /// `expires`. An error if it is no block.
    pub fn of_json(json: &str, shared: impl FnOnce(&str, &str) -> Arc<str>) -> Result<Self, serde_json::Error> {
        if let Some((before, expires, after)) = cut(json) {
            return Ok(Self { shared: shared(before, after), expires: Some(expires) });
        }
        let text = Self::of_nested(&serde_json::from_str(json)?);
        Ok(Self { shared: shared(&text.shared, ""), ..text })
    }

    fn of_nested(auth: &Map) -> Self {
        let expires = auth.text(EXPIRES).and_then(number);
        let shared = expires.map(|_| json(&auth.without(EXPIRES))).filter(|json| json.starts_with('{'));
        match shared {
            Some(shared) => Self { shared: shared.into(), expires },
            None => Self { shared: json(auth).into(), expires: None },
        }
    }
}

fn json(auth: &Map) -> String {
    serde_json::to_string(auth).expect("texts and maps with text keys are JSON")
}

/// Cuts a flat block in three: quotes in texts are escaped, so that only a member's name can look like one.
fn cut(json: &str) -> Option<(&str, i64, &str)> {
    let (before, rest) = match json.strip_prefix(FIRST) {
        Some(rest) => (&json[..1], rest),
        None => json.split_once(LATER)?,
    };
    let (expires, rest) = rest.split_once('"')?;
    let after = if before.len() == 1 { rest.strip_prefix(',')? } else { rest };
    let is_flat = !json[1..].contains(['{', '[']);
    is_flat.then_some((before, number(expires)?, after))
}

/// The block as received: `expires` is usually its first member, once the tokens are cut out.
pub(super) fn with_expires(auth: &str, expires: Option<i64>) -> String {
    match (expires, auth.strip_prefix('{')) {
        (Some(expires), Some("}")) => format!("{FIRST}{expires}\"}}"),
        (Some(expires), Some(rest)) => format!("{FIRST}{expires}\",{rest}"),
        _ => auth.to_owned(),
    }
}

fn number(text: &str) -> Option<i64> {
    let number = text.parse().ok()?;
    is_plain(text, number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::decode_form;

    /// The text of a form's block, made from its tree and from its JSON.
    fn both(form: &str) -> AuthText {
        let auth = decode_form(form.as_bytes()).unwrap();
        let text = AuthText::of(&auth);
        let json = serde_json::to_string(&auth).unwrap();
        let again = AuthText::of_json(&json, |before, after| format!("{before}{after}").into()).unwrap();
        assert_eq!(again, text, "{json}");
        text
    }

    #[test]
    fn expiry_is_found_wherever_it_stands() {
        let expected = AuthText { shared: r#"{"a":"1","b":"2"}"#.into(), expires: Some(7) };
        for form in ["expires=7&a=1&b=2", "a=1&expires=7&b=2", "a=1&b=2&expires=7"] {
            assert_eq!(both(form), expected, "{form}");
        }
        assert_eq!(both("expires=7"), AuthText { shared: "{}".into(), expires: Some(7) });
        assert_eq!(both("a=1"), AuthText { shared: r#"{"a":"1"}"#.into(), expires: None });
    }

    #[test]
    fn what_only_looks_like_it_stays() {
        for form in
            ["a[expires]=7&b=1", "a=x,%22expires%22:%227%22&b=1", "expires=07&a=1", "a=1&expires[0]=7", "a=,&a[0]=1"]
        {
            assert_eq!(both(form).expires, None, "{form}");
        }
        assert_eq!(both("a[expires]=8&expires=7").expires, Some(7));
        assert_eq!(both("0=1&expires=7").shared, r#"{"0":"1"}"#.into(), "no list");
        assert_eq!(both("0[0]=1&expires=7").expires, None, "a list");
        assert_eq!(both("a=%22,&expires=7&b=%5C").shared, r#"{"a":"\",","b":"\\"}"#.into());
    }
}
