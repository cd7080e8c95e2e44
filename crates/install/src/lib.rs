//! Installs: the app's installer page in a Bitrix24 frame, and its installation callback from server to server.

mod callback;
mod frame;
mod page;

use bitrix24::Installer;
use domain::wire::{MAX_BODY, Map, decode_form, decode_json};
use poem::http::StatusCode;
use poem::web::Data;
use poem::{Body, Endpoint, EndpointExt, IntoResponse, Request, Response, Route, handler, post};
use web::Problem;

/// What an install works with.
#[derive(Clone, Debug)]
pub struct Install {
    /// Verifies and keeps installs.
    pub installer: Installer,
}

/// `POST /bitrix24/install`.
pub fn routes(install: Install) -> impl Endpoint<Output = Response> {
    Route::new().at("/bitrix24/install", post(receive)).data(install).catch_all_error(web::problem)
}

/// The two ways in come to one address and are told apart by their fields (PROTOCOL.md 3.1 and 3.2).
#[handler]
async fn receive(request: &Request, body: Body, install: Data<&Install>) -> Response {
    let bytes = match body.into_bytes_limit(MAX_BODY).await {
        Ok(bytes) => bytes,
        Err(poem::error::ReadBodyError::PayloadTooLarge) => {
            let detail = "An install is at most 1 MiB.";
            return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", detail).into_response();
        }
        Err(_) => return malformed("The body broke off.").into_response(),
    };
    let json = request.content_type().is_some_and(|kind| kind.starts_with("application/json"));
    let decoded = if json { decode_json(&bytes) } else { decode_form(&bytes) };
    let fields: Map = match decoded {
        Ok(fields) => fields,
        Err(error) => return malformed(&format!("The body can't be read: {error}.")).into_response(),
    };
    if fields.get("event").is_some() {
        callback::receive(*install, fields).await
    } else {
        frame::receive(*install, request.uri().query().unwrap_or_default(), &fields).await
    }
}

fn malformed(detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "malformed_event", detail)
}
