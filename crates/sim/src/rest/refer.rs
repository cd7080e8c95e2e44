//! References in a batch's commands to earlier results: `$result[key][FIELD]…`.

use crate::php::Value;

const REFERENCE: &str = "$result[";

/// Replaces references in texts and keys: a text that is one reference becomes the value itself, even a list; inside a
/// longer text the value is inserted as text (docs/protocol.md 8.5).
pub(super) fn refer(value: &mut Value, earlier: &[(String, Value)]) {
    match value {
        Value::Text(text) => {
            if let Some((0, end, found)) = next(text, 0, earlier)
                && end == text.len()
            {
                *value = scalars_as_text(found);
            } else {
                *text = filled(text, earlier);
            }
        }
        Value::List(values) => values.iter_mut().for_each(|value| refer(value, earlier)),
        Value::Map(pairs) => {
            for (key, value) in pairs {
                *key = filled(key, earlier);
                refer(value, earlier);
            }
        }
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
    }
}

/// A scalar parameter is text, whatever type the answer had.
fn scalars_as_text(found: &Value) -> Value {
    if found.is_array() { found.clone() } else { found.text().unwrap_or_default().into() }
}

fn filled(text: &str, earlier: &[(String, Value)]) -> String {
    let (mut result, mut at) = (String::new(), 0);
    while let Some((start, end, found)) = next(text, at, earlier) {
        result.push_str(&text[at..start]);
        result.push_str(&if found.is_array() { "Array".to_owned() } else { found.text().unwrap_or_default() });
        at = end;
    }
    result + &text[at..]
}

/// The next reference from `at` on to a command with a result: its start, its end and its value.
fn next<'a>(text: &str, mut at: usize, earlier: &'a [(String, Value)]) -> Option<(usize, usize, &'a Value)> {
    loop {
        let start = at + text[at..].find(REFERENCE)?;
        let mut end = start + REFERENCE.len() - 1;
        let mut keys = Vec::new();
        while let Some((key, _)) = text[end..].strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            keys.push(key);
            end += key.len() + 2;
        }
        let mut keys = keys.into_iter();
        let command = keys.next().and_then(|first| earlier.iter().find(|(key, _)| key == first));
        if let Some((_, value)) = command {
            // A portal follows the path as far as it exists.
            let found = keys.try_fold(value, |value, key| value.get(key).ok_or(value));
            return Some((start, end, found.unwrap_or_else(|last| last)));
        }
        at = start + REFERENCE.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::php::map;

    fn referred(text: &str) -> Value {
        let users = Value::List(vec![map([("ID", "27".into())]), map([("ID", "31".into())])]);
        let earlier = [("users".to_owned(), users), ("n".to_owned(), Value::Int(5))];
        let mut value = Value::from(text);
        refer(&mut value, &earlier);
        value
    }

    #[test]
    fn a_reference_alone_becomes_the_value_even_if_it_is_a_list() {
        assert_eq!(referred("$result[users][1][ID]"), "31".into());
        assert_eq!(referred("$result[n]"), "5".into());
        assert!(matches!(referred("$result[users]"), Value::List(users) if users.len() == 2));
    }

    #[test]
    fn references_inside_a_longer_text_are_filled_in() {
        assert_eq!(referred("U$result[users][0][ID], U$result[users][1][ID]!"), "U27, U31!".into());
        assert_eq!(referred("$result[nobody][ID] and $result["), "$result[nobody][ID] and $result[".into());
    }

    #[test]
    fn keys_are_replaced_too() {
        let mut value = map([("ids", map([("$result[n]", "a".into())]))]);
        refer(&mut value, &[("n".to_owned(), Value::Int(5))]);
        assert_eq!(value, map([("ids", map([("5", "a".into())]))]));
    }
}
