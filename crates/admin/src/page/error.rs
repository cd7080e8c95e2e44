//! Errors of pages, in words that a person can act on.

use std::error::Error as _;
use std::sync::Arc;

use askama::Template;
use domain::requested_task::TaskRefusal;
use poem::error::ResponseError;
use poem::http::StatusCode;
use poem::http::header::RETRY_AFTER;
use poem::web::Html;
use poem::{Endpoint, Error, IntoResponse, Request, Response, Result};
use store::StoreError;
use words::Words;

use crate::page::frame::Frame;
use crate::page::language::words_for;

#[derive(Debug, thiserror::Error)]
pub(crate) enum PageError {
    #[error("there is no such page")]
    NotFound,
    /// The link to create the first operator was used, is too old, or never was one: nobody learns which.
    #[error("the link opens nothing")]
    SpentLink,
    #[error("no such portal")]
    UnknownPortal,
    /// No operator has this e-mail.
    #[error("no such operator")]
    UnknownOperator,
    /// The event is not in quarantine.
    #[error("no such event")]
    UnknownEvent,
    /// There is no such webhook endpoint, or the operator does not see it.
    #[error("no such endpoint")]
    UnknownEndpoint,
    #[error("no such deletion")]
    UnknownDeletion,
    /// The requested task makes no sense for the portal now.
    #[error("refused: {}", .0.as_str())]
    Refused(TaskRefusal),
    /// The app is installed in the portal, so its data is not purged.
    #[error("the app is installed there")]
    NotPurgeable,
    #[error("the role does not allow it")]
    NotAllowed,
    /// The act destroys data forever and was not confirmed.
    #[error("nobody said that they are sure")]
    Unsure,
    /// The operator has a second factor already.
    #[error("there is a second factor already")]
    HasSecondFactor,
    /// The form did not come from one of our pages, or the page was too old.
    #[error("the form's token is missing or wrong")]
    ForeignForm,
    /// The form is unreadable or too long.
    #[error("the form can't be read")]
    UnreadableForm,
    /// The cursor of the list is not one of ours.
    #[error("the cursor can't be read")]
    UnreadableCursor,
    /// The filter of the export is unreadable.
    #[error("the filter can't be read")]
    UnreadableFilter,
    #[error("too many views")]
    TooManyViews,
    #[error("too many log in at once")]
    Busy,
    #[error("the store failed")]
    Store(#[from] StoreError),
    #[error("the page can't be rendered")]
    Render(#[from] askama::Error),
}

impl ResponseError for PageError {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound
            | Self::SpentLink
            | Self::UnknownPortal
            | Self::UnknownDeletion
            | Self::UnknownOperator
            | Self::UnknownEndpoint
            | Self::UnknownEvent => StatusCode::NOT_FOUND,
            Self::ForeignForm | Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::Refused(_) | Self::NotPurgeable | Self::HasSecondFactor | Self::TooManyViews => StatusCode::CONFLICT,
            Self::Unsure => StatusCode::UNPROCESSABLE_ENTITY,
            Self::UnreadableForm | Self::UnreadableCursor | Self::UnreadableFilter => StatusCode::BAD_REQUEST,
            Self::Busy | Self::Store(StoreError::Database(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(_) | Self::Render(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl PageError {
    /// The message key of the title; its `.advice` says what to do.
    fn key(&self) -> &'static str {
        match self {
            Self::SpentLink => "error-spent-link",
            Self::UnknownPortal => "error-unknown-portal",
            Self::UnknownDeletion => "error-unknown-deletion",
            Self::UnknownOperator => "error-unknown-operator",
            Self::UnknownEvent => "error-unknown-event",
            Self::UnknownEndpoint => "error-unknown-endpoint",
            Self::NotAllowed => "error-not-allowed",
            Self::Unsure => "error-unsure",
            Self::HasSecondFactor => "error-has-second-factor",
            Self::Refused(_) => "error-refused",
            Self::NotPurgeable => "error-not-purgeable",
            Self::ForeignForm => "error-foreign-form",
            Self::UnreadableForm => "error-unreadable-form",
            Self::UnreadableCursor => "error-unreadable-cursor",
            Self::UnreadableFilter => "error-unreadable-filter",
            Self::TooManyViews => "error-too-many-views",
            Self::Busy => "error-busy",
            _ => key(self.status()),
        }
    }
}

/// Turns every failure into a page; our own faults are logged here, and only here.
pub(crate) async fn answered<E: Endpoint>(pages: Arc<E>, req: Request) -> Result<Response> {
    let words = words_for(&req);
    match pages.call(req).await {
        Ok(response) => Ok(response.into_response()),
        Err(error) => Ok(web::requests::on_its_route(error, async |error| worded(error, words, None)).await),
    }
}

/// The failure as a page of the dashboard, for logged-in operators.
pub(crate) async fn within(error: Error, frame: &Frame) -> Response {
    web::requests::on_its_route(error, async |error| worded(error, frame.words, Some(frame))).await
}

fn worded(error: Error, words: &'static Words, frame: Option<&Frame>) -> Response {
    let (status, page) = (error.status(), error.downcast_ref::<PageError>());
    if status.is_server_error() {
        let cause = page.and_then(|page| page.source().map(ToString::to_string));
        tracing::error!(status = status.as_u16(), %error, cause, "a page could not be shown");
    }
    if error.is_from_response() {
        return error.into_response();
    }
    let key = page.map_or_else(|| key(status), PageError::key);
    let advice = match page {
        Some(PageError::Refused(why)) => words.task_refusal(*why),
        _ => words.text(&format!("{key}.advice")),
    };
    show(ErrorPage { words, status: status.as_u16(), title: words.text(key), advice }, status, frame)
}

fn key(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "error-not-found",
        StatusCode::METHOD_NOT_ALLOWED => "error-method",
        StatusCode::TOO_MANY_REQUESTS => "error-too-many",
        StatusCode::SERVICE_UNAVAILABLE => "error-unavailable",
        status if status.is_client_error() => "error-not-understood",
        _ => "error-ours",
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    words: &'static Words,
    status: u16,
    title: String,
    advice: String,
}

/// The error page with the navigation around it.
#[derive(Template)]
#[template(path = "error_within.html")]
struct ErrorWithin<'a> {
    frame: &'a Frame,
    error: &'a ErrorPage,
}

fn show(page: ErrorPage, status: StatusCode, frame: Option<&Frame>) -> Response {
    let body = match frame {
        Some(frame) => ErrorWithin { frame, error: &page }.render(),
        None => page.render(),
    };
    let body = body.unwrap_or(page.title);
    let response = Html(body).with_status(status);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        return response.with_header(RETRY_AFTER, "5").into_response();
    }
    response.into_response()
}
