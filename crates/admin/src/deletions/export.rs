//! Export of all deletions that match a filter, as a file; the audit records who got it.

use domain::audit::AuditEntry;
use domain::{Clock, MemberId};
use poem::web::{Data, Path};
use poem::{Request, Response, Result, handler};
use store::Store;
use web::export::{self, Ended, Format};
use web::query::pairs;

use crate::access::origin;
use crate::deletions::filter::Asked;
use crate::deletions::subject::{asked_across, asked_of};
use crate::page::error::PageError;
use crate::page::frame::Frame;

/// Who exports what.
struct Exporting<'a> {
    store: &'a Store,
    clock: &'a Clock,
    frame: &'a Frame,
    source: String,
    portal: Option<(MemberId, String)>,
}

/// Exports the deletions of all portals.
#[handler]
pub(crate) async fn all(
    req: &Request,
    frame: Frame,
    Data(store): Data<&Store>,
    Data(clock): Data<&Clock>,
) -> Result<Response> {
    let (asked, reach) = asked_across(req, store, &frame).await?;
    let format = format(req)?;
    let export = store.within(&reach).deletions().export(asked.filter(), None).await.map_err(PageError::from)?;
    let who = Exporting { store, clock, frame: &frame, source: origin::address(req), portal: None };
    Ok(export::response_with(export, format, "deletions", Some(who.ended(&asked, format))))
}

/// Exports the deletions of one portal.
#[handler]
pub(crate) async fn one(
    req: &Request,
    Path(member_id): Path<String>,
    frame: Frame,
    Data(store): Data<&Store>,
    Data(clock): Data<&Clock>,
) -> Result<Response> {
    let (asked, member_id) = asked_of(req, &member_id, &frame)?;
    let format = format(req)?;
    let tenant = store.tenant(&member_id);
    let portal = tenant.find_portal().await.map_err(PageError::from)?.ok_or(PageError::UnknownPortal)?;
    let export = tenant.deletions().export(asked.filter(), None).await.map_err(PageError::from)?;
    let portal = Some((member_id.clone(), portal.domain));
    let who = Exporting { store, clock, frame: &frame, source: origin::address(req), portal };
    Ok(export::response_with(export, format, &format!("deletions-{member_id}"), Some(who.ended(&asked, format))))
}

/// The format that the query asks for.
fn format(req: &Request) -> Result<Format, PageError> {
    let query = req.uri().query().unwrap_or_default();
    let word = pairs(query).filter_map(Result::ok).find(|(name, _)| name == "format");
    word.map_or(Some(Format::Ndjson), |(_, word)| Format::parse(&word)).ok_or(PageError::UnreadableFilter)
}

impl Exporting<'_> {
    /// Records in the audit how many deletions were written, once the export has ended.
    fn ended(self, asked: &Asked, format: Format) -> Ended {
        let (store, clock) = (self.store.clone(), self.clock.clone());
        let (actor, source, portal) = (self.frame.email.clone(), self.source, self.portal);
        let filter = Some(asked.query()).filter(|query| !query.is_empty());
        Box::new(move |deletions, whole| {
            let (member_id, domain) = portal.unzip();
            let format = format.as_str().to_owned();
            let entry = AuditEntry::DeletionsExported { domain, filter, format, deletions, whole };
            tokio::spawn(async move {
                let recorded = store.record_audit_from(clock.now(), &actor, Some(&source), member_id.as_ref(), &entry);
                let _ = recorded.await; // the store logs and keeps a line that it can't add
            });
        })
    }
}
