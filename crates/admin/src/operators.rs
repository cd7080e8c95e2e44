//! Who may use the dashboard: for owners.

use askama::Template;
use domain::audit::AuditEntry;
use domain::operator::{Operator, Role, parse_email};
use domain::reach::Reach;
use domain::{Clock, MemberId};
use poem::http::StatusCode;
use poem::web::{Data, Redirect};
use poem::{IntoResponse, Request, Response, Result, handler};
use store::{NewOperator, OperatorChange, OperatorOutcome, StoreError};

use crate::access::new_password;
use crate::access::sight::Sight;
use crate::deletions::named_portals::{self, WrongPortals};
use crate::page::done;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::frame::Frame;
use crate::page::when::When;

const PATH: &str = "/admin/operators";

/// All operators, and a form for a new one.
#[derive(Template)]
#[template(path = "operators.html")]
struct ShowOperators {
    frame: Frame,
    done: Option<String>,
    operators: Vec<OperatorView>,
    typed: TypedOperator,
    problem: Option<String>,
    min_chars: usize,
}

/// The typed form, shown again after an error.
#[derive(Default)]
struct TypedOperator {
    email: String,
    role: Option<Role>,
    portals: String,
}

struct OperatorView {
    operator: Operator,
    sees: String,
    portals: String,
    since: When,
    is_self: bool,
}

impl OperatorView {
    fn new(operator: Operator, frame: &Frame) -> Self {
        let sees = match &operator.reach {
            Reach::AllPortals => frame.t("operators-sees-all"),
            Reach::Portals(portals) => frame.t1("operators-sees", "count", portals.len()),
        };
        let portals = operator.reach.portals().map(|portals| portals.iter().map(MemberId::as_str).collect::<Vec<_>>());
        Self {
            sees,
            portals: portals.unwrap_or_default().join("\n"),
            since: frame.when(operator.created_at),
            is_self: operator.email == frame.email,
            operator,
        }
    }
}

impl ShowOperators {
    /// The roles to choose from for an existing operator.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a template gives references")]
    fn roles(&self, chosen: &Role) -> [(Role, String, bool); 3] {
        self.roles_with(*chosen)
    }

    /// The roles to choose from for a new operator.
    fn new_roles(&self) -> [(Role, String, bool); 3] {
        self.roles_with(self.typed.role.unwrap_or(Role::Viewer))
    }

    fn roles_with(&self, chosen: Role) -> [(Role, String, bool); 3] {
        Role::ALL.map(|role| (role, role_name(role, &self.frame), role == chosen))
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a template gives references")]
    fn role(&self, role: &Role) -> String {
        role_name(*role, &self.frame)
    }
}

pub(crate) fn role_name(role: Role, frame: &Frame) -> String {
    match role {
        Role::Owner => frame.t("role-owner"),
        Role::Operator => frame.t("role-operator"),
        Role::Viewer => frame.t("role-viewer"),
    }
}

#[handler]
pub(crate) async fn show(req: &Request, frame: Frame, sight: Sight) -> Result<Response> {
    let done = done::read(req).and_then(|done| match done.as_str() {
        "added" => Some(frame.t("operators-done-added")),
        "set" => Some(frame.t("operators-done-set")),
        "reset" => Some(frame.t("operators-done-reset")),
        "removed" => Some(frame.t("operators-done-removed")),
        _ => None,
    });
    Ok(render(frame, &sight, done, TypedOperator::default(), None).await?)
}

async fn render(
    frame: Frame,
    sight: &Sight,
    done: Option<String>,
    typed: TypedOperator,
    problem: Option<String>,
) -> Result<Response, PageError> {
    let operators = sight.service().list_operators().await?.into_iter();
    let operators = operators.map(|operator| OperatorView::new(operator, &frame)).collect();
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let min_chars = crate::access::password::MIN_CHARS;
    let page = ShowOperators { frame, done, operators, typed, problem, min_chars };
    Ok(page.frame.html(page.render()?).with_status(status).into_response())
}

#[handler]
pub(crate) async fn add(form: OwnForm, frame: Frame, sight: Sight, Data(clock): Data<&Clock>) -> Result<Response> {
    let typed = TypedOperator {
        email: form.field("email").to_owned(),
        role: form.field("role").parse().ok(),
        portals: form.field("portals").to_owned(),
    };
    let (email, role, reach) = match read(&typed, &frame, &sight).await? {
        Ok(read) => read,
        Err(problem) => return Ok(render(frame, &sight, None, typed, Some(problem)).await?),
    };
    let password_hash = match new_password::hash(form.field("password"), frame.words).await? {
        Ok(hash) => hash,
        Err(problem) => return Ok(render(frame, &sight, None, typed, Some(problem)).await?),
    };
    let new = NewOperator { email: email.clone(), password_hash, role, reach };
    match sight.service().add_operator(&new, clock.now()).await {
        Ok(_) => {}
        Err(StoreError::Conflict) => {
            let problem = frame.t("operators-wrong-taken");
            return Ok(render(frame, &sight, None, typed, Some(problem)).await?);
        }
        Err(error) => return Err(PageError::from(error).into()),
    }
    let said = [
        AuditEntry::OperatorAdded { email: email.clone() },
        AuditEntry::RoleSet { email: email.clone(), role: role.to_string() },
        AuditEntry::of_reach(&email, &new.reach),
    ];
    for entry in said {
        sight.audit(None, &entry).await.map_err(PageError::from)?;
    }
    Ok(done::redirect(PATH, "added").into_response())
}

async fn read(
    typed: &TypedOperator,
    frame: &Frame,
    sight: &Sight,
) -> Result<Result<(String, Role, Reach), String>, PageError> {
    let Ok(email) = parse_email(&typed.email) else { return Ok(Err(frame.t("operators-wrong-email"))) };
    let Some(role) = typed.role else { return Ok(Err(frame.t("operators-wrong-role"))) };
    let reach = named_portals::read(&typed.portals, sight.all()).await?;
    Ok(reach.map(|reach| (email, role, reach)).map_err(|wrong| wrong_portals(&wrong, frame)))
}

/// The message about names that can't be used.
pub(crate) fn wrong_portals(wrong: &WrongPortals, frame: &Frame) -> String {
    match wrong {
        WrongPortals::Unknown(name) => frame.t1("portals-wrong-unknown", "name", name),
        WrongPortals::TooMany => frame.t("portals-wrong-many"),
    }
}

#[handler]
pub(crate) async fn set(form: OwnForm, frame: Frame, sight: Sight) -> Result<Response> {
    let portals = form.field("portals").to_owned();
    let typed = TypedOperator { email: form.field("email").to_owned(), role: form.field("role").parse().ok(), portals };
    let (role, reach) = match read(&typed, &frame, &sight).await? {
        Ok((_, role, reach)) => (role, reach),
        Err(problem) => return Ok(render(frame, &sight, None, TypedOperator::default(), Some(problem)).await?),
    };
    let change = OperatorChange { role: Some(role), reach: Some(reach), ..OperatorChange::default() };
    change_operator(&form, frame, &sight, change, "set").await
}

#[handler]
pub(crate) async fn reset(form: OwnForm, frame: Frame, sight: Sight) -> Result<Response> {
    let change = OperatorChange { reset_second_factor: true, ..OperatorChange::default() };
    change_operator(&form, frame, &sight, change, "reset").await
}

async fn change_operator(
    form: &OwnForm,
    frame: Frame,
    sight: &Sight,
    change: OperatorChange,
    done: &str,
) -> Result<Response> {
    let email = parse_email(form.field("email")).map_err(|_| PageError::UnknownOperator)?;
    let outcome = sight.service().change_operator(&email, &change, None).await.map_err(PageError::from)?;
    match outcome {
        OperatorOutcome::Done(before) => {
            for entry in change.audited(&before) {
                sight.audit(None, &entry).await.map_err(PageError::from)?;
            }
            Ok(done::redirect(PATH, done).into_response())
        }
        OperatorOutcome::Unknown => Err(PageError::UnknownOperator.into()),
        OperatorOutcome::LastOwner => last_owner(frame, sight).await,
    }
}

async fn last_owner(frame: Frame, sight: &Sight) -> Result<Response> {
    let problem = frame.t("operators-wrong-last-owner");
    Ok(render(frame, sight, None, TypedOperator::default(), Some(problem)).await?)
}

#[handler]
pub(crate) async fn remove(form: OwnForm, frame: Frame, sight: Sight) -> Result<Response> {
    let email = parse_email(form.field("email")).map_err(|_| PageError::UnknownOperator)?;
    if form.field("sure") != "yes" {
        let problem = frame.t("operators-wrong-unsure");
        return Ok(render(frame, &sight, None, TypedOperator::default(), Some(problem)).await?);
    }
    match sight.service().remove_operator(&email).await.map_err(PageError::from)? {
        OperatorOutcome::Done(_) => {
            sight.audit(None, &AuditEntry::OperatorRemoved { email }).await.map_err(PageError::from)?;
            let redirect: Redirect = done::redirect(PATH, "removed");
            Ok(redirect.into_response())
        }
        OperatorOutcome::Unknown => Err(PageError::UnknownOperator.into()),
        OperatorOutcome::LastOwner => last_owner(frame, &sight).await,
    }
}
