//! Opens the app in a portal: verifies the user, and gives an administrator a page token.

use std::time::Duration;

use domain::health::Health;
use domain::page_token::{Manner, PageToken, Purpose, REMEMBERED};
use domain::portal::{PortalStatus, TokenHealth};
use domain::refusal::RefusalReason;
use domain::wire::Map;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{Body, IntoResponse, Request, Response, handler};
use portals::{InstallRequest, Person, Visitor};
use serde_json::Value;
use store::StoreError;
use tokio::time::timeout;

use super::deletions;
use super::notice;
use super::shell::{self, Said};
use super::view::View;
use super::visit::{Visit, audit, words_for};
use crate::context::Install;
use crate::page::{Place, Way};
use crate::steps::Steps;
use crate::{fields, frame, framing, language, progress, said, steps};

/// How long the page waits for the connection to be set up again; that work then goes on without it.
const PATIENCE: Duration = Duration::from_secs(4);

#[handler]
pub(crate) async fn open(request: &Request, body: Body, install: Data<&Install>) -> Response {
    let posted = match fields::read(request, body).await {
        Ok(fields) => fields,
        Err(problem) => return problem.into_response(),
    };
    let Some(opened) = fields::parse(request, &posted) else {
        return frame::not_from_a_portal(language::words_for(request));
    };
    let manner = Manner { language: opened.language.clone(), zone: None, dark: is_dark(&posted) };
    match install.installer.recognise(&opened).await {
        Visitor::Administrator(person) => {
            let shown = administrator(*install, request, &opened, &person, manner).await;
            shown.unwrap_or_else(|error| broken(&opened, &error))
        }
        Visitor::Unpaid(person) => {
            let shown = unpaid(*install, &opened, &person, manner).await;
            shown.unwrap_or_else(|error| broken(&opened, &error))
        }
        visitor => nobody(*install, &opened, &visitor).await,
    }
}

/// The protocol names no field for a dark portal; a placement that says so is believed (an inference).
fn is_dark(posted: &Map) -> bool {
    let options = posted.text("PLACEMENT_OPTIONS").and_then(|text| serde_json::from_str::<Value>(text).ok());
    options.is_some_and(|options| options.get("theme").and_then(Value::as_str) == Some("dark"))
}

fn broken(opened: &InstallRequest, error: &StoreError) -> Response {
    tracing::error!(member_id = %opened.member_id, %error, "the app's page could not be shown");
    let words = words_for(opened.language.as_deref());
    notice::broken(words).response(StatusCode::SERVICE_UNAVAILABLE, Place::Frame(opened.host.clone()))
}

/// Refuses those who may not see the page, each with the reason.
async fn nobody(install: &Install, opened: &InstallRequest, visitor: &Visitor) -> Response {
    let words = words_for(opened.language.as_deref());
    // The host is only a claim, unless it was verified with a user of the portal.
    let place = match visitor {
        Visitor::User(_) => Place::Frame(opened.host.clone()),
        _ => framing::before_verification(install, opened).await.place(),
    };
    let (status, notice) = match visitor {
        Visitor::Refused(RefusalReason::PaymentEnded) => {
            (StatusCode::FORBIDDEN, notice::unpaid(words, framed_market(&place)))
        }
        Visitor::Refused(why) => {
            audit(install, Some(&opened.member_id), why).await;
            let title = words.text("app-refused");
            let notice =
                notice::FrameNotice::new(words, title, said::refused(words, why), words.text("app-refused.advice"));
            (StatusCode::FORBIDDEN, notice.reopening())
        }
        Visitor::Unreachable(error) => {
            tracing::warn!(member_id = %opened.member_id, %error, "who opened the app can't be verified");
            let title = words.text("app-try-again");
            let notice = notice::FrameNotice::new(words, title, said::unreachable(words, error), String::new());
            (StatusCode::BAD_GATEWAY, notice.reopening())
        }
        Visitor::User(person) => {
            forget(install, opened, person).await;
            (StatusCode::FORBIDDEN, notice::for_administrators(words))
        }
        Visitor::Administrator(_) | Visitor::Unpaid(_) => (StatusCode::FORBIDDEN, notice::for_administrators(words)),
    };
    notice.response(status, place)
}

fn framed_market(place: &Place) -> Option<String> {
    match place {
        Place::Frame(host) => Some(shell::market(host)),
        Place::Window => None,
    }
}

/// A user who is no administrator any more must not go on reading when payment ends.
async fn forget(install: &Install, opened: &InstallRequest, person: &Person) {
    let Some(user_id) = &person.user_id else { return };
    if let Err(error) = install.store.tenant(&opened.member_id).forget_administrator(user_id).await {
        tracing::error!(member_id = %opened.member_id, %error, "a user's rights can't be noted");
    }
}

fn token(install: &Install, opened: &InstallRequest, person: &Person, purpose: Purpose, manner: Manner) -> PageToken {
    PageToken {
        member_id: opened.member_id.clone(),
        purpose,
        user_id: person.user_id.clone(),
        host: opened.host.clone(),
        verified_at: install.clock.now(),
        manner: Manner { zone: person.zone.clone(), ..manner },
    }
}

/// Nobody pays, so the portal answers nothing more. A user who was an administrator recently may go on reading.
async fn unpaid(
    install: &Install,
    opened: &InstallRequest,
    person: &Person,
    manner: Manner,
) -> Result<Response, StoreError> {
    let tenant = install.store.tenant(&opened.member_id);
    let (now, words) = (install.clock.now(), words_for(opened.language.as_deref()));
    let known = match &person.user_id {
        Some(user_id) => tenant.was_administrator(user_id, now - REMEMBERED).await?,
        None => false,
    };
    let portal = tenant.find_portal().await?.filter(|portal| known && portal.status != PortalStatus::Uninstalled);
    let Some(portal) = portal else {
        let place = Place::Frame(opened.host.clone());
        return Ok(notice::unpaid(words, Some(shell::market(&opened.host))).response(StatusCode::FORBIDDEN, place));
    };
    let visit = Visit::new(install, token(install, opened, person, Purpose::Read, manner), portal);
    let said = Said::new("unpaid", "warn", words.text("app-unpaid.notice"));
    let said = Said { link: Some((shell::market(&opened.host), words.text("app-unpaid.link"))), ..said };
    deletions::page(install, &visit, View::default(), vec![said]).await
}

async fn administrator(
    install: &Install,
    request: &Request,
    opened: &InstallRequest,
    person: &Person,
    manner: Manner,
) -> Result<Response, StoreError> {
    let tenant = install.store.tenant(&opened.member_id);
    let known = tenant.find_health(install.clock.now()).await?;
    let Some(known) = known.filter(|known| known.portal.status != PortalStatus::Uninstalled) else {
        return Ok(progress::response(install, request, opened, Way::App));
    };
    let healing = if is_well(&known) && !brings_another_token(install, opened).await? {
        Vec::new()
    } else {
        vec![heal(install, opened).await]
    };
    if let Some(user_id) = &person.user_id {
        tenant.note_administrator(user_id, install.clock.now()).await?;
    }
    let Some(portal) = tenant.find_portal().await? else { return Ok(notice::not_found()) };
    let visit = Visit::new(install, token(install, opened, person, Purpose::Administer, manner), portal);
    deletions::page(install, &visit, View::default(), healing).await
}

/// Whether the portal needs nothing that an administrator's fresh tokens could bring.
fn is_well(health: &Health) -> bool {
    let portal = &health.portal;
    portal.status == PortalStatus::Active && portal.token.health == TokenHealth::Ok
}

/// Whether the frame brings another `application_token` than the known one: it changes without an event about it
/// (docs/protocol.md 8.2).
async fn brings_another_token(install: &Install, request: &InstallRequest) -> Result<bool, StoreError> {
    let Some(token) = &request.application_token else { return Ok(false) };
    let token = install.store.hash_key().application_token(&request.member_id, token);
    let known = install.store.tenant(&request.member_id).find_cached_portal().await?;
    Ok(known.is_some_and(|known| !known.is_proven_by(token)))
}

/// Sets the connection up again. The work goes on even if the page stops waiting.
async fn heal(install: &Install, opened: &InstallRequest) -> Said {
    let words = words_for(opened.language.as_deref());
    let (at_work, with) = (install.clone(), opened.clone());
    let under_way = tokio::spawn(async move {
        let steps = steps::by_request(&at_work, &with, words).await;
        tracing::info!(member_id = %with.member_id, domain = with.host, done = steps.are_done(), "an administrator brought fresh tokens");
        steps
    });
    match timeout(PATIENCE, under_way).await {
        Ok(Ok(steps)) => healed(words, &steps),
        Ok(Err(_)) => Said::new("failure", "bad", words.text("app-healing-failed")),
        Err(_) => Said::new("healing", "", words.text("app-healing")),
    }
}

fn healed(words: &words::Words, steps: &Steps) -> Said {
    match steps.failure() {
        Some(why) => Said::new("failure", "bad", format!("{} {why}", words.text("app-healing-failed"))),
        None => Said::new("healed", "ok", words.text("app-healed")),
    }
}
