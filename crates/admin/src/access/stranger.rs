//! Whoever is not logged in: what the pages on which somebody logs in ask of a request.

use domain::Clock;
use domain::audit::AuditEntry;
use domain::refusal::RefusalReason;
use poem::http::StatusCode;
use poem::web::CsrfToken;
use poem::{FromRequest, Request, RequestBody, Result};
use store::Store;
use words::Words;

use crate::access::door::Door;
use crate::access::origin;
use crate::access::sight::Whole;
use crate::page::error::PageError;
use crate::page::language::words_for;
use crate::page::site::Site;

/// Somebody who is not logged in. No reach bounds what is read to find out who they are.
#[derive(Clone, Copy)]
pub(crate) struct Stranger<'a> {
    pub(crate) req: &'a Request,
    /// For the form of the page.
    pub(crate) csrf: &'a CsrfToken,
    pub(crate) words: &'static Words,
    pub(crate) store: &'a Store,
    pub(crate) clock: &'a Clock,
    pub(crate) site: &'a Site,
    pub(crate) door: &'a Door,
}

impl<'a> FromRequest<'a> for Stranger<'a> {
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let (Some(Whole(store)), Some(clock), Some(site), Some(door)) =
            (req.data::<Whole>(), req.data::<Clock>(), req.data::<Site>(), req.data::<Door>())
        else {
            return Err(StatusCode::INTERNAL_SERVER_ERROR.into());
        };
        let csrf = <&CsrfToken>::from_request(req, body).await?;
        Ok(Self { req, csrf, words: words_for(req), store, clock, site, door })
    }
}

impl Stranger<'_> {
    /// From where they come.
    pub(crate) fn address(&self) -> String {
        origin::address(self.req)
    }

    /// Writes down what somebody did who gets in.
    pub(crate) async fn audit(&self, email: &str, entry: &AuditEntry) -> Result<(), PageError> {
        Ok(self.store.record_audit_from(self.clock.now(), email, Some(&self.address()), None, entry).await?)
    }

    /// Writes down that somebody did not get in, and whose log-in it would have been.
    pub(crate) async fn record_failed(&self, email: Option<&str>, why: RefusalReason) -> Result<(), PageError> {
        Ok(self.store.record_failed_log_in(self.clock.now(), email, &self.address(), why).await?)
    }
}
