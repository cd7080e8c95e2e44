//! The bounds: bodies within them are decoded, others refused, and neither costs more than its size.

use crate::wire::{MAX_BODY, MAX_DEPTH, MAX_FIELDS, Map, Value, WireError, decode_form, decode_json};

fn nested(segments: usize) -> String {
    format!("a{}=x", "[b]".repeat(segments - 1))
}

fn levels(levels: usize) -> String {
    format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels))
}

#[test]
fn size_is_bounded() {
    let mut body = vec![b'a'; MAX_BODY];
    assert!(decode_form(&body).is_ok());
    body.push(b'a');
    assert_eq!(decode_form(&body), Err(WireError::TooLarge));
    assert_eq!(decode_json(&body), Err(WireError::TooLarge));
}

#[test]
fn fields_are_bounded() {
    let field = |number: usize| format!("{number}={number}&");
    let form = |fields: usize| (0..fields).map(field).collect::<Vec<_>>().concat();
    assert_eq!(decode_form(form(MAX_FIELDS).as_bytes()).unwrap().len(), MAX_FIELDS);
    assert_eq!(decode_form(form(MAX_FIELDS + 1).as_bytes()), Err(WireError::TooManyFields));
    assert_eq!(decode_form("a&".repeat(20_000).as_bytes()), Err(WireError::TooManyFields));

    let json = |fields: usize, field: &str| format!("{{\"a\":[{}]}}", vec![field; fields].join(","));
    for field in ["1", "null", "[]", "{}", "\"\"", "true", "0.5"] {
        assert!(decode_json(json(MAX_FIELDS, field).as_bytes()).is_ok(), "{field}");
        assert_eq!(decode_json(json(MAX_FIELDS + 1, field).as_bytes()), Err(WireError::TooManyFields), "{field}");
    }
}

#[test]
fn depth_is_bounded() {
    assert!(decode_form(nested(MAX_DEPTH).as_bytes()).is_ok());
    assert!(decode_json(levels(MAX_DEPTH).as_bytes()).is_ok());
    for depth in [MAX_DEPTH + 1, 100, 100_000] {
        assert_eq!(decode_form(nested(depth).as_bytes()), Err(WireError::TooDeep), "{depth}");
        assert_eq!(decode_json(levels(depth).as_bytes()), Err(WireError::TooDeep), "{depth}");
    }
    assert_eq!(decode_json("[".repeat(100_000).as_bytes()), Err(WireError::TooDeep));
}

#[test]
fn both_encodings_have_the_same_bound_on_depth() {
    let form = decode_form(nested(MAX_DEPTH).as_bytes()).unwrap();
    let json = decode_json(serde_json::to_string(&form).unwrap().as_bytes()).unwrap();
    assert_eq!(form, json);
}

fn nodes(map: &Map) -> usize {
    let inner = |value: &Value| value.as_map().map_or(0, nodes);
    map.iter().map(|(_, value)| 1 + inner(value)).sum()
}

/// If the cost grew with the square of the size, each case would take minutes: 10^8 to 10^12 steps.
#[test]
fn hostile_bodies_cost_no_more_than_their_size() {
    let deep =
        (0..MAX_FIELDS).map(|number| format!("{number}{}=&", "[a]".repeat(MAX_DEPTH - 1))).collect::<Vec<_>>().concat();
    let map = decode_form(deep.as_bytes()).unwrap();
    assert_eq!(nodes(&map), MAX_FIELDS * MAX_DEPTH);

    let appended = decode_form("a[]=x&".repeat(MAX_FIELDS).as_bytes()).unwrap();
    assert_eq!(nodes(&appended), MAX_FIELDS + 1);
    let huge = decode_form(b"a[999999999]=x&a[]=y").unwrap();
    assert_eq!(nodes(&huge), 3);

    let unclosed = format!("a{}", "[".repeat(MAX_BODY - 1));
    assert_eq!(nodes(&decode_form(unclosed.as_bytes()).unwrap()), 1);
    let trailing = format!("a[b]{}", "c[d]".repeat(MAX_BODY / 4 - 1));
    assert_eq!(nodes(&decode_form(trailing.as_bytes()).unwrap()), 2);
    let percents = format!("a={}", "%".repeat(MAX_BODY - 2));
    assert_eq!(decode_form(percents.as_bytes()).unwrap().weight(), MAX_BODY - 1);

    let vanishing = (0..MAX_FIELDS / 2).map(|number| format!("\"{number}\":1,")).collect::<Vec<_>>().concat();
    let vanished = (0..MAX_FIELDS / 2).map(|number| format!("\"{number}\":null,")).collect::<Vec<_>>().concat();
    let body = format!("{{{vanishing}{vanished}\"z\":{{}}}}");
    assert_eq!(decode_json(body.as_bytes()), Err(WireError::TooManyFields));
    let body = format!("{{{vanishing}{}}}", vanished.trim_end_matches(','));
    assert_eq!(decode_json(body.as_bytes()), Ok(Map::default()));
}
