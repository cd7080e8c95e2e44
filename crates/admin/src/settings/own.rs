//! Settings of a single portal: how long we keep its deletions, how many at once raise an alarm, and whether we keep
//! titles of its things. Each has a form and a row in the audit.

use domain::MemberId;
use domain::audit::AuditEntry;
use domain::burst::BurstSettings;
use poem::web::Data;
use poem::{IntoResponse, Response, Result, handler};

use super::typed::{Form, TypedSetting};
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

/// The highest threshold that an operator can choose.
const MOST: u32 = 1_000_000;

/// Saves the form's setting. Each form has its own route, which brings it.
#[handler]
pub(crate) async fn set(
    Data(which): Data<&Form>,
    form: OwnForm,
    frame: Frame,
    sight: Sight,
    Data(settings): Data<&Settings>,
) -> Result<Response> {
    let typed = TypedSetting::read(*which, &form);
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

/// How long we keep its deletions; an empty field means as long as for all others. Here and below, `Err` holds the
/// problem to show.
async fn retain(typed: &TypedSetting, frame: &Frame, sight: &Sight) -> Result<Result<(), String>, PageError> {
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

/// When a burst raises an alarm.
async fn set_burst(typed: &TypedSetting, frame: &Frame, sight: &Sight) -> Result<Result<(), String>, PageError> {
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

async fn set_titles(
    form: &OwnForm,
    typed: &TypedSetting,
    frame: &Frame,
    sight: &Sight,
) -> Result<Result<(), String>, PageError> {
    let Some(chosen) = titles::read(form) else { return Ok(Err(titles::wrong_days(frame))) };
    match portal(typed, frame, sight).await? {
        Ok(portal) => titles::save(sight, &portal, chosen, frame).await.map(Ok),
        Err(problem) => Ok(Err(problem)),
    }
}

/// The one named portal, or the problem to show.
async fn portal(typed: &TypedSetting, frame: &Frame, sight: &Sight) -> Result<Result<MemberId, String>, PageError> {
    let named = named_portals::read(&typed.portal, sight.all()).await?;
    Ok(match named.as_ref().map(|reach| reach.one()) {
        Ok(Some(portal)) => Ok(portal.clone()),
        Ok(None) => Err(frame.t("settings-wrong-portal")),
        Err(wrong) => Err(wrong_portals(wrong, frame)),
    })
}
