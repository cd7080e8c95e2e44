//! Keys with which programs read this portal's deletions: made, shown once, revoked.

use domain::api_key::Scope;
use domain::audit::AuditEntry;
use domain::page_token::Purpose;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{Body, Request, Response, handler};

use super::answer;
use crate::app::notice::not_found;
use crate::app::shell::Said;
use crate::app::visit::{self, Asked, Visit};
use crate::context::Install;

/// The longest name of a key, in characters.
const MAX_NAME: usize = 60;
/// So many keys a portal may have at the same time.
const MOST: usize = 20;

#[handler]
pub(crate) async fn create(request: &Request, body: Body, install: Data<&Install>) -> Response {
    let Some(asked) = Asked::read(request, body).await else { return not_found() };
    let visit = match visit::admit(*install, &asked, Purpose::Administer).await {
        Ok(visit) => visit,
        Err(refused) => return refused,
    };
    let name = asked.field("name").unwrap_or_default();
    if name.is_empty() || name.chars().count() > MAX_NAME || name.contains(char::is_control) {
        let text = visit.words.text_with("app-key-name-wrong", &[("most", &MAX_NAME)]);
        return wrong(*install, &visit, text).await;
    }
    let member_id = &visit.token.member_id;
    let tenant = install.store.tenant(member_id);
    let made = async {
        let usable = tenant.list_api_keys().await?.into_iter().filter(|key| key.is_usable(visit.now)).count();
        if usable >= MOST {
            return Ok(None);
        }
        let (_, key) = tenant.create_api_key(name, &Scope::DEFAULT, visit.now).await?;
        let entry = AuditEntry::ApiKeyCreated {
            name: name.to_owned(),
            portal: Some(visit.portal.domain.clone()),
            portals: Some(1),
        };
        install.store.record_audit(visit.now, &visit.actor(), Some(member_id), &entry).await?;
        Ok::<_, store::StoreError>(Some(key))
    };
    match made.await {
        Ok(Some(key)) => answer(*install, &visit, StatusCode::OK, None, Some(&key)).await,
        Ok(None) => wrong(*install, &visit, visit.words.text_with("app-keys-many", &[("most", &MOST)])).await,
        Err(error) => visit::broken(&error, &visit.token),
    }
}

#[handler]
pub(crate) async fn revoke(request: &Request, body: Body, install: Data<&Install>) -> Response {
    let path = request.uri().path().strip_suffix("/revoke").unwrap_or_default();
    let id = path.rsplit('/').next().and_then(|id| id.parse().ok());
    let Some(asked) = Asked::read(request, body).await else { return not_found() };
    let visit = match visit::admit(*install, &asked, Purpose::Administer).await {
        Ok(visit) => visit,
        Err(refused) => return refused,
    };
    let Some(id) = id else { return not_found() };
    let member_id = &visit.token.member_id;
    let revoked = async {
        if !install.store.tenant(member_id).revoke_api_key(id, visit.now).await? {
            return Ok(false);
        }
        let entry = AuditEntry::ApiKeyRevoked { id };
        install.store.record_audit(visit.now, &visit.actor(), Some(member_id), &entry).await?;
        Ok::<_, store::StoreError>(true)
    };
    match revoked.await {
        Ok(true) => {
            let said = Said::new("revoked", "ok", visit.words.text("app-key-revoked"));
            answer(*install, &visit, StatusCode::OK, Some(said), None).await
        }
        Ok(false) => wrong(*install, &visit, visit.words.text("app-key-unknown")).await,
        Err(error) => visit::broken(&error, &visit.token),
    }
}

async fn wrong(install: &Install, visit: &Visit, text: String) -> Response {
    answer(install, visit, StatusCode::UNPROCESSABLE_ENTITY, Some(Said::new("wrong", "bad", text)), None).await
}
