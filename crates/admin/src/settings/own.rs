//! What is set for one portal alone: for how long its deletions are kept, when it is alarmed because much was deleted at
//! once, and whether titles are kept of its things. Each is a form, and a line of the audit.

use domain::MemberId;
use domain::audit::AuditEntry;
use domain::burst::BurstSettings;
use poem::web::Data;
use poem::{IntoResponse, Response, Result, handler};

use super::typed::{Form, Typed};
use super::{PATH, render};
use crate::done;
use crate::error::PageError;
use crate::form::OwnForm;
use crate::frame::Frame;
use crate::named_portals;
use crate::operators::wrong_portals;
use crate::process_settings::Settings;
use crate::sight::Sight;
use crate::titles;

/// The highest threshold of an alarm that can be chosen.
const MOST: u32 = 1_000_000;

/// For how long its deletions are kept; no days mean as long as those of all others.
#[handler]
pub(crate) async fn retain(
    form: OwnForm,
    frame: Frame,
    sight: Sight,
    Data(settings): Data<&Settings>,
) -> Result<Response> {
    let typed = Typed::read(Form::Retention, &form);
    let days = match typed.number.as_str() {
        "" => Some(None),
        days => days.parse().ok().map(Some),
    };
    let portal = portal(&typed, &frame, &sight).await?;
    let (days, portal) = match (days, portal) {
        (None, _) => {
            let problem = frame.t("settings-wrong-days");
            return refuse(frame, &sight, settings, typed, problem).await;
        }
        (_, Err(problem)) => return refuse(frame, &sight, settings, typed, problem).await,
        (Some(days), Ok(portal)) => (days, portal),
    };
    let tenant = sight.portal(&portal)?;
    let known = tenant.find_portal().await.map_err(PageError::from)?.ok_or(PageError::UnknownPortal)?;
    tenant.save_retention(days).await.map_err(PageError::from)?;
    let set = AuditEntry::RetentionSet { domain: known.domain, days };
    sight.audit(Some(&portal), &set).await.map_err(PageError::from)?;
    Ok(done::redirect(PATH, Form::Retention.as_str()).into_response())
}

/// When it is alarmed.
#[handler]
pub(crate) async fn set_burst(
    form: OwnForm,
    frame: Frame,
    sight: Sight,
    Data(settings): Data<&Settings>,
) -> Result<Response> {
    let typed = Typed::read(Form::Burst, &form);
    let threshold = typed.number.parse().ok().filter(|number| (BurstSettings::LOWEST..=MOST).contains(number));
    let portal = portal(&typed, &frame, &sight).await?;
    let (threshold, portal) = match (threshold, portal) {
        (None, _) => {
            let problem = frame.t2("app-burst-wrong", "least", BurstSettings::LOWEST, "most", MOST);
            return refuse(frame, &sight, settings, typed, problem).await;
        }
        (_, Err(problem)) => return refuse(frame, &sight, settings, typed, problem).await,
        (Some(threshold), Ok(portal)) => (threshold, portal),
    };
    let tenant = sight.portal(&portal)?;
    let known = tenant.find_portal().await.map_err(PageError::from)?.ok_or(PageError::UnknownPortal)?;
    let mut own = known.settings;
    own.burst = BurstSettings { is_on: typed.is_on, threshold };
    tenant.save_settings(&own, frame.now).await.map_err(PageError::from)?;
    let set = AuditEntry::BurstAlarmSet { domain: known.domain, is_on: typed.is_on, threshold };
    sight.audit(Some(&portal), &set).await.map_err(PageError::from)?;
    Ok(done::redirect(PATH, Form::Burst.as_str()).into_response())
}

/// Whether titles are kept.
#[handler]
pub(crate) async fn set_titles(
    form: OwnForm,
    frame: Frame,
    sight: Sight,
    Data(settings): Data<&Settings>,
) -> Result<Response> {
    let typed = Typed::read(Form::Titles, &form);
    let (chosen, portal) = match (titles::read(&form), portal(&typed, &frame, &sight).await?) {
        (None, _) => {
            let problem = titles::wrong_days(&frame);
            return refuse(frame, &sight, settings, typed, problem).await;
        }
        (_, Err(problem)) => return refuse(frame, &sight, settings, typed, problem).await,
        (Some(chosen), Ok(portal)) => (chosen, portal),
    };
    titles::save(&sight, &portal, chosen, &frame).await?;
    Ok(done::redirect(PATH, Form::Titles.as_str()).into_response())
}

/// The page, on which the form says what is wrong.
async fn refuse(frame: Frame, sight: &Sight, settings: &Settings, typed: Typed, problem: String) -> Result<Response> {
    Ok(render(frame, sight, settings, None, typed.wrong(problem)).await?)
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
