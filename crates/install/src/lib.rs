//! Installs, by all three ways in: the installer page in a Bitrix24 frame, the callback from server to server, and the
//! authorization in a browser. Also the app's page inside the portal, which heals the connection where it can.

mod app;
mod callback;
mod context;
mod fields;
mod frame;
mod framing;
mod host;
mod language;
mod oauth;
mod page;
mod progress;
mod said;
mod steps;

use poem::middleware::CookieJarManager;
use poem::web::Data;
use poem::{Body, Endpoint, EndpointExt, IntoResponse, Request, Response, Route, get, handler, post};
use web::server::Verification;

pub use context::Install;

/// The role `install`: `/bitrix24/install`, `/bitrix24/app` and what is below it, `/oauth/start` and `/oauth/callback`.
pub fn routes(install: Install) -> impl Endpoint<Output = Response> {
    app::routes(Route::new())
        .at("/bitrix24/install", post(receive))
        .at("/oauth/start", get(oauth::start))
        .at("/oauth/callback", get(oauth::callback))
        .with(CookieJarManager::new())
        .data(install)
        .catch_all_error(web::problem)
        .around(web::portal_routes::explain)
}

/// Frame and callback come to one address and differ by their fields (docs/protocol.md 3.1 and 3.2).
#[handler]
async fn receive(request: &Request, body: Body, install: Data<&Install>) -> Response {
    let fields = match fields::read(request, body).await {
        Ok(fields) => fields,
        Err(problem) => return problem.into_response(),
    };
    // The body is in memory already, so it can be kept if there is no room to verify it now.
    let when = web::server::count_as_install(request).await.unwrap_or(Verification::Later);
    let install = &Install { installer: install.installer.asking(when == Verification::Now), ..install.clone() };
    if fields.get("event").is_some() {
        callback::receive(install, fields, web::client_ip(request)).await
    } else {
        frame::receive(install, request, &fields).await
    }
}
