//! The tree as JSON, as we store and show it.

use serde::de::{DeserializeSeed, Deserializer};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use super::json::Node;
use super::{Map, Value};

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => target.serialize_str(text),
            Self::Map(map) => map.serialize(target),
        }
    }
}

/// A list if the keys are `0` to `n-1` in order, else an object.
impl Serialize for Map {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        if is_sequence(self) {
            target.collect_seq(self.iter().map(|(_, value)| value))
        } else {
            target.collect_map(self.iter())
        }
    }
}

fn is_sequence(map: &Map) -> bool {
    let mut keys = map.iter().map(|(key, _)| key).enumerate();
    !map.is_empty() && keys.all(|(number, key)| is_number(key, number))
}

fn is_number(key: &str, number: usize) -> bool {
    let plain = key.starts_with(|first: char| first.is_ascii_digit()) && (key.len() == 1 || !key.starts_with('0'));
    plain && key.parse() == Ok(number)
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let node = Node { depth: 0, limits: None };
        let value = node.deserialize(source)?;
        Ok(value.unwrap_or_else(|| Self::Map(Map::default())))
    }
}

impl<'de> Deserialize<'de> for Map {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        match Value::deserialize(source)? {
            Value::Map(map) => Ok(map),
            Value::Text(_) => Err(serde::de::Error::custom("a map was expected, not a text")),
        }
    }
}
