//! Whether to keep titles of a portal's things, and for how long.

use domain::MemberId;
use domain::audit::AuditEntry;
use domain::titles::TitleSettings;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{IntoResponse, Response, Result, handler};

use crate::access::sight::Sight;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::frame::Frame;
use crate::portals::health;

/// Changes the setting of one portal.
#[handler]
pub(crate) async fn set(Path(member_id): Path<String>, form: OwnForm, frame: Frame, sight: Sight) -> Result<Response> {
    let member_id = MemberId::parse(&member_id).map_err(|_| PageError::UnknownPortal)?;
    let Some(titles) = read(&form) else {
        let page = health::with_titles_refused(&sight, &member_id, wrong_days(&frame), frame).await?;
        return Ok(page.with_status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    };
    save(&sight, &member_id, titles, &frame).await?;
    Ok(crate::page::done::redirect(&format!("/admin/portals/{member_id}/health"), "titles").into_response())
}

/// Reads the form; `None` if its days are not a valid number.
pub(crate) fn read(form: &OwnForm) -> Option<TitleSettings> {
    let days = form.field("days").trim().parse().ok().filter(|days| *days <= TitleSettings::MOST_DAYS)?;
    Some(TitleSettings { is_on: !form.field("on").is_empty(), days })
}

/// The message about an invalid number of days.
pub(crate) fn wrong_days(frame: &Frame) -> String {
    frame.t1("app-titles-wrong", "most", TitleSettings::MOST_DAYS)
}

/// Saves the setting and records it in the audit.
pub(crate) async fn save(
    sight: &Sight,
    member_id: &MemberId,
    titles: TitleSettings,
    frame: &Frame,
) -> Result<(), PageError> {
    let tenant = sight.portal(member_id)?;
    let portal = tenant.find_portal().await?.ok_or(PageError::UnknownPortal)?;
    let mut settings = portal.settings;
    settings.titles = titles;
    tenant.save_settings(&settings, frame.now).await?;
    let TitleSettings { is_on, days } = titles;
    let entry = AuditEntry::TitlesSet { domain: portal.domain, is_on, days };
    sight.audit(Some(member_id), &entry).await?;
    tracing::info!(%member_id, is_on, days, "an operator set whether titles are kept");
    Ok(())
}
