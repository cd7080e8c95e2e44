//! The audit's page.

use domain::MemberId;
use poem::http::StatusCode;

use super::dashboard::{OTHER, OWN, inside};
use crate::support::{House, member_id};

async fn refuse(house: &House, portal: &MemberId, why: &str) {
    house.store.record_audit(house.clock.now(), "portal", Some(portal), "install refused", why).await.unwrap();
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
    assert!(older.has("reason-5-") && older.has("logged in") && !older.has("reason-60-") && !older.has("rel=\"next\""));
    assert!(!older.has("hx-get"), "an older page stands still");

    let refused = browser.get("/admin/audit?what=install+refused").await;
    assert!(refused.has("another one") && !refused.has("from 127"));
    let own = browser.get(&format!("/admin/audit?member_id={OWN}")).await;
    assert!(own.has("reason-60-") && !own.has("another one"));
    assert!(browser.get("/admin/audit?what=burnt").await.has("No line fits"));
    assert_eq!(browser.get("/admin/audit?cursor=x").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(browser.get("/admin/audit?what=%00").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn overview_leads_to_the_installs_that_were_refused() {
    let (house, browser) = inside().await;
    assert!(!browser.get("/admin").await.has("refused"));
    refuse(&house, &member_id(OWN), "it was forged").await;
    let page = browser.get("/admin").await;
    assert!(page.has("An install was refused in the last 24 hours."));
    assert!(page.has("href=\"/admin/audit?what=install+refused\""));
    house.hands.advance(time::Duration::hours(11)); // the session ends after 12
    assert!(browser.get("/admin").await.has("An install was refused"));
}

#[tokio::test]
async fn nothing_in_the_audit_is_more_than_text() {
    let (house, browser) = inside().await;
    let evil = "<script>alert(1)</script>";
    house.store.record_audit(house.clock.now(), evil, None, evil, evil).await.unwrap();
    let page = browser.get("/admin/audit?member_id=%3Cscript%3E&what=%3Cscript%3E").await;
    assert!(!page.has("<script>"));
    assert!(!browser.get("/admin/audit").await.has("<script>"));
}

#[tokio::test]
async fn strangers_hide_nothing_from_the_audit_and_what_they_did_is_counted() {
    let (house, _browser) = inside().await;
    let (store, clock) = (&house.store, &house.clock);
    for number in 0..150 {
        let stranger = member_id(&format!("stranger-{number}"));
        store.record_refusal(clock.now(), &stranger, "install refused", "forged").await.unwrap();
    }
    for _ in 0..20 {
        store.record_refusal(clock.now(), &member_id(OWN), "event refused", "wrong token").await.unwrap();
        store.record_failed_log_in(clock.now(), None, "from 192.0.2.1").await.unwrap();
    }
    let count = async |what: &str| {
        let lines = store.list_audit(500).await.unwrap();
        let of_kind = lines.into_iter().filter(|line| line.what == what);
        of_kind.map(|line| line.detail).collect::<Vec<_>>()
    };
    assert_eq!(count("install refused").await.len(), 5);
    assert_eq!(count("event refused").await, ["wrong token"]);
    assert_eq!(count("log-in failed").await.len(), 5);
    house.hands.advance(time::Duration::MINUTE);
    store.record_suppressed(clock.now()).await.unwrap();
    store.record_suppressed(clock.now()).await.unwrap();
    assert!(count("install refused").await[0].starts_with("145 more in the minute from 12:00:00 UTC"));
    assert!(count("event refused").await[0].starts_with("19 more"));
    assert!(count("log-in failed").await[0].starts_with("15 more"));
    assert_eq!(count("install refused").await.len(), 6);
}
