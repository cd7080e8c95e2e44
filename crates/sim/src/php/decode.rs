//! Decodes form bodies and queries with bracketed keys as a portal's PHP does.

use url::form_urlencoded;

use super::Value;

/// Decodes a form body or a query into a map. `key[]` appends.
pub fn decode(form: &[u8]) -> Value {
    let mut root = Value::Map(Vec::new());
    for (key, value) in form_urlencoded::parse(form) {
        let path = path(&key);
        put(&mut root, &path, Value::Text(value.into_owned()));
    }
    root
}

fn path(key: &str) -> Vec<&str> {
    let Some((name, rest)) = key.split_once('[') else { return vec![key] };
    let rest = rest.strip_suffix(']').unwrap_or(rest);
    std::iter::once(name).chain(rest.split("][")).collect()
}

fn put(at: &mut Value, path: &[&str], value: Value) {
    let Some((key, rest)) = path.split_first() else {
        *at = value;
        return;
    };
    if !matches!(at, Value::Map(_)) {
        *at = Value::Map(Vec::new());
    }
    let Value::Map(pairs) = at else { return };
    let key = if key.is_empty() { next_index(pairs) } else { (*key).to_owned() };
    let index = pairs.iter().position(|(name, _)| *name == key).unwrap_or_else(|| {
        pairs.push((key, Value::Null));
        pairs.len() - 1
    });
    put(&mut pairs[index].1, rest, value);
}

fn next_index(pairs: &[(String, Value)]) -> String {
    let used = pairs.iter().filter_map(|(key, _)| key.parse::<u64>().ok()).max();
    used.map_or(0, |index| index + 1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::php::map;

    #[test]
    fn nested_keys_make_maps_in_the_order_given() {
        let decoded = decode(b"cmd[z]=event.bind%3Fa%3D1&cmd%5Ba%5D=profile&halt=0");
        let commands = map([("z", "event.bind?a=1".into()), ("a", "profile".into())]);
        assert_eq!(decoded, map([("cmd", commands), ("halt", "0".into())]));
    }

    #[test]
    fn empty_brackets_append() {
        let decoded = decode(b"id[]=5&id[]=6");
        assert_eq!(decoded, map([("id", map([("0", "5".into()), ("1", "6".into())]))]));
    }
}
