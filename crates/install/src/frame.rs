//! The installer page: verifies and keeps tokens and binds events before the portal hears that the app is installed.

use domain::wire::Map;
use poem::http::StatusCode;
use poem::{Request, Response};
use words::Words;

use crate::context::Install;
use crate::framing::Framing;
use crate::language::words_for;
use crate::page::{Look, Notice, Outcome, Place, Way};
use crate::{fields, framing, progress, steps};

pub(crate) async fn receive(install: &Install, request: &Request, fields: &Map) -> Response {
    let words = words_for(request);
    let Some(opened) = fields::parse(request, fields) else { return not_from_a_portal(words) };
    let known_at = match framing::before_verification(install, &opened).await {
        Framing::Named(_) => return progress::response(install, request, &opened, Way::Frame),
        Framing::Known(host) => Place::Frame(host),
        Framing::Nobody => Place::Window,
    };
    // The new address may frame the page only once it is confirmed, so show nothing before.
    let steps = steps::by_request(install, &opened, words).await;
    let place = if steps.have_begun() { Place::Frame(opened.host.clone()) } else { known_at };
    let look = Look::new(place, words);
    look.response(StatusCode::OK, &Outcome { look: &look, way: Way::Frame, domain: &opened.host, steps: &steps })
}

/// The page for visitors who come without the fields of a portal's frame.
pub(crate) fn not_from_a_portal(words: &'static Words) -> Response {
    let (text, advice) =
        (words.text("install-opened-by-bitrix24.text"), words.text("install-opened-by-bitrix24.advice"));
    let notice = Notice::new(words, "install-opened-by-bitrix24", text, advice);
    notice.response(StatusCode::BAD_REQUEST, Place::Window)
}
