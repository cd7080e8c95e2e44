//! A portal's life in one list: its events, its gaps, and operators' acts.

use domain::failure::Failure;
use domain::portal::Finding;
use domain::requested_task::{RequestedTask, TaskOutcome};
use poem::http::StatusCode;
use tests::page::plain;
use time::Duration;

use super::dashboard::{Browser, EMAIL, OTHER, OWN, PASSWORD, inside};
use super::people::post;
use crate::support::{House, member_id};

fn path(query: &str) -> String {
    format!("/admin/portals/{OWN}/timeline{query}")
}

/// The positions of texts that the page must have.
fn places(body: &str, texts: &[&str]) -> Vec<usize> {
    texts.iter().map(|text| body.find(text).unwrap_or_else(|| panic!("{text} is not there: {body}"))).collect()
}

/// A portal whose paid period ends and is renewed, with a gap, and a check by an operator.
async fn lived(house: &House, browser: &Browser) {
    let portal = member_id(OWN);
    let tenant = house.store.tenant(&portal);
    let refused = Failure::ServerRefused { answer: "payment_required".to_owned() };
    house.hands.advance(Duration::HOUR);
    tenant.record_finding(Finding::PaymentEnded, 1, Some(refused), house.clock.now(), 0.5).await.unwrap();
    house.hands.advance(Duration::HOUR);
    tenant.record_finding(Finding::Answers, 1, None, house.clock.now(), 0.5).await.unwrap();
    house.hands.advance(Duration::HOUR);
    let deaf = house.clock.now();
    house.hands.advance(Duration::HOUR);
    house.store.record_deaf(deaf, house.clock.now()).await.unwrap();
    house.hands.advance(Duration::HOUR);
    assert_eq!(post(browser, &format!("/admin/portals/{OWN}/check"), &[]).await.status, StatusCode::SEE_OTHER);
    let begun_at = house.clock.now();
    house.hands.advance(Duration::SECOND);
    let ended = TaskOutcome::Checked { found: 58, expected: 61 };
    tenant.end_request(RequestedTask::Check, begun_at, ended, house.clock.now()).await.unwrap();
}

#[tokio::test]
async fn life_stands_in_one_list_with_the_newest_first() {
    let (house, browser) = inside().await;
    lived(&house, &browser).await;
    let page = browser.get(&path("")).await;
    let texts =
        ["58 of 61 events are bound.", "Check requested", "no events for 1 hour.", "Now active", "Payment ended"];
    let places = places(&page.body, &texts);
    assert!(places.is_sorted(), "{places:?}: {}", page.body);
    assert!(page.has(&format!("by {EMAIL}")) && page.has("by worker") && page.has("Installed"), "{}", page.body);
    for other in ["", "/health", "/webhooks"] {
        let tab = format!("href=\"/admin/portals/{OWN}/timeline\"");
        assert!(browser.get(&format!("/admin/portals/{OWN}{other}")).await.has(&tab), "it is a tab of {other}");
    }
    let empty = browser.get(&format!("/admin/portals/{OTHER}/timeline?topic=acts")).await;
    assert!(empty.has("Nothing to show yet") && !empty.has("Check requested"), "{}", empty.body);
}

#[tokio::test]
async fn renewals_that_follow_each_other_are_one_line() {
    use domain::journal::JournalEntry::{CallsBlocked, TokensRenewed};
    let (house, browser) = inside().await;
    let portal = member_id(OWN);
    for entry in [TokensRenewed, CallsBlocked, TokensRenewed, TokensRenewed, TokensRenewed] {
        house.hands.advance(Duration::MINUTE);
        house.store.tenant(&portal).record_journal(house.clock.now(), &entry).await.unwrap();
    }
    let page = browser.get(&path("")).await;
    assert_eq!(page.body.matches("Tokens renewed").count(), 2, "{}", page.body);
    assert_eq!(page.body.matches("3 times since").count(), 1, "{}", page.body);
    assert!(places(&page.body, &["3 times since", "Calls blocked"]).is_sorted());
}

#[tokio::test]
async fn topics_part_it_and_what_is_none_is_refused() {
    let (house, browser) = inside().await;
    lived(&house, &browser).await;
    house
        .store
        .tenant(&member_id(OWN))
        .record_token_failure(1, &Failure::ServerUnreachable, house.clock.now(), 0.5)
        .await
        .unwrap();
    let texts = ["Payment ended", "received no events for 1 hour.", "Check requested", "Tokens not renewed"];
    for (topic, shown) in [("app", 0), ("events", 1), ("acts", 2), ("tokens", 3)] {
        let page = browser.get(&path(&format!("?topic={topic}"))).await;
        for (place, text) in texts.iter().enumerate() {
            assert_eq!(page.has(text), place == shown, "{topic}: {text}");
        }
        assert!(page.body.contains(&format!("topic={topic}\" aria-current=\"true\"")), "{topic}");
    }
    let wrong = browser.get(&path("?topic=weather")).await;
    assert_eq!((wrong.status, wrong.has("Unknown topic")), (StatusCode::BAD_REQUEST, true));
    for cursor in ["x", "1-2", "1-1-x"] {
        assert_eq!(browser.get(&path(&format!("?cursor={cursor}"))).await.status, StatusCode::BAD_REQUEST, "{cursor}");
    }
    assert_eq!(browser.get("/admin/portals/unknown/timeline").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_show_each_line_once_also_of_one_moment() {
    let (house, browser) = inside().await;
    let portal = member_id(OWN);
    let tenant = house.store.tenant(&portal);
    let from = house.clock.now() + Duration::MINUTE;
    for number in 0..40_u32 {
        // Three at each moment, one from each source.
        house.hands.advance(Duration::HOUR);
        let now = house.clock.now();
        let entry = domain::journal::JournalEntry::CallsBlocked;
        tenant.record_journal(now, &entry).await.unwrap();
        house.store.record_deaf(from + Duration::seconds(number.into()), now).await.unwrap();
        tenant.request(RequestedTask::Check, now).await.unwrap();
        tenant.end_request(RequestedTask::Check, now, TaskOutcome::NotCalled, now).await.unwrap();
    }
    browser.log_in(EMAIL, PASSWORD).await; // the session has expired
    let (mut at, mut lines, mut pages) = (Some(path("")), Vec::new(), 0);
    while let Some(address) = at {
        let page = browser.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let rows: Vec<_> = page.body.split("<tr><td>").skip(1).map(|row| row.split("</tr>").next().unwrap()).collect();
        lines.extend(rows.iter().map(|row| (*row).to_owned()));
        let older = page.body.split_once("\" rel=\"next\"").map(|(before, _)| before.rsplit_once("href=\"").unwrap().1);
        at = older.map(plain);
        pages += 1;
    }
    let count = |text: &str| lines.iter().filter(|line| line.contains(text)).count();
    assert_eq!((count("Calls blocked"), count("Request completed"), count("received no events for")), (40, 40, 40));
    assert_eq!(pages, 3, "of {} lines", lines.len());
}
