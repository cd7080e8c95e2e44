//! Events of portals without the app: parked, bounded, and released by the install that proves them.

use domain::MemberId;
use domain::deletion::Filter;
use domain::event::{Arrival, Event};
use domain::wire::decode_form;
use poem::http::StatusCode;
use store::{LogLimits, ToPark};
use time::Duration;

use super::{Gate, LEAD, LEAD_PORTAL, LEAD_TOKEN, lead};
use crate::support::{House, member_id};

async fn numbers(house: &House) -> Vec<String> {
    house.indexed().await;
    let portal = member_id(LEAD_PORTAL);
    let page = house.store.tenant(&portal).deletions().list_deletions(&Filter::default(), None, 500).await.unwrap();
    page.items.into_iter().rev().map(|deletion| deletion.entity_id).collect()
}

#[tokio::test]
async fn parked_event_is_released_by_the_install_that_proves_it() {
    let house = House::new().await;
    let gate = Gate::of(&house);
    for id in ["1", "2"] {
        let answer = gate.form(&lead(id)).await;
        assert_eq!((answer.status, answer.result()), (StatusCode::ACCEPTED, "held"));
    }
    gate.form(&lead("3").replace(LEAD_TOKEN, "somebody-elses")).await;
    assert_eq!(numbers(&house).await, [""; 0]);

    let portal = member_id(LEAD_PORTAL);
    house.install(&portal, "some-domain.bitrix24.com", LEAD_TOKEN).await;
    let token = house.store.hash_key().application_token(&portal, &LEAD_TOKEN.to_owned().into());
    assert_eq!(house.log.release(&portal, token, 1).await.unwrap(), 2);
    assert_eq!(house.log.release(&portal, token, 1).await.unwrap(), 0);
    gate.form(&lead("4")).await.assert_stored(1);
    assert_eq!(numbers(&house).await, ["1", "2", "4"]);
}

/// `drop_expired` may not have run yet.
#[tokio::test]
async fn parked_event_is_not_released_after_a_day() {
    let house = House::new().await;
    let (gate, portal) = (Gate::of(&house), member_id(LEAD_PORTAL));
    assert_eq!(gate.form(&lead("1")).await.result(), "held");
    house.hands.advance(time::Duration::hours(2));
    assert_eq!(gate.form(&lead("2")).await.result(), "held");
    house.hands.advance(time::Duration::hours(23));
    house.install(&portal, "some-domain.bitrix24.com", LEAD_TOKEN).await;
    assert_eq!(house.log.release(&portal, house.token(&portal, LEAD_TOKEN), 1).await.unwrap(), 1);
    assert_eq!(numbers(&house).await, ["2"]);
}

#[tokio::test]
async fn release_beside_a_log_at_work_takes_nothing_from_the_indexer() {
    let house = House::new().await;
    let (gate, other) = (Gate::of(&house), member_id("other"));
    house.install(&member_id(LEAD_PORTAL), "some-domain.bitrix24.com", LEAD_TOKEN).await;
    gate.form(&lead("1")).await.assert_stored(1);
    house.indexed().await; // empties the log
    assert_eq!(gate.form(&lead("2").replace(LEAD_PORTAL, "other")).await.result(), "held");
    house.install(&other, "other.bitrix24.com", LEAD_TOKEN).await;
    assert_eq!(house.log.release(&other, house.token(&other, LEAD_TOKEN), 1).await.unwrap(), 1);
    house.indexed().await;
    gate.form(&lead("3")).await.assert_stored(1);
    let log = house.log.reader();
    let mut waiting = 0;
    for (source, reached) in log.behind(&house.store).await.unwrap() {
        waiting += log.read_after(&source, reached).await.unwrap().map_or(0, |block| block.rows.len());
    }
    assert_eq!(waiting, 1, "the indexer sees it at its next look");
}

#[tokio::test]
async fn parked_events_are_bounded_for_a_portal() {
    let house = House::new().await;
    let gate = Gate::of(&house);
    let limit = LogLimits::default().per_portal;
    for id in 0..limit + 20 {
        assert_eq!(gate.form(&lead(&id.to_string())).await.result(), "held");
    }
    let portal = member_id(LEAD_PORTAL);
    let token = house.store.hash_key().application_token(&portal, &LEAD_TOKEN.to_owned().into());
    assert_eq!(house.log.release(&portal, token, 1).await.unwrap(), limit);
}

fn deletion_of(portal: &MemberId) -> Event {
    let body = format!("event=ONCRMLEADDELETE&ts=1742807199&data[FIELDS][ID]=7&auth[member_id]={portal}");
    Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap().event
}

#[tokio::test]
async fn one_network_leaves_room_for_what_others_send() {
    let mut house = House::new().await;
    let limits = LogLimits { not_installed_bytes: 8_000, unverified_bytes: 4_000, ..LogLimits::default() };
    Box::pin(house.begin_log(limits)).await;
    let (stranger, genuine) = (Some([192, 0, 2, 1].into()), Some([198, 51, 100, 1].into()));
    let (mut awaited, mut unverified) = (0, 0);
    for number in 0..100 {
        let portal = member_id(&format!("made-up-{number}"));
        let (event, token) = (deletion_of(&portal), house.token(&portal, "made-up"));
        awaited += u32::from(house.log.park(ToPark::not_installed(&event, token, stranger)).await.unwrap());
        unverified += u32::from(house.log.park(ToPark::unverified(&event, token, stranger)).await.unwrap());
    }
    assert!((3..30).contains(&awaited) && (3..30).contains(&unverified), "{awaited} and {unverified}");
    let portal = member_id(LEAD_PORTAL);
    let (event, token) = (deletion_of(&portal), house.token(&portal, LEAD_TOKEN));
    assert!(house.log.park(ToPark::not_installed(&event, token, genuine)).await.unwrap());
    assert!(house.log.park(ToPark::unverified(&event, token, genuine)).await.unwrap());
}

#[tokio::test]
async fn parked_events_are_dropped_after_a_day() {
    let house = House::new().await;
    let gate = Gate::of(&house);
    gate.form(LEAD).await;
    house.hands.advance(Duration::hours(23));
    assert_eq!(house.log.drop_expired().await.unwrap(), 0);
    house.hands.advance(Duration::hours(2));
    assert_eq!(house.log.drop_expired().await.unwrap(), 1);
    assert!(house.log.list_awaited().await.unwrap().is_empty());
}

#[tokio::test]
async fn uninstalled_portal_is_held_again_and_keeps_its_data() {
    let house = House::new().await;
    let portal = member_id(LEAD_PORTAL);
    house.install(&portal, "some-domain.bitrix24.com", LEAD_TOKEN).await;
    let gate = Gate::of(&house);
    gate.form(&lead("1")).await.assert_stored(1);
    let uninstall = include_str!("../../fixtures/payloads/onappuninstall.form").replace("CLEAN%5D=1", "CLEAN%5D=0");
    assert_eq!(gate.form(&uninstall).await.result(), "accepted");
    assert_eq!(gate.form(&lead("2")).await.result(), "held");
    assert_eq!(numbers(&house).await, ["1"]);
    let tenant = house.store.tenant(&portal);
    let removal = tenant.find_removal().await.unwrap().expect("it is to be confirmed");
    assert!(!removal.clean && tenant.find_access().await.unwrap().is_some());
    tenant.finish_removal(removal.version, house.clock.now()).await.unwrap();
    assert!(tenant.find_access().await.unwrap().is_none());
}

#[tokio::test]
async fn clean_uninstall_removes_that_portals_data_and_nothing_else() {
    let house = House::new().await;
    let (portal, other) = (member_id(LEAD_PORTAL), member_id("other"));
    house.install(&portal, "some-domain.bitrix24.com", LEAD_TOKEN).await;
    house.install(&other, "other.bitrix24.com", LEAD_TOKEN).await;
    let gate = Gate::of(&house);
    for id in ["1", "2"] {
        gate.form(&lead(id)).await.assert_stored(1);
        gate.form(&lead(id).replace(LEAD_PORTAL, "other")).await.assert_stored(1);
    }
    house.indexed().await;
    gate.form(&lead("3")).await.assert_stored(1); // logged but not indexed
    assert_eq!(gate.form(include_str!("../../fixtures/payloads/onappuninstall.form")).await.result(), "accepted");
    assert_eq!(numbers(&house).await, [""; 0]);
    let left = house.store.tenant(&other).deletions().list_deletions(&Filter::default(), None, 10).await.unwrap();
    assert_eq!(left.items.len(), 2);
    assert_eq!(house.store.tenant(&portal).find_portal().await.unwrap().unwrap().deletions, 0);

    // After the confirmation, an installation starts afresh but reuses no number.
    let tenant = house.store.tenant(&portal);
    let removal = tenant.find_removal().await.unwrap().expect("it is to be confirmed");
    assert!(removal.clean);
    tenant.finish_removal(removal.version, house.clock.now()).await.unwrap();
    house.install(&portal, "some-domain.bitrix24.com", LEAD_TOKEN).await;
    gate.form(&lead("9")).await.assert_stored(1);
    assert_eq!(numbers(&house).await, ["9"]);
    let page = house.store.tenant(&portal).deletions().list_deletions(&Filter::default(), None, 10).await.unwrap();
    assert_eq!(page.items[0].number, 4, "the third was numbered while it was out of sight");
}

#[tokio::test]
async fn forged_uninstall_changes_nothing() {
    let house = House::new().await;
    let portal = member_id(LEAD_PORTAL);
    house.install(&portal, "some-domain.bitrix24.com", LEAD_TOKEN).await;
    let gate = Gate::of(&house);
    let forged = include_str!("../../fixtures/payloads/onappuninstall.form").replace(LEAD_TOKEN, "forged");
    gate.form(&forged).await.assert_problem(403, "application_token_mismatch");
    gate.form(LEAD).await.assert_stored(1);
}

#[tokio::test]
async fn portal_that_comes_back_before_its_data_is_gone_keeps_what_is_new() {
    let house = House::new().await;
    let portal = member_id(LEAD_PORTAL);
    house.install(&portal, "some-domain.bitrix24.com", LEAD_TOKEN).await;
    let gate = Gate::of(&house);
    gate.form(&lead("1")).await.assert_stored(1);
    house.indexed().await;
    // The service dies between the uninstall and the purge.
    house.store.tenant(&portal).uninstall(true, house.clock.now()).await.unwrap();
    house.install(&portal, "some-domain.bitrix24.com", LEAD_TOKEN).await;
    gate.form(&lead("2")).await.assert_stored(1);
    assert_eq!(numbers(&house).await, ["2"]);
    assert!(house.store.tenant(&portal).purge_batch(house.clock.now()).await.unwrap());
    assert_eq!(numbers(&house).await, ["2"]);
    assert_eq!(house.store.tenant(&portal).find_portal().await.unwrap().unwrap().deletions, 1);
    assert!(house.store.list_purging().await.unwrap().is_empty());
}

#[tokio::test]
async fn parked_events_are_bounded_in_bytes() {
    let house = House::new().await;
    let gate = Gate::of(&house);
    let filler = "x".repeat(500_000);
    for id in 0..10 {
        let body = format!("{}&data[FIELDS][X]={filler}", lead(&id.to_string()));
        assert_eq!(gate.form(&body).await.result(), "held");
    }
    let portal = member_id(LEAD_PORTAL);
    let token = house.store.hash_key().application_token(&portal, &LEAD_TOKEN.to_owned().into());
    let released = house.log.release(&portal, token, 1).await.unwrap();
    assert_eq!(released, LogLimits::default().portal_bytes / 500_500);
}

#[tokio::test]
async fn forged_notice_of_a_queue_swallows_no_genuine_one_while_the_database_is_away() {
    let (house, gate) = super::with_portal().await;
    let notice = |token: &str| {
        format!("event=ONOFFLINEEVENT&auth[member_id]={}&auth[application_token]={token}", super::LEAD_PORTAL)
    };
    house.store.close().await.expect("closes");
    for token in ["forged", super::LEAD_TOKEN, "forged", super::LEAD_TOKEN] {
        assert_eq!(gate.form(&notice(token)).await.result(), "spooled");
    }
    assert_eq!(house.log.list_unverified(0).await.unwrap().len(), 2, "one of each");
}
