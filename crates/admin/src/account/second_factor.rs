//! One's own second factor: on, off, and new recovery codes.

use askama::Template;
use domain::audit::AuditEntry;
use domain::operator::Session;
use domain::{Clock, second_factor};
use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Response, Result, handler};
use secrecy::{ExposeSecret, SecretString};
use store::{OperatorChange, OperatorOutcome};

use super::account_form::AccountForm;
use super::{PATH, Part, own};
use crate::access::sight::Sight;
use crate::account::qr;
use crate::page::done;
use crate::page::error::PageError;
use crate::page::frame::Frame;

/// Shows the secret to scan, and the field for its first code.
#[derive(Template)]
#[template(path = "account/second_factor.html")]
struct OfferSecondFactor {
    frame: Frame,
    problem: Option<String>,
    qr: Option<qr::Squares>,
    secret: String,
}

/// Shows the recovery codes, this once.
#[derive(Template)]
#[template(path = "account/recovery_codes.html")]
struct ShowRecoveryCodes {
    frame: Frame,
    is_new: bool,
    codes: Vec<SecretString>,
}

#[handler]
pub(crate) async fn offer(frame: Frame, sight: Sight) -> Result<Response> {
    if own(&sight).await?.has_second_factor {
        return Err(PageError::HasSecondFactor.into());
    }
    Ok(show_offer(frame, &sight, None).await?)
}

async fn show_offer(frame: Frame, sight: &Sight, problem: Option<String>) -> Result<Response, PageError> {
    let Session { operator_id, email, .. } = sight.session();
    let secret = sight.service().offer_second_factor(*operator_id).await?;
    let qr = qr::Squares::of(second_factor::address(&secret, email).expose_secret());
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    // In groups of four, as people type it.
    let letters: Vec<char> = secret.expose_secret().chars().collect();
    let secret = letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ");
    let page = OfferSecondFactor { frame, problem, qr, secret };
    Ok(page.frame.html(page.render()?).with_status(status).into_response())
}

#[handler]
pub(crate) async fn confirm(asked: AccountForm<'_>, Data(clock): Data<&Clock>) -> Result<Response> {
    if own(&asked.sight).await?.has_second_factor {
        return Err(PageError::HasSecondFactor.into());
    }
    let proven = asked.prove().await?;
    let AccountForm { form, frame, sight, .. } = asked;
    if let Err(problem) = proven {
        return Ok(show_offer(frame, &sight, Some(problem)).await?);
    }
    let (id, email) = (sight.session().operator_id, sight.session().email.clone());
    let confirmed = sight.service().confirm_second_factor(id, form.field("code"), clock.now()).await;
    let Some(codes) = confirmed.map_err(PageError::from)? else {
        let problem = frame.t("second-factor-wrong-code");
        return Ok(show_offer(frame, &sight, Some(problem)).await?);
    };
    sight.audit(None, &AuditEntry::SecondFactorOn { email }).await.map_err(PageError::from)?;
    show_codes(frame, codes, true)
}

fn show_codes(frame: Frame, codes: Vec<SecretString>, is_new: bool) -> Result<Response> {
    let page = ShowRecoveryCodes { frame, is_new, codes };
    Ok(page.frame.html(page.render().map_err(PageError::from)?))
}

/// Turns it off, if the password is right.
#[handler]
pub(crate) async fn turn_off(asked: AccountForm<'_>) -> Result<Response> {
    if let Err(problem) = asked.prove().await? {
        return asked.refuse(Part::SecondFactor, problem).await;
    }
    let sight = &asked.sight;
    let (email, this) = (sight.session().email.clone(), sight.session().id);
    let change = OperatorChange { reset_second_factor: true, ..OperatorChange::default() };
    let outcome = sight.service().change_operator(&email, &change, Some(this)).await.map_err(PageError::from)?;
    if let OperatorOutcome::Done(_) = outcome {
        sight.audit(None, &AuditEntry::SecondFactorOff { email }).await.map_err(PageError::from)?;
    }
    Ok(done::redirect(PATH, "off").into_response())
}

/// Makes new recovery codes, if the password is right.
#[handler]
pub(crate) async fn renew_codes(asked: AccountForm<'_>) -> Result<Response> {
    if let Err(problem) = asked.prove().await? {
        return asked.refuse(Part::SecondFactor, problem).await;
    }
    let AccountForm { frame, sight, .. } = asked;
    let operator = own(&sight).await?;
    if !operator.has_second_factor {
        return Ok(done::redirect(PATH, "off").into_response());
    }
    let codes = sight.service().renew_recovery_codes(operator.id).await.map_err(PageError::from)?;
    let made = AuditEntry::RecoveryCodesMade { email: operator.email };
    sight.audit(None, &made).await.map_err(PageError::from)?;
    show_codes(frame, codes, false)
}
