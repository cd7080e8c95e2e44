//! Adding and changing endpoints.

use bitrix24::Endpoints;
use domain::MemberId;
use domain::audit::AuditEntry;
use domain::refusal::RefusalReason;
use domain::webhook::{Endpoint, WebhookSecret};
use poem::http::StatusCode;
use poem::web::{Data, Path};
use poem::{IntoResponse, Request, Response, Result, handler};
use store::{EndpointChange, MAX_ENDPOINTS, NewEndpoint, StoreError, Updated, Webhooks};

use super::form::{About, ShowForm};
use super::secret::ShowSecret;
use super::typed::TypedEndpoint;
use super::{PATH, reached, webhooks};
use crate::access::refusals;
use crate::access::sight::Sight;
use crate::page::done;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::frame::Frame;

/// The form for an endpoint that gets the messages of all portals.
#[handler]
pub(crate) async fn new_for_all(req: &Request, frame: Frame, sight: Sight) -> Result<Response> {
    for_all(req, &sight).await?;
    ShowForm::new(frame, About::added(None), TypedEndpoint::nothing()).answer(StatusCode::OK)
}

/// The form for an endpoint that gets the messages of one portal.
#[handler]
pub(crate) async fn new_for_portal(Path(member_id): Path<String>, frame: Frame, sight: Sight) -> Result<Response> {
    let portal = portal(&member_id, &sight).await?;
    ShowForm::new(frame, About::added(Some(portal)), TypedEndpoint::nothing()).answer(StatusCode::OK)
}

/// Adds an endpoint that gets the messages of all portals.
#[handler]
pub(crate) async fn add_for_all(
    req: &Request,
    form: OwnForm,
    frame: Frame,
    sight: Sight,
    Data(endpoints): Data<&Endpoints>,
) -> Result<Response> {
    for_all(req, &sight).await?;
    add(&form, None, frame, &sight, *endpoints).await
}

/// Adds an endpoint that gets the messages of one portal.
#[handler]
pub(crate) async fn add_for_portal(
    form: OwnForm,
    Path(member_id): Path<String>,
    frame: Frame,
    sight: Sight,
    Data(endpoints): Data<&Endpoints>,
) -> Result<Response> {
    let portal = portal(&member_id, &sight).await?;
    add(&form, Some(portal), frame, &sight, *endpoints).await
}

/// The portal and its domain, if the operator sees it.
async fn portal(member_id: &str, sight: &Sight) -> Result<(MemberId, String), PageError> {
    let member_id = MemberId::parse(member_id).map_err(|_| PageError::UnknownPortal)?;
    let known = sight.portal(&member_id)?.find_portal().await?.ok_or(PageError::UnknownPortal)?;
    Ok((member_id, known.domain))
}

/// Operators who see only some portals must not learn of the others, whose messages such an endpoint would get.
async fn for_all(req: &Request, sight: &Sight) -> Result<(), PageError> {
    if sight.is_unlimited() {
        return Ok(());
    }
    refusals::refuse(req, None, RefusalReason::OutOfReach { act: refusals::act_of(req) }).await?;
    Err(PageError::UnknownEndpoint)
}

async fn add(
    form: &OwnForm,
    portal: Option<(MemberId, String)>,
    frame: Frame,
    sight: &Sight,
    endpoints: Endpoints,
) -> Result<Response> {
    let (typed, about) = (TypedEndpoint::of(form), About::again(portal.clone(), form.field("form")));
    let new = match typed.read(endpoints) {
        Ok(new) => new,
        Err(wrong) => return ShowForm::new(frame, about, typed).wrong(wrong).answer(StatusCode::UNPROCESSABLE_ENTITY),
    };
    let owner = portal.map(|(member_id, _)| member_id);
    let endpoint = named(new, owner.as_ref(), form.field("form"), &frame, sight);
    let secret = WebhookSecret::generate();
    let webhooks = webhooks(sight, &endpoint)?;
    match webhooks.create(&endpoint, &secret, None).await {
        Ok(true) => {}
        Ok(false) => {
            let problem = frame.t1("webhooks-too-many", "max", MAX_ENDPOINTS);
            return ShowForm::new(frame, about, typed).saying(problem).answer(StatusCode::CONFLICT);
        }
        // The form was sent twice; the first response had the secret.
        Err(StoreError::Conflict) => {
            return Ok(done::redirect(&format!("{PATH}/{}", endpoint.id), "again").into_response());
        }
        Err(error) => return Err(PageError::from(error).into()),
    }
    let entry = AuditEntry::WebhookCreated { id: endpoint.id.clone(), host: endpoint.host() };
    sight.audit(endpoint.portal.as_ref(), &entry).await.map_err(PageError::from)?;
    ShowSecret::added(frame, &endpoint.id, &endpoint.host(), secret).answer()
}

/// The endpoint with an id that stays the same each time the form is sent, and that nobody can choose.
fn named(new: NewEndpoint, owner: Option<&MemberId>, form: &str, frame: &Frame, sight: &Sight) -> Endpoint {
    let sent = format!("{} {form}", sight.session().operator_id);
    let hash = sight.service().hash_key().hash("webhook_form", owner, &sent).to_bytes();
    let (name, _) = hash.split_first_chunk::<16>().expect("a hash has 32 bytes");
    Endpoint { id: Endpoint::id_of(u128::from_be_bytes(*name)), ..new.into_endpoint(owner, frame.now) }
}

/// The form of an existing endpoint.
#[handler]
pub(crate) async fn edit(req: &Request, Path(id): Path<String>, frame: Frame, sight: Sight) -> Result<Response> {
    let endpoint = reached(req, &sight, &id).await?.endpoint;
    let typed = TypedEndpoint::of_endpoint(&endpoint);
    ShowForm::new(frame, About::known(&endpoint), typed).answer(StatusCode::OK)
}

/// Changes an endpoint, if nobody has changed it since we rendered the form.
#[handler]
pub(crate) async fn change(
    req: &Request,
    form: OwnForm,
    Path(id): Path<String>,
    frame: Frame,
    sight: Sight,
    Data(endpoints): Data<&Endpoints>,
) -> Result<Response> {
    let known = reached(req, &sight, &id).await?.endpoint;
    let version: i64 = form.field("version").parse().map_err(|_| PageError::UnreadableForm)?;
    let typed = TypedEndpoint::of(&form);
    let new = match typed.read(*endpoints) {
        Ok(new) => new,
        Err(wrong) => {
            let about = About::known(&Endpoint { version, ..known });
            return ShowForm::new(frame, about, typed).wrong(wrong).answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    match update(&webhooks(&sight, &known)?, &id, new, version, &frame).await? {
        Updated::Done(kept) => {
            let entry = AuditEntry::WebhookChanged { id: id.clone(), host: kept.endpoint.host() };
            sight.audit(kept.endpoint.portal.as_ref(), &entry).await.map_err(PageError::from)?;
            Ok(done::redirect(&format!("{PATH}/{id}"), "changed").into_response())
        }
        Updated::NotFound => Err(PageError::UnknownEndpoint.into()),
        Updated::Stale => {
            let now = reached(req, &sight, &id).await?.endpoint;
            let problem = frame.t("webhooks-stale");
            ShowForm::new(frame, About::known(&now), typed).saying(problem).answer(StatusCode::PRECONDITION_FAILED)
        }
    }
}

async fn update(
    webhooks: &Webhooks<'_>,
    id: &str,
    new: NewEndpoint,
    version: i64,
    frame: &Frame,
) -> Result<Updated, PageError> {
    let wanted = EndpointChange {
        url: Some(new.url),
        description: Some(new.description),
        interest: Some(new.interest),
        ordered: Some(new.ordered),
        status: None,
    };
    Ok(webhooks.update(id, &wanted, Some(version), frame.now).await?)
}
