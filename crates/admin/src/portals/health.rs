//! The health of one portal: what is wrong, what to do, and everything else that we know.

mod asked;
mod fact;
mod facts;

use askama::Template;
use domain::MemberId;
use domain::audit::AuditEntry;
use domain::requested_task::RequestedTask;
use domain::titles::TitleSettings;
use poem::web::{Data, Path, Redirect};
use poem::{Request, Response, Result, handler};
use store::Call;

use crate::access::sight::Sight;
use crate::page::bars::Bars;
use crate::page::done;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::frame::Frame;
use crate::page::when::When;
use crate::portals::PortalView;

use asked::{FollowedTask, Outcome};
use fact::{Fact, FactGroup};

/// How many calls to show.
const CALLS: u64 = 25;

#[derive(Template)]
#[template(path = "portals/health.html", blocks = ["live"])]
struct ShowHealth {
    frame: Frame,
    portal: PortalView,
    live: String,
    requested_tasks: Vec<TaskButton>,
    outcome: Option<Outcome>,
    columns: [Vec<FactGroup>; 2],
    deliveries: Vec<Fact>,
    bars: Bars,
    calls: Vec<CallView>,
    /// Whether titles are kept, for operators who may change that, and what is wrong with the typed form.
    titles: Option<(TitleSettings, Option<String>)>,
    done: Option<String>,
    purge: Option<Purge>,
}

/// The form that purges the portal.
#[derive(Default)]
struct Purge {
    typed: String,
    problem: Option<String>,
}

/// What is wrong with the typed forms of the page.
#[derive(Default)]
struct Problem {
    purge: Purge,
    titles: Option<String>,
}

/// A task that the operator can request.
struct TaskButton {
    action: String,
    text: String,
}

/// A call to the portal, or about it.
struct CallView {
    key: String,
    when: When,
    call: Call,
}

impl CallView {
    fn went_well(&self) -> bool {
        self.call.status.is_some_and(|status| status < 400)
    }
}

#[handler]
pub(crate) async fn show(req: &Request, Path(member_id): Path<String>, frame: Frame, sight: Sight) -> Result<Response> {
    let member_id = MemberId::parse(&member_id).map_err(|_| PageError::UnknownPortal)?;
    let asked = FollowedTask::read(req.uri().query(), frame.now);
    let done = done::read(req).filter(|done| done == "titles").map(|_| frame.t("app-saved"));
    let page = ShowHealth { done, ..find(&sight, &member_id, asked, Problem::default(), frame).await? };
    let html = if page.frame.is_partial() { page.as_live().render() } else { page.render() };
    Ok(page.frame.html(html.map_err(PageError::from)?))
}

/// The page with the problem in the form that purges the portal.
pub(crate) async fn with_purge_refused(
    sight: &Sight,
    member_id: &MemberId,
    typed: String,
    problem: String,
    frame: Frame,
) -> Result<Response, PageError> {
    let problem = Problem { purge: Purge { typed, problem: Some(problem) }, titles: None };
    let page = find(sight, member_id, None, problem, frame).await?;
    Ok(page.frame.html(page.render()?))
}

/// The page with the problem in the form about titles.
pub(crate) async fn with_titles_refused(
    sight: &Sight,
    member_id: &MemberId,
    problem: String,
    frame: Frame,
) -> Result<Response, PageError> {
    let problem = Problem { titles: Some(problem), ..Problem::default() };
    let page = find(sight, member_id, None, problem, frame).await?;
    Ok(page.frame.html(page.render()?))
}

async fn find(
    sight: &Sight,
    member_id: &MemberId,
    asked: Option<FollowedTask>,
    problem: Problem,
    frame: Frame,
) -> Result<ShowHealth, PageError> {
    let tenant = sight.portal(member_id)?;
    let (health, calls) = tokio::try_join!(tenant.find_health(frame.now), tenant.list_calls(CALLS))?;
    let health = health.ok_or(PageError::UnknownPortal)?;
    let request = match asked {
        Some(asked) => tenant.find_request(asked.task()).await?,
        None => None,
    };
    let portal = PortalView::new(health.portal.clone(), &health.alarms, &frame);
    Ok(ShowHealth {
        live: format!("{}{}", portal.health_href(), asked.map(|asked| asked.query()).unwrap_or_default()),
        requested_tasks: if frame.may_act() { requested_tasks(&portal, &frame) } else { Vec::new() },
        outcome: asked.map(|asked| asked.outcome(&health, request.as_ref(), &calls, &frame)),
        columns: facts::columns(&health, &frame),
        deliveries: facts::deliveries(&health, &frame),
        bars: Bars::of_baseline(&health.baseline, frame.words),
        calls: calls.into_iter().map(|call| view(call, &frame)).collect(),
        titles: frame.may_act().then_some((health.portal.settings.titles, problem.titles)),
        done: None,
        purge: Some(problem.purge).filter(|_| frame.may_manage() && portal.may_be_purged()),
        portal,
        frame,
    })
}

fn view(call: Call, frame: &Frame) -> CallView {
    let key = format!("call-{}-{}", domain::clock::micros(call.at), call.method);
    CallView { key, when: frame.when(call.at), call }
}

fn requested_tasks(portal: &PortalView, frame: &Frame) -> Vec<TaskButton> {
    let offered = RequestedTask::ALL.into_iter().filter(|requested| requested.refused(portal.known()).is_none());
    let button = |requested: RequestedTask| TaskButton {
        action: format!("{}/{}", portal.href(), requested.as_str()),
        text: frame.words.task(requested),
    };
    offered.map(button).collect()
}

/// Requests a task, which a worker does, maybe in another process. Each route brings its task.
#[handler]
pub(crate) async fn ask(
    Data(requested): Data<&RequestedTask>,
    Path(member_id): Path<String>,
    _form: OwnForm,
    frame: Frame,
    sight: Sight,
) -> Result<Redirect, PageError> {
    let requested = *requested;
    let member_id = MemberId::parse(&member_id).map_err(|_| PageError::UnknownPortal)?;
    let tenant = sight.portal(&member_id)?;
    let portal = tenant.find_portal().await?.ok_or(PageError::UnknownPortal)?;
    if let Some(why) = requested.refused(&portal) {
        return Err(PageError::Refused(why));
    }
    tenant.request(requested, frame.now).await?;
    sight.audit(Some(&member_id), &AuditEntry::of_requested_task(requested, &portal.domain)).await?;
    tracing::info!(%member_id, requested = requested.as_str(), "an operator requested a task");
    let query = FollowedTask::now(requested, frame.now).query();
    Ok(Redirect::see_other(format!("/admin/portals/{member_id}/health{query}")))
}
