//! The operator's preferences for the dashboard.

use domain::audit::AuditEntry;
use domain::operator::{Preferences, Theme};
use domain::zone::Zone;
use poem::{IntoResponse, Response, Result, handler};
use words::Language;

use super::{PATH, Part, render};
use crate::access::sight::Sight;
use crate::deletions::filter::Choice;
use crate::page::done;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::frame::Frame;

/// The choices of the form.
pub(crate) struct PreferencesView {
    pub(crate) languages: Vec<Choice>,
    pub(crate) zones: Vec<Choice>,
    pub(crate) themes: Vec<Choice>,
}

impl PreferencesView {
    pub(crate) fn of(chosen: &Preferences, frame: &Frame) -> Self {
        let language = |language: Language| {
            let (value, name) = (language.tag().to_owned(), own_name(language).to_owned());
            Choice { chosen: chosen.language.as_ref() == Some(&value), value, name }
        };
        let zone = |value: String| Choice { name: value.clone(), chosen: chosen.zone.as_ref() == Some(&value), value };
        let theme = |theme: Theme| {
            let name = match theme {
                Theme::System => frame.t("account-theme-system"),
                Theme::Light => frame.t("account-theme-light"),
                Theme::Dark => frame.t("account-theme-dark"),
            };
            Choice { value: theme.to_string(), name, chosen: chosen.theme == theme }
        };
        Self {
            languages: Language::ALL.map(language).into(),
            zones: Zone::names().into_iter().map(zone).collect(),
            themes: Theme::ALL.map(theme).into(),
        }
    }
}

fn own_name(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::Russian => "Русский",
        Language::German => "Deutsch",
        Language::Spanish => "Español",
        Language::Portuguese => "Português (Brasil)",
        Language::Polish => "Polski",
        Language::Ukrainian => "Українська",
    }
}

#[handler]
pub(crate) async fn set(form: OwnForm, frame: Frame, sight: Sight) -> Result<Response> {
    let Some(preferences) = read(&form) else {
        let problem = frame.t("account-wrong-preferences");
        return Ok(render(frame, &sight, None, Some((Part::Preferences, problem))).await?);
    };
    let own = sight.session().operator_id;
    sight.service().save_preferences(own, &preferences).await.map_err(PageError::from)?;
    sight.audit(None, &AuditEntry::PreferencesSet).await.map_err(PageError::from)?;
    Ok(done::redirect(PATH, "preferences").into_response())
}

/// The chosen preferences; `None` if one is not among the choices.
fn read(form: &OwnForm) -> Option<Preferences> {
    let given = |name: &str| Some(form.field(name).to_owned()).filter(|text| !text.is_empty());
    let preferences =
        Preferences { language: given("language"), zone: given("zone"), theme: form.field("theme").parse().ok()? };
    let knows_language = preferences.language.as_ref().is_none_or(|tag| tag.parse::<Language>().is_ok());
    let knows_zone = preferences.zone.as_ref().is_none_or(|name| name.parse::<Zone>().is_ok());
    (knows_language && knows_zone).then_some(preferences)
}
