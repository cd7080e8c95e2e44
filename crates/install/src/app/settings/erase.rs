//! Erases all data of the portal at its own request, given the second proof.

use domain::audit::AuditEntry;
use domain::portal::PurgeReason;
use poem::Response;
use store::StoreError;

use super::page::{done, wrong};
use super::proof::is_proven;
use crate::app::notice::not_found;
use crate::app::visit::{Asked, Visit};
use crate::context::Install;

pub(crate) async fn erase_all(install: Install, mut visit: Visit, asked: Asked) -> Result<Response, StoreError> {
    if !is_proven(&install, &visit, &asked).await {
        return wrong(&install, &visit, visit.words.text("app-erase-refused")).await;
    }
    let member_id = &visit.token.member_id;
    let erased = install.store.tenant(member_id).erase_deletions(visit.now).await?;
    let Some(deletions) = erased else { return Ok(not_found()) };
    visit.record(&install, &AuditEntry::PortalPurged { deletions, reason: PurgeReason::Administrator }).await?;
    tracing::info!(%member_id, deletions, "an administrator of the portal had all its data deleted");
    let text = visit.words.text_with("app-erased", &[("count", &deletions)]);
    visit.portal.deletions = 0;
    done(&install, &visit, "erased", text).await
}
