//! What may be wrong with a query string as a whole, and with headers that are parameters.

use crate::error::ApiError;

/// What is wrong with a query string. It is said after it is known that the key is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WrongQuery {
    /// The operation has no such parameter, but these.
    Unknown(String, String),
    /// The parameter takes one value.
    Twice(String),
    /// The parameter is no text.
    NotText(String),
    /// The header has other characters than ASCII's.
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
