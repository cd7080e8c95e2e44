//! Pages that stand alone, for visitors who are not logged in yet.

use askama::Template;
use poem::http::StatusCode;
use poem::web::Html;
use poem::{IntoResponse, Response, Result};

use crate::page::error::PageError;

pub(crate) fn answer(page: &impl Template, status: StatusCode) -> Result<Response> {
    Ok(Html(page.render().map_err(PageError::from)?).with_status(status).into_response())
}
