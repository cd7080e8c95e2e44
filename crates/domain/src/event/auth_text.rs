//! The auth block of an event as text, split into what all events of a portal share and what differs.

use std::borrow::Cow;
use std::sync::Arc;

use super::is_plain;
use crate::wire::Map;

/// The member that differs in each event.
const EXPIRES: &str = "expires";
/// How it begins as the first member of a block, and as a later one.
const FIRST: &str = r#"{"expires":""#;
const LATER: &str = r#","expires":""#;
/// How the member with the acting user's id begins, and what the stored block has in its place: a bare number, which no
/// block that we serialise contains.
const USER: &str = r#""user_id":""#;
const ANY_USER: &str = r#""user_id":0"#;

/// An auth block as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthText {
    /// The block without `expires` and the id of the acting user.
    pub shared: Arc<str>,
    /// The value of `expires`, if it is a number in its usual notation.
    pub expires: Option<i64>,
}

impl AuthText {
    /// The text of a block in an event of this user; `json` is the block as our own serialiser writes it. `share` joins
    /// the pieces of what events share. An error if it is no block.
    pub fn of(
        json: &str,
        user_id: Option<&str>,
        share: impl FnOnce(&[&str]) -> Arc<str>,
    ) -> Result<Self, serde_json::Error> {
        let (before, expires, after) = match cut(json) {
            Some((before, expires, after)) => (Cow::from(before), Some(expires), after),
            None => of_nested(json)?,
        };
        let user_id = user_id.filter(|_| is_flat(&before));
        let [(head, user, tail), (more, later_user, end)] = [&before, after].map(|half| without(user_id, half));
        Ok(Self { shared: share(&[head, user, tail, more, later_user, end]), expires })
    }
}

/// The same three for a block that has maps in it, or nothing but `expires`, or none.
fn of_nested(json: &str) -> Result<(Cow<'_, str>, Option<i64>, &str), serde_json::Error> {
    let auth: Map = serde_json::from_str(json)?;
    if let Some(expires) = auth.text(EXPIRES).and_then(number) {
        let shared = serde_json::to_string(&auth.without(EXPIRES))?;
        // A map that is left with numbers as keys would be written as a list.
        if shared.starts_with('{') {
            return Ok((shared.into(), Some(expires), ""));
        }
    }
    Ok((json.into(), None, ""))
}

/// Cuts a flat block in three: quotes in texts are escaped, so that only a member's name can look like one.
fn cut(json: &str) -> Option<(&str, i64, &str)> {
    let (before, rest) = match json.strip_prefix(FIRST) {
        Some(rest) => (&json[..1], rest),
        None => json.split_once(LATER)?,
    };
    let (expires, rest) = rest.split_once('"')?;
    let after = if before.len() == 1 { rest.strip_prefix(',')? } else { rest };
    is_flat(json).then_some((before, number(expires)?, after))
}

fn is_flat(json: &str) -> bool {
    !json[1..].contains(['{', '['])
}

/// Half of a flat block in three pieces: around the user's id, if it stands there as it is; else the first has it all.
fn without<'a>(user_id: Option<&str>, half: &'a str) -> (&'a str, &'static str, &'a str) {
    let around = half.split_once(USER).zip(user_id).and_then(|((before, rest), user_id)| {
        let after = rest.strip_prefix(user_id)?.strip_prefix('"')?;
        Some((before, ANY_USER, after))
    });
    around.unwrap_or((half, "", ""))
}

/// The block as received: `expires` is usually its first member, once the tokens are cut out.
pub(super) fn joined(shared: &str, expires: Option<i64>, user_id: Option<&str>) -> String {
    let mut block = String::with_capacity(shared.len() + 64);
    let rest = match (expires, shared.strip_prefix('{')) {
        (Some(expires), Some(rest)) => {
            let end = if rest == "}" { "\"" } else { "\"," };
            block.extend([FIRST, &expires.to_string(), end]);
            rest
        }
        _ => shared,
    };
    let Some(user_id) = user_id else { return block + rest };
    for (index, piece) in rest.split(ANY_USER).enumerate() {
        if index > 0 {
            block.extend([USER, user_id, "\""]);
        }
        block.push_str(piece);
    }
    block
}

fn number(text: &str) -> Option<i64> {
    let number = text.parse().ok()?;
    is_plain(text, number).then_some(number)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::wire::decode_form;

    /// Names and values, encoded for a form, that are what we look for, look like it, or make a block nested.
    const NAMES: [&str; 7] = ["expires", "user_id", "a", "a%22user_id", "%22,%22expires", "b[0]", "7"];
    const VALUES: [&str; 8] = ["27", "7", "", "0", "%7B", "%22user_id%22:0", ",%22user_id%22:%2227%22", "%5C%22"];

    /// The text of a form's block in an event of user 27, after checking that nothing is lost.
    fn text(form: &str) -> AuthText {
        let json = serde_json::to_string(&decode_form(form.as_bytes()).unwrap()).unwrap();
        let text = AuthText::of(&json, Some("27"), |pieces| pieces.concat().into()).unwrap();
        let again: Map = serde_json::from_str(&joined(&text.shared, text.expires, Some("27"))).unwrap();
        let whole: Map = serde_json::from_str(&json).unwrap();
        assert_eq!(again.without(EXPIRES), whole.without(EXPIRES), "{json}");
        assert_eq!(again.text(EXPIRES), whole.text(EXPIRES), "{json}");
        text
    }

    #[test]
    fn expiry_is_found_wherever_it_stands() {
        let expected = AuthText { shared: r#"{"a":"1","b":"2"}"#.into(), expires: Some(7) };
        for form in ["expires=7&a=1&b=2", "a=1&expires=7&b=2", "a=1&b=2&expires=7"] {
            assert_eq!(text(form), expected, "{form}");
        }
        assert_eq!(text("expires=7"), AuthText { shared: "{}".into(), expires: Some(7) });
        assert_eq!(text("a=1"), AuthText { shared: r#"{"a":"1"}"#.into(), expires: None });
    }

    #[test]
    fn user_is_found_wherever_it_stands() {
        let expected = AuthText { shared: r#"{"user_id":0,"a":"1"}"#.into(), expires: Some(7) };
        for form in ["expires=7&user_id=27&a=1", "user_id=27&expires=7&a=1", "user_id=27&a=1&expires=7"] {
            assert_eq!(text(form), expected, "{form}");
        }
        assert_eq!(text("a=1&user_id=27&expires=7").shared, r#"{"a":"1","user_id":0}"#.into());
        assert_eq!(text("user_id=27&expires=7").shared, r#"{"user_id":0}"#.into());
        assert_eq!(text("user_id=27"), AuthText { shared: r#"{"user_id":0}"#.into(), expires: None });
    }

    #[test]
    fn what_only_looks_like_it_stays() {
        for form in
            ["a[expires]=7&b=1", "a=x,%22expires%22:%227%22&b=1", "expires=07&a=1", "a=1&expires[0]=7", "a=,&a[0]=1"]
        {
            assert_eq!(text(form).expires, None, "{form}");
        }
        assert_eq!(text("a[expires]=8&expires=7").expires, Some(7));
        assert_eq!(text("0=1&expires=7").shared, r#"{"0":"1"}"#.into(), "no list");
        assert_eq!(text("0[0]=1&expires=7").expires, None, "a list");
        assert_eq!(text("a=%22,&expires=7&b=%5C").shared, r#"{"a":"\",","b":"\\"}"#.into());
        for form in ["user_id=270", "user_id=2", "user_id[0]=27", "a=x%22user_id%22:%2227%22", "user_id=27%22"] {
            let block = text(&format!("expires=7&{form}"));
            assert!(!block.shared.contains(ANY_USER), "{form}: {block:?}");
        }
        for form in ["a%22user_id=27&expires=7&user_id=27", "expires=7&a%22user_id=27&user_id=27"] {
            assert_eq!(text(form).expires, Some(7), "a name that ends like it: {form}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

        #[test]
        fn what_is_split_comes_back(members in vec((select(&NAMES[..]), select(&VALUES[..])), 0..7)) {
            let form: Vec<_> = members.iter().map(|(name, value)| format!("{name}={value}")).collect();
            text(&form.join("&"));
        }
    }
}
