//! What is set for one portal alone: for how long its deletions are kept, when it is alarmed because much was deleted at
//! once, and whether titles are kept of its things. Each is a form, and a line of the audit.

use domain::MemberId;
use domain::audit::AuditEntry;
use domain::burst::BurstSettings;
use poem::web::Data;
use poem::{IntoResponse, Response, Result, handler};

use super::typed::{Form, Typed};
use super::{PATH, render};
use crate::access::sight::Sight;
use crate::deletions::named_portals;
use crate::operators::wrong_portals;
use crate::page::done;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::frame::Frame;
use crate::portals::titles;
use crate::settings::process_settings::Settings;

/// The highest threshold of an alarm that can be chosen.
const MOST: u32 = 1_000_000;

/// Sets what the form is for. Each form has an address of its own, which says which one it is.
#[handler]
pub(crate) async fn set(
    Data(which): Data<&Form>,
    form: OwnForm,
    frame: Frame,
    sight: Sight,
    Data(settings): Data<&Settings>,
) -> Result<Response> {
    let typed = Typed::read(*which, &form);
    let saved = match which {
        Form::Retention => retain(&typed, &frame, &sight).await?,
        Form::Burst => set_burst(&typed, &frame, &sight).await?,
        Form::Titles => set_titles(&form, &typed, &frame, &sight).await?,
    };
    match saved {
        Ok(()) => Ok(done::redirect(PATH, which.as_str()).into_response()),
        Err(problem) => Ok(render(frame, &sight, settings, None, typed.wrong(problem)).await?),
    }
}

/// For how long its deletions are kept; no days mean as long as those of all others. In words what is wrong, as with the
/// others.
async fn retain(typed: &Typed, frame: &Frame, sight: &Sight) -> Result<Result<(), String>, PageError> {
    let days = match typed.number.as_str() {
        "" => None,
        days => match days.parse() {
            Ok(days) => Some(days),
            Err(_) => return Ok(Err(frame.t("settings-wrong-days"))),
        },
    };
    let portal = match portal(typed, frame, sight).await? {
        Ok(portal) => portal,
        Err(problem) => return Ok(Err(problem)),
    };
    let tenant = sight.portal(&portal)?;
    let known = tenant.find_portal().await?.ok_or(PageError::UnknownPortal)?;
    tenant.save_retention(days).await?;
    sight.audit(Some(&portal), &AuditEntry::RetentionSet { domain: known.domain, days }).await?;
    Ok(Ok(()))
}

/// When it is alarmed.
async fn set_burst(typed: &Typed, frame: &Frame, sight: &Sight) -> Result<Result<(), String>, PageError> {
    let threshold = typed.number.parse().ok().filter(|number| (BurstSettings::LOWEST..=MOST).contains(number));
    let Some(threshold) = threshold else {
        return Ok(Err(frame.t2("app-burst-wrong", "least", BurstSettings::LOWEST, "most", MOST)));
    };
    let portal = match portal(typed, frame, sight).await? {
        Ok(portal) => portal,
        Err(problem) => return Ok(Err(problem)),
    };
    let (tenant, is_on) = (sight.portal(&portal)?, typed.is_on);
    let known = tenant.find_portal().await?.ok_or(PageError::UnknownPortal)?;
    let mut own = known.settings;
    own.burst = BurstSettings { is_on, threshold };
    tenant.save_settings(&own, frame.now).await?;
    sight.audit(Some(&portal), &AuditEntry::BurstAlarmSet { domain: known.domain, is_on, threshold }).await?;
    Ok(Ok(()))
}

/// Whether titles are kept.
async fn set_titles(
    form: &OwnForm,
    typed: &Typed,
    frame: &Frame,
    sight: &Sight,
) -> Result<Result<(), String>, PageError> {
    let Some(chosen) = titles::read(form) else { return Ok(Err(titles::wrong_days(frame))) };
    match portal(typed, frame, sight).await? {
        Ok(portal) => titles::save(sight, &portal, chosen, frame).await.map(Ok),
        Err(problem) => Ok(Err(problem)),
    }
}

/// The one portal that is named, or what is wrong.
async fn portal(typed: &Typed, frame: &Frame, sight: &Sight) -> Result<Result<MemberId, String>, PageError> {
    let named = named_portals::read(&typed.portal, sight.all()).await?;
    Ok(match named.as_ref().map(|reach| reach.one()) {
        Ok(Some(portal)) => Ok(portal.clone()),
        Ok(None) => Err(frame.t("settings-wrong-portal")),
        Err(wrong) => Err(wrong_portals(wrong, frame)),
    })
}
