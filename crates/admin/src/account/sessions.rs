//! The sessions of one's own account.

use domain::audit::AuditEntry;
use domain::operator::OpenSession;
use poem::web::{Data, Redirect};
use poem::{IntoResponse, Request, Response, Result, handler};

use super::PATH;
use crate::access::sight::Sight;
use crate::access::{origin, session};
use crate::page::done;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::frame::Frame;
use crate::page::site::Site;
use crate::page::when::When;

pub(crate) struct SessionView {
    pub(crate) id: i64,
    pub(crate) browser: String,
    pub(crate) said: String,
    pub(crate) address: String,
    pub(crate) since: When,
    pub(crate) seen: When,
    pub(crate) is_this: bool,
}

/// The current operator's sessions.
pub(crate) async fn find(sight: &Sight, frame: &Frame) -> Result<Vec<SessionView>, PageError> {
    let this = sight.session().id;
    let view = |session: OpenSession| {
        let OpenSession { id, created_at, seen_at, origin } = session;
        let named = origin::browser(&origin.browser);
        SessionView {
            id,
            browser: if named.is_empty() { frame.t("account-browser-unknown") } else { named },
            said: origin.browser,
            address: origin.address,
            since: frame.when(created_at),
            seen: frame.when(seen_at),
            is_this: id == this,
        }
    };
    let sessions = sight.service().list_sessions(sight.session().operator_id, frame.now).await?;
    Ok(sessions.into_iter().map(view).collect())
}

/// Ends one session or all of them, including this one.
#[handler]
pub(crate) async fn end(req: &Request, form: OwnForm, sight: Sight, Data(site): Data<&Site>) -> Result<Response> {
    let one: Option<i64> = match form.field("session") {
        "all" => None,
        id => Some(id.parse().map_err(|_| PageError::UnreadableForm)?),
    };
    let own = sight.session();
    let sessions = sight.service().close_sessions(own.operator_id, one).await.map_err(PageError::from)?;
    sight.audit(None, &AuditEntry::SessionsEnded { sessions }).await.map_err(PageError::from)?;
    if one.is_none_or(|id| id == own.id) {
        req.cookie().add(session::closing(site));
        return Ok(Redirect::see_other("/admin/login").into_response());
    }
    Ok(done::redirect(PATH, "ended").into_response())
}
