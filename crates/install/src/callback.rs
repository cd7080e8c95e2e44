//! The installation callback: `ONAPPINSTALL` from server to server, for apps without a user interface.

use std::net::IpAddr;

use domain::event::{Arrival, Event, Kind, LifeCycle};
use domain::wire::Map;
use poem::http::StatusCode;
use poem::web::Json;
use poem::{IntoResponse, Response};
use portals::{InstallEvent, Unheard};
use secrecy::SecretString;
use serde_json::json;
use store::CachedPortal;
use web::Problem;

use crate::context::Install;
use crate::fields::malformed;

pub(crate) async fn receive(install: &Install, fields: Map, source: IpAddr) -> Response {
    let source = Some(source);
    let arrival = match Arrival::parse(fields) {
        Ok(arrival) => arrival,
        Err(error) => return malformed(&format!("The body is no event: {error}.")).into_response(),
    };
    let Some(token) = &arrival.credentials.application_token else {
        return malformed("`auth.application_token` is missing.").into_response();
    };
    let outcome = match arrival.event.code.kind() {
        Kind::LifeCycle(LifeCycle::Install | LifeCycle::Update) => {
            install.installer.install_event(&arrival, source).await
        }
        // Bitrix24 sends both here, whatever is bound (docs/protocol.md 8.3).
        Kind::LifeCycle(LifeCycle::UserReady) => install.installer.system_user_event(&arrival, source).await,
        Kind::LifeCycle(LifeCycle::MethodConfirm) => return hear_of_method(install, &arrival.event, token).await,
        _ => {
            return malformed(
                "Here ONAPPINSTALL, ONAPPUPDATE, ONAPPUSERREADY and ONAPPMETHODCONFIRM are taken; other events go to \
                 /bitrix24/events.",
            )
            .into_response();
        }
    };
    match outcome {
        Ok(outcome) => answer(outcome),
        Err(error) => {
            tracing::error!(%error, "an install could not be kept");
            unavailable()
        }
    }
}

/// An administrator allowed or refused a method.
async fn hear_of_method(install: &Install, event: &Event, token: &SecretString) -> Response {
    let heard = async {
        let known = install.store.tenant(&event.member_id).find_cached_portal().await?;
        let Some(known) = known.filter(CachedPortal::accepts_events) else { return Ok(None) };
        let token = install.store.hash_key().application_token(&event.member_id, token);
        if !known.is_proven_by(token) {
            return Ok(Some(false));
        }
        install.installer.hear(LifeCycle::MethodConfirm, event, install.clock.now()).await?;
        Ok::<_, Unheard>(Some(true))
    };
    match heard.await {
        Ok(Some(true)) => answer(InstallEvent::Accepted),
        Ok(Some(false)) => answer(InstallEvent::Mismatch),
        Ok(None) => Json(json!({ "result": "held" })).with_status(StatusCode::ACCEPTED).into_response(),
        Err(error) => {
            tracing::error!(member_id = %event.member_id, %error, "a confirmed method could not be noted");
            unavailable()
        }
    }
}

fn answer(outcome: InstallEvent) -> Response {
    match outcome {
        InstallEvent::Accepted => Json(json!({ "result": "accepted" })).into_response(),
        InstallEvent::Pending => Json(json!({ "result": "pending" })).with_status(StatusCode::ACCEPTED).into_response(),
        InstallEvent::NotInstalled => {
            Json(json!({ "result": "held" })).with_status(StatusCode::ACCEPTED).into_response()
        }
        InstallEvent::Kept => Json(json!({ "result": "spooled" })).into_response(),
        InstallEvent::Mismatch => {
            let detail = "auth.application_token is not this portal's; install the app again if it should be.";
            Problem::new(StatusCode::FORBIDDEN, "application_token_mismatch", detail).into_response()
        }
        InstallEvent::Refused(why) => {
            let detail = format!("Tombstone does not believe the install. {}", words::english().refusal(&why));
            Problem::new(StatusCode::FORBIDDEN, "install_not_verified", detail).into_response()
        }
        InstallEvent::NoRoom => unavailable(),
    }
}

fn unavailable() -> Response {
    let detail = "The install can't be kept now; send it again in a moment.";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail).with_header("Retry-After", "5").into_response()
}
