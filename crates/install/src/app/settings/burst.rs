//! Whether the portal is alarmed when much is deleted at once, and from how many deletions on.

use domain::audit::AuditEntry;
use domain::burst::BurstSettings;
use domain::page_token::Purpose;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{Body, Request, Response, handler};
use store::StoreError;

use super::answer;
use crate::app::notice::not_found;
use crate::app::shell::Said;
use crate::app::visit::{self, Asked, Visit};
use crate::context::Install;

/// The highest threshold that can be chosen.
const MOST: u32 = 1_000_000;

#[handler]
pub(crate) async fn set(request: &Request, body: Body, install: Data<&Install>) -> Response {
    let Some(asked) = Asked::read(request, body).await else { return not_found() };
    let visit = match visit::admit(*install, &asked, Purpose::Administer).await {
        Ok(visit) => visit,
        Err(refused) => return refused,
    };
    let bounds = BurstSettings::LOWEST..=MOST;
    let threshold = asked.field("threshold").and_then(|text| text.parse().ok()).filter(|it| bounds.contains(it));
    let Some(threshold) = threshold else {
        let arguments: &[(&str, &dyn words::Argument)] = &[("least", &BurstSettings::LOWEST), ("most", &MOST)];
        let said = Said::new("wrong", "bad", visit.words.text_with("app-burst-wrong", arguments));
        return answer(*install, &visit, StatusCode::UNPROCESSABLE_ENTITY, Some(said), None).await;
    };
    let burst = BurstSettings { is_on: asked.field("on").is_some(), threshold };
    match save(*install, &visit, burst).await {
        Ok(()) => {
            let said = Said::new("saved", "ok", visit.words.text("app-saved"));
            answer(*install, &visit, StatusCode::OK, Some(said), None).await
        }
        Err(error) => visit::broken(&error, &visit.token),
    }
}

async fn save(install: &Install, visit: &Visit, burst: BurstSettings) -> Result<(), StoreError> {
    let member_id = &visit.token.member_id;
    let tenant = install.store.tenant(member_id);
    let mut settings = tenant.find_settings().await?;
    settings.burst = burst;
    tenant.save_settings(&settings, visit.now).await?;
    let BurstSettings { is_on, threshold } = burst;
    let entry = AuditEntry::BurstAlarmSet { domain: visit.portal.domain.clone(), is_on, threshold };
    install.store.record_audit(visit.now, &visit.actor(), Some(member_id), &entry).await
}
