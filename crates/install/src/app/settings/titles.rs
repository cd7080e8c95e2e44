//! Whether the portal's things show the titles that they had, and for how long these are kept.

use domain::audit::AuditEntry;
use domain::page_token::Purpose;
use domain::titles::TitleSettings;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{Body, Request, Response, handler};
use store::StoreError;

use super::answer;
use crate::app::notice::not_found;
use crate::app::shell::Said;
use crate::app::visit::{self, Asked, Visit};
use crate::context::Install;

#[handler]
pub(crate) async fn set(request: &Request, body: Body, install: Data<&Install>) -> Response {
    let Some(asked) = Asked::read(request, body).await else { return not_found() };
    let visit = match visit::admit(*install, &asked, Purpose::Administer).await {
        Ok(visit) => visit,
        Err(refused) => return refused,
    };
    let days = asked.field("days").and_then(|text| text.parse().ok());
    let Some(days) = days.filter(|days| *days <= TitleSettings::MOST_DAYS) else {
        let text = visit.words.text_with("app-titles-wrong", &[("most", &TitleSettings::MOST_DAYS)]);
        let said = Said::new("wrong", "bad", text);
        return answer(*install, &visit, StatusCode::UNPROCESSABLE_ENTITY, Some(said), None).await;
    };
    let titles = TitleSettings { is_on: asked.field("on").is_some(), days };
    match save(*install, &visit, titles).await {
        Ok(()) => {
            let said = Said::new("saved", "ok", visit.words.text("app-saved"));
            answer(*install, &visit, StatusCode::OK, Some(said), None).await
        }
        Err(error) => visit::broken(&error, &visit.token),
    }
}

async fn save(install: &Install, visit: &Visit, titles: TitleSettings) -> Result<(), StoreError> {
    let member_id = &visit.token.member_id;
    let tenant = install.store.tenant(member_id);
    let mut settings = tenant.find_settings().await?;
    settings.titles = titles;
    tenant.save_settings(&settings, visit.now).await?;
    let TitleSettings { is_on, days } = titles;
    let entry = AuditEntry::TitlesSet { domain: visit.portal.domain.clone(), is_on, days };
    install.store.record_audit(visit.now, &visit.actor(), Some(member_id), &entry).await
}
