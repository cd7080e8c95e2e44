//! What can be done about an endpoint.

use askama::Template;
use domain::audit::AuditEntry;
use domain::webhook::{Endpoint, EndpointStatus, WebhookSecret};
use domain::{Clock, Zone};
use poem::web::{Data, Path};
use poem::{IntoResponse, Request, Response, Result, handler};
use secrecy::ExposeSecret;
use store::{EndpointChange, RedeliveryRange, Updated, Webhooks};
use time::OffsetDateTime;

use super::endpoint::host;
use super::{PATH, reached, webhooks};
use crate::done;
use crate::error::PageError;
use crate::filter::parse_time;
use crate::form::OwnForm;
use crate::frame::Frame;
use crate::sight::Sight;

/// A new secret, shown this once.
#[derive(Template)]
#[template(path = "webhooks/secret.html")]
struct ShowSecret {
    frame: Frame,
    id: String,
    host: String,
    secret: WebhookSecret,
}

fn back(id: &str, done: &str) -> Response {
    done::redirect(&format!("{PATH}/{id}"), done).into_response()
}

async fn audit(sight: &Sight, endpoint: &Endpoint, entry: AuditEntry) -> Result<(), PageError> {
    Ok(sight.audit(endpoint.portal.as_ref(), &entry).await?)
}

/// Sends a message to try the endpoint.
#[handler]
pub(crate) async fn test(
    req: &Request,
    _form: OwnForm,
    Path(id): Path<String>,
    sight: Sight,
    Data(clock): Data<&Clock>,
) -> Result<Response> {
    let endpoint = reached(req, &sight, &id).await?.endpoint;
    let queued = webhooks(&sight, &endpoint)?.queue_test(&id, clock.now()).await.map_err(PageError::from)?;
    if queued.is_none() {
        return Ok(back(&id, "off"));
    }
    audit(&sight, &endpoint, AuditEntry::WebhookTested { id: id.clone(), host: host(&endpoint) }).await?;
    Ok(back(&id, "tested"))
}

/// Delivers one message again, or what was received in a time.
#[handler]
pub(crate) async fn redeliver(
    req: &Request,
    form: OwnForm,
    Path(id): Path<String>,
    frame: Frame,
    sight: Sight,
    Data(clock): Data<&Clock>,
) -> Result<Response> {
    let endpoint = reached(req, &sight, &id).await?.endpoint;
    if endpoint.status != EndpointStatus::Enabled {
        return Ok(back(&id, "off"));
    }
    let (webhooks, now) = (webhooks(&sight, &endpoint)?, clock.now());
    let messages = match form.field("message") {
        "" => {
            let range = match read_range(&form, now, &frame.zone) {
                Ok(range) => range,
                Err(wrong) => return Ok(back(&id, wrong)),
            };
            webhooks.redeliver_range(&endpoint, range, now).await.map_err(PageError::from)?
        }
        message => {
            let is_there = webhooks.redeliver(&endpoint, &message.into(), now).await.map_err(PageError::from)?;
            if !is_there {
                return Ok(back(&id, "lost"));
            }
            1
        }
    };
    audit(&sight, &endpoint, AuditEntry::WebhookRedelivered { id: id.clone(), messages }).await?;
    Ok(back(&id, "resent"))
}

/// What was received in which time; what is wrong with it otherwise.
fn read_range(form: &OwnForm, now: OffsetDateTime, zone: &Zone) -> Result<RedeliveryRange, &'static str> {
    let since = parse_time(form.field("since").trim(), now, zone).ok_or("time")?;
    let until = match form.field("until").trim() {
        "" => None,
        text => Some(parse_time(text, now, zone).ok_or("time")?),
    };
    if until.is_some_and(|until| until < since) {
        return Err("order");
    }
    Ok(RedeliveryRange { since, until, only_failed: form.field("all") != "yes" })
}

/// Gives the endpoint another secret, and shows it.
#[handler]
pub(crate) async fn rotate_secret(
    req: &Request,
    _form: OwnForm,
    Path(id): Path<String>,
    frame: Frame,
    sight: Sight,
    Data(clock): Data<&Clock>,
) -> Result<Response> {
    let endpoint = reached(req, &sight, &id).await?.endpoint;
    let secret = WebhookSecret::generate();
    let rotated = webhooks(&sight, &endpoint)?.rotate_secret(&id, &secret, clock.now()).await;
    rotated.map_err(PageError::from)?.ok_or(PageError::UnknownEndpoint)?;
    let host = host(&endpoint);
    audit(&sight, &endpoint, AuditEntry::WebhookSecretRotated { id: id.clone(), host: host.clone() }).await?;
    let page = ShowSecret { frame, id, host, secret };
    Ok(page.frame.html(page.render().map_err(PageError::from)?))
}

/// Enables or disables the endpoint.
#[handler]
pub(crate) async fn set_status(
    req: &Request,
    form: OwnForm,
    Path(id): Path<String>,
    sight: Sight,
    Data(clock): Data<&Clock>,
) -> Result<Response> {
    let endpoint = reached(req, &sight, &id).await?.endpoint;
    let status: EndpointStatus = form.field("status").parse().map_err(|_| PageError::UnreadableForm)?;
    change(&webhooks(&sight, &endpoint)?, &id, status, clock).await?;
    audit(&sight, &endpoint, AuditEntry::WebhookChanged { id: id.clone(), host: host(&endpoint) }).await?;
    Ok(back(&id, status.as_str()))
}

async fn change(webhooks: &Webhooks<'_>, id: &str, status: EndpointStatus, clock: &Clock) -> Result<(), PageError> {
    let change = EndpointChange { status: Some(status), ..EndpointChange::default() };
    match webhooks.update(id, &change, None, clock.now()).await? {
        Updated::Done(_) => Ok(()),
        Updated::NotFound | Updated::Stale => Err(PageError::UnknownEndpoint),
    }
}

/// Removes the endpoint and what is pending, if somebody typed where it is.
#[handler]
pub(crate) async fn delete(req: &Request, form: OwnForm, Path(id): Path<String>, sight: Sight) -> Result<Response> {
    let endpoint = reached(req, &sight, &id).await?.endpoint;
    let host = host(&endpoint);
    if form.field("host").trim() != host {
        return Ok(back(&id, "mistyped"));
    }
    let deleted = webhooks(&sight, &endpoint)?.delete(&id).await.map_err(PageError::from)?;
    deleted.ok_or(PageError::UnknownEndpoint)?;
    audit(&sight, &endpoint, AuditEntry::WebhookDeleted { id, host }).await?;
    Ok(done::redirect(PATH, "deleted").into_response())
}
