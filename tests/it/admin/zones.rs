//! Pages show and read times in the visitor's zone: that of the account, of the browser, or UTC.

use domain::audit::AuditKind;
use poem::http::{StatusCode, header};
use time::Duration;

use super::dashboard::{Browser, OWN, deletion, inside, plant};
use super::roles::lines;
use crate::support::{House, member_id};

/// Puts the browser in this zone.
fn settle(browser: &Browser, zone: &str) {
    browser.cookies.lock().expect("one at a time").insert("tombstone_zone".into(), zone.into());
}

async fn choose(browser: &Browser, zone: &str) {
    let csrf = browser.get("/admin/account").await.csrf();
    let chosen = [("csrf", csrf.as_str()), ("language", ""), ("zone", zone), ("theme", "system")];
    let answer = browser.post("/admin/account/preferences", &chosen).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

/// Leads received at these minutes from 23:00 UTC on 20 November, which is midnight in Berlin.
async fn leads_around_midnight(house: &House, minutes: &[i64]) {
    let midnight = house.clock.now().replace_time(time::Time::MIDNIGHT) + Duration::hours(23);
    for at in minutes {
        house.hands.advance(midnight + Duration::minutes(*at) - Duration::SECOND - house.clock.now());
        plant(house, vec![deletion(&member_id(OWN), "crm.lead", &format!("at{at}"))]).await;
    }
}

#[tokio::test]
async fn zone_is_that_of_the_account_else_of_the_browser_else_utc() {
    let (_house, browser) = inside().await;
    let page = browser.get("/admin/audit").await;
    assert!(page.has("Times are in UTC.") && page.has("20 Nov 2026, 12:00"));
    settle(&browser, "America/New_York");
    let page = browser.get("/admin/audit").await;
    assert!(page.has("Times are in America/New_York (UTC-5).") && page.has("20 Nov 2026, 07:00"));
    choose(&browser, "Europe/Berlin").await;
    let page = browser.get("/admin/audit").await;
    assert!(page.has("Times are in Europe/Berlin (UTC+1).") && page.has("20 Nov 2026, 13:00"));
    choose(&browser, "").await;
    for junk in ["Mars/Olympus", "../../etc/passwd", "Etc/Unknown", "\"", "<script>", &"x".repeat(4_000)] {
        settle(&browser, junk);
        let page = browser.get("/admin/audit").await;
        assert!(page.status == StatusCode::OK && page.has("Times are in UTC."), "{junk}");
    }
}

#[tokio::test]
async fn typed_times_are_the_readers_and_addresses_say_them_to_everybody() {
    let (house, browser) = inside().await;
    settle(&browser, "Europe/Berlin");
    leads_around_midnight(&house, &[-1, 1]).await;
    let page = browser.get("/admin/deletions?from=2026-11-21").await;
    assert!(page.has("Lead at1") && !page.has("Lead at-1") && page.has("21 Nov 2026, 00:01:00"));
    assert!(
        page.has("value=\"from:2026-11-21\"")
            && page.has("name=\"from\" aria-label=\"Received from\" type=\"text\" value=\"2026-11-21\"")
    );
    let fixed = "from=2026-11-20T23%3A00%3A00Z";
    assert!(page.has(&format!("/admin/deletions/export?{fixed}&#38;format=csv")), "what the page links to is exact");
    let typed = browser.get("/admin/deletions?query=from:2026-11-21+to:2026-11-21T00:30").await;
    let exact = format!("/admin/deletions?{fixed}&to=2026-11-20T23%3A30%3A00Z");
    assert_eq!((typed.status, typed.header(header::LOCATION)), (StatusCode::SEE_OTHER, exact.as_str()));

    settle(&browser, "UTC");
    let elsewhere = browser.get(&exact).await;
    assert!(elsewhere.has("Lead at1") && !elsewhere.has("Lead at-1"), "it is the same list there");
    assert!(elsewhere.has("value=\"from:2026-11-20T23:00 to:2026-11-20T23:30\""), "by the clock there");
    assert!(browser.get("/admin/deletions?from=2026-11-21").await.has("No deletion matches"));
    settle(&browser, "Europe/Berlin");
    let jumped = browser.get("/admin/deletions?at=2026-11-21T00:00").await;
    assert!(jumped.has("Lead at-1") && !jumped.has("Lead at1") && jumped.has("value=\"2026-11-21T00:00\""));
    let file = browser.get("/admin/deletions/export?from=2026-11-21&format=csv").await;
    assert!(file.has("2026-11-20T23:01:00") && !file.has("2026-11-21T00:01"), "files are in UTC: {}", file.body);
    assert!(!file.has("at-1"), "and have what the page has");
}

#[tokio::test]
async fn days_are_those_of_whoever_looks() {
    let (house, browser) = inside().await;
    leads_around_midnight(&house, &[-120, -1, 1, 5, 9]).await;
    settle(&browser, "Europe/Berlin");
    let page = browser.get("/admin/deletions").await;
    assert!(page.has("20 Nov 2026: 2\"") && page.has("21 Nov 2026: 3\""), "{}", page.body);
    let today = |page: &super::dashboard::Answer| {
        let (_, rest) = page.body.split_once("Deletions today</dt><dd><span class=\"big\">").expect("a number");
        rest.split('<').next().expect("it ends").to_owned()
    };
    assert_eq!(today(&browser.get("/admin").await), "3");
    settle(&browser, "UTC");
    assert_eq!(today(&browser.get("/admin").await), "5");
    settle(&browser, "Asia/Kolkata");
    let page = browser.get("/admin/deletions").await;
    assert!(page.has("so days begin at 00:30:00 here") && page.has("21 Nov 2026, 00:30: 5\""), "{}", page.body);
}

#[tokio::test]
async fn audit_is_read_and_asked_by_the_readers_clock() {
    let (house, browser) = inside().await;
    settle(&browser, "Europe/Berlin");
    let logged_in = browser.get("/admin/audit?from=2026-11-20+13:00&to=2026-11-20+13:01").await;
    assert!(logged_in.has("20 Nov 2026, 13:00") && logged_in.has("value=\"2026-11-20T13:00\""));
    assert!(logged_in.has("from=2026-11-20T12%3A00%3A00Z"), "links say it to everybody");
    assert!(browser.get("/admin/audit?to=2026-11-20+13:00").await.has("No entry matches"));
    let file = browser.get("/admin/audit/export?from=2026-11-20+13:00&format=ndjson").await;
    assert!(file.has("\"at\":\"2026-11-20T12:00:00Z\""), "{}", file.body);
    assert!(!lines(&house, AuditKind::AuditExported).await.is_empty());
}
