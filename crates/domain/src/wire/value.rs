//! A node of the tree: a text, or a map of nodes.

use std::fmt;

use super::Map;

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

    /// Whether this holds no text at all, and so says no more than if it were absent.
    pub fn is_void(&self) -> bool {
        match self {
            Self::Text(_) => false,
            Self::Map(map) => map.is_void(),
        }
    }

    /// How many bytes the keys and texts in it have together.
    pub fn weight(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Map(map) => map.weight(),
        }
    }

    /// The map here; a text gives way to an empty one.
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

/// Shows the length of a text, not the text: a body that was just decoded still has tokens.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "<{} bytes>", text.len()),
            Self::Map(map) => map.fmt(f),
        }
    }
}
