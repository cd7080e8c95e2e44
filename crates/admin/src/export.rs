//! All that a filter shows, as a file.

use domain::MemberId;
use poem::web::Path;
use poem::{Request, Response, Result, handler};
use url::form_urlencoded;
use web::export::{self, Format};

use crate::error::PageError;
use crate::filter::Asked;
use crate::sight::Sight;

/// The deletions of all portals.
#[handler]
pub(crate) async fn all(req: &Request, sight: Sight) -> Result<Response> {
    let (asked, format) = read(req)?;
    let export = sight.all().deletions().export(asked.filter()).await.map_err(PageError::from)?;
    Ok(export::response(export, format, "deletions"))
}

/// The deletions of one portal.
#[handler]
pub(crate) async fn one(req: &Request, Path(member_id): Path<String>, sight: Sight) -> Result<Response> {
    let member_id = MemberId::parse(&member_id).map_err(|_| PageError::UnknownPortal)?;
    let (asked, format) = read(req)?;
    let portal = sight.portal(&member_id)?;
    portal.find_portal().await.map_err(PageError::from)?.ok_or(PageError::UnknownPortal)?;
    let export = portal.export(asked.filter()).await.map_err(PageError::from)?;
    Ok(export::response(export, format, &format!("deletions-{member_id}")))
}

/// What is asked for. A filter that can't be read would export something else than what is meant.
fn read(req: &Request) -> Result<(Asked, Format), PageError> {
    let query = req.uri().query().unwrap_or_default();
    let format = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "format");
    let format = format.map_or(Some(Format::Ndjson), |(_, word)| Format::parse(&word));
    let asked = Asked::read(req.uri().path(), Some(query));
    format.filter(|_| asked.is_sound()).map(|format| (asked, format)).ok_or(PageError::UnreadableFilter)
}
