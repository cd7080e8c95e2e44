//! A posted form, readable only after its token was checked.

use domain::refusal::RefusalReason;
use domain::wire::storable;
use poem::web::CsrfVerifier;
use poem::{FromRequest, Request, RequestBody, Result};
use url::form_urlencoded;

use crate::access::refusals;
use crate::page::error::PageError;

const MAX_BYTES: usize = 16 * 1024;

/// The fields of a form from one of our pages.
pub(crate) struct OwnForm(Vec<(String, String)>);

impl OwnForm {
    /// The last value of a field; empty if it is missing.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.values(name).last().unwrap_or_default()
    }

    /// All values of a field that may have several.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

impl<'a> FromRequest<'a> for OwnForm {
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let bytes = body.take()?.into_bytes_limit(MAX_BYTES).await.map_err(|_| PageError::UnreadableForm)?;
        let fields = form_urlencoded::parse(&bytes);
        let form = Self(fields.map(|(name, text)| (name.into_owned(), storable(text).into_owned())).collect());
        let verifier = <&CsrfVerifier>::from_request(req, body).await?;
        if verifier.is_valid(form.field("csrf")) {
            return Ok(form);
        }
        refusals::refuse(req, None, RefusalReason::ForeignForm { act: refusals::act_of(req) }).await?;
        Err(PageError::ForeignForm.into())
    }
}
