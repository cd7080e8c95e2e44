//! Parameters of lists, from what the framework read to what the store is asked for.

use domain::deletion::{self, Filter, MAX_TERM};
use poem_openapi::Enum;
use poem_openapi::param::Query;
use time::OffsetDateTime;

use crate::deletion::Source;
use crate::error::ApiError;

/// How many values a filter may have.
const MAX_VALUES: usize = 100;

/// A parameter that may be repeated.
pub(crate) type Many<T> = Query<Option<Vec<T>>>;

/// How many a page has if the client does not say.
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

/// A text to filter by.
fn text(name: &str, text: String) -> Result<String, ApiError> {
    if text.contains('\0') {
        return Err(ApiError::invalid_parameter(name, format!("`{name}` has a NUL in it.")));
    }
    Ok(text)
}

fn texts(name: &str, Query(values): Many<String>) -> Result<Vec<String>, ApiError> {
    let values = values.unwrap_or_default();
    if values.len() > MAX_VALUES {
        return Err(ApiError::invalid_parameter(name, format!("`{name}` may have {MAX_VALUES} values.")));
    }
    values.into_iter().map(|value| text(name, value)).collect()
}

/// The beginning of a text to find.
pub(crate) fn term(name: &str, Query(value): Query<Option<String>>) -> Result<Option<String>, ApiError> {
    let text = value.map(|value| text(name, value)).transpose()?;
    if text.as_deref().is_some_and(|text| text.chars().nth(MAX_TERM).is_some()) {
        return Err(ApiError::invalid_parameter(name, format!("`{name}` may have {MAX_TERM} characters.")));
    }
    Ok(text)
}

/// Fails if the time ends before it begins.
pub(crate) fn range(from: Option<OffsetDateTime>, to: Option<OffsetDateTime>) -> Result<(), ApiError> {
    match from.zip(to) {
        Some((from, to)) if to < from => {
            Err(ApiError::invalid_parameter("to", "`to` is before `from`, so that nothing can fit."))
        }
        _ => Ok(()),
    }
}

/// The filters of a list of deletions as they were sent.
pub(crate) struct Asked {
    pub(crate) event: Many<String>,
    pub(crate) entity: Many<String>,
    pub(crate) entity_id: Many<String>,
    pub(crate) user_id: Many<String>,
    pub(crate) source: Many<Source>,
    pub(crate) from: Query<Option<OffsetDateTime>>,
    pub(crate) to: Query<Option<OffsetDateTime>>,
    pub(crate) q: Query<Option<String>>,
}

impl TryFrom<Asked> for Filter {
    type Error = ApiError;

    fn try_from(asked: Asked) -> Result<Self, ApiError> {
        range(asked.from.0, asked.to.0)?;
        Ok(Self {
            event: texts("event", asked.event)?.into_iter().map(|event| event.to_ascii_uppercase()).collect(),
            entity: texts("entity", asked.entity)?,
            entity_id: texts("entity_id", asked.entity_id)?,
            user_id: texts("user_id", asked.user_id)?,
            source: asked.source.0.unwrap_or_default().into_iter().map(Into::into).collect(),
            from: asked.from.0,
            to: asked.to.0,
            q: term("q", asked.q)?,
        })
    }
}

/// Values that the documentation shows for the parts of a path.
pub(crate) mod example {
    /// A portal's.
    pub(crate) fn member_id() -> String {
        "bac1cd5c8940947a75e0d71b1a84e348".into()
    }

    /// A deletion's number.
    pub(crate) fn id() -> String {
        "1042".into()
    }
}
