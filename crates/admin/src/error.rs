//! What went wrong, in words that a person can act on.

use std::error::Error as _;

use askama::Template;
use poem::error::ResponseError;
use poem::http::StatusCode;
use poem::http::header::RETRY_AFTER;
use poem::web::Html;
use poem::{Error, IntoResponse, Response};
use store::StoreError;

/// Why a page can't be shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PageError {
    /// The address leads nowhere.
    #[error("there is no such page")]
    NotFound,
    /// No portal has this `member_id`.
    #[error("no such portal")]
    UnknownPortal,
    /// The portal has no deletion of this number.
    #[error("no such deletion")]
    UnknownDeletion,
    /// What was asked for makes no sense for the portal now; the sentence says why.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// The form did not come from a page of ours, or from too old a one.
    #[error("the form's token is missing or wrong")]
    ForeignForm,
    /// The form is not readable, or too long.
    #[error("the form can't be read")]
    UnreadableForm,
    /// The link to a further page of a list is not one of ours.
    #[error("the cursor can't be read")]
    UnreadableCursor,
    /// The filter of an export is not readable.
    #[error("the filter can't be read")]
    UnreadableFilter,
    /// Too many people log in at once.
    #[error("too many log in at once")]
    Busy,
    /// The data can't be read.
    #[error("the store failed")]
    Store(#[from] StoreError),
    /// A template failed.
    #[error("the page can't be rendered")]
    Render(#[from] askama::Error),
}

impl ResponseError for PageError {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::UnknownPortal | Self::UnknownDeletion => StatusCode::NOT_FOUND,
            Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::UnreadableForm | Self::UnreadableCursor | Self::UnreadableFilter => StatusCode::BAD_REQUEST,
            Self::Busy | Self::Store(StoreError::Database(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(_) | Self::Render(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn as_response(&self) -> Response {
        let (title, advice) = self.words();
        page(self.status(), title, advice)
    }
}

impl PageError {
    fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::UnknownPortal => (
                "This portal is not known",
                "It never installed the app here, or its data was purged. The list of portals shows those that are.",
            ),
            Self::UnknownDeletion => (
                "This deletion is not here",
                "The portal has none with this number: it was not recorded yet, or is older than deletions are kept.",
            ),
            Self::Refused(why) => ("This can’t be done for the portal now", why),
            Self::ForeignForm => (
                "The form could not be accepted",
                "It was open for too long, or was not sent from this dashboard. Go back, load the page again, and send it once more. Cookies have to be allowed.",
            ),
            Self::UnreadableForm => {
                ("The form could not be read", "Go back, load the page again, and send it once more.")
            }
            Self::UnreadableCursor => (
                "This page of the list can’t be found",
                "The address was changed or cut off. Open the list again from its beginning.",
            ),
            Self::UnreadableFilter => (
                "This filter can’t be used as it is",
                "Open the list with the same filter: it marks the field that has to be corrected.",
            ),
            Self::Busy => ("Too many people are logging in", "Wait a few seconds and try again."),
            _ => words(self.status()),
        }
    }
}

/// Turns every failure into a page; our own faults are logged here, and only here.
pub(crate) async fn answer(error: Error) -> Response {
    web::requests::on_its_route(error, async |error| worded(error)).await
}

fn worded(error: Error) -> Response {
    let status = error.status();
    if status.is_server_error() {
        let cause = error.downcast_ref::<PageError>().and_then(|page| page.source().map(ToString::to_string));
        tracing::error!(status = status.as_u16(), %error, cause, "a page could not be shown");
    }
    if error.is::<PageError>() || error.is_from_response() {
        return error.into_response();
    }
    let (title, advice) = words(status);
    page(status, title, advice)
}

fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::NOT_FOUND => {
            ("There is no such page", "The address may be mistyped, or the page has moved. The overview leads on.")
        }
        StatusCode::METHOD_NOT_ALLOWED => {
            ("This page can’t be used that way", "Open it from the dashboard instead of sending something to it.")
        }
        StatusCode::TOO_MANY_REQUESTS => ("Too many attempts", "Wait a minute and try again."),
        StatusCode::SERVICE_UNAVAILABLE => (
            "The data can’t be reached just now",
            "Nothing is lost: events are still taken in. Try again in a few seconds; if it lasts, whoever runs this service finds the cause with “tombstone doctor”.",
        ),
        status if status.is_client_error() => {
            ("This could not be understood", "Go back and try again, or start from the overview.")
        }
        _ => (
            "Something went wrong here",
            "It was not your doing, and it has been logged. Try again; if it lasts, tell whoever runs this service when it happened.",
        ),
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    status: u16,
    title: &'static str,
    advice: &'static str,
}

fn page(status: StatusCode, title: &'static str, advice: &'static str) -> Response {
    let page = ErrorPage { status: status.as_u16(), title, advice };
    let body = page.render().unwrap_or_else(|_| title.to_owned());
    let response = Html(body).with_status(status);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        return response.with_header(RETRY_AFTER, "5").into_response();
    }
    response.into_response()
}
