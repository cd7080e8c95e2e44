//! The page that shows an endpoint's secret, once.

use askama::Template;
use domain::webhook::WebhookSecret;
use poem::{Response, Result};
use secrecy::ExposeSecret;

use crate::page::error::PageError;
use crate::page::frame::Frame;

#[derive(Template)]
#[template(path = "webhooks/secret.html")]
pub(super) struct ShowSecret {
    frame: Frame,
    id: String,
    title: String,
    lead: String,
    secret: WebhookSecret,
}

impl ShowSecret {
    /// The secret of a new endpoint.
    pub(super) fn added(frame: Frame, id: &str, host: &str, secret: WebhookSecret) -> Self {
        let (title, lead) = (frame.t1("webhooks-added", "host", host), frame.t("webhooks-added.text"));
        Self { frame, id: id.to_owned(), title, lead, secret }
    }

    /// A secret that replaces another.
    pub(super) fn rotated(frame: Frame, id: &str, host: &str, secret: WebhookSecret) -> Self {
        let (title, lead) = (frame.t1("webhooks-secret-of", "host", host), frame.t("webhooks-secret-once"));
        Self { frame, id: id.to_owned(), title, lead, secret }
    }

    pub(super) fn answer(self) -> Result<Response> {
        Ok(self.frame.html(self.render().map_err(PageError::from)?))
    }
}
