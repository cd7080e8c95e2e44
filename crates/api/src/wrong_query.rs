//! Faults of a query string as a whole, and of headers that are parameters.

use crate::error::ApiError;

/// A fault of the query string, reported once the key is known to be good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WrongQuery {
    /// The operation has only these parameters.
    Unknown(String, String),
    /// The parameter takes one value.
    Twice(String),
    /// It is not UTF-8.
    NotText(String),
    /// The header has characters beyond ASCII.
    NotPlain(String),
}

impl From<&WrongQuery> for ApiError {
    fn from(wrong: &WrongQuery) -> Self {
        match wrong {
            WrongQuery::Unknown(name, known) if known.is_empty() => {
                Self::unknown_parameter(name, format!("`{name}` is no parameter of this operation, which takes none."))
            }
            WrongQuery::Unknown(name, known) => {
                Self::unknown_parameter(name, format!("`{name}` is no parameter of this operation. It takes {known}."))
            }
            WrongQuery::Twice(name) => Self::invalid_parameter(name, format!("`{name}` takes one value.")),
            WrongQuery::NotPlain(name) => {
                Self::invalid_parameter(name, format!("`{name}` may have no other characters than those of ASCII."))
            }
            WrongQuery::NotText(name) => Self::invalid_parameter(name, format!("`{name}` is not UTF-8.")),
        }
    }
}
