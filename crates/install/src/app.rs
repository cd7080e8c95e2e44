//! The app's page inside the portal: this portal's deletions for its administrators, whose fresh tokens heal it.

use askama::Template;
use domain::audit::Refused;
use domain::deletion::Filter;
use domain::health::{Alarm, AlarmKind, Condition, Health};
use domain::portal::{PortalStatus, TokenHealth};
use poem::http::StatusCode;
use poem::web::Data;
use poem::{Body, IntoResponse, Request, Response, handler};
use portals::{InstallRequest, Visitor};
use store::StoreError;
use words::Words;

use crate::language::words_for;
use crate::page::{Look, Notice, Outcome, Place, Way};
use crate::rows::{Row, When};
use crate::steps::Steps;
use crate::{Install, fields, frame, said, steps};

/// How many deletions are shown.
const LATEST: u64 = 50;

/// What a portal's administrators see.
#[derive(Template)]
#[template(path = "install/app.html")]
struct Page<'a> {
    look: &'a Look,
    domain: &'a str,
    active: bool,
    status: String,
    since: Option<When>,
    alarms: Vec<String>,
    healed: bool,
    failure: Option<&'a str>,
    total: u64,
    rows: Vec<Row>,
}

#[handler]
pub(crate) async fn show(request: &Request, body: Body, install: Data<&Install>) -> Response {
    let fields = match fields::read(request, body).await {
        Ok(fields) => fields,
        Err(problem) => return problem.into_response(),
    };
    let words = words_for(request);
    let Some(request) = fields::parse(request, &fields) else { return frame::not_from_a_portal(words) };
    match install.installer.recognise(&request).await {
        Visitor::Administrator => for_administrator(*install, &request, words).await.unwrap_or_else(|error| {
            tracing::error!(member_id = %request.member_id, %error, "the app's page could not be shown");
            let notice = Notice::new(words, "install-failed", words.text("install-our-side"), "").with_retry();
            notice.response(StatusCode::SERVICE_UNAVAILABLE, place(&request))
        }),
        visitor => for_nobody(*install, &request, &visitor, words).await,
    }
}

fn place(request: &InstallRequest) -> Place {
    Place::Frame(request.host.clone())
}

/// The same for all who may not see the page, but for why.
async fn for_nobody(install: &Install, request: &InstallRequest, visitor: &Visitor, words: &'static Words) -> Response {
    let (status, notice) = match visitor {
        Visitor::Refused(why) => {
            let now = install.clock.now();
            let audited = install.store.record_refusal(now, &request.member_id, Refused::AppPage, why.clone()).await;
            if let Err(error) = audited {
                tracing::error!(member_id = %request.member_id, %error, "a refusal can't be audited");
            }
            let (text, advice) = (said::refused(words, why), words.text("install-not-shown.advice"));
            (StatusCode::FORBIDDEN, Notice::new(words, "install-not-shown", text, advice).with_retry())
        }
        Visitor::Unreachable(error) => {
            tracing::warn!(member_id = %request.member_id, %error, "who opened the app can't be verified");
            let text = said::unreachable(words, error);
            (StatusCode::BAD_GATEWAY, Notice::new(words, "install-please-retry", text, "").with_retry())
        }
        Visitor::User | Visitor::Administrator => {
            let (text, advice) = ("install-for-administrators.text", "install-for-administrators.advice");
            let (text, advice) = (words.text(text), words.text(advice));
            (StatusCode::FORBIDDEN, Notice::new(words, "install-for-administrators", text, advice))
        }
    };
    notice.response(status, place(request))
}

async fn for_administrator(
    install: &Install,
    request: &InstallRequest,
    words: &'static Words,
) -> Result<Response, StoreError> {
    let tenant = install.store.tenant(&request.member_id);
    let known = tenant.find_health(install.clock.now()).await?;
    let is_well = match &known {
        Some(health) => is_well(health) && !brings_another_token(install, request).await?,
        None => false,
    };
    let healing = if is_well { None } else { Some(heal(install, request, words).await) };
    let known = if healing.is_some() { tenant.find_health(install.clock.now()).await? } else { known };
    let look = Look::new(place(request), words);
    let Some(health) = known else {
        let steps = healing.unwrap_or_else(|| Steps::new(words));
        let page = Outcome { look: &look, way: Way::App, domain: &request.host, steps: &steps };
        return Ok(look.response(steps.status, &page));
    };
    let deletions = tenant.list_deletions(&Filter::default(), None, LATEST).await?;
    let rows = deletions.items.into_iter().map(|deletion| Row::new(deletion, words)).collect();
    Ok(look.response(StatusCode::OK, &page(&look, &health, healing.as_ref(), rows)))
}

/// Whether the portal needs nothing that an administrator's fresh tokens could bring.
fn is_well(health: &Health) -> bool {
    let portal = &health.portal;
    portal.status == PortalStatus::Active && portal.token.health == TokenHealth::Ok
}

/// Whether the frame brings an `application_token` that is not the known one: it changes without an event that says so
/// (docs/protocol.md 8.2).
async fn brings_another_token(install: &Install, request: &InstallRequest) -> Result<bool, StoreError> {
    let Some(token) = &request.application_token else { return Ok(false) };
    let token = install.store.hash_key().application_token(&request.member_id, token);
    let known = install.store.tenant(&request.member_id).find_cached_portal().await?;
    Ok(known.is_some_and(|known| !known.is_proven_by(token)))
}

async fn heal(install: &Install, request: &InstallRequest, words: &'static Words) -> Steps {
    let steps = steps::by_request(install, request, words).await;
    let member_id = &request.member_id;
    tracing::info!(%member_id, domain = request.host, done = steps.are_done(), "an administrator brought fresh tokens");
    steps
}

fn page<'a>(look: &'a Look, health: &'a Health, healing: Option<&'a Steps>, rows: Vec<Row>) -> Page<'a> {
    let portal = &health.portal;
    let alarms: Vec<Alarm> =
        health.alarms.iter().copied().filter(|alarm| healing.is_none() || is_lasting(alarm.kind)).collect();
    let condition = Condition::of(portal, &alarms);
    let mut kinds: Vec<AlarmKind> = alarms.iter().map(|alarm| alarm.kind).collect();
    if let Condition::Alarmed(kind) = condition
        && kinds.is_empty()
    {
        kinds.push(kind);
    }
    Page {
        look,
        domain: &portal.domain,
        active: condition == Condition::Well,
        status: look.words.condition_in_frame(condition, portal.status),
        since: portal.installed_at.map(|at| When::new(at, look.words)),
        alarms: kinds.into_iter().map(|kind| look.words.alarm_in_frame(kind)).collect(),
        healed: healing.is_some_and(Steps::are_done) && portal.status == PortalStatus::Active,
        failure: healing.and_then(Steps::failure),
        total: portal.deletions,
        rows,
    }
}

/// Alarms are looked over again in a moment; until then those that healing has just ended are not shown.
fn is_lasting(kind: AlarmKind) -> bool {
    use AlarmKind::{LicenceExpired, PaymentEnded, ProbeLost, Silent};
    matches!(kind, LicenceExpired | PaymentEnded | ProbeLost | Silent)
}
