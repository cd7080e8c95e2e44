//! PHP's values and form encoding, which portals use in answers, parameters and events.

mod date;
mod decode;
mod encode;
mod json;

pub use date::date;
pub use decode::decode;
pub use encode::encode;

/// A PHP value. Unlike in JSON, a map keeps the order of its keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An array with keys.
    Map(Vec<(String, Value)>),
}

/// Makes a map of pairs.
pub fn map<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    Value::Map(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

impl Value {
    /// The value under `key`, ignoring case as a portal's PHP does.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(pairs) => {
                let exact = pairs.iter().find(|(name, _)| name == key);
                let pair = exact.or_else(|| pairs.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)));
                pair.map(|(_, value)| value)
            }
            Self::List(values) => key.parse::<usize>().ok().and_then(|index| values.get(index)),
            _ => None,
        }
    }

    /// The value as PHP would print it; `None` for null, lists and maps.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Bool(value) => Some(u8::from(*value).to_string()),
            Self::Int(value) => Some(value.to_string()),
            Self::Float(value) => Some(value.to_string()),
            Self::Text(value) => Some(value.clone()),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// The text under `key`, unless absent or empty.
    pub fn text_at(&self, key: &str) -> Option<String> {
        self.get(key).and_then(Self::text).filter(|text| !text.is_empty())
    }

    /// The text under `key` as PHP's `intval` reads it: its leading number, or 0. `None` if absent.
    pub fn number_at(&self, key: &str) -> Option<i64> {
        let text = self.get(key)?.text()?;
        let text = text.trim_start();
        let digits = text.char_indices().skip(usize::from(text.starts_with(['-', '+'])));
        let end = digits.take_while(|(_, letter)| letter.is_ascii_digit()).last().map_or(0, |(index, _)| index + 1);
        Some(text[..end].parse().unwrap_or(0))
    }

    /// Whether it is an array, with or without keys.
    pub fn is_array(&self) -> bool {
        matches!(self, Self::List(_) | Self::Map(_))
    }

    /// The value's members with their keys; a scalar counts as a list of one.
    pub fn members(&self) -> Vec<(String, &Self)> {
        match self {
            Self::Null => Vec::new(),
            Self::List(values) => values.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
            Self::Map(pairs) => pairs.iter().map(|(key, value)| (key.clone(), value)).collect(),
            single => vec![("0".to_owned(), single)],
        }
    }

    /// Sets `key` to `value`. Anything but a map becomes one.
    pub fn insert(&mut self, key: &str, value: Self) {
        if !matches!(self, Self::Map(_)) {
            *self = Self::Map(Vec::new());
        }
        let Self::Map(pairs) = self else { return };
        match pairs.iter_mut().find(|(name, _)| name == key) {
            Some((_, old)) => *old = value,
            None => pairs.push((key.to_owned(), value)),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        i64::try_from(number).map_or_else(|_| Self::Text(number.to_string()), Self::Int)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_what_a_text_begins_with() {
        let values = map([("a", "12 pages".into()), ("b", "-7".into()), ("c", "N".into()), ("d", true.into())]);
        assert_eq!(
            ["a", "b", "c", "d", "e"].map(|key| values.number_at(key)),
            [Some(12), Some(-7), Some(0), Some(1), None]
        );
    }
}
