//! Pages of the frame with one message: why nothing is shown, and what to do.

use askama::Template;
use domain::refusal::RefusalReason;
use poem::http::StatusCode;
use poem::{IntoResponse, Response};
use web::Problem;
use words::Words;

use crate::page::{Look, Place};

#[derive(Debug)]
pub(crate) struct FrameNotice {
    words: &'static Words,
    title: String,
    text: String,
    advice: String,
    /// Whether opening the app again may help.
    reopens: bool,
    /// An address in the portal, and the link's text.
    link: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "install/portal/notice.html")]
struct NoticePage<'a> {
    look: &'a Look,
    words: &'static Words,
    notice: &'a FrameNotice,
}

pub(crate) fn not_found() -> Response {
    Problem::new(StatusCode::NOT_FOUND, "not_found", "There is nothing at this address.").into_response()
}

impl FrameNotice {
    /// What happened, and what to do.
    pub(crate) fn new(words: &'static Words, title: String, text: String, advice: String) -> Self {
        Self { words, title, text, advice, reopens: false, link: None }
    }

    /// Adds a button that opens the app again.
    pub(crate) fn reopening(self) -> Self {
        Self { reopens: true, ..self }
    }

    /// Adds a link into the portal.
    pub(crate) fn with_link(self, href: String, text: String) -> Self {
        Self { link: Some((href, text)), ..self }
    }

    pub(crate) fn response(&self, status: StatusCode, place: Place) -> Response {
        let look = Look::new(place, self.words);
        look.response(status, &NoticePage { look: &look, words: self.words, notice: self })
    }
}

pub(crate) fn broken(words: &'static Words) -> FrameNotice {
    let (title, text) = (words.text("app-broken"), words.text("app-broken.detail"));
    FrameNotice::new(words, title, text, String::new()).reopening()
}

pub(crate) fn refused(words: &'static Words, reason: &RefusalReason) -> FrameNotice {
    let title = match reason {
        RefusalReason::PageEnded => words.text("app-page-ended"),
        _ => words.text("app-page-refused"),
    };
    FrameNotice::new(words, title, words.refusal(reason), words.text("app-page-refused.advice")).reopening()
}

/// For visitors who are not known, when nobody pays for the app any more.
pub(crate) fn unpaid(words: &'static Words, market: Option<String>) -> FrameNotice {
    let (title, text) = (words.text("app-unpaid"), words.text("app-unpaid.stranger"));
    let notice = FrameNotice::new(words, title, text, words.text("app-unpaid.renew"));
    match market {
        Some(market) => notice.with_link(market, words.text("app-unpaid.link")),
        None => notice,
    }
}

pub(crate) fn for_administrators(words: &'static Words) -> FrameNotice {
    let (title, text) = (words.text("app-administrators"), words.text("app-administrators.detail"));
    FrameNotice::new(words, title, text, words.text("app-administrators.advice"))
}
