//! Entries stored as a code with parameters, so that every language has its own words for them.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

const CODE: &str = "code";

/// A code and its parameters, as the database stores them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// The code.
    pub code: String,
    /// The parameters, a JSON object.
    pub parameters: String,
}

impl Coded {
    /// Codes `entry`, which has to be an enum that serde tags by `code`.
    pub fn of(entry: &impl Serialize) -> Self {
        let mut parameters = parameters(entry);
        let code = parameters.remove(CODE).as_ref().and_then(Value::as_str).map(str::to_owned);
        Self { code: code.unwrap_or_default(), parameters: Value::Object(parameters).to_string() }
    }

    /// The entry; another version may have written one that this version does not know.
    pub fn read<T: DeserializeOwned>(self) -> Recorded<T> {
        let Self { code, parameters } = self;
        let read = serde_json::from_str::<Map<String, Value>>(&parameters).and_then(|mut fields| {
            fields.insert(CODE.to_owned(), Value::String(code.clone()));
            serde_json::from_value(Value::Object(fields))
        });
        read.map_or(Recorded::Other { code }, Recorded::Known)
    }
}

/// The fields of an entry that serde tags by `code`, including the code.
pub fn parameters(entry: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(entry) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) | Err(_) => Map::new(),
    }
}

/// An entry as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded<T> {
    /// One that this version knows.
    Known(T),
    /// One of another version, shown as its code.
    Other {
        /// The code.
        code: String,
    },
}

impl<T> Recorded<T> {
    /// The entry, if this version knows it.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(entry) => Some(entry),
            Self::Other { .. } => None,
        }
    }
}

impl<T: Serialize> Recorded<T> {
    /// The code.
    pub fn code(&self) -> String {
        match self {
            Self::Known(entry) => Coded::of(entry).code,
            Self::Other { code } => code.clone(),
        }
    }
}

/// The codes that `T` knows: serde lists them when it meets an unknown one.
#[doc(hidden)]
pub fn codes<T: DeserializeOwned>() -> Vec<String> {
    let error = serde_json::from_str::<T>(r#"{"code":""}"#).err().map(|error| error.to_string()).unwrap_or_default();
    // The first one that the message names is the empty code itself.
    error.split('`').skip(1).step_by(2).skip(1).map(str::to_owned).collect()
}

/// Asserts that `examples` covers every variant, and that each is read as it was stored.
#[cfg(test)]
pub(crate) fn assert_kept<T>(examples: &[T])
where
    T: Serialize + DeserializeOwned + PartialEq + Clone + std::fmt::Debug,
{
    for example in examples {
        assert_eq!(Coded::of(example).read::<T>(), Recorded::Known(example.clone()));
    }
    let shown: std::collections::BTreeSet<_> = examples.iter().map(|example| Coded::of(example).code).collect();
    assert_eq!(shown, codes::<T>().into_iter().collect(), "each variant has an example");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::JournalEntry;

    #[test]
    fn entry_of_another_version_is_known_by_its_code() {
        let read = |code: &str, parameters: &str| {
            Coded { code: code.to_owned(), parameters: parameters.to_owned() }.read::<JournalEntry>()
        };
        assert_eq!(read("tokens_renewed", "{}"), Recorded::Known(JournalEntry::TokensRenewed));
        for (code, parameters) in
            [("danced", r#"{"with":"bears"}"#), ("installed", "{}"), ("installed", "on a.example")]
        {
            assert_eq!(read(code, parameters), Recorded::Other { code: code.to_owned() });
        }
    }
}
