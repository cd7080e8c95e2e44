//! Every code has its message, and every message its code.

mod keys;

use std::collections::{BTreeMap, BTreeSet};

use domain::Zone;
use domain::audit::{AuditEntry, AuditKind};
use domain::burst::Burst;
use domain::coded::{Recorded, codes};
use domain::deletion::Source;
use domain::failure::Failure;
use domain::gap::{Gap, GapState};
use domain::health::{Alarm, AlarmKind, Condition};
use domain::journal::JournalEntry;
use domain::portal::{OfflineQueue, PortalStatus, TokenHealth};
use domain::quarantine::QuarantineReason;
use domain::recovery::{Recovery, RecoveryOutcome};
use domain::refusal::RefusalReason;
use domain::requested_task::{RequestedTask, TaskOutcome, TaskRefusal};
use domain::setup::PublicAddress;
use time::Duration;
use time::macros::datetime;

use super::*;

const OPERATIONS: &str = include_str!("../../../docs/operations.md");

/// Asserts that `text` reads as a sentence: nothing is missing, and nothing comes twice.
fn assert_sentence(text: &str) {
    assert!(text.ends_with(['.', ':']) && !text.ends_with(".."), "{text}");
    assert_words(text);
}

fn assert_words(text: &str) {
    assert!(!text.is_empty() && !text.contains(['{', '}', '$']), "{text}");
    assert!(!text.contains("  ") && !text.contains(" .") && !text.contains(" ,") && !text.contains('\n'), "{text:?}");
    assert_eq!(text.matches('`').count() % 2, 0, "{text}");
}

fn languages() -> impl Iterator<Item = &'static Words> {
    Language::ALL.into_iter().map(of)
}

#[test]
fn every_line_has_words() {
    languages().for_each(assert_lines);
}

fn assert_lines(words: &Words) {
    for entry in JournalEntry::examples() {
        let line = words.journal(&Recorded::Known(entry), &Zone::default());
        assert_words(&line.title);
        if !line.detail.is_empty() {
            assert_sentence(&line.detail);
        }
    }
    for entry in AuditEntry::examples() {
        let line = words.audit(&Recorded::Known(entry), &Zone::default());
        assert_words(&line.title);
        if !line.detail.is_empty() {
            assert_sentence(&line.detail);
        }
    }
}

#[test]
fn every_reason_alarm_and_condition_has_a_sentence() {
    languages().for_each(assert_reasons);
}

fn assert_reasons(words: &Words) {
    for failure in Failure::examples() {
        assert_sentence(&words.failure(&failure));
    }
    for reason in QuarantineReason::examples() {
        assert_sentence(&words.quarantine_reason(&reason));
    }
    for reason in RefusalReason::examples() {
        assert_sentence(&words.refusal(&reason));
    }
    for kind in AlarmKind::ALL {
        let advice = [true, false].map(|may_act| words.alarm_advice(kind, may_act));
        for text in advice.into_iter().chain([words.alarm_meaning(kind), words.alarm_in_frame(kind)]) {
            assert_sentence(&text);
        }
        assert_words(&words.alarm_label(kind));
        assert!(OPERATIONS.contains(&format!("\n| `{kind}` | ")), "docs/operations.md does not list {kind}");
    }
    for condition in conditions() {
        assert_sentence(&words.condition(condition));
        for status in PortalStatus::ALL {
            assert_sentence(&words.condition_in_frame(condition, status));
        }
    }
}

#[test]
fn burst_is_told_by_whom_of_what_and_when() {
    let at = datetime!(2026-11-20 12:00 UTC);
    let told = |user_id: Option<&str>, event: Option<&str>, what| {
        let (user_id, event) = (user_id.map(str::to_owned), event.map(str::to_owned));
        let burst = Some(Burst { user_id, event, deletions: 1_042, from: at, to: at + Duration::MINUTE, seen_at: at });
        let text = english().alarm(&Alarm { kind: AlarmKind::Burst, since: at, burst }, what, &Zone::default());
        assert_sentence(&text);
        text
    };
    assert_eq!(
        told(Some("12"), Some("ONCRMLEADDELETE"), Some("lead")),
        "User 12 deleted 1,042 items of the kind lead between 20 Nov 2026, 12:00:00 UTC and 20 Nov 2026, 12:01:00 \
         UTC, more than usual."
    );
    assert!(told(Some("12"), Some("ONXDELETE"), None).contains("of the kind ONXDELETE"));
    assert!(told(None, Some("ONXDELETE"), None).starts_with("Several users, or users"));
    assert!(told(Some("12"), None, None).contains("items of several kinds"));
    let silent = Alarm { kind: AlarmKind::Silent, since: at, burst: None };
    assert_eq!(english().alarm(&silent, None, &Zone::default()), english().alarm_meaning(AlarmKind::Silent));
}

#[test]
fn every_reading_and_every_gap_has_a_sentence() {
    languages().for_each(assert_recoveries);
}

fn assert_recoveries(words: &Words) {
    let at = datetime!(2026-11-20 12:00 UTC);
    let reasons = [None, Some(Failure::NoQueue)];
    for (count, reason) in [0, 1, 26].into_iter().flat_map(|count| reasons.clone().map(|reason| (count, reason))) {
        for outcome in RecoveryOutcome::ALL {
            assert_sentence(&words.recovery_outcome(outcome));
            let (found, unreadable, reason) = (count, count, reason.clone());
            let text = words.recovery(&Recovery { begun_at: at, ended_at: at, outcome, found, unreadable, reason });
            assert!(text.is_empty() || text.ends_with('.'), "{text}");
        }
        for state in GapState::ALL {
            let gap = Gap { from: at, to: at, state, found: count, settled_at: None, reason: reason.clone() };
            assert_sentence(&words.gap(&gap));
        }
    }
}

#[test]
fn lines_are_said_in_plain_words() {
    let journal = |entry| english().journal(&Recorded::Known(entry), &Zone::default()).detail;
    assert_eq!(journal(JournalEntry::EventsBound { bound: 3, expected: 5 }), "The worker bound 3 of 5 events.");
    let raised = Recorded::Known(JournalEntry::AlarmRaised { alarm: AlarmKind::Silent });
    assert_eq!(english().journal(&raised, &Zone::default()).title, "Alarm: Silent");
    assert_eq!(journal(JournalEntry::TestEventArrived { seconds: 75.0 }), "The test event took 1 min 15 s.");
    let missing = JournalEntry::SubscriptionsMissing { events: vec!["A".into(), "B".into()], more: 12 };
    assert_eq!(journal(missing), "The portal did not bind A, B and 12 more.");
    let (from, to) = (datetime!(2026-11-20 11:00 UTC), datetime!(2026-11-20 12:00 UTC));
    assert_eq!(
        journal(JournalEntry::Recovered { gaps: 1, from, to, found: 26 }),
        "Tombstone received no events from 20 Nov 2026, 11:00:00 UTC to 20 Nov 2026, 12:00:00 UTC. The worker found \
         26 deletions from that time in the portal's offline queue."
    );
    let counted = RefusalReason::Counted { count: 145, since: to, known: false };
    assert_eq!(
        english().refusal(&counted),
        "145 more of this kind came in the minute from 20 Nov 2026, 12:00:00 UTC, from unknown senders."
    );
}

#[test]
fn times_are_those_of_the_readers_clock_and_language() {
    let (from, to) = (datetime!(2026-11-20 23:30 UTC), datetime!(2026-11-21 0:30 UTC));
    let entry = JournalEntry::Recovered { gaps: 1, from, to, found: 26 };
    let (moscow, berlin) = ("Europe/Moscow".parse().unwrap(), "Europe/Berlin".parse().unwrap());
    let said = |language, zone| of(language).journal(&Recorded::Known(entry.clone()), zone).detail;
    assert!(said(Language::Russian, &moscow).contains("21 нояб. 2026, 02:30:00 UTC+3"));
    assert!(said(Language::German, &berlin).contains("21. Nov. 2026, 00:30:00 UTC+1"));
    let refused = AuditEntry::EventRefused { reason: RefusalReason::Counted { count: 2, since: from, known: true } };
    assert!(english().audit(&Recorded::Known(refused), &berlin).detail.contains("from 21 Nov 2026, 00:30:00 UTC+1"));
}

#[test]
fn what_another_version_wrote_is_shown_as_its_code() {
    let journal = english().journal(&Recorded::Other { code: "danced".into() }, &Zone::default());
    assert_eq!(journal, Line { title: "danced".into(), detail: String::new() });
    let audit = english().audit(&Recorded::Other { code: "portal_purged".into() }, &Zone::default());
    assert_eq!(audit, Line { title: "Portal purged".into(), detail: String::new() });
}

/// The keys of all codes' messages.
fn of_codes() -> BTreeSet<String> {
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    let mut want = |subject: &str, codes: Vec<String>| wanted.extend(codes.iter().map(|code| key(subject, code)));
    let texts = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    want("alarm", texts(&AlarmKind::ALL.map(AlarmKind::as_str)));
    want("audit", texts(&AuditKind::ALL.map(AuditKind::as_str)));
    want("condition", conditions().iter().map(|condition| condition.as_str().to_owned()).collect());
    want("status", texts(&PortalStatus::ALL.map(PortalStatus::as_str)));
    want("failure", codes::<Failure>());
    want("journal", codes::<JournalEntry>());
    want("refusal", codes::<RefusalReason>());
    want("quarantine-reason", codes::<QuarantineReason>());
    want("recovery", texts(&RecoveryOutcome::ALL.map(RecoveryOutcome::as_str)));
    want("recovery", texts(&["found", "unreadable"]));
    want("gap", texts(&GapState::ALL.map(GapState::as_str)));
    want("gap", texts(&["waiting"]));
    want("token", texts(&TokenHealth::ALL.map(TokenHealth::as_str)));
    want("queue", texts(&OfflineQueue::ALL.map(OfflineQueue::as_str)));
    want("source", texts(&Source::ALL.map(Source::as_str)));
    want("app-status", texts(&["f", "l", "d", "t", "p", "s"]));
    want("task", texts(&RequestedTask::ALL.map(RequestedTask::as_str)));
    want("outcome", codes::<TaskOutcome>());
    want("setup-address", texts(&PublicAddress::ALL.map(PublicAddress::as_str)));
    want("setup-credentials", texts(&["set", "missing"]));
    want("task-refused", texts(&TaskRefusal::ALL.map(TaskRefusal::as_str)));
    want("entity-group", texts(&ENTITIES.map(|(group, _)| group)));
    want("entity", ENTITIES.iter().flat_map(|(_, codes)| codes.iter()).map(|code| code.replace('.', "-")).collect());
    want("attribute", texts(&entities::ATTRIBUTES));
    wanted
}

#[test]
fn every_code_has_its_message() {
    let written: BTreeSet<String> = messages(Language::English).into_keys().collect();
    assert_eq!(of_codes().difference(&written).next(), None, "it has no message");
}

fn conditions() -> [Condition; 5] {
    let alarmed = Condition::Alarmed(AlarmKind::Silent);
    [Condition::Well, Condition::Unknown, alarmed, Condition::Installing, Condition::Gone]
}

/// The messages of a language and their attributes, each with its arguments.
pub(crate) fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    files(language).iter().flat_map(|file| keys::read(file)).collect()
}

/// Pages show what stands in backticks as a button or a command, but only where they say what to do.
#[test]
fn backticks_stand_only_where_pages_read_them() {
    let are_read = |line: &str| ["    .act = ", "    .advice = ", "setup-"].iter().any(|begin| line.starts_with(begin));
    for line in Language::ALL.into_iter().flat_map(files).flat_map(|file| file.lines()) {
        assert!(line.starts_with('#') || !line.contains('`') || are_read(line), "{line}");
    }
}

#[test]
fn numbers_have_their_plurals() {
    let said = |language, count: u64| of(language).text_with("date-hours.ago", &[("count", &count)]);
    for (language, count, text) in [
        (Language::Russian, 1, "1 час назад"),
        (Language::Russian, 3, "3 часа назад"),
        (Language::Russian, 11, "11 часов назад"),
        (Language::Russian, 21, "21 час назад"),
        (Language::Ukrainian, 22, "22 години тому"),
        (Language::Polish, 22, "22 godziny temu"),
        (Language::Polish, 21, "21 godzin temu"),
        (Language::German, 1, "vor 1 Stunde"),
        (Language::Spanish, 12_345, "hace 12.345 horas"),
        (Language::Portuguese, 2, "há 2 horas"),
    ] {
        assert_eq!(said(language, count), text);
    }
}

#[test]
fn language_that_lacks_a_message_says_it_in_english() {
    let words = Words { messages: FluentBundle::new_concurrent(Vec::new()), language: Language::Polish };
    assert_eq!(words.text("nav-overview"), "Overview");
}

#[test]
fn every_language_has_the_same_messages_with_the_same_arguments() {
    let english = messages(Language::English);
    for language in Language::ALL {
        let own = messages(language);
        let differ = |(key, arguments): &(&String, &BTreeSet<String>)| own.get(*key) != Some(arguments);
        assert_eq!(english.iter().find(differ), None, "{language} lacks it, or it takes other arguments");
        let left_over = own.keys().find(|key| !english.contains_key(*key));
        assert_eq!(left_over, None, "{language} has it alone");
    }
}
