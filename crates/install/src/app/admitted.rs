//! Admits visitors to the app's pages, and answers those it refuses or can't show a page.

use domain::page_token::{PageToken, Purpose, RefusedToken};
use domain::portal::PortalStatus;
use domain::refusal::RefusalReason;
use poem::endpoint::make;
use poem::http::StatusCode;
use poem::{Endpoint, EndpointExt, Request, Response};
use store::StoreError;

use super::notice::{self, not_found};
use super::visit::{Asked, Visit, audit, words_for};
use crate::context::Install;
use crate::page::Place;

/// A page for tokens that are good for `wanted`. An act that has begun is finished and recorded even if the visitor is
/// gone.
pub(crate) fn page<F, A>(wanted: Purpose, page: F) -> impl Endpoint<Output = Response>
where
    F: Fn(Install, Visit, Asked) -> A + Copy + Send + Sync + 'static,
    A: Future<Output = Result<Response, StoreError>> + Send + 'static,
{
    make(move |request: Request| async move {
        let install = request.data::<Install>().ok_or(StatusCode::INTERNAL_SERVER_ERROR)?.clone();
        let (request, mut body) = request.split();
        let Some(asked) = Asked::read(&request, body.take()?).await else { return Ok(not_found()) };
        let visit = match admit(&install, &asked, wanted).await {
            Ok(visit) => visit,
            Err(refused) => return Ok(refused),
        };
        let token = visit.token.clone();
        let answer = page(install, visit, asked).await;
        Ok::<_, poem::Error>(answer.unwrap_or_else(|error| broken(&error, &token)))
    })
    .around(web::to_its_end)
}

/// Admits a visitor whose token is good for `wanted`; otherwise answers with a page that says why not.
async fn admit(install: &Install, asked: &Asked, wanted: Purpose) -> Result<Visit, Response> {
    let text = asked.token();
    let token = PageToken::read(&text, install.store.hash_key(), &asked.member_id, wanted, install.clock.now());
    let token = match token {
        Ok(token) => token,
        Err(refused) => return Err(refuse(install, refused, None).await),
    };
    match install.store.tenant(&asked.member_id).find_portal().await {
        Ok(Some(portal)) if portal.status != PortalStatus::Uninstalled => Ok(Visit::new(install, token, portal)),
        Ok(_) => {
            let given_for = Some((token.member_id, token.host));
            let language = token.manner.language;
            Err(refuse(install, RefusedToken { reason: RefusalReason::PageOfRemovedApp, given_for }, language).await)
        }
        Err(error) => Err(broken(&error, &token)),
    }
}

fn broken(error: &StoreError, token: &PageToken) -> Response {
    tracing::error!(member_id = %token.member_id, %error, "a page of the app could not be shown");
    let words = words_for(token.manner.language.as_deref());
    notice::broken(words).response(StatusCode::SERVICE_UNAVAILABLE, Place::Frame(token.host.clone()))
}

/// The page that refuses a token may be framed only by the portal that we gave the token to.
async fn refuse(install: &Install, refused: RefusedToken, language: Option<String>) -> Response {
    let RefusedToken { reason, given_for } = refused;
    let member_id = given_for.as_ref().map(|(member_id, _)| member_id);
    audit(install, member_id, &reason).await;
    let place = given_for.map_or(Place::Window, |(_, host)| Place::Frame(host));
    notice::refused(words_for(language.as_deref()), &reason).response(StatusCode::FORBIDDEN, place)
}
