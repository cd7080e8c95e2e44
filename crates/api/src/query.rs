//! Parameters of lists, from what the framework read to what the store is asked for.

use domain::deletion::{Filter, MAX_TERM};
use poem_openapi::param::Query;
use time::OffsetDateTime;

use crate::deletion::Source;
use crate::error::ApiError;

/// How many a page has if the client does not say.
pub(crate) fn default_limit() -> u64 {
    50
}

/// A text to filter by. An empty one is none: an empty field of a form is no request for what is empty.
pub(crate) fn text(name: &str, Query(text): Query<Option<String>>) -> Result<Option<String>, ApiError> {
    let text = text.filter(|text| !text.is_empty());
    if text.as_deref().is_some_and(|text| text.contains('\0')) {
        return Err(ApiError::invalid_parameter(format!("`{name}` has a NUL in it.")));
    }
    Ok(text)
}

/// The beginning of a text to find.
pub(crate) fn term(name: &str, query: Query<Option<String>>) -> Result<Option<String>, ApiError> {
    let text = text(name, query)?;
    if text.as_deref().is_some_and(|text| text.chars().nth(MAX_TERM).is_some()) {
        return Err(ApiError::invalid_parameter(format!("`{name}` may have {MAX_TERM} characters.")));
    }
    Ok(text)
}

/// The filters of a list of deletions as they were sent.
pub(crate) struct Asked {
    pub(crate) event: Query<Option<String>>,
    pub(crate) entity: Query<Option<String>>,
    pub(crate) entity_id: Query<Option<String>>,
    pub(crate) user_id: Query<Option<String>>,
    pub(crate) source: Query<Option<Source>>,
    pub(crate) from: Query<Option<OffsetDateTime>>,
    pub(crate) to: Query<Option<OffsetDateTime>>,
    pub(crate) q: Query<Option<String>>,
}

impl TryFrom<Asked> for Filter {
    type Error = ApiError;

    fn try_from(asked: Asked) -> Result<Self, ApiError> {
        Ok(Self {
            event: text("event", asked.event)?.map(|event| event.to_ascii_uppercase()),
            entity: text("entity", asked.entity)?,
            entity_id: text("entity_id", asked.entity_id)?,
            user_id: text("user_id", asked.user_id)?,
            source: asked.source.0.map(Into::into),
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
