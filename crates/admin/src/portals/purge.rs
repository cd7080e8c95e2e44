//! Purging a portal: for owners, who type its host as a second proof.

use domain::MemberId;
use domain::audit::AuditEntry;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{IntoResponse, Response, Result, handler};

use crate::access::sight::Sight;
use crate::page::done;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::frame::Frame;
use crate::portals::health;

/// Hides the data before it answers; the worker removes it. The same as `tombstone portal purge`.
#[handler]
pub(crate) async fn purge(
    Path(member_id): Path<String>,
    form: OwnForm,
    frame: Frame,
    sight: Sight,
) -> Result<Response> {
    Ok(begin(&member_id, form.field("domain").trim(), frame, &sight).await?)
}

async fn begin(member_id: &str, typed: &str, frame: Frame, sight: &Sight) -> Result<Response, PageError> {
    let member_id = MemberId::parse(member_id).map_err(|_| PageError::UnknownPortal)?;
    let tenant = sight.portal(&member_id)?;
    let portal = tenant.find_portal().await?.ok_or(PageError::UnknownPortal)?;
    if !typed.eq_ignore_ascii_case(portal.name()) {
        let problem = frame.t("purge-wrong-domain");
        let page = health::with_purge_refused(sight, &member_id, typed.to_owned(), problem, frame).await?;
        return Ok(page.with_status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    if !tenant.purge_for(&sight.session().email, frame.now).await? {
        return Err(PageError::NotPurgeable);
    }
    let entry = AuditEntry::PurgeRequested { deletions: portal.deletions };
    sight.audit(Some(&member_id), &entry).await?;
    tracing::warn!(%member_id, deletions = portal.deletions, "an operator requested a purge of the portal");
    Ok(done::redirect(&format!("/admin/portals/{member_id}/timeline"), "purge").into_response())
}
