//! Creation of the first operator, through a link that only the person who starts the service sees.

use askama::Template;
use domain::audit::AuditEntry;
use domain::operator::parse_email;
use domain::vault::{HashKey, KeyedHash};
use poem::http::StatusCode;
use poem::web::Data;
use poem::{Response, Result, handler};
use secrecy::SecretString;
use store::{LogIn, NewOperator};
use time::{Duration, OffsetDateTime};
use url::{Url, form_urlencoded};
use words::Words;

use crate::access::stranger::Stranger;
use crate::access::{alone, login, new_password, password, session};
use crate::page::error::PageError;
use crate::page::form::OwnForm;

const PATH: &str = "/admin/first";
/// How long the link is valid.
const LIFETIME: Duration = Duration::HOUR;

/// A link that is valid for an hour and as long as there is no operator. Only its hash is kept, and only in memory.
#[derive(Clone, Copy, Debug)]
pub struct FirstLink {
    token: KeyedHash,
    until: OffsetDateTime,
}

impl FirstLink {
    /// Creates a link, and its address, to be shown once to the person who started the service.
    pub fn new(keys: &HashKey, public_url: &Url, now: OffsetDateTime) -> (Self, SecretString) {
        let token: [u8; 32] = rand::random();
        let token = token.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        let address = format!("{}{PATH}?token={token}", public_url.as_str().trim_end_matches('/'));
        (Self { token: hash(keys, &token), until: now + LIFETIME }, address.into())
    }

    fn opens(&self, keys: &HashKey, token: &str, now: OffsetDateTime) -> bool {
        now < self.until && hash(keys, token) == self.token
    }
}

fn hash(keys: &HashKey, token: &str) -> KeyedHash {
    keys.hash("first operator", None, token)
}

/// The link of this process, if it has shown one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offered(pub(crate) Option<FirstLink>);

#[derive(Template)]
#[template(path = "first.html")]
struct FirstPage<'a> {
    words: &'static Words,
    problem: Option<String>,
    email: &'a str,
    token: &'a str,
    csrf: &'a str,
    min_chars: usize,
}

impl<'a> FirstPage<'a> {
    /// The empty form.
    fn new(stranger: Stranger<'a>, token: &'a str) -> Self {
        let Stranger { words, csrf, .. } = stranger;
        Self { words, problem: None, email: "", token, csrf, min_chars: password::MIN_CHARS }
    }

    fn password_label(&self) -> String {
        self.words.text_with("account-password-new", &[("count", &self.min_chars)])
    }
}

/// Fails with `SpentLink` for visitors without the link, or who come too late.
async fn expect_open(stranger: Stranger<'_>, offered: &Offered, token: &str) -> Result<(), PageError> {
    let Stranger { store, clock, .. } = stranger;
    let opens = offered.0.is_some_and(|link| link.opens(store.hash_key(), token, clock.now()));
    if opens && store.count_operators().await? == 0 { Ok(()) } else { Err(PageError::SpentLink) }
}

#[handler]
pub(crate) async fn show(stranger: Stranger<'_>, Data(offered): Data<&Offered>) -> Result<Response> {
    let query = stranger.req.uri().query().unwrap_or_default();
    let token = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "token");
    let token = token.map(|(_, token)| token.into_owned()).unwrap_or_default();
    expect_open(stranger, offered, &token).await?;
    alone::answer(&FirstPage::new(stranger, &token), StatusCode::OK)
}

#[handler]
pub(crate) async fn make(stranger: Stranger<'_>, form: OwnForm, Data(offered): Data<&Offered>) -> Result<Response> {
    let token = form.field("token");
    expect_open(stranger, offered, token).await?;
    let new = match read(&form, stranger.words).await? {
        Ok(new) => new,
        Err(problem) => {
            let page = FirstPage::new(stranger, token);
            let page = FirstPage { problem: Some(problem), email: form.field("email"), ..page };
            return alone::answer(&page, StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let made = stranger.store.add_first_operator(&new, stranger.clock.now()).await.map_err(PageError::from)?;
    let operator = made.ok_or(PageError::SpentLink)?;
    let entry = AuditEntry::OperatorAdded { email: operator.email.clone() };
    stranger.audit(&operator.email, &entry).await?;
    tracing::info!(operator = operator.id, "the first operator is made");
    login::admitted(stranger, &operator, LogIn::Whole, None, session::HOME).await
}

/// The operator to create, or the problem to show.
async fn read(form: &OwnForm, words: &'static Words) -> Result<Result<NewOperator, String>, PageError> {
    let Ok(email) = parse_email(form.field("email")) else { return Ok(Err(words.text("operators-wrong-email"))) };
    if form.field("password") != form.field("again") {
        return Ok(Err(words.text("password-wrong-again")));
    }
    let hash = new_password::hash(form.field("password"), words).await?;
    Ok(hash.map(|hash| NewOperator::owner(&email, &hash)))
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn link_is_good_for_an_hour_and_nobody_guesses_it() {
        let keys = HashKey::new(&HashKey::generate()).unwrap();
        let now = datetime!(2026-03-17 15:16:17 UTC);
        let url = Url::parse("https://tombstone.example").unwrap();
        let (link, address) = FirstLink::new(&keys, &url, now);
        let token = address.expose_secret().strip_prefix("https://tombstone.example/admin/first?token=").unwrap();
        assert_eq!(token.len(), 64);
        assert!(link.opens(&keys, token, now + Duration::minutes(59)));
        assert!(!link.opens(&keys, token, now + LIFETIME));
        for other in ["", "0", &token[1..], &token.replace(&token[..1], "g")] {
            assert!(!link.opens(&keys, other, now));
        }
        assert!(!format!("{link:?}{address:?}").contains(token));
    }
}
