//! The settings of the service, without secrets, and those of single portals: for owners.

mod own;
pub(crate) mod process_settings;
mod typed;

use askama::Template;
use domain::MemberId;
use domain::portal::PortalSettings;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Request, Response, Result, handler};
use store::PortalFilter;

use crate::access::sight::Sight;
use crate::page::done;
use crate::page::error::PageError;
use crate::page::frame::Frame;
use crate::page::markup::{Markup, shown};

pub(crate) use own::set;
pub(crate) use typed::Form;

use process_settings::{SettingValue, Settings};
use typed::TypedSetting;

const PATH: &str = "/admin/settings";
/// How many portals with their own settings to list.
const LISTED: u64 = 200;

#[derive(Template)]
#[template(path = "settings.html")]
struct ShowSettings {
    frame: Frame,
    done: Option<String>,
    settings: Settings,
    retention: Option<u16>,
    /// The portals with their own settings, and these settings in words.
    own: Vec<(String, Markup, Vec<String>)>,
    /// Portals to choose from.
    portals: Vec<String>,
    forms: [TypedSetting; 3],
}

#[handler]
pub(crate) async fn show(
    req: &Request,
    frame: Frame,
    sight: Sight,
    Data(settings): Data<&Settings>,
) -> Result<Response> {
    let form = done::read(req).and_then(|done| Form::ALL.into_iter().find(|form| form.as_str() == done));
    let done = form.map(|form| match form {
        Form::Retention => frame.t("settings-done-retention"),
        Form::Burst | Form::Titles => frame.t("app-saved"),
    });
    Ok(render(frame, &sight, settings, done, TypedSetting::empty(Form::Retention)).await?)
}

async fn render(
    frame: Frame,
    sight: &Sight,
    settings: &Settings,
    done: Option<String>,
    typed: TypedSetting,
) -> Result<Response, PageError> {
    let retention = settings.days("TOMBSTONE_RETENTION_DAYS");
    let all = async { Ok(sight.all().list_hosts(&PortalFilter::default(), LISTED).await?) };
    let (own, portals) = tokio::try_join!(find_own(sight, &frame), all)?;
    let name = |(id, host): (MemberId, String)| if host.is_empty() { id.to_string() } else { host };
    let portals = portals.into_iter().map(name).collect();
    let status = if typed.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let forms = Form::ALL.map(|form| if typed.form == form { typed.clone() } else { TypedSetting::empty(form) });
    let page = ShowSettings { frame, done, settings: settings.clone(), retention, own, portals, forms };
    Ok(page.frame.html(page.render()?).with_status(status).into_response())
}

/// The portals whose settings differ from everybody else's.
async fn find_own(sight: &Sight, frame: &Frame) -> Result<Vec<(String, Markup, Vec<String>)>, PageError> {
    let own = sight.service().list_own_settings(LISTED).await?;
    let domains = sight.all().find_domains(own.iter().map(|own| own.member_id.as_str())).await?;
    let own = own.into_iter().map(|own| {
        let kept = own.retention.map(|days| frame.t1("settings-own-kept", "days", days_in_words(days, frame)));
        let name = domains.get(own.member_id.as_str()).map_or(own.member_id.as_str(), String::as_str);
        (
            own.member_id.to_string(),
            shown(name),
            kept.into_iter().chain(in_words(&own.settings, frame)).collect::<Vec<_>>(),
        )
    });
    Ok(own.filter(|(_, _, said)| !said.is_empty()).collect())
}

fn in_words(settings: &PortalSettings, frame: &Frame) -> Vec<String> {
    let (burst, titles) = (settings.burst, settings.titles);
    let burst = match burst.is_on {
        _ if burst == PortalSettings::default().burst => None,
        true => Some(frame.t1("settings-burst-from", "count", burst.threshold())),
        false => Some(frame.t("settings-burst-off")),
    };
    let titles = titles.is_on.then(|| match titles.days {
        0 => frame.t("settings-titles-ever"),
        days => frame.t1("settings-titles-days", "count", days),
    });
    burst.into_iter().chain(titles).collect()
}

fn days_in_words(days: u16, frame: &Frame) -> String {
    if days == 0 { frame.t("settings-for-ever") } else { frame.t1("settings-days", "count", days) }
}

impl ShowSettings {
    fn default_retention(&self) -> Option<String> {
        self.retention.map(|days| days_in_words(days, &self.frame))
    }
}
