//! The caller of a method, and its answer.

use std::sync::Arc;

use serde_json::{Value as Json, json};
use time::OffsetDateTime;

use crate::php::{Value, date};
use crate::rest::operating::Spent;
use crate::server::errors::RestError;
use crate::world::World;

/// An authenticated caller.
pub(crate) struct Caller<'a> {
    pub(crate) world: &'a Arc<World>,
    pub(crate) portal: usize,
    pub(crate) user: u64,
    pub(crate) admin: bool,
}

/// A method's answer: `result` and its siblings.
#[derive(Debug, Default)]
pub(crate) struct Reply {
    pub(super) result: Json,
    pub(super) total: Option<usize>,
    pub(super) next: Option<usize>,
}

/// Rows per page of a list.
pub(super) const PAGE: usize = 50;

impl From<Json> for Reply {
    fn from(result: Json) -> Self {
        Self { result, total: None, next: None }
    }
}

impl Reply {
    /// The page of a list that `start` names; -1 skips the count.
    pub(super) fn page(rows: Vec<Json>, parameters: &Value) -> Self {
        let start = parameters.number_at("start").unwrap_or(0);
        let first = usize::try_from(start).unwrap_or(0);
        let total = if start < 0 { 0 } else { rows.len() };
        let page: Vec<Json> = rows.into_iter().skip(first).take(PAGE).collect();
        let after = first + page.len();
        Self { next: (after < total).then_some(after), total: Some(total), result: Json::Array(page) }
    }
}

pub(crate) type Outcome = Result<Reply, RestError>;

/// `result` with the `time` block by the portal's clock.
pub(crate) fn with_time(result: &Json, now: OffsetDateTime, spent: Spent) -> Json {
    json!({"result": result, "time": time_block(now, spent)})
}

pub(super) fn time_block(now: OffsetDateTime, spent: Spent) -> Json {
    #[expect(clippy::cast_precision_loss, reason = "a time stamp with fractions is a float in PHP, too")]
    let start = now.unix_timestamp_nanos() as f64 / 1e9;
    let date = date(now);
    let mut block = json!({
        "start": start,
        "finish": start + 0.0217,
        "duration": 0.0217,
        "processing": 0.0031,
        "date_start": date,
        "date_finish": date,
        "operating": spent.seconds,
    });
    if let Some(reset_at) = spent.reset_at {
        block["operating_reset_at"] = json!(reset_at);
    }
    block
}

impl Caller<'_> {
    /// The operating time that the method has used up.
    pub(super) fn spent(&self, method: &str) -> Spent {
        self.world.state().portals[self.portal].operating.of(method, self.world.now())
    }

    pub(super) fn administrators_only(&self, text: &str) -> Result<(), RestError> {
        if self.admin { Ok(()) } else { Err(RestError::portal("ACCESS_DENIED").with(text)) }
    }
}

/// A required parameter, or the error for its absence.
pub(super) fn wanted(parameters: &Value, key: &str) -> Result<String, RestError> {
    parameters.text_at(key).ok_or_else(|| missing(key))
}

pub(super) fn missing(key: &str) -> RestError {
    RestError::portal("ERROR_ARGUMENT").with(format!("Argument '{key}' is null or empty"))
}
