//! A new password for oneself.

use domain::audit::AuditEntry;
use poem::web::Data;
use poem::{IntoResponse, Request, Response, Result, handler};
use store::OperatorChange;

use super::{PATH, Part, own, render};
use crate::done;
use crate::door::Door;
use crate::error::PageError;
use crate::form::OwnForm;
use crate::frame::Frame;
use crate::new_password;
use crate::sight::Sight;

/// Sets the password, if the present one was given, and ends all other sessions.
#[handler]
pub(crate) async fn set(
    req: &Request,
    form: OwnForm,
    frame: Frame,
    sight: Sight,
    Data(door): Data<&Door>,
) -> Result<Response> {
    if let Err(problem) = prove(req, &form, &frame, &sight, door).await? {
        return Ok(render(frame, &sight, None, Some((Part::Password, problem))).await?);
    }
    if form.field("new") != form.field("again") {
        let problem = frame.t("password-wrong-again");
        return Ok(render(frame, &sight, None, Some((Part::Password, problem))).await?);
    }
    let hash = match new_password::hash(form.field("new"), frame.words).await? {
        Ok(hash) => hash,
        Err(problem) => return Ok(render(frame, &sight, None, Some((Part::Password, problem))).await?),
    };
    let (email, this) = (sight.session().email.clone(), sight.session().id);
    let change = OperatorChange { password_hash: Some(hash), ..OperatorChange::default() };
    sight.service().change_operator(&email, &change, Some(this)).await.map_err(PageError::from)?;
    sight.audit(None, &AuditEntry::PasswordSet { email }).await.map_err(PageError::from)?;
    Ok(done::redirect(PATH, "password").into_response())
}

/// Whether the form has the operator's own password as `password`; in words what is wrong otherwise. As often as at the
/// door it may be wrong, so that whoever finds an open session can't try many.
pub(crate) async fn prove(
    req: &Request,
    form: &OwnForm,
    frame: &Frame,
    sight: &Sight,
    door: &Door,
) -> Result<Result<(), String>, PageError> {
    let operator = own(sight).await?;
    let attempt = match door.knock(web::client_ip(req), &operator.email, None) {
        Ok(attempt) => attempt,
        Err(wait) => return Ok(Err(frame.t1("password-wrong-often", "seconds", wait.as_secs() + 1))),
    };
    let password = form.field("password").into();
    if door.passwords.check(password, Some(operator.password_hash)).await.map_err(|_| PageError::Busy)? {
        attempt.give_back();
        return Ok(Ok(()));
    }
    Ok(Err(frame.t("password-wrong")))
}
