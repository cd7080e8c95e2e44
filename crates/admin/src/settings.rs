//! What the service runs with, without any secret, and what can be set for one portal: for owners.

use std::sync::Arc;

use askama::Template;
use domain::MemberId;
use domain::audit::AuditEntry;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Request, Response, Result, handler};

use crate::done;
use crate::error::PageError;
use crate::form::OwnForm;
use crate::frame::Frame;
use crate::named_portals;
use crate::operators::wrong_portals;
use crate::sight::Sight;

const PATH: &str = "/admin/settings";
/// So many portals with a retention of their own are listed.
const LISTED: usize = 200;
/// How many portals are asked for at once.
const BATCH: u64 = 1_000;

/// A setting as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its environment variable.
    pub name: String,
    /// Its value; none where there is none. Of a secret, only whether it is set is known here.
    pub value: Option<SettingValue>,
    /// Whether somebody set it, so that it is not merely the default.
    pub is_set: bool,
}

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingValue {
    /// One that may be shown.
    Shown(String),
    /// A secret.
    Hidden,
}

/// All settings of the process that shows the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings(pub(crate) Arc<[Setting]>);

/// The settings.
#[derive(Template)]
#[template(path = "settings.html")]
struct ShowSettings {
    frame: Frame,
    done: Option<String>,
    settings: Settings,
    retention: Option<u16>,
    own: Vec<(String, String)>,
    typed: (String, String),
    problem: Option<String>,
}

#[handler]
pub(crate) async fn show(
    req: &Request,
    frame: Frame,
    sight: Sight,
    Data(settings): Data<&Settings>,
) -> Result<Response> {
    let done = done::read(req).filter(|done| done == "retention").map(|_| frame.t("settings-done-retention"));
    Ok(render(frame, &sight, settings, done, (String::new(), String::new()), None).await?)
}

async fn render(
    frame: Frame,
    sight: &Sight,
    settings: &Settings,
    done: Option<String>,
    typed: (String, String),
    problem: Option<String>,
) -> Result<Response, PageError> {
    let shown = settings.0.iter().find(|setting| setting.name == "TOMBSTONE_RETENTION_DAYS");
    let retention = shown.and_then(|setting| match setting.value.as_ref()? {
        SettingValue::Shown(days) => days.parse().ok(),
        SettingValue::Hidden => None,
    });
    let own = find_own(sight, &frame).await?;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = ShowSettings { frame, done, settings: settings.clone(), retention, own, typed, problem };
    Ok(page.frame.html(page.render()?).with_status(status).into_response())
}

/// The portals whose deletions are kept for a number of days of their own.
async fn find_own(sight: &Sight, frame: &Frame) -> Result<Vec<(String, String)>, PageError> {
    let (mut own, mut after) = (Vec::new(), None::<MemberId>);
    loop {
        let page = sight.service().list_retentions(after.as_ref(), BATCH).await?;
        for (portal, days) in &page {
            own.extend(days.map(|days| (portal.to_string(), days_in_words(days, frame))));
        }
        after = page.into_iter().next_back().map(|(portal, _)| portal);
        if after.is_none() || own.len() >= LISTED {
            own.truncate(LISTED);
            return Ok(own);
        }
    }
}

fn days_in_words(days: u16, frame: &Frame) -> String {
    if days == 0 { frame.t("settings-for-ever") } else { frame.t1("settings-days", "count", days) }
}

impl ShowSettings {
    fn default_retention(&self) -> Option<String> {
        self.retention.map(|days| days_in_words(days, &self.frame))
    }
}

#[handler]
pub(crate) async fn retain(
    form: OwnForm,
    frame: Frame,
    sight: Sight,
    Data(settings): Data<&Settings>,
) -> Result<Response> {
    let typed = (form.field("portal").trim().to_owned(), form.field("days").trim().to_owned());
    let (portal, days) = match read(&typed, &frame, &sight).await? {
        Ok(read) => read,
        Err(problem) => return Ok(render(frame, &sight, settings, None, typed, Some(problem)).await?),
    };
    let tenant = sight.portal(&portal)?;
    let known = tenant.find_portal().await.map_err(PageError::from)?.ok_or(PageError::UnknownPortal)?;
    tenant.save_retention(days).await.map_err(PageError::from)?;
    let set = AuditEntry::RetentionSet { domain: known.domain, days };
    sight.audit(Some(&portal), &set).await.map_err(PageError::from)?;
    Ok(done::redirect(PATH, "retention").into_response())
}

/// The portal and the days; no days mean as all others.
async fn read(
    (portal, days): &(String, String),
    frame: &Frame,
    sight: &Sight,
) -> Result<Result<(MemberId, Option<u16>), String>, PageError> {
    let days = match days.as_str() {
        "" => None,
        days => match days.parse() {
            Ok(days) => Some(days),
            Err(_) => return Ok(Err(frame.t("settings-wrong-days"))),
        },
    };
    let named = named_portals::read(portal, sight.all()).await?;
    Ok(match named.as_ref().map(|reach| reach.one()) {
        Ok(Some(portal)) => Ok((portal.clone(), days)),
        Ok(None) => Err(frame.t("settings-wrong-portal")),
        Err(wrong) => Err(wrong_portals(wrong, frame)),
    })
}
