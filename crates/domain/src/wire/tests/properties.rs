//! Properties of the decoders over made-up bodies.

use proptest::collection::vec;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::php::{Brackets, http_build_query};
use super::tree::{body, simple_body};
use super::{Map, Value, shown};
use crate::wire::{MAX_DEPTH, decode_form, decode_json};

const CASES: u32 = 2_000;

fn digest(value: &Value) -> Vec<u8> {
    let mut hash = Sha256::new();
    value.digest_into(&mut hash);
    hash.finalize().to_vec()
}

fn reversed(map: &Map) -> Map {
    let entries: Vec<_> = map.iter().collect();
    let turned = |value: &Value| match value {
        Value::Map(map) => Value::Map(reversed(map)),
        text @ Value::Text(_) => text.clone(),
    };
    entries.into_iter().rev().map(|(key, value)| (key, turned(value))).collect()
}

/// How many nodes, and how deep.
fn measure(map: &Map) -> (usize, usize) {
    let inner = map.iter().filter_map(|(_, value)| value.as_map()).map(measure);
    let (nodes, depth) = inner.fold((0, 0), |(nodes, depth), (more, deeper)| (nodes + more, depth.max(deeper)));
    (nodes + map.len(), depth + 1)
}

/// Bytes, many of them special to one decoder or the other.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let special = prop::sample::select(b"[]]=&&%+ .a1\"{}:,\\0u5BD".to_vec());
    prop_oneof![vec(any::<u8>(), 0..400), vec(prop_oneof![9 => special, 1 => any::<u8>()], 0..400)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn what_php_encodes_comes_back(body in body()) {
        let expected = body.expected().unwrap_or_else(|| Map::default().into());
        for brackets in [Brackets::Encoded, Brackets::Plain] {
            let form = http_build_query(&body, brackets);
            let got = Value::Map(decode_form(form.as_bytes()).unwrap());
            prop_assert!(got == expected, "{form}");
            prop_assert_eq!(digest(&got), digest(&expected));
        }
        let json = body.json().to_string();
        let got = Value::Map(decode_json(json.as_bytes()).unwrap());
        prop_assert!(got == expected, "{}", json);
    }

    #[test]
    fn stored_trees_come_back(body in body()) {
        let map = decode_json(body.json().to_string().as_bytes()).unwrap();
        let back: Map = serde_json::from_str(&shown(&map)).unwrap();
        prop_assert_eq!(shown(&back), shown(&map));
    }

    #[test]
    fn digests_know_content_and_not_order(one in body(), other in body()) {
        let tree = |body: &super::tree::Tree| decode_json(body.json().to_string().as_bytes()).unwrap();
        let (one, other) = (tree(&one), tree(&other));
        prop_assert_eq!(digest(&one.clone().into()), digest(&reversed(&one).into()));
        prop_assert_eq!(one == other, digest(&one.into()) == digest(&other.into()));
    }

    /// Linear, as far as a tree can show it: the pairs bound the nodes, and the body's length bounds the weight.
    #[test]
    fn any_bytes_give_a_tree_in_proportion_or_an_error(body in bytes()) {
        if let Ok(map) = decode_form(&body) {
            let (nodes, depth) = measure(&map);
            let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).count();
            prop_assert!(nodes <= pairs * MAX_DEPTH && depth <= MAX_DEPTH);
            prop_assert!(nodes <= body.len());
            prop_assert!(map.weight() <= 3 * body.len() + 20 * nodes);
        }
        if let Ok(map) = decode_json(&body) {
            prop_assert!(measure(&map).0 <= body.len());
        }
    }

    /// Wherever a body is cut off, the rest is decoded or refused.
    #[test]
    fn bodies_may_break_off_anywhere(body in body(), at in any::<prop::sample::Index>()) {
        let form = http_build_query(&body, Brackets::Encoded);
        prop_assert!(decode_form(&form.as_bytes()[..at.index(form.len() + 1)]).is_ok());
        let json = body.json().to_string();
        prop_assert!(decode_json(&json.as_bytes()[..at.index(json.len())]).is_err());
    }

    /// `serde_qs` fails on gaps, clashes and broken texts; without those, both agree.
    #[test]
    fn another_decoder_agrees(body in simple_body()) {
        for (brackets, encoded) in [(Brackets::Encoded, true), (Brackets::Plain, false)] {
            let form = http_build_query(&body, brackets);
            let theirs = serde_qs::Config::new().use_form_encoding(encoded).max_depth(MAX_DEPTH);
            let theirs: Map = theirs.deserialize_str(&form).unwrap();
            prop_assert!(theirs == decode_form(form.as_bytes()).unwrap(), "{form}");
        }
    }
}
