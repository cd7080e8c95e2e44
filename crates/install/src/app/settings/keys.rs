//! API keys for the portal's deletions: created, shown once, revoked.

use domain::api_key::Scope;
use domain::audit::AuditEntry;
use poem::Response;
use poem::http::StatusCode;
use store::StoreError;

use super::page::{FormOutcome, answer, done, wrong};
use crate::app::notice::not_found;
use crate::app::visit::{Asked, Visit};
use crate::context::Install;

/// The longest name of a key, in characters.
const MAX_NAME: usize = 60;
/// How many usable keys a portal may have.
const MOST: usize = 20;

pub(crate) async fn create(install: Install, visit: Visit, asked: Asked) -> Result<Response, StoreError> {
    let name = asked.field("name").unwrap_or_default();
    if name.is_empty() || name.chars().count() > MAX_NAME || name.contains(char::is_control) {
        let text = visit.words.text_with("app-key-name-wrong", &[("most", &MAX_NAME)]);
        return wrong(&install, &visit, text).await;
    }
    let tenant = install.store.tenant(&visit.token.member_id);
    let usable = tenant.list_api_keys().await?.into_iter().filter(|key| key.is_usable(visit.now)).count();
    if usable >= MOST {
        return wrong(&install, &visit, visit.words.text_with("app-keys-many", &[("most", &MOST)])).await;
    }
    let (_, key) = tenant.create_api_key(name, &Scope::DEFAULT, visit.now).await?;
    let (name, portal) = (name.to_owned(), Some(visit.portal.domain.clone()));
    visit.record(&install, &AuditEntry::ApiKeyCreated { name, portal, portals: Some(1) }).await?;
    let outcome = FormOutcome { new_key: Some(&key), ..FormOutcome::default() };
    answer(&install, &visit, StatusCode::OK, outcome).await
}

pub(crate) async fn revoke(install: Install, visit: Visit, asked: Asked) -> Result<Response, StoreError> {
    let path = asked.path.strip_suffix("/revoke").unwrap_or_default();
    let Some(id) = path.rsplit('/').next().and_then(|id| id.parse().ok()) else { return Ok(not_found()) };
    if !install.store.tenant(&visit.token.member_id).revoke_api_key(id, visit.now).await? {
        return wrong(&install, &visit, visit.words.text("app-key-unknown")).await;
    }
    visit.record(&install, &AuditEntry::ApiKeyRevoked { id }).await?;
    done(&install, &visit, "revoked", visit.words.text("app-key-revoked")).await
}
