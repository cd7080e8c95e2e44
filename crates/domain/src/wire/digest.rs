//! Hashes a tree, so that equal trees and no others give equal digests.

use sha2::digest::Update;

use super::{Map, Value};

impl Value {
    /// Feeds this node to `hash`: the order of keys does not count, and empty counts as absent.
    pub fn digest_into(&self, hash: &mut impl Update) {
        match self {
            Self::Text(text) => {
                hash.update(b"t");
                text_into(text, hash);
            }
            Self::Map(map) => map_into(map, hash),
        }
    }
}

fn map_into(map: &Map, hash: &mut impl Update) {
    let mut entries: Vec<_> = map.iter().filter(|(_, value)| !value.is_void()).collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    hash.update(b"m");
    length_into(entries.len(), hash);
    for (key, value) in entries {
        text_into(key, hash);
        value.digest_into(hash);
    }
}

/// Feeds a text with its length first, so that no two sequences of texts run together.
pub(crate) fn text_into(text: &str, hash: &mut impl Update) {
    length_into(text.len(), hash);
    hash.update(text.as_bytes());
}

fn length_into(length: usize, hash: &mut impl Update) {
    hash.update(&(length as u64).to_be_bytes());
}
