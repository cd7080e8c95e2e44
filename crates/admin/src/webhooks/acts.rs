//! Acts on an endpoint.

use domain::audit::AuditEntry;
use domain::webhook::{Endpoint, EndpointStatus, MessageId, WebhookSecret};
use poem::web::Path;
use poem::{FromRequest, IntoResponse, Request, RequestBody, Response, Result, handler};
use store::{EndpointChange, RedeliveryRange, Updated, Webhooks};
use time::OffsetDateTime;

use super::secret::ShowSecret;
use super::{PATH, reached, webhooks};
use crate::access::sight::Sight;
use crate::deletions::filter::parse_time;
use crate::page::done;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::frame::Frame;

/// An act on an endpoint.
enum Act {
    /// Send a test message.
    Test,
    /// Send one message again.
    Resend(MessageId),
    /// Send again what was received within this range.
    ResendRange(RedeliveryRange),
    /// Replace its secret.
    RotateSecret,
    /// Enable or disable it.
    SetStatus(EndpointStatus),
    /// Remove it and its pending messages, if this is its host.
    Delete(String),
    /// Do nothing, since the typed text is unusable; with the code of the message.
    Nothing(&'static str),
}

/// The result of an act.
enum Acted {
    /// Done: the audit entry, and the code of the message for the endpoint's page.
    Done(AuditEntry, &'static str),
    /// The secret was replaced.
    Rotated(AuditEntry, WebhookSecret),
    /// The endpoint was removed.
    Deleted(AuditEntry),
    /// Not done: the code of the message for the endpoint's page.
    NotDone(&'static str),
}

impl Act {
    async fn on(self, endpoint: &Endpoint, webhooks: &Webhooks<'_>, now: OffsetDateTime) -> Result<Acted, PageError> {
        let (id, host) = (endpoint.id.clone(), endpoint.host());
        let is_enabled = endpoint.status == EndpointStatus::Enabled;
        Ok(match self {
            Self::Nothing(wrong) => Acted::NotDone(wrong),
            Self::Test => match webhooks.queue_test(&id, now).await? {
                Some(_) => Acted::Done(AuditEntry::WebhookTested { id, host }, "tested"),
                None => Acted::NotDone("off"),
            },
            Self::Resend(_) | Self::ResendRange(_) if !is_enabled => Acted::NotDone("off"),
            Self::Resend(message) if webhooks.redeliver(endpoint, &message, now).await? => {
                Acted::Done(AuditEntry::WebhookRedelivered { id, messages: 1 }, "resent")
            }
            Self::Resend(_) => Acted::NotDone("lost"),
            Self::ResendRange(range) => {
                let messages = webhooks.redeliver_range(endpoint, range, now).await?;
                Acted::Done(AuditEntry::WebhookRedelivered { id, messages }, "resent")
            }
            Self::RotateSecret => {
                let secret = WebhookSecret::generate();
                webhooks.rotate_secret(&id, &secret, now).await?.ok_or(PageError::UnknownEndpoint)?;
                Acted::Rotated(AuditEntry::WebhookSecretRotated { id, host }, secret)
            }
            Self::SetStatus(status) => {
                let change = EndpointChange { status: Some(status), ..EndpointChange::default() };
                match webhooks.update(&id, &change, None, now).await? {
                    Updated::Done(_) => Acted::Done(AuditEntry::WebhookChanged { id, host }, status.as_str()),
                    Updated::NotFound | Updated::Stale => return Err(PageError::UnknownEndpoint),
                }
            }
            Self::Delete(typed) if typed == host => {
                webhooks.delete(&id).await?.ok_or(PageError::UnknownEndpoint)?;
                Acted::Deleted(AuditEntry::WebhookDeleted { id, host })
            }
            Self::Delete(_) => Acted::NotDone("mistyped"),
        })
    }
}

/// A form about an endpoint that the operator sees.
struct EndpointRequest {
    endpoint: Endpoint,
    form: OwnForm,
    frame: Frame,
    sight: Sight,
}

impl<'a> FromRequest<'a> for EndpointRequest {
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let form = OwnForm::from_request(req, body).await?;
        let Path(id) = Path::<String>::from_request(req, body).await?;
        let frame = Frame::from_request(req, body).await?;
        let sight = Sight::from_request(req, body).await?;
        let endpoint = reached(req, &sight, &id).await?.endpoint;
        Ok(Self { endpoint, form, frame, sight })
    }
}

impl EndpointRequest {
    /// Acts, records it in the audit, and answers.
    async fn act(self, wanted: Act) -> Result<Response> {
        let Self { endpoint, frame, sight, .. } = self;
        let acted = wanted.on(&endpoint, &webhooks(&sight, &endpoint)?, frame.now).await?;
        if let Acted::Done(entry, _) | Acted::Rotated(entry, _) | Acted::Deleted(entry) = &acted {
            sight.audit(endpoint.portal.as_ref(), entry).await.map_err(PageError::from)?;
        }
        match acted {
            Acted::Done(_, said) | Acted::NotDone(said) => {
                Ok(done::redirect(&format!("{PATH}/{}", endpoint.id), said).into_response())
            }
            Acted::Deleted(_) => Ok(done::redirect(PATH, "deleted").into_response()),
            Acted::Rotated(_, secret) => ShowSecret::rotated(frame, &endpoint.id, &endpoint.host(), secret).answer(),
        }
    }

    fn read_redelivery(&self) -> Act {
        let Self { form, frame, .. } = self;
        if !form.field("message").is_empty() {
            return Act::Resend(form.field("message").into());
        }
        let read = |name| parse_time(form.field(name).trim(), frame.now, &frame.zone);
        let Some(since) = read("since") else { return Act::Nothing("time") };
        let until = read("until");
        if until.is_none() && !form.field("until").trim().is_empty() {
            return Act::Nothing("time");
        }
        if until.is_some_and(|until| until < since) {
            return Act::Nothing("order");
        }
        Act::ResendRange(RedeliveryRange { since, until, only_failed: form.field("all") != "yes" })
    }
}

/// Sends a test message to the endpoint.
#[handler]
pub(crate) async fn test(asked: EndpointRequest) -> Result<Response> {
    asked.act(Act::Test).await
}

/// Delivers one message again, or what was received within a range.
#[handler]
pub(crate) async fn redeliver(asked: EndpointRequest) -> Result<Response> {
    let wanted = asked.read_redelivery();
    asked.act(wanted).await
}

/// Replaces the endpoint's secret and shows the new one.
#[handler]
pub(crate) async fn rotate_secret(asked: EndpointRequest) -> Result<Response> {
    asked.act(Act::RotateSecret).await
}

#[handler]
pub(crate) async fn set_status(asked: EndpointRequest) -> Result<Response> {
    let status = asked.form.field("status").parse().map_err(|_| PageError::UnreadableForm)?;
    asked.act(Act::SetStatus(status)).await
}

/// Removes the endpoint and its pending messages, if somebody typed its host.
#[handler]
pub(crate) async fn delete(asked: EndpointRequest) -> Result<Response> {
    let typed = asked.form.field("host").trim().to_owned();
    asked.act(Act::Delete(typed)).await
}
