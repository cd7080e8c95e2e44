//! All data of the portal goes, at its own wish: with a fresh token, and its address typed as the second proof.

use domain::audit::AuditEntry;
use domain::page_token::Purpose;
use domain::portal::PurgeReason;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{Body, Request, Response, handler};

use super::answer;
use super::retention::is_proven;
use crate::app::notice::not_found;
use crate::app::shell::Said;
use crate::app::visit::{self, Asked};
use crate::context::Install;

#[handler]
pub(crate) async fn erase_all(request: &Request, body: Body, install: Data<&Install>) -> Response {
    let Some(asked) = Asked::read(request, body).await else { return not_found() };
    let mut visit = match visit::admit(*install, &asked, Purpose::Administer).await {
        Ok(visit) => visit,
        Err(refused) => return refused,
    };
    if !is_proven(*install, &visit, &asked).await {
        let said = Said::new("wrong", "bad", visit.words.text("app-erase-refused"));
        return answer(*install, &visit, StatusCode::UNPROCESSABLE_ENTITY, Some(said), None).await;
    }
    let member_id = &visit.token.member_id;
    let erased = async {
        let Some(deletions) = install.store.tenant(member_id).erase_deletions(visit.now).await? else {
            return Ok(None);
        };
        let entry = AuditEntry::PortalPurged { deletions, reason: PurgeReason::Administrator };
        install.store.record_audit(visit.now, &visit.actor(), Some(member_id), &entry).await?;
        Ok::<_, store::StoreError>(Some(deletions))
    };
    match erased.await {
        Ok(Some(deletions)) => {
            tracing::info!(%member_id, deletions, "an administrator of the portal had all its data deleted");
            let said = Said::new("erased", "ok", visit.words.text_with("app-erased", &[("count", &deletions)]));
            visit.portal.deletions = 0;
            answer(*install, &visit, StatusCode::OK, Some(said), None).await
        }
        Ok(None) => not_found(),
        Err(error) => visit::broken(&error, &visit.token),
    }
}
