//! The installation callback: `ONAPPINSTALL` from server to server, for apps without interface.

use bitrix24::InstallEvent;
use domain::event::{Arrival, Kind, LifeCycle};
use domain::wire::Map;
use poem::http::StatusCode;
use poem::web::Json;
use poem::{IntoResponse, Response};
use serde_json::json;
use web::Problem;

use crate::Install;
use crate::fields::malformed;

pub(crate) async fn receive(install: &Install, fields: Map) -> Response {
    let arrival = match Arrival::parse(fields) {
        Ok(arrival) => arrival,
        Err(error) => return malformed(&format!("The body is no event: {error}.")).into_response(),
    };
    if !matches!(arrival.event.code.kind(), Kind::LifeCycle(LifeCycle::Install | LifeCycle::Update)) {
        return malformed("Here only ONAPPINSTALL and ONAPPUPDATE are taken; other events go to /bitrix24/events.")
            .into_response();
    }
    if arrival.credentials.application_token.is_none() {
        return malformed("`auth.application_token` is missing.").into_response();
    }
    match install.installer.install_event(&arrival).await {
        Ok(outcome) => answer(outcome),
        Err(error) => {
            tracing::error!(%error, "an install could not be kept");
            unavailable()
        }
    }
}

fn answer(outcome: InstallEvent) -> Response {
    match outcome {
        InstallEvent::Accepted => Json(json!({ "result": "accepted" })).into_response(),
        InstallEvent::Pending => Json(json!({ "result": "pending" })).with_status(StatusCode::ACCEPTED).into_response(),
        InstallEvent::Kept => Json(json!({ "result": "spooled" })).into_response(),
        InstallEvent::Refused(why) => {
            let detail = format!("The install is not believed: {why}.");
            Problem::new(StatusCode::FORBIDDEN, "install_not_verified", detail).into_response()
        }
        InstallEvent::NoRoom => unavailable(),
    }
}

fn unavailable() -> Response {
    let detail = "The install can't be kept now; send it again in a moment.";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail).with_header("Retry-After", "5").into_response()
}
