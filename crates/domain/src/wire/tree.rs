//! The tree of what arrives: texts, and maps of them. A map keeps the order of arrival, and is small with few entries.
//!
//! Most maps of an event have one to twelve entries, and a hostile body may hold 150,000 maps of one: so entries are a
//! plain vector that is searched, and only a map that grows gets an index. Its hash has a random key, as anyone may
//! choose the names.

use std::collections::HashMap;
use std::fmt;

/// Up to this many entries, a search is faster than a hash.
const SEARCHED: usize = 16;

/// Texts and maps under textual keys, in the order in which the keys first came. Equality ignores the order.
#[derive(Clone, Default)]
pub struct Map {
    entries: Vec<(Box<str>, Value)>,
    index: Option<Box<Index>>,
}

#[derive(Clone, Default)]
struct Index {
    places: HashMap<Box<str>, usize>,
    highest: Option<i64>,
}

impl Map {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self { entries: Vec::with_capacity(capacity), index: None }
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether it holds no text at any level.
    pub fn is_void(&self) -> bool {
        self.entries.iter().all(|(_, value)| value.is_void())
    }

    /// How many bytes its keys and texts have together.
    pub fn weight(&self) -> usize {
        self.iter().map(|(key, value)| key.len() + value.weight()).sum()
    }

    /// The value under exactly this key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.place(key).map(|place| &self.entries[place].1)
    }

    /// The entry with this key or, if there is none, the first whose key differs only in case.
    pub fn get_any_case(&self, key: &str) -> Option<(&str, &Value)> {
        let exact = self.place(key).map(|place| &self.entries[place]).map(|(key, value)| (&**key, value));
        exact.or_else(|| self.iter().find(|(other, _)| other.eq_ignore_ascii_case(key)))
    }

    /// The text under exactly this key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    /// The entries, in order of arrival.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(key, value)| (&**key, value))
    }

    /// The values in the order of their keys, if all of those are whole numbers from 0 up; 10 comes after 9.
    pub fn list(&self) -> Option<Vec<&Value>> {
        let number = |key: &str| key.bytes().all(|byte| byte.is_ascii_digit()).then(|| key.parse::<u64>().ok())?;
        let numbered = self.iter().map(|(key, value)| Some((number(key)?, value)));
        let mut numbered = numbered.collect::<Option<Vec<_>>>()?;
        numbered.sort_by_key(|(number, _)| *number);
        Some(numbered.into_iter().map(|(_, value)| value).collect())
    }

    /// Puts `value` under `key`, replacing what was there.
    pub fn insert(&mut self, key: impl Into<Box<str>>, value: Value) {
        let key = key.into();
        match self.place(&key) {
            Some(place) => self.entries[place].1 = value,
            None => self.push(key, value),
        }
    }

    pub(crate) fn without(&self, key: &str) -> Self {
        self.iter().filter(|(other, _)| *other != key).map(|(key, value)| (key, value.clone())).collect()
    }

    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&str, &mut Value) -> bool) {
        let before = self.entries.len();
        self.entries.retain_mut(|(key, value)| keep(key, value));
        if self.entries.len() != before && self.index.take().is_some() {
            self.index_if_large();
        }
    }

    /// The map under `key`, created if there is none; it replaces a text there, as in PHP.
    pub(super) fn child(&mut self, key: &str) -> &mut Self {
        let place = self.place(key).unwrap_or_else(|| {
            self.push(key.into(), Value::Map(Self::with_capacity(1)));
            self.entries.len() - 1
        });
        self.entries[place].1.make_map()
    }

    /// The key that PHP's `[]` stands for: the highest whole number so far plus one. `None` if no number is left.
    pub(super) fn next_key(&self) -> Option<Box<str>> {
        let highest = match &self.index {
            Some(index) => index.highest,
            None => self.iter().filter_map(|(key, _)| whole_number(key)).max(),
        };
        let next = highest.map_or(Some(0), |highest| highest.checked_add(1))?;
        Some(next.to_string().into())
    }

    fn place(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.places.get(key).copied(),
            None => self.entries.iter().position(|(other, _)| **other == *key),
        }
    }

    fn push(&mut self, key: Box<str>, value: Value) {
        if let Some(index) = &mut self.index {
            index.add(&key, self.entries.len());
        }
        self.entries.push((key, value));
        if self.index.is_none() {
            self.index_if_large();
        }
    }

    fn index_if_large(&mut self) {
        if self.entries.len() > SEARCHED {
            let mut index = Index::default();
            for (place, (key, _)) in self.entries.iter().enumerate() {
                index.add(key, place);
            }
            self.index = Some(Box::new(index));
        }
    }
}

impl Index {
    fn add(&mut self, key: &str, place: usize) {
        self.places.insert(key.into(), place);
        self.highest = self.highest.max(whole_number(key));
    }
}

/// The number that PHP makes of a key: no spaces, no plus, no leading zeros, 64 bits (`ZEND_HANDLE_NUMERIC_STR`).
fn whole_number(key: &str) -> Option<i64> {
    let digits = key.strip_prefix('-').unwrap_or(key);
    let first = *digits.as_bytes().first()?;
    let plain = first.is_ascii_digit() && (first != b'0' || key == "0");
    if plain { key.parse().ok() } else { None }
}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl Eq for Map {}

impl IntoIterator for Map {
    type Item = (Box<str>, Value);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<K: Into<Box<str>>> FromIterator<(K, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (K, Value)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// A text, or what PHP calls an array.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// A scalar; numbers and booleans are their text.
    Text(String),
    /// A map or a list.
    Map(Map),
}

impl Value {
    /// The text, unless it is a map.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Map(_) => None,
        }
    }

    /// The map, unless it is a text.
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            Self::Text(_) => None,
        }
    }

    /// The elements in the order of their numbers, if this is a map with only numbers as keys.
    pub fn list(&self) -> Option<Vec<&Self>> {
        self.as_map()?.list()
    }

    /// Whether it holds no text at all, and so says no more than if it were absent.
    pub fn is_void(&self) -> bool {
        match self {
            Self::Text(_) => false,
            Self::Map(map) => map.is_void(),
        }
    }

    /// How many bytes its keys and texts have together.
    pub fn weight(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Map(map) => map.weight(),
        }
    }

    /// The map here; an empty one replaces a text.
    pub(super) fn make_map(&mut self) -> &mut Map {
        if let Self::Text(_) = self {
            *self = Self::Map(Map::default());
        }
        match self {
            Self::Map(map) => map,
            Self::Text(_) => unreachable!("a text was just replaced"),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

/// Shows the length of a text, not the text: a freshly decoded body still has tokens.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "<{} bytes>", text.len()),
            Self::Map(map) => map.fmt(f),
        }
    }
}
