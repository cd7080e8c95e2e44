//! A page of a list as clients get it.

use domain::deletion;
use poem_openapi::Object;

use crate::deletion::Deletion;
use crate::error::ApiError;
use crate::portal::Portal;

/// One page of deletions.
#[derive(Debug, Object)]
pub(crate) struct DeletionPage {
    /// The deletions. There may be fewer than `limit` though more follow: large payloads end a page early.
    pub(crate) items: Vec<Deletion>,
    /// Pass it as `cursor` to get the next page; null on the last one.
    #[oai(nullable)]
    pub(crate) next_cursor: Option<String>,
}

/// One page of portals, in order of `member_id`.
#[derive(Debug, Object)]
pub(crate) struct PortalPage {
    /// The portals.
    pub(crate) items: Vec<Portal>,
    /// Pass it as `cursor` to get the next page; null on the last one.
    #[oai(nullable)]
    pub(crate) next_cursor: Option<String>,
}

impl DeletionPage {
    pub(crate) fn new(
        found: impl Iterator<Item = deletion::Deletion>,
        next_cursor: Option<String>,
    ) -> Result<Self, ApiError> {
        let items = found.map(Deletion::try_from).collect::<Result<_, _>>()?;
        Ok(Self { items, next_cursor })
    }
}
