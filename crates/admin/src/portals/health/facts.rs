//! What we know about a portal's health, as facts in groups.

use domain::gap::Gap;
use domain::health::Health;
use domain::portal::{Plan, Portal, PortalStatus, Probe, Refusals, TokenHealth};
use domain::recovery::Recovery;
use time::Duration;

use super::fact::{Fact, FactGroup};
use crate::page::frame::Frame;
use crate::page::labels::{self, label};

/// The groups, in two columns.
pub(crate) fn columns(health: &Health, frame: &Frame) -> [Vec<FactGroup>; 2] {
    let portal = &health.portal;
    let left = [
        FactGroup { title: frame.t("health-installation"), facts: installation(portal, frame) },
        FactGroup { title: frame.t("health-tokens"), facts: tokens(portal, frame) },
    ];
    let right = [
        FactGroup { title: frame.t("health-subscriptions"), facts: subscriptions(health, frame) },
        FactGroup { title: frame.t("health-payment"), facts: payment(portal, frame) },
    ];
    [left.into(), right.into()]
}

fn installation(portal: &Portal, frame: &Frame) -> Vec<Fact> {
    let version = portal.plan.as_ref().and_then(|plan| plan.app_version.as_deref());
    let finished = frame.t(if portal.finished { "health-finished.yes" } else { "health-finished.no" });
    let scopes = match portal.scopes.as_slice() {
        [] => Fact::said(frame.t("health-scopes"), frame.t("health-none")),
        scopes => Fact::codes(frame.t("health-scopes"), scopes),
    };
    vec![
        match portal.uninstalled_at {
            Some(at) => Fact::at(frame.words.status_label(portal.status), Some(frame.when(at))),
            None => Fact::said(frame.t("health-finished"), finished),
        },
        Fact::at(frame.t("health-installed"), portal.installed_at.map(|at| frame.when(at))),
        Fact::maybe(frame.t("health-app-version"), version),
        Fact::maybe(frame.t("health-language"), portal.language.as_deref()),
        scopes,
    ]
}

fn payment(portal: &Portal, frame: &Frame) -> Vec<Fact> {
    let letter = portal.app_status.as_deref();
    let app = letter.map(|letter| frame.words.app_status(letter));
    let plan = portal.plan.as_ref();
    let license = plan.and_then(|plan| plan.license.as_deref());
    let license_fact = Fact::maybe(frame.t("health-plan"), license);
    let own_server = license.is_some_and(|license| license.ends_with("_selfhosted"));
    let paid = frame.t("health-paid");
    let mut facts = vec![
        if own_server { license_fact.noting(frame.t("health-plan.own-server")) } else { license_fact },
        Fact::maybe(frame.t("health-app"), app.as_deref()),
    ];
    if portal.status != PortalStatus::Uninstalled {
        facts.push(match plan {
            Some(plan) => paid_period(paid, plan, portal, frame),
            None => Fact::unknown(paid),
        });
    }
    facts.push(Fact::at(frame.t("health-asked"), plan.and_then(|plan| plan.checked_at).map(|at| frame.when(at))));
    facts
}

fn paid_period(name: String, plan: &Plan, portal: &Portal, frame: &Frame) -> Fact {
    match plan.days {
        _ if plan.payment_expired => {
            let over = Fact::state(name, label(frame.t("health-paid.over"), "bad"));
            // The alarm that goes with this status says the rest.
            let is_said = portal.status == PortalStatus::PaymentRequired;
            if is_said { over } else { over.saying(frame.t("health-paid.renew")) }
        }
        Some(days) => Fact::said(name, frame.t1("health-days-left", "days", days)),
        None if portal.app_status.as_deref() == Some("F") => Fact::said(name, frame.t("health-paid.free")),
        None => Fact::said(name, frame.t("health-paid.endless")),
    }
}

fn tokens(portal: &Portal, frame: &Frame) -> Vec<Fact> {
    let (token, words) = (&portal.token, frame.words);
    let when = |at: Option<_>| at.map(|at| frame.when(at));
    let renewed = Fact::at(frame.t("health-renewed"), when(token.refreshed_at));
    let Some(label) = labels::token_of(words, portal) else {
        return vec![Fact::said(frame.t("health-state"), "–"), renewed];
    };
    let state = Fact::state(frame.t("health-state"), label);
    // The verdict on such a portal says already what this means.
    let is_said = matches!(portal.status, PortalStatus::NeedsReinstall | PortalStatus::Uninstalled);
    let meaning = if is_said { String::new() } else { words.token_meaning(token.health) };
    let mut facts = vec![state.noting(meaning)];
    if let Some(error) = &token.error {
        let is_past = token.health == TokenHealth::Ok;
        let name = frame.t(if is_past { "health-last-refusal" } else { "health-why" });
        facts.push(Fact::said(name, words.failure(error)).noting(error.answer().unwrap_or_default()));
    }
    facts.push(renewed);
    let access = frame.t("health-access");
    facts.push(match token.expires_at {
        _ if matches!(token.health, TokenHealth::None | TokenHealth::Dead) => {
            Fact::said(access, frame.t("health-access.none"))
        }
        Some(at) => Fact::at(access, when(token.expires_at))
            .saying(frame.t(if at <= frame.now { "health-access.ended" } else { "health-access.ends" }))
            .noting(frame.t("health-access.note")),
        None => Fact::unknown(access),
    });
    facts.push(match token.renew_at {
        Some(_) => Fact::at(frame.t("health-next-renewal"), when(token.renew_at)),
        None => Fact::said(frame.t("health-next-renewal"), frame.t("health-next-renewal.none")),
    });
    facts
}

fn subscriptions(health: &Health, frame: &Frame) -> Vec<Fact> {
    let (bound, next) = (frame.t("health-bound"), frame.t("health-next-check"));
    let mut facts = Vec::new();
    if let Some(known) = health.portal.bound() {
        let label = match known.missing.as_slice() {
            [] => label(frame.t("health-bound.complete"), "ok"),
            _ => label(frame.t("health-bound.incomplete"), "bad"),
        };
        let text = frame.t2("health-bound-count", "found", known.found(), "expected", known.expected);
        facts.push(Fact::state(bound, label).saying(text));
        if !known.missing.is_empty() {
            facts.push(Fact::codes(frame.t("health-missing"), &known.missing_codes()));
        }
    } else if health.portal.status != PortalStatus::Uninstalled {
        facts.push(Fact::unknown(bound));
    }
    let checked = health.portal.subscriptions.as_ref().map(|known| frame.when(known.checked_at));
    facts.push(Fact::at(frame.t("health-checked"), checked));
    if let (Some(_), Some(since)) = (health.portal.look.trouble, health.portal.look.since) {
        let reason = health.portal.look.reason.as_ref().map(|reason| frame.words.failure(reason));
        let failed = Fact::at(frame.t("health-checks-fail"), Some(frame.when(since)));
        facts.push(failed.saying(reason.unwrap_or_default()));
    }
    facts.push(match health.subscription_check_at {
        None => Fact::said(next, frame.t("health-next-check.none")),
        Some(at) if at <= frame.now => Fact::said(next, frame.t("health-next-check.due")),
        at => Fact::at(next, at.map(|at| frame.when(at))),
    });
    facts
}

/// What arrives from the portal.
pub(crate) fn deliveries(health: &Health, frame: &Frame) -> Vec<Fact> {
    let (portal, words) = (&health.portal, frame.words);
    let (last, test, read) =
        (frame.t("health-last-deletion"), frame.t("health-last-test"), frame.t("health-last-read"));
    let mut facts = vec![
        match portal.last_event_at {
            Some(at) => Fact::at(last, Some(frame.when(at))),
            None => Fact::said(last, frame.t("health-last-deletion.none")),
        },
        Fact::said(frame.t("health-last-day"), frame.n(health.baseline.last_day()))
            .noting(usual(health.baseline.usual_day(), frame)),
        match portal.probe {
            Some(probe) => test_event(test, probe, frame),
            None => Fact::said(test, frame.t("health-last-test.none")),
        },
    ];
    if portal.status != PortalStatus::Uninstalled {
        let queue = Fact::state(frame.t("health-queue"), labels::queue(words, portal.offline_queue));
        facts.push(queue.saying(words.queue_meaning(portal.offline_queue)));
    }
    facts.push(match &health.recovery {
        Some(last) => recovery(read, last, frame),
        None => Fact::said(read, frame.t("health-last-read.none")),
    });
    facts.extend(health.gaps.first().map(|last| gap(last, frame)));
    facts.extend(portal.refusals.map(|refusals| refused(refusals, frame)));
    facts
}

/// The usual deletions of a day, roughly.
fn usual(a_day: Option<f64>, frame: &Frame) -> String {
    match a_day {
        None => frame.t("health-usual-unknown"),
        Some(day) if day < 0.95 => frame.t("health-usual-little"),
        Some(day) => frame.t1("health-usual", "count", day.round()),
    }
}

fn recovery(name: String, recovery: &Recovery, frame: &Frame) -> Fact {
    let label = labels::recovery(frame.words, recovery.outcome);
    Fact { when: Some(frame.when(recovery.ended_at)), ..Fact::state(name, label) }
        .saying(frame.words.recovery(recovery))
}

/// The last gap; the list of deletions shows all of them.
fn gap(gap: &Gap, frame: &Frame) -> Fact {
    let time = frame.t2("health-gap-time", "from", frame.when(gap.from).full(), "to", frame.when(gap.to).full());
    let fact = Fact::state(frame.t("health-last-gap"), labels::gap(frame.words, gap.state));
    fact.saying(frame.words.gap(gap)).noting(time)
}

/// Events in the portal's name with a token other than the known one.
fn refused(refusals: Refusals, frame: &Frame) -> Fact {
    let confirmed = refusals.confirmed_at.filter(|at| *at >= refusals.first_at);
    let confirmed = confirmed.map(|at| frame.t1("health-refused-forged", "time", frame.when(at).full()));
    Fact::at(frame.t("health-refused"), Some(frame.when(refusals.last_at)))
        .saying(frame.t1("health-refused-count", "count", refusals.count))
        .noting(confirmed.unwrap_or_else(|| frame.t("health-refused-asked")))
}

fn test_event(name: String, probe: Probe, frame: &Frame) -> Fact {
    let (label, text) = match probe.seconds() {
        Some(seconds) => (
            label(frame.t("health-arrived"), "ok"),
            frame.t1("health-arrived-after", "length", frame.words.duration(Duration::seconds_f64(seconds))),
        ),
        None if probe.is_lost(frame.now) => (label(frame.t("health-lost"), "bad"), frame.t("health-lost.text")),
        None => (label(frame.t("health-pending"), "plain"), frame.t("health-pending.text")),
    };
    Fact { when: Some(frame.when(probe.sent_at)), ..Fact::state(name, label).saying(text) }
}
