//! The installer page: tokens are verified and kept and events bound before the portal is told that all is done.

use domain::wire::Map;
use poem::http::StatusCode;
use poem::{Request, Response};

use crate::page::{Look, Notice, Outcome, Place, Way};
use crate::{Install, fields, steps};

pub(crate) async fn receive(install: &Install, request: &Request, fields: &Map) -> Response {
    let Some(request) = fields::parse(request, fields) else { return not_from_a_portal() };
    let steps = steps::by_request(install, &request).await;
    tracing::info!(
        member_id = %request.member_id,
        domain = request.host,
        done = steps.are_done(),
        "the installer page was opened"
    );
    let look = Look::new(Place::Frame(request.host.clone()));
    // In a frame the page is what counts; a status of failure would only be a line in the browser's console.
    look.response(StatusCode::OK, &Outcome { look: &look, way: Way::Frame, domain: &request.host, steps: &steps })
}

/// A page for whoever came without what a portal's frame posts.
pub(crate) fn not_from_a_portal() -> Response {
    let text = "The request has no address of a portal, no member_id or no access token.";
    let advice = "Open the app from the menu of your Bitrix24; it brings all of that along.";
    Notice::new("This page is opened by Bitrix24", text, advice).response(StatusCode::BAD_REQUEST, Place::Window)
}
