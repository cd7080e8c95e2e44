//! The tab of health: how the portal is, in plain words, and a button to repair it.

use askama::Template;
use domain::audit::AuditEntry;
use domain::gap::GapState;
use domain::health::{AlarmKind, Condition, Health};
use domain::portal::{Portal, Subscriptions};
use domain::requested_task::{LastRequest, RequestedTask, TaskOutcome};
use poem::Response;
use poem::http::{StatusCode, header};
use store::{StoreError, Tenant};
use time::{Duration, OffsetDateTime};

use super::notice::not_found;
use super::shell::{self, Said, Shell, Tab};
use super::visible::visible;
use super::visit::{Asked, Visit};
use crate::context::Install;
use crate::page::Look;

/// How long to show the outcome of a repair.
const SHOWN: Duration = Duration::days(7);
/// After this, a worker should have taken up the repair.
const ODD: Duration = Duration::minutes(1);
/// How many unreported events to name.
const NAMED: usize = 12;

#[derive(Template)]
#[template(path = "install/portal/health.html")]
struct HealthPage {
    look: Look,
    shell: Shell,
    is_well: bool,
    verdict: String,
    causes: Vec<String>,
    facts: Vec<(String, String)>,
    missing: Vec<String>,
    gaps: Vec<GapLine>,
    repair: Option<String>,
    outcome: Option<RepairOutcome>,
    market: Option<String>,
}

/// A missed period.
struct GapLine {
    state: GapState,
    time: String,
    said: String,
}

/// The outcome of a repair.
#[derive(Debug, PartialEq, Eq)]
struct RepairOutcome {
    name: &'static str,
    tone: &'static str,
    text: String,
}

pub(crate) async fn show(install: Install, visit: Visit, _: Asked) -> Result<Response, StoreError> {
    page(&install, &visit).await
}

/// Requests a repair: a worker binds what is missing, and recovers what was missed.
pub(crate) async fn repair(install: Install, visit: Visit, _: Asked) -> Result<Response, StoreError> {
    ask(&install, &visit).await?;
    Ok(see_other(&visit.href("health", &[])))
}

fn see_other(href: &str) -> Response {
    let response = Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, href);
    response.header(header::REFERRER_POLICY, "no-referrer").finish()
}

async fn ask(install: &Install, visit: &Visit) -> Result<(), StoreError> {
    let tenant = install.store.tenant(&visit.token.member_id);
    for requested in [RequestedTask::Check, RequestedTask::Recover] {
        if requested.refused(&visit.portal).is_some() {
            continue;
        }
        tenant.request(requested, visit.now).await?;
        let entry = AuditEntry::of_requested_task(requested, &visit.portal.domain);
        visit.record(install, &entry).await?;
    }
    tracing::info!(member_id = %visit.token.member_id, "an administrator of the portal asked for a repair");
    Ok(())
}

async fn page(install: &Install, visit: &Visit) -> Result<Response, StoreError> {
    let tenant = install.store.tenant(&visit.token.member_id);
    let Some(health) = tenant.find_health(visit.now).await? else { return Ok(not_found()) };
    let repair = find_repair(tenant, visit).await?;
    let (words, portal) = (visit.words, &health.portal);
    let condition = Condition::of(portal, &health.alarms);
    let mut kinds: Vec<AlarmKind> = health.alarms.iter().map(|alarm| alarm.kind).collect();
    if let Condition::Alarmed(kind) = condition
        && kinds.is_empty()
    {
        kinds.push(kind);
    }
    let is_unpaid = kinds.contains(&AlarmKind::PaymentEnded);
    let may_repair = visit.may_act() && condition != Condition::Well && can_help(portal, &kinds);
    let outcome = repair.map(|repair| outcome(visit, &health, &repair));
    let is_pending = outcome.as_ref().is_some_and(|outcome| outcome.name == "pending");
    let shell = Shell::new(visit, Tab::Health).saying(read_only(visit));
    let page = HealthPage {
        is_well: condition == Condition::Well,
        verdict: words.condition_in_frame(condition, portal.status),
        causes: kinds.into_iter().map(|kind| words.alarm_in_frame(kind)).collect(),
        facts: facts(visit, &health),
        missing: missing(portal),
        gaps: health.gaps.iter().map(|gap| gap_line(visit, gap)).collect(),
        repair: may_repair.then(|| visit.path("health")),
        outcome,
        market: is_unpaid.then(|| shell::market(&visit.token.host)),
        look: visit.look(),
        shell,
    };
    let mut response = page.look.response(StatusCode::OK, &page);
    if is_pending {
        response.headers_mut().insert("refresh", header::HeaderValue::from_static("3"));
    }
    Ok(response)
}

/// Tells visitors who may only read why.
pub(crate) fn read_only(visit: &Visit) -> Option<Said> {
    (!visit.may_act()).then(|| Said::new("read-only", "warn", visit.words.text("app-read-only")))
}

/// Offers no button where it can't help: nobody pays, a licence has expired, or there is no access.
fn can_help(portal: &Portal, kinds: &[AlarmKind]) -> bool {
    use AlarmKind::{LicenceExpired, NeedsReinstall, NotFinished, PaymentEnded};
    let helpless = [LicenceExpired, NeedsReinstall, NotFinished, PaymentEnded];
    RequestedTask::Check.refused(portal).is_none() && !kinds.iter().any(|kind| helpless.contains(kind))
}

/// The last repair that somebody asked for, here or as an operator.
async fn find_repair(tenant: Tenant<'_>, visit: &Visit) -> Result<Option<LastRequest>, StoreError> {
    let repair = tenant.find_request(RequestedTask::Check).await?;
    Ok(repair.filter(|repair| visit.now - repair.asked_at < SHOWN))
}

/// The outcome as far as it is known.
fn outcome(visit: &Visit, health: &Health, repair: &LastRequest) -> RepairOutcome {
    let (words, asked_at) = (visit.words, repair.asked_at);
    let at = words.minute(visit.zone.local(asked_at));
    let known = health.portal.subscriptions.as_ref().filter(|known| known.checked_at >= asked_at);
    if let Some(known) = known {
        let (name, tone) = if known.missing.is_empty() { ("done", "ok") } else { ("partly", "warn") };
        let (found, expected) = (known.found(), known.expected);
        let arguments: &[(&str, &dyn words::Argument)] = &[("when", &at), ("found", &found), ("expected", &expected)];
        let text = if known.missing.is_empty() {
            words.text_with("app-repair-done", arguments)
        } else {
            words.text_with("app-repair-partly", arguments)
        };
        return RepairOutcome { name, tone, text };
    }
    let why = match &repair.outcome {
        Some(TaskOutcome::Failed { reason }) => Some(words.failure(reason)),
        Some(ended @ TaskOutcome::NotCalled) => Some(words.task_outcome(repair.task, ended)),
        _ => None,
    };
    if let Some(why) = why {
        return RepairOutcome {
            name: "failed",
            tone: "bad",
            text: words.text_with("app-repair-failed", &[("when", &at), ("why", &why)]),
        };
    }
    if visit.now - asked_at < ODD {
        return RepairOutcome { name: "pending", tone: "", text: words.text("app-repair-pending") };
    }
    RepairOutcome { name: "waiting", tone: "warn", text: words.text_with("app-repair-waiting", &[("when", &at)]) }
}

fn facts(visit: &Visit, health: &Health) -> Vec<(String, String)> {
    let (words, portal) = (visit.words, &health.portal);
    let time = |at: OffsetDateTime| words.minute(visit.zone.local(at));
    let seen = |at: OffsetDateTime| {
        let ago = words.relative(at, visit.now);
        words.text_with("app-health-when", &[("when", &time(at)), ("ago", &ago)])
    };
    let never = || words.text("app-health-never");
    let kinds = portal.subscriptions.as_ref().map(|known| {
        let (found, expected, when) = (known.found(), known.expected, time(known.checked_at));
        words.text_with("app-health-kinds.count", &[("found", &found), ("expected", &expected), ("when", &when)])
    });
    let probe = portal.probe.map(|probe| match probe.seconds() {
        Some(seconds) => {
            let (length, when) = (words.duration(Duration::seconds_f64(seconds)), time(probe.sent_at));
            words.text_with("app-health-probe.arrived", &[("length", &length), ("when", &when)])
        }
        None if probe.is_lost(visit.now) => words.text_with("app-health-probe.lost", &[("when", &time(probe.sent_at))]),
        None => words.text("app-health-probe.pending"),
    });
    vec![
        (words.text("app-health-last"), portal.last_event_at.map_or_else(never, seen)),
        (words.text("app-health-kinds"), kinds.unwrap_or_else(|| words.text("app-health-unknown"))),
        (words.text("app-health-probe"), probe.unwrap_or_else(|| words.text("app-health-unknown"))),
        (words.text("app-health-installed"), portal.installed_at.map_or_else(never, time)),
        (words.text("app-health-kept"), words.number(portal.deletions)),
    ]
}

/// Events that the portal could report but does not.
fn missing(portal: &Portal) -> Vec<String> {
    let missing = portal.subscriptions.iter().flat_map(Subscriptions::missing_codes);
    missing.take(NAMED).map(|code| visible(&code)).collect()
}

fn gap_line(visit: &Visit, gap: &domain::gap::Gap) -> GapLine {
    let time = |at: OffsetDateTime| visit.words.minute(visit.zone.local(at));
    let time = visit.words.text_with("app-gap-time", &[("from", &time(gap.from)), ("to", &time(gap.to))]);
    GapLine { state: gap.state, time, said: visit.words.gap(gap) }
}
