//! A genuine event is stored exactly once, however odd.

use domain::deletion::{Deletion, Filter};
use events::Receiver;
use poem::EndpointExt;
use poem::http::StatusCode;
use poem::test::TestClient;
use sea_orm::{ConnectionTrait, TransactionTrait};
use store::LogLimits;
use tests::eventually;
use tokio::sync::watch;

use super::{JSON, LEAD, LEAD_PORTAL, LEAD_TOKEN, lead, with_portal};
use crate::support::{House, member_id};

async fn kept(house: &House) -> Vec<Deletion> {
    house.indexed().await;
    let portal = member_id(LEAD_PORTAL);
    let mut page =
        house.store.tenant(&portal).deletions().list_deletions(&Filter::default(), None, 500).await.unwrap().items;
    page.reverse();
    page
}

#[tokio::test]
async fn repeated_event_is_kept_once_in_whatever_clothes() {
    let (house, gate) = with_portal().await;
    gate.form(LEAD).await.assert_stored(1);
    gate.form(LEAD).await.assert_stored(1);
    gate.form(&LEAD.replace("event_handler_id=711", "event_handler_id=712")).await.assert_stored(1);
    gate.post(JSON, include_str!("../../fixtures/payloads/oncrmleaddelete.json")).await.assert_stored(1);
    assert_eq!(kept(&house).await.len(), 1);
    gate.form(&LEAD.replace("ts=1742807199", "ts=1742807200")).await.assert_stored(1);
    let kept = kept(&house).await;
    assert_eq!(kept.iter().map(|deletion| deletion.number).collect::<Vec<_>>(), [1, 2]);
}

#[tokio::test]
async fn unreadable_time_is_replaced_by_that_of_receipt() {
    let (house, gate) = with_portal().await;
    for ts in ["99999999999999999999", "", "yesterday", "-1"] {
        gate.form(&LEAD.replace("ts=1742807199", &format!("ts={ts}"))).await.assert_stored(1);
    }
    gate.form(&LEAD.replace("&ts=1742807199", "")).await.assert_stored(1);
    let kept = kept(&house).await;
    assert!(kept.iter().all(|deletion| deletion.sent_at == deletion.received_at), "{kept:?}");
    // An empty ts counts as a missing one.
    assert_eq!(kept.len(), 4);
}

#[tokio::test]
async fn nul_is_replaced_wherever_it_is_and_the_event_kept() {
    let (house, gate) = with_portal().await;
    let fields = "&data[x%00]=a%00b&data[FIELDS][NAME]=%00&event_handler_id=7%00&auth[scope]=%00&auth[user_id]=2%00";
    gate.form(&format!("{}{fields}", LEAD.trim())).await.assert_stored(1);
    let json = include_str!("../../fixtures/payloads/oncrmleaddelete.json").replace("1000983", r"10\u00000983");
    gate.post(JSON, format!("\u{feff}{json}")).await.assert_stored(1);
    let kept = kept(&house).await;
    assert!(kept[0].payload.contains("\"x\u{fffd}\":\"a\u{fffd}b\""), "{}", kept[0].payload);
    assert_eq!(kept[0].user_id.as_deref(), Some("2\u{fffd}"));
    assert_eq!((kept.len(), kept[1].entity_id.as_str()), (2, "10\u{fffd}0983"));
}

#[tokio::test]
async fn event_without_ids_is_kept_and_flagged() {
    let (house, gate) = with_portal().await;
    gate.form(&LEAD.replace("data%5BFIELDS%5D%5BID%5D=1000983", "data%5BFIELDS%5D%5BX%5D=1")).await.assert_stored(1);
    let message = LEAD.replace("ONCRMLEADDELETE", "ONIMCONNECTORMESSAGEDELETE");
    gate.form(&message.replace("data%5BFIELDS%5D%5BID%5D=1000983", "data%5BCONNECTOR%5D=c")).await.assert_stored(1);
    let kept = kept(&house).await;
    assert_eq!((kept[0].entity.as_str(), kept[0].entity_id.as_str()), ("crm.lead", ""));
    assert_eq!(kept[0].attributes["incomplete"], "true");
    assert_eq!((kept[1].entity.as_str(), kept[1].attributes["connector"].as_str()), ("imconnector.message", "c"));
    assert!(kept[1].is_incomplete());
}

#[tokio::test]
async fn unknown_deletion_is_kept_and_anything_else_ignored() {
    let (house, gate) = with_portal().await;
    gate.form(&LEAD.replace("ONCRMLEADDELETE", "OnSomethingNewDelete")).await.assert_stored(1);
    let ignored = gate.form(&LEAD.replace("ONCRMLEADDELETE", "ONCRMLEADADD")).await;
    assert_eq!((ignored.status, ignored.result()), (StatusCode::OK, "ignored"));
    let kept = kept(&house).await;
    assert_eq!((kept.len(), kept[0].event.as_str()), (1, "ONSOMETHINGNEWDELETE"));
    assert_eq!((kept[0].entity.as_str(), kept[0].entity_id.as_str()), ("unknown", "1000983"));
}

#[tokio::test]
async fn several_messages_are_several_deletions() {
    let (house, gate) = with_portal().await;
    let messages: String = [0, 1, 2, 10]
        .map(|n| format!("&data[MESSAGES][{n}][im][message_id]=m{n}&data[MESSAGES][{n}][im][chat_id]=7"))
        .concat();
    let event = LEAD.trim().replace("ONCRMLEADDELETE", "ONIMCONNECTORMESSAGEDELETE");
    let event = event.replace("&data%5BFIELDS%5D%5BID%5D=1000983", &format!("&data[LINE]=3{messages}"));
    gate.form(&event).await.assert_stored(4);
    gate.form(&event).await.assert_stored(4);
    let ids: Vec<_> = kept(&house).await.into_iter().map(|deletion| deletion.entity_id).collect();
    assert_eq!(ids, ["m0", "m1", "m2", "m10"]);
}

#[tokio::test]
async fn numbers_follow_the_order_of_the_log() {
    let (house, gate) = with_portal().await;
    for id in 1..=25 {
        gate.form(&lead(&id.to_string())).await.assert_stored(1);
        if id == 10 {
            house.indexed().await;
        }
    }
    let kept = kept(&house).await;
    let expected: Vec<_> = (1..=25_u64).map(|number| (number, number.to_string())).collect();
    assert_eq!(kept.iter().map(|one| (one.number, one.entity_id.clone())).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn clock_that_jumps_back_keeps_the_order() {
    let (house, gate) = with_portal().await;
    gate.form(&lead("1")).await.assert_stored(1);
    house.hands.advance(-time::Duration::DAY);
    gate.form(&lead("2")).await.assert_stored(1);
    let kept = kept(&house).await;
    assert_eq!(kept.len(), 2);
    assert!(kept[0].received_at <= kept[1].received_at);
}

#[tokio::test]
async fn event_is_kept_though_what_it_shows_of_its_portal_can_not_be() {
    let house = House::new().await;
    let portal = member_id(LEAD_PORTAL);
    house.install_unfinished(&portal, "some-domain.bitrix24.com", LEAD_TOKEN).await;
    let gate = super::Gate::of(&house);
    house.store.find_cached_portal(&portal, house.token(&portal, LEAD_TOKEN)).await;
    house.execute("ALTER TABLE portals RENAME TO elsewhere").await;
    gate.form(LEAD).await.assert_stored(1);
    house.execute("ALTER TABLE elsewhere RENAME TO portals").await;
    assert_eq!(kept(&house).await.len(), 1);
}

/// The number of the portal's gaps.
async fn gaps(house: &House) -> usize {
    house.store.tenant(&member_id(LEAD_PORTAL)).list_gaps(10).await.unwrap().len()
}

#[tokio::test]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn event_that_finds_no_room_to_be_parked_is_fetched_afterwards() {
    let mut house = House::new().await;
    let database = house.place().server();
    let locks = sea_orm::Database::connect(database.url()).await.unwrap();
    let limits = LogLimits { unverified_bytes: 0, ..LogLimits::default() };
    house.begin_log(limits).await;
    let portal = member_id(LEAD_PORTAL);
    house.install(&portal, "some-domain.bitrix24.com", LEAD_TOKEN).await;
    let gate = super::Gate::of(&house);
    gate.form(&lead("1")).await.assert_stored(1);
    house.indexed().await;
    let lock = locks.begin().await.unwrap();
    lock.execute_unprepared("LOCK TABLE portals IN ACCESS EXCLUSIVE MODE").await.unwrap();
    gate.form(&lead("2").replace(LEAD_PORTAL, "unknown")).await.assert_problem(503, "unavailable");
    house.hands.advance(time::Duration::MINUTE);
    lock.rollback().await.unwrap();
    assert_eq!(gaps(&house).await, 0);
    assert_eq!(gate.form(&lead("3")).await.status, StatusCode::OK);
    let recorded = async || (gaps(&house).await == 1).then_some(());
    eventually("the time to be recorded", std::time::Duration::from_secs(20), recorded).await;
}

#[tokio::test]
async fn time_in_which_events_are_refused_until_the_process_ends_is_recorded() {
    let mut house = House::new().await;
    house.begin_log(LogLimits { unverified_bytes: 0, ..LogLimits::default() }).await;
    let (portal, now) = (member_id(LEAD_PORTAL), house.clock.now());
    house.install(&portal, "some-domain.bitrix24.com", LEAD_TOKEN).await;
    let installer = super::installer(&house, &"http://127.0.0.1:9/".parse().unwrap(), "app.test");
    let receiver = Receiver::new(house.store.clone(), house.log.clone(), installer, house.clock.clone());
    let gate = super::Gate(TestClient::new(events::routes(receiver.clone()).boxed()));
    house.execute("ALTER TABLE portals RENAME TO elsewhere").await;
    gate.form(LEAD).await.assert_problem(503, "unavailable");
    house.execute("ALTER TABLE elsewhere RENAME TO portals").await;
    house.hands.advance(time::Duration::MINUTE);
    let (_stop, stopped) = watch::channel(true);
    receiver.report(stopped).await;
    let missed = house.store.tenant(&portal).list_gaps(10).await.unwrap();
    let missed: Vec<_> = missed.iter().map(|gap| (gap.from, gap.to)).collect();
    assert_eq!(missed, [(now, now + time::Duration::MINUTE)]);
}
