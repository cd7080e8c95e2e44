//! Changes one's own password.

use domain::audit::AuditEntry;
use poem::{IntoResponse, Response, Result, handler};
use store::OperatorChange;

use super::account_form::AccountForm;
use super::{PATH, Part};
use crate::access::new_password;
use crate::page::done;
use crate::page::error::PageError;

/// Sets the password if the present one is right, and ends all other sessions.
#[handler]
pub(crate) async fn set(asked: AccountForm<'_>) -> Result<Response> {
    if let Err(problem) = asked.prove().await? {
        return asked.refuse(Part::Password, problem).await;
    }
    let (form, frame, sight) = (&asked.form, &asked.frame, &asked.sight);
    if form.field("new") != form.field("again") {
        let problem = frame.t("password-wrong-again");
        return asked.refuse(Part::Password, problem).await;
    }
    let hash = match new_password::hash(form.field("new"), frame.words).await? {
        Ok(hash) => hash,
        Err(problem) => return asked.refuse(Part::Password, problem).await,
    };
    let (email, this) = (sight.session().email.clone(), sight.session().id);
    let change = OperatorChange { password_hash: Some(hash), ..OperatorChange::default() };
    sight.service().change_operator(&email, &change, Some(this)).await.map_err(PageError::from)?;
    sight.audit(None, &AuditEntry::PasswordSet { email }).await.map_err(PageError::from)?;
    Ok(done::redirect(PATH, "password").into_response())
}
