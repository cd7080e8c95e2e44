//! The tab of settings: retention of deletions, alarms and titles, API keys, and erasing all data.

mod erase;
mod keys;
mod kinds;
mod options;
mod page;
mod proof;
mod retention;

use poem::Response;
use poem::http::StatusCode;
use store::StoreError;

use super::visit::{Asked, Visit};
use crate::context::Install;

pub(crate) use erase::erase_all;
pub(crate) use keys::{create, revoke};
pub(crate) use options::{set_burst, set_titles};
pub(crate) use retention::retain;

pub(crate) async fn show(install: Install, visit: Visit, _: Asked) -> Result<Response, StoreError> {
    page::answer(&install, &visit, StatusCode::OK, page::FormOutcome::default()).await
}
