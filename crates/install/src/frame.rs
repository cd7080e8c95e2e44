//! The installer page: tokens are verified and kept and events bound before the portal is told that all is done.

use domain::wire::Map;
use poem::http::StatusCode;
use poem::{Request, Response};
use words::Words;

use crate::language::words_for;
use crate::page::{Look, Notice, Outcome, Place, Way};
use crate::{Install, fields, steps};

pub(crate) async fn receive(install: &Install, request: &Request, fields: &Map) -> Response {
    let words = words_for(request);
    let Some(request) = fields::parse(request, fields) else { return not_from_a_portal(words) };
    let steps = steps::by_request(install, &request, words).await;
    tracing::info!(
        member_id = %request.member_id,
        domain = request.host,
        done = steps.are_done(),
        "the installer page was opened"
    );
    let look = Look::new(Place::Frame(request.host.clone()), words);
    // In a frame the page is what counts; a status of failure would only be a line in the browser's console.
    look.response(StatusCode::OK, &Outcome { look: &look, way: Way::Frame, domain: &request.host, steps: &steps })
}

/// A page for whoever came without what a portal's frame posts.
pub(crate) fn not_from_a_portal(words: &'static Words) -> Response {
    let (text, advice) =
        (words.text("install-opened-by-bitrix24.text"), words.text("install-opened-by-bitrix24.advice"));
    let notice = Notice::new(words, "install-opened-by-bitrix24", text, advice);
    notice.response(StatusCode::BAD_REQUEST, Place::Window)
}
