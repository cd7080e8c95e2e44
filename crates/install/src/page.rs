//! The look of the pages: each stands alone, since a portal's frame may load nothing else of ours.

use askama::Template;
use poem::http::{StatusCode, header};
use poem::{IntoResponse, Response};
use words::{Argument, Words};

use crate::steps::Steps;

/// Where the portal's own script library comes from (docs/protocol.md 3.1), under the scheme of the page or https.
const LIBRARY: &str = "api.bitrix24.com";

/// Where a page is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a frame of the portal at this host, which has passed as a plain host.
    Frame(String),
    /// In a window of its own.
    Window,
}

/// What a page needs to be shown as it is meant, and as nothing else.
#[derive(Debug)]
pub(crate) struct Look {
    /// Marks our own styles and scripts for the content security policy.
    pub(crate) nonce: String,
    pub(crate) words: &'static Words,
    place: Place,
    is_dark: bool,
}

impl Look {
    pub(crate) fn new(place: Place, words: &'static Words) -> Self {
        Self { nonce: format!("{:032x}", rand::random::<u128>()), words, place, is_dark: false }
    }

    pub(crate) fn t(&self, key: &str) -> String {
        self.words.text(key)
    }

    pub(crate) fn t1(&self, key: &str, name: &str, value: impl Argument) -> String {
        self.words.text_with(key, &[(name, &value)])
    }

    pub(crate) fn with_dark(self, is_dark: bool) -> Self {
        Self { is_dark, ..self }
    }

    /// Whether light or dark follows the system: in a frame it follows the portal, which ignores the system.
    pub(crate) fn follows_system(&self) -> bool {
        !self.is_framed()
    }

    /// Whether the page is dark whatever the system is.
    pub(crate) fn is_dark(&self) -> bool {
        self.is_dark
    }

    pub(crate) fn is_framed(&self) -> bool {
        matches!(self.place, Place::Frame(_))
    }

    pub(crate) fn response(&self, status: StatusCode, page: &impl Template) -> Response {
        let Ok(page) = page.render() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
        let mut response = self.headers(status);
        response.set_body(page);
        response
    }

    /// The answer without its body.
    pub(crate) fn headers(&self, status: StatusCode) -> Response {
        Response::builder()
            .status(status)
            .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
            .header(header::CONTENT_SECURITY_POLICY, self.policy())
            .header(header::CACHE_CONTROL, "no-store")
            .header(header::REFERRER_POLICY, "no-referrer")
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
            .finish()
    }

    /// Only the portal itself may frame the page, under either scheme: self-hosted portals may use http. A form in a
    /// window leads on to the portal.
    fn policy(&self) -> String {
        let nonce = &self.nonce;
        let common = format!("default-src 'none'; style-src 'nonce-{nonce}'; img-src data:; base-uri 'none'");
        match &self.place {
            Place::Frame(host) => format!(
                "{common}; script-src 'nonce-{nonce}' {LIBRARY}; form-action 'self'; \
                 frame-ancestors https://{host} http://{host}"
            ),
            Place::Window => format!("{common}; form-action 'self' https: http:; frame-ancestors 'none'"),
        }
    }
}

/// How a person came to install.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// By the installer page, which tells the portal when the installation is finished.
    Frame,
    /// By the app's page inside the portal, where the installation is finished already.
    App,
    /// By the authorization in a browser, from the portal at this address.
    Code(Option<String>),
}

/// The outcome of an install.
#[derive(Template)]
#[template(path = "install/outcome.html")]
pub(crate) struct Outcome<'a> {
    pub(crate) look: &'a Look,
    pub(crate) way: Way,
    pub(crate) domain: &'a str,
    pub(crate) steps: &'a Steps,
}

/// The end of a page that showed the steps while they ran.
#[derive(Template)]
#[template(path = "install/result.html")]
pub(crate) struct Ending<'a> {
    pub(crate) look: &'a Look,
    pub(crate) way: Way,
    pub(crate) domain: &'a str,
    pub(crate) steps: &'a Steps,
}

impl Outcome<'_> {
    fn finishes(&self) -> bool {
        self.way.finishes(self.steps)
    }

    fn portal(&self) -> Option<&str> {
        self.way.portal()
    }
}

impl Ending<'_> {
    fn finishes(&self) -> bool {
        self.way.finishes(self.steps)
    }

    fn portal(&self) -> Option<&str> {
        self.way.portal()
    }
}

impl Way {
    /// Whether to tell the portal that the installation is finished.
    fn finishes(&self, steps: &Steps) -> bool {
        *self == Self::Frame && steps.are_done()
    }

    /// The portal's address, if the page is outside of the portal.
    fn portal(&self) -> Option<&str> {
        if let Self::Code(portal) = self { portal.as_deref() } else { None }
    }
}

/// A page with one message.
#[derive(Debug)]
pub(crate) struct Notice {
    words: &'static Words,
    title: String,
    text: String,
    advice: String,
    form: bool,
    domain: Option<String>,
}

#[derive(Template)]
#[template(path = "install/notice.html")]
struct NoticePage<'a> {
    look: &'a Look,
    notice: &'a Notice,
}

impl Notice {
    /// What happened, under the title of the message `key`, and what to do.
    pub(crate) fn new(words: &'static Words, key: &str, text: impl Into<String>, advice: impl Into<String>) -> Self {
        let (title, text, advice) = (words.text(key), text.into(), advice.into());
        Self { words, title, text, advice, form: false, domain: None }
    }

    /// Adds a form for the portal's address.
    pub(crate) fn with_form(self) -> Self {
        Self { form: true, ..self }
    }

    /// Adds a way to begin again at this portal.
    pub(crate) fn again_at(self, domain: &str) -> Self {
        Self { domain: Some(domain.to_owned()), ..self }
    }

    pub(crate) fn response(&self, status: StatusCode, place: Place) -> Response {
        let look = Look::new(place, self.words);
        look.response(status, &NoticePage { look: &look, notice: self })
    }
}
