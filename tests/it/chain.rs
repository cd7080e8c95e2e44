//! The chain of a portal's deletions: a check finds every outside change and names the right number.

use domain::MemberId;
use domain::chain::{Checked, Fault};
use domain::deletion::Source;
use domain::event::Arrival;
use domain::wire::decode_form;
use store::LoggedEvent;

use crate::support::{House, member_id};

const PORTAL: &str = "bac1cd5c8940947a75e0d71b1a84e348";
const OTHER: &str = "a223c6b3710f85df22e9377d6c4f7553";

/// A lead's deletion, sent in this second by one of two users, with one of two auth blocks.
pub(crate) fn lead(portal: &MemberId, source: Source, id: u64, second: i64) -> LoggedEvent {
    let user = 1 + id % 2;
    let body = format!(
        "event=ONCRMLEADDELETE&ts={second}&event_handler_id=7&data[FIELDS][ID]={id}&auth[expires]={}&auth[domain]=d\
        &auth[member_id]={portal}&auth[user_id]={user}&auth[scope]={user}",
        second + 3_600
    );
    let event = Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap().event;
    LoggedEvent { generation: 1, source, event }
}

/// Two portals with seven deletions each.
pub(crate) async fn filled() -> House {
    let house = House::new().await;
    for portal in [PORTAL, OTHER].map(member_id) {
        house.install(&portal, "some.bitrix24.com", "application-token").await;
        for id in 1..=7 {
            house.log.append(&lead(&portal, Source::Live, id, 1_742_807_199)).await.unwrap();
        }
    }
    house.indexed().await;
    house
}

async fn check(house: &House) -> Checked {
    let portal = member_id(PORTAL);
    house.store.tenant(&portal).verify(|_, _| {}).await.unwrap()
}

/// The fault found after this SQL has changed the first portal's rows.
async fn found_after(sql: &str) -> Option<Fault> {
    let house = filled().await;
    let before = check(&house).await;
    assert_eq!((before.linked, before.older, before.fault), (7, 0, None));
    assert!(before.first.is_some() && before.last.is_some() && before.first != before.last);
    house.execute(&sql.replace("OWN", &format!("member_id = '{PORTAL}'"))).await;
    let other = member_id(OTHER);
    assert_eq!(house.store.tenant(&other).verify(|_, _| {}).await.unwrap().fault, None);
    check(&house).await.fault
}

#[tokio::test]
async fn change_is_found_wherever_it_is() {
    for number in [1, 4, 7] {
        for column in [
            "entity_id = '9'",
            "event = 'ONLEADDELETE'",
            "user_id = NULL",
            "sent_at = sent_at + 1",
            "received_at = received_at - 1",
            "event_handler_id = '8'",
            "data = '{}'",
            "ts = ''",
            "expires = 1",
            "attributes = '{}'",
            "auth = NULL",
            "digest = NULL",
        ] {
            let found = found_after(&format!("UPDATE deletions SET {column} WHERE OWN AND number = {number}")).await;
            assert_eq!(found, Some(Fault::Changed(number)), "{column}");
        }
    }
}

#[tokio::test]
async fn changed_or_missing_auth_block_is_found_at_its_first_deletion() {
    let changed = "UPDATE auth_blocks SET auth = '{}' WHERE OWN AND auth LIKE '%\"scope\":\"1\"%'";
    assert_eq!(found_after(changed).await, Some(Fault::Changed(2)));
    assert_eq!(found_after("DELETE FROM auth_blocks WHERE OWN").await, Some(Fault::Changed(1)));
}

#[tokio::test]
async fn removal_is_found_wherever_it_is() {
    for number in [1, 4, 7] {
        let found = found_after(&format!("DELETE FROM deletions WHERE OWN AND number = {number}")).await;
        assert_eq!(found, Some(Fault::Missing(number)));
    }
    assert_eq!(found_after("DELETE FROM deletions WHERE OWN").await, Some(Fault::Missing(1)));
}

#[tokio::test]
async fn removal_that_also_mends_the_counts_is_found() {
    let house = filled().await;
    house.execute(&format!("DELETE FROM deletions WHERE member_id = '{PORTAL}' AND number = 7")).await;
    let counters = format!("UPDATE counters SET last_number = 6, deletions = 6 WHERE member_id = '{PORTAL}'");
    house.execute(&counters).await;
    assert_eq!(check(&house).await.fault, Some(Fault::Changed(6)));
}

#[tokio::test]
async fn insertion_is_found_at_both_ends() {
    let insert = |number: i64| {
        format!(
            "INSERT INTO deletions (member_id, number, arrival, fingerprint, event, entity_id, sent_at, received_at, \
                sources, digest) SELECT member_id, {number}, 99, digest, event, entity_id, sent_at, received_at, sources, \
                digest FROM deletions WHERE OWN AND number = 3"
        )
    };
    // PostgreSQL also accepts a digest too long for a fingerprint: a column of bytes has no bound there.
    assert_eq!(found_after(&insert(8)).await, Some(Fault::Misplaced(8)));
    assert_eq!(found_after(&insert(0)).await, Some(Fault::Misplaced(0)));
    assert_eq!(found_after(&insert(-1)).await, Some(Fault::Misplaced(-1)));
}

#[tokio::test]
async fn deletions_that_changed_places_are_found() {
    for (one, other) in [(1, 2), (3, 4), (2, 6), (6, 7)] {
        let swap = format!(
            "UPDATE deletions SET number = 100 WHERE OWN AND number = {one};
            UPDATE deletions SET number = {one} WHERE OWN AND number = {other};
            UPDATE deletions SET number = {other} WHERE OWN AND number = 100"
        );
        assert_eq!(found_after(&swap).await, Some(Fault::Misplaced(one)));
    }
}

#[tokio::test]
async fn way_on_which_it_came_and_place_among_others_are_no_links() {
    assert_eq!(found_after("UPDATE deletions SET sources = 3, arrival = arrival + 100 WHERE OWN").await, None);
}

#[tokio::test]
async fn what_is_older_than_the_chain_is_counted_and_can_not_be_linked_later() {
    let house = filled().await;
    let older = format!(
        "UPDATE counters SET checkpoint_number = 3 WHERE member_id = '{PORTAL}';
        UPDATE counters SET checkpoint_digest = (SELECT digest FROM deletions d WHERE d.member_id = counters.member_id \
            AND d.number = 3) WHERE member_id = '{PORTAL}';
        UPDATE deletions SET digest = NULL WHERE member_id = '{PORTAL}' AND number <= 3"
    );
    house.execute(&older).await;
    let checked = check(&house).await;
    assert_eq!((checked.linked, checked.older, checked.fault), (4, 3, None));
    house.execute(&format!("DELETE FROM deletions WHERE member_id = '{PORTAL}' AND number = 2")).await;
    assert_eq!(check(&house).await.fault, Some(Fault::Miscounted { counted: 7, found: 6 }));
}

#[tokio::test]
async fn chain_of_many_blocks_is_whole() {
    let house = filled().await;
    let portal = member_id(PORTAL);
    for id in 8..=200 {
        house.log.append(&lead(&portal, Source::Live, id, 1_742_807_199)).await.unwrap();
        if id % 13 == 0 {
            house.indexed().await;
        }
    }
    house.indexed().await;
    let checked = check(&house).await;
    assert_eq!((checked.linked, checked.fault), (200, None));
}
