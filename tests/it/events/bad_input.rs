//! Anything but an event gets a 4xx with a stable code and leaves no trace.

use std::time::Duration;

use domain::deletion::Filter;
use tests::eventually;

use super::{FORM, Gate, JSON, LEAD, LEAD_PORTAL, LEAD_TOKEN, with_portal};
use crate::support::{House, member_id};

const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn every_kind_of_nonsense_is_refused() {
    let (house, gate) = with_portal().await;
    let lead = LEAD.trim();
    let half = &lead[..lead.len() / 2];
    let fields = (0..20_000).map(|n| format!("&data[x{n}]=1")).collect::<Vec<_>>().concat();
    let deep = format!("&data{}=1", "[a]".repeat(100));
    let deep_json = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
    let lists = "[".repeat(100_000);
    let malformed: Vec<(&str, String)> = vec![
        (FORM, half.to_owned()),
        (FORM, String::new()),
        (FORM, lead.replace("event=ONCRMLEADDELETE&", "")),
        (FORM, lead.replace("ONCRMLEADDELETE", "")),
        (FORM, lead.replace("ONCRMLEADDELETE", &"X".repeat(1_000))),
        (FORM, lead.replace(&format!("auth%5Bmember_id%5D={LEAD_PORTAL}"), "")),
        (FORM, lead.replace(LEAD_PORTAL, "a%20b")),
        (FORM, lead.replace(&format!("auth%5Bapplication_token%5D={LEAD_TOKEN}"), "")),
        (FORM, lead.replace(LEAD_TOKEN, "")),
        (FORM, lead.replace("auth%5Bapplication_token%5D", "auth[application_token][]")),
        (FORM, lead.replace("auth%5Bmember_id%5D", "auth[member_id][]")),
        (FORM, lead.replace("event=", "event[]=")),
        (FORM, format!("{lead}&auth=x")),
        (FORM, format!("{lead}{fields}")),
        (FORM, format!("{lead}{deep}")),
        (JSON, include_str!("../../fixtures/payloads/oncrmleaddelete.json")[..200].to_owned()),
        (JSON, "[]".to_owned()),
        (JSON, "null".to_owned()),
        (JSON, "{".to_owned()),
        (JSON, deep_json),
        (JSON, lists),
        (JSON, r#"{"event":"ONCRMLEADDELETE","auth":"x"}"#.to_owned()),
    ];
    for (content_type, body) in malformed {
        let answer = gate.post(content_type, body.clone()).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (400, "malformed_event"), "{body:.200}");
        assert!(!answer.body.to_string().contains(LEAD_TOKEN));
    }
    assert_nothing_kept(&house).await;
}

#[tokio::test]
async fn too_large_a_body_is_refused_without_reading_it() {
    let (house, gate) = with_portal().await;
    let body = format!("{}&data[x]={}", LEAD.trim(), "x".repeat(2 << 20));
    gate.form(&body).await.assert_problem(413, "body_too_large");
    gate.post(JSON, vec![b' '; (1 << 20) + 1]).await.assert_problem(413, "body_too_large");
    assert_nothing_kept(&house).await;
}

#[tokio::test]
async fn other_content_types_are_refused() {
    let (house, gate) = with_portal().await;
    for content_type in ["text/plain", "multipart/form-data; boundary=x", "application/xml", "nonsense"] {
        gate.post(content_type, LEAD).await.assert_problem(415, "unsupported_media_type");
    }
    let none = gate.0.post("/bitrix24/events").body(LEAD).send().await;
    none.assert_status(poem::http::StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_nothing_kept(&house).await;
    gate.post("Application/X-WWW-Form-Urlencoded; charset=UTF-8", LEAD.trim()).await.assert_stored(1);
}

#[tokio::test]
async fn other_methods_are_refused_with_a_problem_that_names_the_right_ones() {
    let house = House::new().await;
    let gate = Gate::of(&house).0;
    for (answer, allowed) in [
        (gate.put("/bitrix24/events").send().await, "GET, HEAD, POST"),
        (gate.get("/bitrix24/events/nonce").send().await, "POST"),
    ] {
        answer.assert_status(poem::http::StatusCode::METHOD_NOT_ALLOWED);
        answer.assert_content_type("application/problem+json");
        answer.assert_header("allow", allowed);
    }
}

#[tokio::test]
async fn whoever_opens_the_address_reads_what_it_is_for() {
    let house = House::new().await;
    let gate = Gate::of(&house).0;
    let page = gate.get("/bitrix24/events").send().await;
    page.assert_status_is_ok();
    assert!(page.0.into_body().into_string().await.unwrap().contains("Bitrix24 posts events"));
    gate.head("/bitrix24/events").send().await.assert_status_is_ok();
}

#[tokio::test]
async fn wrong_token_is_refused_counted_and_audited_once() {
    let (house, gate) = with_portal().await;
    for _ in 0..20 {
        gate.form(&LEAD.replace(LEAD_TOKEN, "forged")).await.assert_problem(403, "application_token_mismatch");
    }
    gate.form(&LEAD.replace(LEAD_TOKEN, &LEAD_TOKEN.to_uppercase()))
        .await
        .assert_problem(403, "application_token_mismatch");
    let audit = house.store.list_audit(100).await.unwrap();
    assert_eq!(audit.iter().filter(|line| line.entry.code() == "event_refused").count(), 1, "{audit:?}");
    assert!(!format!("{audit:?}").contains("forged"));
    assert_nothing_kept(&house).await;
}

#[tokio::test]
async fn refusals_that_the_database_takes_late_are_kept_and_it_is_not_away() {
    let (house, gate) = with_portal().await;
    let (wrong, portal) = (LEAD.replace(LEAD_TOKEN, "forged"), member_id(LEAD_PORTAL));
    let refuse = async || gate.form(&wrong).await.assert_problem(403, "application_token_mismatch");
    let held = house.keep_from_writing("audit, portals").await;
    for _ in 0..3 {
        refuse().await;
    }
    assert!(!house.store.is_away(), "only its writer is busy");
    held.close().await.unwrap();

    let noted = async || {
        house.hands.advance(time::Duration::SECOND);
        refuse().await;
        house.store.tenant(&portal).find_portal().await.unwrap().unwrap().refusals
    };
    assert!(eventually("refusals to be noted", SOON, noted).await.count >= 4);
    let audited = async || {
        let audit = house.store.list_audit(100).await.unwrap();
        (audit.iter().filter(|line| line.entry.code() == "event_refused").count() == 1).then_some(())
    };
    eventually("the first refusal in the audit", SOON, audited).await;
}

#[tokio::test]
async fn token_of_another_portal_proves_nothing() {
    let (house, gate) = with_portal().await;
    let other = member_id("bac1cd5c8940947a75e0d71b1a84e348");
    house.install(&other, "other.bitrix24.com", "831c76b092f9f135d9b6b36c3a720757").await;
    let forged = LEAD.replace(LEAD_PORTAL, other.as_str());
    gate.form(&forged).await.assert_problem(403, "application_token_mismatch");
    house.indexed().await;
    let kept = house.store.tenant(&other).deletions().list_deletions(&Filter::default(), None, 10).await.unwrap();
    assert!(kept.items.is_empty());
}

async fn assert_nothing_kept(house: &House) {
    house.indexed().await;
    let kept = house.store.all_portals().deletions().list_deletions(&Filter::default(), None, 10).await.unwrap();
    assert!(kept.items.is_empty(), "{:?}", kept.items);
    assert!(house.log.list_awaited().await.unwrap().is_empty());
}
