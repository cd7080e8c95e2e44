//! The operator's own account: password, second factor, language, time zone, theme, sessions.

mod account_form;
pub(crate) mod password;
pub(crate) mod preferences;
pub(crate) mod qr;
pub(crate) mod second_factor;
pub(crate) mod sessions;

use askama::Template;
use domain::operator::Operator;
use poem::http::StatusCode;
use poem::{IntoResponse, Request, Response, Result, handler};

use crate::access::sight::Sight;
use crate::operators::role_name;
use crate::page::done;
use crate::page::error::PageError;
use crate::page::frame::Frame;

use preferences::PreferencesView;
use sessions::SessionView;

pub(crate) const PATH: &str = "/admin/account";

#[derive(Template)]
#[template(path = "account/show.html")]
struct ShowAccount {
    frame: Frame,
    done: Option<String>,
    problem: Option<(Part, String)>,
    role: String,
    sees: String,
    has_second_factor: bool,
    codes_left: u64,
    preferences: PreferencesView,
    sessions: Vec<SessionView>,
    min_chars: usize,
}

/// A part of the page that can show a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Password,
    SecondFactor,
    /// Language, zone and theme.
    Preferences,
}

impl ShowAccount {
    fn wrong(&self, part: Part) -> Option<&str> {
        self.problem.as_ref().filter(|(wrong, _)| *wrong == part).map(|(_, problem)| problem.as_str())
    }
}

#[handler]
pub(crate) async fn show(req: &Request, frame: Frame, sight: Sight) -> Result<Response> {
    let done = done::read(req).and_then(|done| match done.as_str() {
        "password" => Some(frame.t("account-done-password")),
        "preferences" => Some(frame.t("account-done-preferences")),
        "off" => Some(frame.t("account-done-off")),
        "ended" => Some(frame.t("account-done-ended")),
        _ => None,
    });
    Ok(render(frame, &sight, done, None).await?)
}

/// Renders the page with what was done or what was wrong.
pub(crate) async fn render(
    frame: Frame,
    sight: &Sight,
    done: Option<String>,
    problem: Option<(Part, String)>,
) -> Result<Response, PageError> {
    let operator = own(sight).await?;
    let sees = match operator.reach.portals() {
        None => frame.t("operators-sees-all"),
        Some(portals) => frame.t1("operators-sees", "count", portals.len()),
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = ShowAccount {
        role: role_name(operator.role, &frame),
        sees,
        has_second_factor: operator.has_second_factor,
        codes_left: sight.service().count_recovery_codes(operator.id).await?,
        preferences: PreferencesView::of(&operator.preferences, &frame),
        sessions: sessions::find(sight, &frame).await?,
        min_chars: crate::access::password::MIN_CHARS,
        done,
        problem,
        frame,
    };
    Ok(page.frame.html(page.render()?).with_status(status).into_response())
}

/// The current operator, as stored now.
pub(crate) async fn own(sight: &Sight) -> Result<Operator, PageError> {
    sight.service().find_operator(&sight.session().email).await?.ok_or(PageError::UnknownOperator)
}
