//! Parameters of lists, parsed by the framework, as the store takes them.

use domain::deletion::{self, MAX_TERM};
use poem_openapi::Enum;
use poem_openapi::param::Query;
use time::OffsetDateTime;

use crate::error::ApiError;

pub(crate) fn default_limit() -> u64 {
    50
}

/// Which end of a list comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub(crate) enum Order {
    /// What was recorded last.
    Newest,
    /// What was recorded first.
    Oldest,
}

impl Order {
    pub(crate) fn usual() -> Self {
        Self::Newest
    }
}

impl From<Order> for deletion::Order {
    fn from(order: Order) -> Self {
        match order {
            Order::Newest => Self::Newest,
            Order::Oldest => Self::Oldest,
        }
    }
}

/// Fails on a NUL.
pub(crate) fn text(name: &str, text: String) -> Result<String, ApiError> {
    if text.contains('\0') {
        return Err(ApiError::invalid_parameter(name, format!("`{name}` has a NUL in it.")));
    }
    Ok(text)
}

/// Fails if it is too long.
pub(crate) fn term(name: &str, Query(value): Query<Option<String>>) -> Result<Option<String>, ApiError> {
    let text = value.map(|value| text(name, value)).transpose()?;
    if text.as_deref().is_some_and(|text| text.chars().nth(MAX_TERM).is_some()) {
        return Err(ApiError::invalid_parameter(name, format!("`{name}` may have {MAX_TERM} characters.")));
    }
    Ok(text)
}

/// Fails if `to` is before `from`.
pub(crate) fn range(from: Option<OffsetDateTime>, to: Option<OffsetDateTime>) -> Result<(), ApiError> {
    match from.zip(to) {
        Some((from, to)) if to < from => {
            Err(ApiError::invalid_parameter("to", "`to` is before `from`, so nothing can match."))
        }
        _ => Ok(()),
    }
}

/// Example values for path parameters.
pub(crate) mod example {
    pub(crate) fn member_id() -> String {
        "bac1cd5c8940947a75e0d71b1a84e348".into()
    }

    pub(crate) fn id() -> String {
        "1042".into()
    }
}
