//! What can be done about an endpoint.

use domain::audit::AuditEntry;
use domain::webhook::{Endpoint, EndpointStatus, MessageId, WebhookSecret};
use poem::http::StatusCode;
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

/// Something to do.
enum Act {
    /// Send a message to try it.
    Test,
    /// Send one message again.
    Resend(MessageId),
    /// Send again what was received in a time.
    ResendRange(RedeliveryRange),
    /// Give it another secret.
    RotateSecret,
    /// Enable or disable it.
    SetStatus(EndpointStatus),
    /// Remove it and what is pending, if this is its host.
    Delete(String),
    /// Nothing, since what was typed can't be used: what to say of it.
    Nothing(&'static str),
}

/// What came of it.
enum Acted {
    /// It is done: what the audit says, and the endpoint's page.
    Done(AuditEntry, &'static str),
    /// It has another secret.
    Rotated(AuditEntry, WebhookSecret),
    /// It is gone.
    Deleted(AuditEntry),
    /// It is not done: what the endpoint's page says.
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
struct Asked {
    endpoint: Endpoint,
    form: OwnForm,
    frame: Frame,
    sight: Sight,
}

impl<'a> FromRequest<'a> for Asked {
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let form = OwnForm::from_request(req, body).await?;
        let Path(id) = Path::<String>::from_request(req, body).await?;
        let frame = Frame::from_request(req, body).await?;
        let sight = Sight::from_request(req, body).await?;
        let endpoint = reached(req, &sight, &id).await?.endpoint;
        Ok(Self { endpoint, form, frame, sight })
    }
}

impl Asked {
    /// Does it, writes it down, and answers. What is begun is done and written down also if whoever asked is gone
    /// meanwhile.
    async fn act(self, wanted: Act) -> Result<Response> {
        let Self { endpoint, frame, sight, .. } = self;
        let (id, host, now) = (endpoint.id.clone(), endpoint.host(), frame.now);
        let doing = async move {
            let acted = wanted.on(&endpoint, &webhooks(&sight, &endpoint)?, now).await?;
            if let Acted::Done(entry, _) | Acted::Rotated(entry, _) | Acted::Deleted(entry) = &acted {
                sight.audit(endpoint.portal.as_ref(), entry).await?;
            }
            Ok::<_, PageError>(acted)
        };
        match web::to_its_end(doing).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?? {
            Acted::Done(_, said) | Acted::NotDone(said) => {
                Ok(done::redirect(&format!("{PATH}/{id}"), said).into_response())
            }
            Acted::Deleted(_) => Ok(done::redirect(PATH, "deleted").into_response()),
            Acted::Rotated(_, secret) => ShowSecret::rotated(frame, &id, &host, secret).answer(),
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

/// Sends a message to try the endpoint.
#[handler]
pub(crate) async fn test(asked: Asked) -> Result<Response> {
    asked.act(Act::Test).await
}

/// Delivers one message again, or what was received in a time.
#[handler]
pub(crate) async fn redeliver(asked: Asked) -> Result<Response> {
    let wanted = asked.read_redelivery();
    asked.act(wanted).await
}

/// Gives the endpoint another secret, and shows it.
#[handler]
pub(crate) async fn rotate_secret(asked: Asked) -> Result<Response> {
    asked.act(Act::RotateSecret).await
}

/// Enables or disables the endpoint.
#[handler]
pub(crate) async fn set_status(asked: Asked) -> Result<Response> {
    let status = asked.form.field("status").parse().map_err(|_| PageError::UnreadableForm)?;
    asked.act(Act::SetStatus(status)).await
}

/// Removes the endpoint and what is pending, if somebody typed where it is.
#[handler]
pub(crate) async fn delete(asked: Asked) -> Result<Response> {
    let typed = asked.form.field("host").trim().to_owned();
    asked.act(Act::Delete(typed)).await
}
