//! What the operator may see. Pages query through it (lists of deletions through `Subject`), so none forgets.

use std::collections::BTreeSet;

use domain::audit::AuditEntry;
use domain::operator::Session;
use domain::{Clock, MemberId};
use poem::http::StatusCode;
use poem::{FromRequest, Request, RequestBody, Result};
use store::{AllPortals, Store, StoreError, Tenant};
use time::OffsetDateTime;

use crate::access::origin;
use crate::page::error::PageError;

/// The whole store, which [`Sight`] limits to what an operator may see. No page uses it directly.
#[derive(Clone, Debug)]
pub(crate) struct Whole(pub(crate) Store);

/// What one operator may see, for one request.
pub(crate) struct Sight {
    store: Store,
    session: Session,
    from: String,
    now: OffsetDateTime,
}

impl<'a> FromRequest<'a> for Sight {
    async fn from_request(req: &'a Request, _body: &mut RequestBody) -> Result<Self> {
        let session = req.extensions().get::<Session>().ok_or(StatusCode::UNAUTHORIZED)?.clone();
        let Whole(store) = req.data::<Whole>().ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
        let clock = req.data::<Clock>().ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
        Ok(Self { store: store.clone(), session, from: origin::address(req), now: clock.now() })
    }
}

impl Sight {
    /// All portals that the operator sees.
    pub(crate) fn all(&self) -> AllPortals<'_> {
        self.store.within(&self.session.reach)
    }

    /// One portal; unknown to operators who do not see it.
    pub(crate) fn portal<'a>(&'a self, member_id: &'a MemberId) -> Result<Tenant<'a>, PageError> {
        self.all().tenant(member_id).ok_or(PageError::UnknownPortal)
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// Whether the operator sees all portals, and what belongs to none.
    pub(crate) fn is_unlimited(&self) -> bool {
        self.session.reach.is_unlimited()
    }

    /// Limits the audit to rows about the operator's portals and their own; `None` if they see all rows.
    pub(crate) fn of_audit(&self) -> Option<(BTreeSet<MemberId>, String)> {
        Some((self.session.reach.portals()?.clone(), self.session.email.clone()))
    }

    /// Data of no portal: operators, sessions, keys, the audit.
    pub(crate) fn service(&self) -> &Store {
        &self.store
    }

    /// Records what the operator did.
    pub(crate) async fn audit(&self, member_id: Option<&MemberId>, entry: &AuditEntry) -> Result<(), StoreError> {
        let (actor, from) = (self.session.email.as_str(), Some(self.from.as_str()));
        self.store.record_audit_from(self.now, actor, from, member_id, entry).await
    }
}
