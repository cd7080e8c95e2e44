//! Visitors who are not logged in: what the log-in pages need from a request.

use domain::Clock;
use domain::audit::{AuditEntry, Refused};
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

/// A visitor who is not logged in. No reach limits the reads that find out who they are.
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
    pub(crate) fn address(&self) -> String {
        origin::address(self.req)
    }

    /// Records an act of somebody who gets in.
    pub(crate) async fn audit(&self, email: &str, entry: &AuditEntry) -> Result<(), PageError> {
        Ok(self.store.record_audit_from(self.clock.now(), email, Some(&self.address()), None, entry).await?)
    }

    /// Records a failed log-in, and whose it would have been.
    pub(crate) async fn record_failed(&self, email: Option<&str>, why: RefusalReason) -> Result<(), PageError> {
        let (now, address) = (self.clock.now(), self.address());
        Ok(self.store.record_refused_person(now, email, &address, None, Refused::LogIn, why).await?)
    }
}
