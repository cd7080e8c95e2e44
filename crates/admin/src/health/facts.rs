//! Everything that is known of how a portal is, as facts in groups.

use domain::gap::Gap;
use domain::health::Health;
use domain::portal::{Plan, Portal, PortalStatus, Probe, Refusals, TokenHealth};
use domain::recovery::Recovery;

use super::fact::{Fact, Group};
use super::labels;
use crate::frame::Frame;
use crate::labels as common;
use crate::labels::recovery as said;

/// The groups, in two columns.
pub(crate) fn columns(health: &Health, frame: &Frame) -> [Vec<Group>; 2] {
    let portal = &health.portal;
    let left = [
        Group { title: "Installation", facts: installation(portal, frame) },
        Group { title: "Tokens", facts: tokens(portal, frame) },
    ];
    let right = [
        Group { title: "Subscriptions", facts: subscriptions(health, frame) },
        Group { title: "Plan and payment", facts: payment(portal, frame) },
    ];
    [left.into(), right.into()]
}

fn installation(portal: &Portal, frame: &Frame) -> Vec<Fact> {
    let version = portal.plan.as_ref().and_then(|plan| plan.app_version.as_deref());
    let finished = if portal.finished { "Yes" } else { "No: Bitrix24 sends nothing before it is" };
    let scopes = match portal.scopes.as_slice() {
        [] => Fact::said("Scopes", "None"),
        scopes => Fact::codes("Scopes", scopes),
    };
    let state = Fact::state("State", common::status(portal.status)).saying(common::meaning(portal.status));
    vec![
        state.noting(common::advice(portal.status)),
        Fact::said("Finished", finished),
        Fact::at("Installed", portal.installed_at.map(|at| frame.when(at))),
        Fact::maybe("App version", version),
        Fact::maybe("Language", portal.language.as_deref()),
        scopes,
    ]
}

fn payment(portal: &Portal, frame: &Frame) -> Vec<Fact> {
    let letter = portal.app_status.as_deref();
    let app = letter.map(|letter| common::plan(letter).map_or_else(|| letter.to_owned(), common::sentence));
    let plan = portal.plan.as_ref();
    let license = plan.and_then(|plan| plan.license.as_deref());
    let license_fact = Fact::maybe("The portal’s plan", license);
    let own_server = license.is_some_and(|license| license.ends_with("_selfhosted"));
    vec![
        if own_server { license_fact.noting("on the customer’s own server") } else { license_fact },
        Fact::maybe("The app there", app.as_deref()),
        match plan {
            _ if portal.status == PortalStatus::Uninstalled => Fact::said("Paid period", "The app was removed"),
            Some(plan) => paid_period(plan, letter),
            None => Fact::unknown("Paid period"),
        },
        Fact::at("Asked", plan.and_then(|plan| plan.checked_at).map(|at| frame.when(at))),
    ]
}

fn paid_period(plan: &Plan, letter: Option<&str>) -> Fact {
    const NAME: &str = "Paid period";
    match plan.days {
        _ if plan.payment_expired => {
            Fact::state(NAME, common::OVER).saying("Bitrix24 sends no events until it is renewed.")
        }
        Some(1) => Fact::said(NAME, "1 day left"),
        Some(days) => Fact::said(NAME, format!("{days} days left")),
        None if letter == Some("F") => Fact::said(NAME, "Nothing is to be paid"),
        None => Fact::said(NAME, "No end is known"),
    }
}

fn tokens(portal: &Portal, frame: &Frame) -> Vec<Fact> {
    let (token, english) = (&portal.token, words::english());
    let when = |at: Option<_>| at.map(|at| frame.when(at));
    let mut facts = vec![Fact::state("State", common::token(token.health)).noting(labels::token(token.health))];
    if let Some(error) = &token.error {
        let name = if token.health == TokenHealth::Ok { "Last refusal" } else { "Why" };
        facts.push(Fact::said(name, english.failure(error)).noting(error.answer().unwrap_or_default()));
    }
    facts.push(Fact::at("Renewed", when(token.refreshed_at)));
    facts.push(match token.expires_at {
        _ if matches!(token.health, TokenHealth::None | TokenHealth::Dead) => {
            Fact::said("Access token", "None that works")
        }
        Some(at) => Fact::at("Access token", when(token.expires_at))
            .saying(if at <= frame.now { "Ended" } else { "Ends" })
            .noting("a new one is fetched when it is needed"),
        None => Fact::unknown("Access token"),
    });
    facts.push(match token.renew_at {
        Some(_) => Fact::at("Next renewal", when(token.renew_at)),
        None => Fact::said("Next renewal", "None is planned"),
    });
    facts
}

fn subscriptions(health: &Health, frame: &Frame) -> Vec<Fact> {
    let known = health.portal.subscriptions.as_ref();
    let mut facts = Vec::new();
    if health.portal.status == PortalStatus::Uninstalled {
        facts.push(Fact::said("Bound", "None: they went with the app"));
    } else if let Some(known) = known {
        let label = if known.missing.is_empty() { common::ALL_BOUND } else { common::SOME_MISSING };
        let text = format!("{} of {} events that the portal offers", known.found(), known.expected);
        facts.push(Fact::state("Bound", label).saying(text));
        if !known.missing.is_empty() {
            facts.push(Fact::codes("Missing", &known.missing));
        }
    } else {
        facts.push(Fact::unknown("Bound"));
    }
    facts.push(Fact::at("Checked", known.map(|known| frame.when(known.checked_at))));
    if let (Some(_), Some(since)) = (health.portal.look.trouble, health.portal.look.since) {
        let reason = health.portal.look.reason.as_ref().map(|reason| words::english().failure(reason));
        let failed = Fact::at("Checks fail since", Some(frame.when(since)));
        facts.push(failed.saying(reason.unwrap_or_default()));
    }
    facts.push(match health.subscription_check_at {
        None => Fact::said("Next check", "None: the portal can’t be called"),
        Some(at) if at <= frame.now => Fact::said("Next check", "Due now"),
        at => Fact::at("Next check", at.map(|at| frame.when(at))),
    });
    facts
}

/// What arrives from the portal.
pub(crate) fn deliveries(health: &Health, frame: &Frame) -> Vec<Fact> {
    let portal = &health.portal;
    let usual = health.baseline.usual_day();
    let usual = usual.map_or_else(|| "too little is known to say what is usual".to_owned(), labels::usual);
    let last = match portal.last_event_at {
        Some(at) => Fact::at("Last deletion", Some(frame.when(at))),
        None => Fact::said("Last deletion", "None yet"),
    };
    let mut facts = vec![
        last,
        Fact::said("In the last 24 hours", common::count(health.baseline.last_day())).noting(usual),
        portal.probe.map_or_else(|| Fact::said("Last test event", "None was asked for yet"), |last| probe(last, frame)),
        Fact::state("Offline queue", labels::queue(portal.offline_queue))
            .saying(labels::queue_sentence(portal.offline_queue)),
        health.recovery.as_ref().map_or_else(|| Fact::said("Last read", "Not yet"), |last| recovery(last, frame)),
    ];
    facts.extend(health.gaps.first().map(|last| gap(last, frame)));
    facts.extend(portal.refusals.map(|refusals| refused(refusals, frame)));
    facts
}

fn recovery(recovery: &Recovery, frame: &Frame) -> Fact {
    let text = words::english().recovery(recovery);
    Fact { when: Some(frame.when(recovery.ended_at)), ..Fact::state("Last read", said::read(recovery.outcome)) }
        .saying(text)
}

/// When nobody listened last; the list of deletions shows all of them.
fn gap(gap: &Gap, frame: &Frame) -> Fact {
    let time = format!("from {} to {}", frame.when(gap.from).full(), frame.when(gap.to).full());
    Fact::state("Last gap", said::gap_state(gap.state)).saying(words::english().gap(gap)).noting(time)
}

/// Events in its name with another token than the known one.
fn refused(refusals: Refusals, frame: &Frame) -> Fact {
    let times = if refusals.count == 1 { "Once".to_owned() } else { format!("{} times or more", refusals.count) };
    let confirmed = refusals.confirmed_at.filter(|at| *at >= refusals.first_at).map(|at| {
        format!("the portal confirmed the known application_token {}, so these are forged", frame.when(at).full())
    });
    Fact::at("Refused", Some(frame.when(refusals.last_at)))
        .saying(format!("{times}, last"))
        .noting(confirmed.unwrap_or_else(|| "the portal is asked whether it has another application_token".to_owned()))
}

fn probe(probe: Probe, frame: &Frame) -> Fact {
    let fact = |label, text: String| Fact {
        when: Some(frame.when(probe.sent_at)),
        ..Fact::state("Last test event", label).saying(text)
    };
    match probe.seconds() {
        Some(seconds) => fact(common::ARRIVED, format!("It came {}, asked for", labels::after(seconds))),
        None if probe.is_lost(frame.now) => {
            fact(common::LOST, "It did not arrive within ten minutes, asked for".into())
        }
        None => fact(common::UNDER_WAY, "It has not arrived yet, asked for".into()),
    }
}
