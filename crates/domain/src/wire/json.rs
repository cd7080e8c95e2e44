//! Reads JSON into the tree that the same form gives.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{MAX_DEPTH, MAX_FIELDS, Map, Value, WireError, check, storable, without_mark};

/// A whole number with this many digits may not fit into 64 bits.
const LONG: usize = 19;

/// Decodes a JSON object into the tree that the same form gives.
///
/// Numbers become texts, `true` is `1` and `false` is `0`, lists become maps from `0`, `null` and empty values vanish,
/// the later of two equal keys wins, and invalid UTF-8 becomes U+FFFD. Whole numbers stay as printed, however long;
/// others pass through a double (`1.50` gives `1.5`). A leading byte order mark is skipped, and NULs become U+FFFD.
pub fn decode_json(body: &[u8]) -> Result<Map, WireError> {
    check(body)?;
    let limits = Limits::default();
    let text = storable(String::from_utf8_lossy(without_mark(body)));
    let text = with_long_numbers_quoted(&text);
    let mut source = serde_json::Deserializer::from_str(&text);
    let node = Node { depth: 0, limits: Some(&limits) };
    let value = node.deserialize(&mut source).and_then(|value| source.end().map(|()| value));
    let value = value.map_err(|_| limits.broken.get().unwrap_or(WireError::Json))?;

    let object = text.trim_ascii_start().starts_with('{');
    match value {
        Some(Value::Map(map)) if object => Ok(map),
        None if object => Ok(Map::default()),
        _ => Err(WireError::NotAMap),
    }
}

/// Quotes whole numbers that may not fit into 64 bits: they become texts anyway, and so keep their digits.
fn with_long_numbers_quoted(text: &str) -> Cow<'_, str> {
    let (bytes, mut quoted) = (text.as_bytes(), String::new());
    let (mut at, mut copied) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        let end = match byte {
            b'"' => end_of_text(bytes, at),
            b'-' | b'0'..=b'9' => {
                bytes[at..].iter().position(|byte| !is_of_number(*byte)).map_or(bytes.len(), |length| at + length)
            }
            _ => at + 1,
        };
        if is_long_number(&bytes[at..end]) {
            quoted.extend([&text[copied..at], "\"", &text[at..end], "\""]);
            copied = end;
        }
        at = end;
    }
    if copied == 0 {
        return text.into();
    }
    quoted.push_str(&text[copied..]);
    quoted.into()
}

/// The end of the text that begins here with its quotation mark.
fn end_of_text(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn is_of_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')
}

fn is_long_number(token: &[u8]) -> bool {
    let digits = token.strip_prefix(b"-").unwrap_or(token);
    digits.len() >= LONG && digits[0] != b'0' && digits.iter().all(u8::is_ascii_digit)
}

/// Counts the fields of a body, and notes which bound it broke.
#[derive(Default)]
pub(super) struct Limits {
    fields: Cell<usize>,
    broken: Cell<Option<WireError>>,
}

impl Limits {
    fn refuse<E: Error>(&self, why: WireError) -> E {
        self.broken.set(Some(why));
        E::custom(why)
    }
}

/// Builds one node of the tree from the next value; `None` for an empty one.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    /// How many maps and lists surround it.
    pub(super) depth: usize,
    /// `None` for what we stored ourselves.
    pub(super) limits: Option<&'a Limits>,
}

impl Node<'_> {
    fn leaf<E: Error>(self) -> Result<(), E> {
        let Some(limits) = self.limits else { return Ok(()) };
        limits.fields.set(limits.fields.get() + 1);
        if limits.fields.get() > MAX_FIELDS { Err(limits.refuse(WireError::TooManyFields)) } else { Ok(()) }
    }

    fn text<E: Error>(self, text: String) -> Result<Option<Value>, E> {
        self.leaf()?;
        Ok(Some(Value::Text(storable(text.into()).into_owned())))
    }

    fn inner<E: Error>(self) -> Result<Self, E> {
        match self.limits {
            Some(limits) if self.depth == MAX_DEPTH => Err(limits.refuse(WireError::TooDeep)),
            _ => Ok(Self { depth: self.depth + 1, ..self }),
        }
    }

    /// The map, of which this many entries came; one that came empty counts as a field.
    fn map<E: Error>(self, map: Map, came: usize) -> Result<Option<Value>, E> {
        if came == 0 {
            self.leaf()?;
        }
        Ok((!map.is_empty()).then_some(Value::Map(map)))
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Self::Value, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, a list or a map")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        self.text(if value { "1" } else { "0" }.to_owned())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        self.text(value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        self.text(value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        self.text(value.to_string())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        self.text(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Self::Value, E> {
        self.text(value)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.leaf().map(|()| None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let inner = self.inner()?;
        let mut map = Map::default();
        let mut came = 0;
        while let Some(value) = list.next_element_seed(inner)? {
            if let Some(value) = value {
                map.insert(came.to_string(), value);
            }
            came += 1;
        }
        self.map(map, came)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let inner = self.inner()?;
        let mut map = Map::default();
        let (mut came, mut emptied) = (0, false);
        while let Some(key) = entries.next_key::<String>()? {
            let key = storable(key.into());
            came += 1;
            match entries.next_value_seed(inner)? {
                Some(value) => map.insert(&*key, value),
                None if map.get(&key).is_some() => {
                    emptied = true;
                    map.insert(&*key, Value::Map(Map::default()));
                }
                None => {}
            }
        }
        if emptied {
            map.retain(|_, value| !value.is_void());
        }
        self.map(map, came)
    }
}
