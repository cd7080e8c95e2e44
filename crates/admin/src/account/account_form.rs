//! A form about one's own account, which may require the present password.

use poem::http::StatusCode;
use poem::{FromRequest, Request, RequestBody, Response, Result};

use super::{Part, own, render};
use crate::access::door::Door;
use crate::access::sight::Sight;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::frame::Frame;

/// The form, and who posted it.
pub(crate) struct AccountForm<'a> {
    req: &'a Request,
    door: &'a Door,
    pub(super) form: OwnForm,
    pub(super) frame: Frame,
    pub(super) sight: Sight,
}

impl<'a> FromRequest<'a> for AccountForm<'a> {
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let form = OwnForm::from_request(req, body).await?;
        let frame = Frame::from_request(req, body).await?;
        let sight = Sight::from_request(req, body).await?;
        let door = req.data::<Door>().ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
        Ok(Self { req, door, form, frame, sight })
    }
}

impl AccountForm<'_> {
    /// Whether the form's `password` is the operator's own; `Err` holds the problem to show. Limited like log-ins, so
    /// that whoever finds an open session can't try many.
    pub(super) async fn prove(&self) -> Result<Result<(), String>, PageError> {
        let Self { req, door, form, frame, sight } = self;
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

    /// Renders the page with the problem in this part.
    pub(super) async fn refuse(self, part: Part, problem: String) -> Result<Response> {
        Ok(render(self.frame, &self.sight, None, Some((part, problem))).await?)
    }
}
