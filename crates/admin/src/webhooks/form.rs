//! The form of an endpoint.

use askama::Template;
use domain::MemberId;
use domain::webhook::{Endpoint, InvalidField, MessageType, Unusable};
use poem::http::StatusCode;
use poem::{IntoResponse, Response, Result};

use super::PATH;
use super::typed::TypedEndpoint;
use crate::deletions::filter::{Group, entity_groups};
use crate::page::error::PageError;
use crate::page::frame::Frame;
use crate::page::markup::isolated;

/// What the form is about.
pub(super) enum About {
    /// A new endpoint, for one portal or for all of them.
    New {
        portal: Option<(MemberId, String)>,
        /// Identifies the form, so that it adds one endpoint however often it is sent.
        form: String,
    },
    /// An existing endpoint.
    Known { id: String, host: String, version: i64 },
}

impl About {
    /// A fresh form for a new endpoint.
    pub(super) fn added(portal: Option<(MemberId, String)>) -> Self {
        Self::New { portal, form: format!("{:032x}", rand::random::<u128>()) }
    }

    /// The same form once more.
    pub(super) fn again(portal: Option<(MemberId, String)>, form: &str) -> Self {
        Self::New { portal, form: form.to_owned() }
    }

    /// The form of an existing endpoint.
    pub(super) fn known(endpoint: &Endpoint) -> Self {
        Self::Known { id: endpoint.id.clone(), host: endpoint.host(), version: endpoint.version }
    }
}

#[derive(Template)]
#[template(path = "webhooks/form.html")]
pub(super) struct ShowForm {
    frame: Frame,
    about: About,
    typed: TypedEndpoint,
    wrong: Vec<InvalidField>,
    problem: Option<String>,
}

/// A message type to choose.
struct TypeChoice {
    kind: MessageType,
    meaning: String,
    chosen: bool,
}

impl ShowForm {
    pub(super) fn new(frame: Frame, about: About, typed: TypedEndpoint) -> Self {
        Self { frame, about, typed, wrong: Vec::new(), problem: None }
    }

    /// Shows what is wrong beside the fields.
    pub(super) fn wrong(self, wrong: Vec<InvalidField>) -> Self {
        Self { wrong, ..self }
    }

    /// Shows why nothing was saved, if no field is the reason.
    pub(super) fn saying(self, problem: String) -> Self {
        Self { problem: Some(problem), ..self }
    }

    pub(super) fn answer(self, status: StatusCode) -> Result<Response> {
        let html = self.render().map_err(PageError::from)?;
        Ok(self.frame.html(html).with_status(status).into_response())
    }

    fn title(&self) -> String {
        match &self.about {
            About::New { .. } => self.frame.t("webhooks-add"),
            About::Known { host, .. } => self.frame.t1("webhooks-edit-title", "host", host),
        }
    }

    fn lead(&self) -> String {
        match &self.about {
            About::New { portal: Some((_, domain)), .. } => {
                self.frame.t1("webhooks-add-portal", "domain", isolated(domain))
            }
            About::New { portal: None, .. } => self.frame.t("webhooks-add-all"),
            About::Known { .. } => self.frame.t("webhooks-edit-lead"),
        }
    }

    fn action(&self) -> String {
        match &self.about {
            About::New { .. } => self.back(),
            About::Known { id, .. } => format!("{PATH}/{id}/edit"),
        }
    }

    /// The page that the form belongs to.
    fn back(&self) -> String {
        match &self.about {
            About::New { portal: Some((member_id, _)), .. } => format!("/admin/portals/{member_id}/webhooks"),
            About::New { portal: None, .. } => PATH.to_owned(),
            About::Known { id, .. } => format!("{PATH}/{id}"),
        }
    }

    /// The pages above it: address and name of each.
    fn crumbs(&self) -> Vec<(String, String)> {
        let all = (PATH.to_owned(), self.frame.t("webhooks-title"));
        match &self.about {
            About::New { portal: Some((member_id, domain)), .. } => vec![
                ("/admin/portals".to_owned(), self.frame.t("portals-title")),
                (format!("/admin/portals/{member_id}"), isolated(domain)),
                (self.back(), self.frame.t("portal-webhooks")),
            ],
            About::New { portal: None, .. } => vec![all],
            About::Known { host, .. } => vec![all, (self.back(), host.clone())],
        }
    }

    /// The hidden field with the id of the form, or with the version of the endpoint.
    fn hidden(&self) -> (&'static str, String) {
        match &self.about {
            About::New { form, .. } => ("form", form.clone()),
            About::Known { version, .. } => ("version", version.to_string()),
        }
    }

    fn types(&self) -> [TypeChoice; 3] {
        MessageType::CHOICE.map(|kind| {
            let meaning = match kind {
                MessageType::DeletionRecorded | MessageType::Test => self.frame.t("webhooks-type-deletion"),
                MessageType::PortalAlarm => self.frame.t("webhooks-type-alarm"),
                MessageType::PortalBurst => self.frame.t("webhooks-type-burst"),
            };
            TypeChoice { kind, meaning, chosen: self.typed.has_type(kind) }
        })
    }

    fn entities(&self) -> Vec<Group> {
        entity_groups(&self.typed.entities, self.frame.words)
    }

    /// Whether the lists that limit an endpoint are expanded.
    fn is_open(&self) -> bool {
        self.typed.is_limited() || ["events", "entities"].iter().any(|field| self.said(field).is_some())
    }

    /// The message about what is wrong with a field.
    fn said(&self, field: &str) -> Option<String> {
        let wrong = self.wrong.iter().find(|wrong| wrong.field == field)?;
        Some(match &wrong.why {
            Unusable::Missing if field == "types" => self.frame.t("webhooks-unusable-types"),
            Unusable::Missing => self.frame.t("webhooks-unusable-missing"),
            Unusable::Nul => self.frame.t("webhooks-unusable-nul"),
            Unusable::TooLong(max) => self.frame.t1("webhooks-unusable-long", "max", *max),
            Unusable::TooMany(max) => self.frame.t1("webhooks-unusable-many", "max", *max),
            Unusable::NoCode => self.frame.t("webhooks-unusable-code"),
            Unusable::UnknownType => self.frame.t("webhooks-unusable-type"),
            Unusable::UnknownEntity(entity) => self.frame.t1("webhooks-unusable-entity", "entity", isolated(entity)),
            Unusable::NoAddress => self.frame.t("webhooks-unusable-address"),
            Unusable::Credentials => self.frame.t("webhooks-unusable-credentials"),
            Unusable::Forbidden => self.frame.t("webhooks-unusable-forbidden"),
        })
    }

    /// The fields that can't be used, with their labels.
    fn wrong_fields(&self) -> Vec<(&'static str, String)> {
        let name = |field: &str| match field {
            "url" => self.frame.t("webhooks-url"),
            "description" => self.frame.t("webhooks-description"),
            "types" => self.frame.t("webhooks-types"),
            "events" => self.frame.t("webhooks-events"),
            _ => self.frame.t("webhooks-entities"),
        };
        self.wrong.iter().map(|wrong| (wrong.field, name(wrong.field))).collect()
    }
}
