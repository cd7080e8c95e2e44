//! A portal's health as lines for people: alarms first, then facts in groups.

use domain::Zone;
use domain::failure::Failure;
use domain::gap::GapState;
use domain::health::{Condition, Health};
use domain::portal::{Plan, Portal, Probe, Receipt, Refusals, Subscriptions};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::output::{counted, rfc3339};

const UNKNOWN: &str = "not known yet";

pub(super) fn lines(health: &Health, receipts: &[Receipt], now: OffsetDateTime) -> Vec<String> {
    let portal = &health.portal;
    let mut lines = vec![format!("{}  {}", portal.domain, portal.member_id).trim().to_owned(), String::new()];
    alarms(health, &mut lines);
    let groups = [
        ("Installation", installation(portal)),
        ("Plan and payment", payment(portal)),
        ("Tokens", tokens(portal)),
        ("Subscriptions", subscriptions(health)),
        ("Deliveries", deliveries(health, now)),
        ("Recovery", recovery(health)),
    ];
    for (title, facts) in groups {
        lines.push(String::new());
        lines.push(title.to_owned());
        lines.extend(facts.into_iter().map(|(name, value)| format!("  {name:16}{value}")));
    }
    if !receipts.is_empty() {
        lines.extend([String::new(), "Data removed".to_owned()]);
        lines.extend(receipts.iter().map(purged));
    }
    lines
}

fn purged(receipt: &Receipt) -> String {
    let Receipt { reason, begun_at, finished_at, deletions, .. } = receipt;
    let end = finished_at.map_or_else(|| "not all is gone yet".to_owned(), |at| format!("all gone at {}", rfc3339(at)));
    let reason = words::english().purge_reason(*reason);
    let deletions = counted(*deletions, "deletion");
    format!("  {}  {deletions}, {end}: {reason}", rfc3339(*begun_at))
}

pub(super) fn purge(receipt: &Receipt) -> Value {
    json!({
        "reason": receipt.reason.as_str(),
        "days": receipt.reason.days(),
        "uninstalled_at": receipt.uninstalled_at.map(rfc3339),
        "begun_at": rfc3339(receipt.begun_at),
        "finished_at": receipt.finished_at.map(rfc3339),
        "deletions": receipt.deletions,
    })
}

fn alarms(health: &Health, lines: &mut Vec<String>) {
    let words = words::english();
    for alarm in &health.alarms {
        lines.push(format!(
            "ALARM  {}, since {}: {}",
            alarm.kind,
            rfc3339(alarm.since),
            words.alarm(alarm, None, &Zone::default())
        ));
        lines.push(format!("       {}", words.alarm_advice(alarm.kind, true)));
    }
    if health.alarms.is_empty() {
        lines.push(words.condition(Condition::of(&health.portal, &health.alarms)));
    }
}

/// The failure as a sentence, after the code of a refusal.
fn said(failure: &Failure) -> String {
    let sentence = words::english().failure(failure);
    failure.answer().map_or_else(|| sentence.clone(), |code| format!("{code}: {sentence}"))
}

type Facts = Vec<(&'static str, String)>;

fn or_unknown(text: Option<&str>) -> String {
    text.unwrap_or(UNKNOWN).to_owned()
}

fn at(time: Option<OffsetDateTime>) -> String {
    time.map_or_else(|| UNKNOWN.to_owned(), rfc3339)
}

fn installation(portal: &Portal) -> Facts {
    let version = portal.plan.as_ref().and_then(|plan| plan.app_version.as_deref());
    vec![
        ("status", portal.status.to_string()),
        ("finished", if portal.finished { "yes" } else { "no" }.to_owned()),
        ("installed", at(portal.installed_at)),
        ("app version", or_unknown(version)),
        ("app status", or_unknown(portal.app_status.as_deref())),
        ("language", or_unknown(portal.language.as_deref())),
        ("scopes", portal.scopes.join(", ")),
    ]
}

fn payment(portal: &Portal) -> Facts {
    let plan = portal.plan.as_ref();
    let period = |plan: &Plan| match plan.days {
        _ if plan.payment_expired => "over".to_owned(),
        Some(days) => format!("{} left", counted(days, "day")),
        None => "no end is known".to_owned(),
    };
    vec![
        ("plan", or_unknown(plan.and_then(|plan| plan.license.as_deref()))),
        ("paid period", plan.map_or_else(|| UNKNOWN.to_owned(), period)),
        ("asked", at(plan.and_then(|plan| plan.checked_at))),
    ]
}

fn tokens(portal: &Portal) -> Facts {
    let token = &portal.token;
    let mut facts = vec![("state", token.health.as_str().to_owned())];
    facts.extend(token.error.as_ref().map(|error| ("error", said(error))));
    facts.push(("renewed", at(token.refreshed_at)));
    facts.push(("access until", at(token.expires_at)));
    facts.push(("next renewal", token.renew_at.map_or_else(|| "none is planned".to_owned(), rfc3339)));
    facts
}

fn subscriptions(health: &Health) -> Facts {
    let known = health.portal.subscriptions.as_ref();
    let bound = |known: &Subscriptions| format!("{} of {}", known.found(), known.expected);
    let mut facts = vec![("bound", known.map_or_else(|| UNKNOWN.to_owned(), bound))];
    let missing = known.filter(|known| !known.missing.is_empty());
    facts.extend(missing.map(|known| ("missing", known.missing_codes().join(", "))));
    facts.push(("checked", at(known.map(|known| known.checked_at))));
    if let Some(since) = health.portal.look.since {
        let detail = health.portal.look.reason.as_ref().map(said).unwrap_or_default();
        facts.push(("checks fail", format!("since {}: {detail}", rfc3339(since))));
    }
    facts.push(("next check", health.subscription_check_at.map_or_else(|| "none is planned".to_owned(), rfc3339)));
    facts
}

fn deliveries(health: &Health, now: OffsetDateTime) -> Facts {
    let portal = &health.portal;
    let usual = health.baseline.usual_day().map_or_else(|| UNKNOWN.to_owned(), |day| format!("{day:.1}"));
    vec![
        ("deletions", portal.deletions.to_string()),
        ("last deletion", portal.last_event_at.map_or_else(|| "none yet".to_owned(), rfc3339)),
        ("last 24 hours", health.baseline.last_day().to_string()),
        ("usually a day", usual),
        ("last probe", portal.probe.map_or_else(|| "none yet".to_owned(), |last| probe(last, now))),
        ("refused", portal.refusals.map_or_else(|| "none".to_owned(), refused)),
    ]
}

/// Events that came with an `application_token` other than the known one.
fn refused(refusals: Refusals) -> String {
    let Refusals { count, first_at, last_at, confirmed_at } = refusals;
    let confirmed = confirmed_at.map(|at| format!("; the portal confirmed the known token at {}", rfc3339(at)));
    let (first, last) = (rfc3339(first_at), rfc3339(last_at));
    format!("{count} or more, from {first} to {last}{}", confirmed.unwrap_or_default())
}

fn recovery(health: &Health) -> Facts {
    let last = health.recovery.as_ref().map_or_else(
        || "not yet".to_owned(),
        |last| format!("{}, {}, {} in it", rfc3339(last.ended_at), last.outcome, counted(last.found, "deletion")),
    );
    let mut facts = vec![("offline queue", health.portal.offline_queue.as_str().to_owned()), ("last read", last)];
    let reason = health.recovery.as_ref().and_then(|last| last.reason.as_ref());
    facts.extend(reason.map(|reason| ("why not", said(reason))));
    for gap in health.gaps.iter().filter(|gap| gap.state != GapState::Closed) {
        facts
            .push(("gap", format!("{} to {}, {}, {} found", rfc3339(gap.from), rfc3339(gap.to), gap.state, gap.found)));
    }
    facts
}

fn probe(probe: Probe, now: OffsetDateTime) -> String {
    let sent = rfc3339(probe.sent_at);
    match probe.seconds() {
        Some(seconds) => format!("{sent}, arrived after {seconds:.1} s"),
        None if probe.is_lost(now) => format!("{sent}, lost"),
        None => format!("{sent}, in progress"),
    }
}
