//! The audit's page.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use domain::MemberId;
use domain::audit::{AuditEntry, AuditKind, Refused};
use domain::refusal::RefusalReason;
use poem::http::StatusCode;
use store::AuditFilter;
use tests::eventually;
use time::macros::datetime;
use worker::Heartbeat;

use super::dashboard::{EMAIL, OTHER, OWN, inside};
use super::people::post;
use super::roles::lines;
use crate::support::{House, member_id};

async fn refuse(house: &House, portal: &MemberId, answer: &str) {
    let reason = RefusalReason::TokenUnknown { answer: answer.to_owned() };
    let entry = AuditEntry::InstallRefused { reason };
    house.store.record_audit(house.clock.now(), "portal", Some(portal), &entry).await.unwrap();
}

#[tokio::test]
async fn audit_is_paged_and_filtered() {
    let (house, browser) = inside().await;
    for number in 1..=60 {
        refuse(&house, &member_id(OWN), &format!("reason-{number}-")).await;
    }
    refuse(&house, &member_id(OTHER), "another one's").await;
    let newest = browser.get("/admin/audit").await;
    assert_eq!(newest.status, StatusCode::OK);
    assert!(newest.has("reason-60-") && !newest.has("reason-5-") && newest.has("rel=\"next\""));
    assert!(newest.has("hx-get=\"/admin/audit\""), "the newest page is live");
    let (before, _) = newest.body.split_once("\" rel=\"next\"").unwrap();
    let (_, older) = before.rsplit_once("href=\"").unwrap();
    let older = browser.get(older).await;
    assert!(
        older.has("reason-5-")
            && older.has("Logged in")
            && older.has("> from ")
            && !older.has("reason-60-")
            && !older.has("rel=\"next\"")
    );
    assert!(!older.has("hx-get"), "an older page stands still");

    let refused = browser.get("/admin/audit?kind=install_refused").await;
    assert!(refused.has("another one") && !refused.has("> from "));
    let own = browser.get(&format!("/admin/audit?member_id={OWN}")).await;
    assert!(own.has("reason-60-") && !own.has("another one"));
    assert!(browser.get("/admin/audit?kind=keys_rotated").await.has("No entry matches"));
    assert_eq!(browser.get("/admin/audit?cursor=x").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(browser.get("/admin/audit?kind=burnt").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn overview_leads_to_the_installs_that_were_refused() {
    let (house, browser) = inside().await;
    assert!(!browser.get("/admin").await.has("refused"));
    refuse(&house, &member_id(OWN), "forged").await;
    let page = browser.get("/admin").await;
    assert!(page.has("Tombstone refused 1 install in the last 24 hours."));
    assert!(page.has("href=\"/admin/audit?kind=install_refused\""));
    house.hands.advance(time::Duration::hours(11)); // the session ends after 12
    assert!(browser.get("/admin").await.has("refused 1 install"));
}

#[tokio::test]
async fn nothing_in_the_audit_is_more_than_text() {
    let (house, browser) = inside().await;
    let evil = "<script>alert(1)</script>";
    let entry = AuditEntry::OperatorAdded { email: evil.to_owned() };
    house.store.record_audit_from(house.clock.now(), evil, Some(evil), None, &entry).await.unwrap();
    let page = browser.get("/admin/audit?member_id=%3Cscript%3E&kind=%3Cscript%3E").await;
    assert!(!page.has("<script>"));
    assert!(!browser.get("/admin/audit").await.has("<script>"));
}

#[tokio::test]
async fn strangers_hide_nothing_from_the_audit_and_what_they_did_is_counted() {
    let (house, _browser) = inside().await;
    let (store, clock) = (&house.store, &house.clock);
    for number in 0..150 {
        let stranger = member_id(&format!("stranger-{number}"));
        store.record_refusal(clock.now(), &stranger, Refused::Install, RefusalReason::OtherApp).await.unwrap();
    }
    for _ in 0..20 {
        store
            .record_refusal(clock.now(), &member_id(OWN), Refused::Event, RefusalReason::UnexpectedTest)
            .await
            .unwrap();
        let (log_in, wrong) = (Refused::LogIn, RefusalReason::WrongPassword);
        store.record_refused_person(clock.now(), None, "192.0.2.1", None, log_in, wrong).await.unwrap();
    }
    let reasons = async |kind: AuditKind| {
        let filter = AuditFilter { kinds: vec![kind], ..AuditFilter::default() };
        let lines = store.list_audit_page(&filter, None, 500).await.unwrap().items;
        lines.iter().filter_map(|line| line.entry.known()?.refusal().cloned()).collect::<Vec<_>>()
    };
    assert_eq!(reasons(AuditKind::InstallRefused).await.len(), 5);
    assert_eq!(reasons(AuditKind::EventRefused).await, [RefusalReason::UnexpectedTest]);
    assert_eq!(reasons(AuditKind::LogInFailed).await.len(), 5);
    house.hands.advance(time::Duration::MINUTE);
    store.record_suppressed(clock.now()).await.unwrap();
    store.record_suppressed(clock.now()).await.unwrap();
    let counted = |count, known| RefusalReason::Counted { count, since: datetime!(2026-11-20 12:00 UTC), known };
    assert_eq!(reasons(AuditKind::InstallRefused).await[0], counted(145, false));
    assert_eq!(reasons(AuditKind::EventRefused).await[0], counted(19, true));
    assert_eq!(reasons(AuditKind::LogInFailed).await[0], counted(15, false));
    assert_eq!(reasons(AuditKind::InstallRefused).await.len(), 6);
}

#[tokio::test]
async fn line_is_added_once_although_nobody_waits_for_it() {
    let (house, _) = inside().await;
    let entry = AuditEntry::PreferencesSet;
    {
        let mut recorded = pin!(house.store.record_audit(house.clock.now(), EMAIL, None, &entry));
        assert!(poll_fn(|context| Poll::Ready(recorded.as_mut().poll(context))).await.is_pending());
    }
    let added = async || (!lines(&house, AuditKind::PreferencesSet).await.is_empty()).then_some(());
    eventually("the line", Duration::from_secs(10), added).await;
    house.store.record_unwritten().await.unwrap();
    assert_eq!(lines(&house, AuditKind::PreferencesSet).await.len(), 1);
}

#[tokio::test]
async fn act_whose_line_the_database_refuses_has_it_with_the_next_heartbeat() {
    let (house, browser) = inside().await;
    house.execute("ALTER TABLE audit RENAME TO elsewhere").await;
    let chosen = [("language", "de"), ("zone", "Europe/Berlin"), ("theme", "dark")];
    let answer = post(&browser, "/admin/account/preferences", &chosen).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let acted_at = house.clock.now();
    let kept = house.store.find_operator(EMAIL).await.unwrap().unwrap().preferences;
    assert_eq!(kept.language.as_deref(), Some("de"), "the act itself is done");
    house.hands.advance(time::Duration::MINUTE);
    let (store, log, clock) = (house.store.clone(), house.log.clone(), house.clock.clone());
    let heartbeat = Heartbeat::new(store, log, clock, "one".to_owned(), "admin".to_owned());
    assert!(heartbeat.beat().await.is_err(), "the table is still away");

    house.execute("ALTER TABLE elsewhere RENAME TO audit").await;
    for _ in 0..2 {
        heartbeat.beat().await.unwrap();
    }
    let lines = lines(&house, AuditKind::PreferencesSet).await;
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].at, lines[0].actor.as_str(), lines[0].source.is_some()), (acted_at, EMAIL, true));
}
