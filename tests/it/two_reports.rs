//! A live report and one from the portal's offline queue are one deletion.

use domain::MemberId;
use domain::deletion::{Deletion, Filter, Source};

use crate::chain::lead;
use crate::support::{House, member_id};

const PORTAL: &str = "bac1cd5c8940947a75e0d71b1a84e348";
const SECOND: i64 = 1_742_807_199;
const DAY: i64 = 24 * 3_600;

/// Reports per block.
#[derive(Clone, Copy)]
enum Blocks {
    One,
    Each,
}

async fn house() -> (House, MemberId) {
    let (house, portal) = (House::new().await, member_id(PORTAL));
    house.install(&portal, "some.bitrix24.com", "application-token").await;
    (house, portal)
}

async fn kept(house: &House, portal: &MemberId) -> Vec<Deletion> {
    let mut page =
        house.store.tenant(portal).deletions().list_deletions(&Filter::default(), None, 500).await.unwrap().items;
    page.reverse();
    page
}

/// The sources of the deletions kept of these reports of one lead.
async fn sources(reports: &[(Source, i64)], blocks: Blocks) -> Vec<String> {
    let (house, portal) = house().await;
    for &(source, second) in reports {
        house.log.append(&lead(&portal, source, 5, second)).await.unwrap();
        if let Blocks::Each = blocks {
            house.indexed().await;
        }
    }
    house.indexed().await;
    let tenant = house.store.tenant(&portal);
    assert_eq!(house.store.recount(|_, _| {}).await.unwrap(), [""; 0]);
    assert_eq!(tenant.verify(|_, _| {}).await.unwrap().fault, None);
    let kept = kept(&house, &portal).await;
    assert_eq!(tenant.find_portal().await.unwrap().unwrap().deletions, kept.len() as u64);
    for source in Source::ALL {
        let filter = Filter { source: vec![source], ..Filter::default() };
        let found = tenant.deletions().list_deletions(&filter, None, 500).await.unwrap().items.len();
        assert_eq!(found, kept.iter().filter(|one| one.sources.has(source)).count(), "{source}");
    }
    let names = |one: &Deletion| one.sources.iter().map(Source::as_str).collect::<Vec<_>>().join("+");
    kept.iter().map(names).collect()
}

async fn expect(reports: &[(Source, i64)], expected: &[&str]) {
    for blocks in [Blocks::One, Blocks::Each] {
        assert_eq!(sources(reports, blocks).await, expected, "{reports:?}");
    }
}

use Source::{Live, Recovered, Spooled};

#[tokio::test]
async fn two_ways_are_one_deletion_in_either_order() {
    expect(&[(Live, SECOND), (Recovered, SECOND)], &["live+recovered"]).await;
    expect(&[(Recovered, SECOND), (Live, SECOND + 5)], &["live+recovered"]).await;
    expect(&[(Spooled, SECOND + 5), (Recovered, SECOND)], &["spooled+recovered"]).await;
}

#[tokio::test]
async fn window_is_from_a_minute_before_to_a_day_after() {
    for (live, is_one) in [(-61, false), (-60, true), (DAY, true), (DAY + 1, false)] {
        let (queued, live) = ((Recovered, SECOND), (Live, SECOND + live));
        let expected: [&[&str]; 2] = if is_one {
            [&["live+recovered"], &["live+recovered"]]
        } else {
            [&["recovered", "live"], &["live", "recovered"]]
        };
        expect(&[queued, live], expected[0]).await;
        expect(&[live, queued], expected[1]).await;
    }
}

#[tokio::test]
async fn repeats_of_either_way_add_nothing() {
    let live = (Live, SECOND + 5);
    let queued = (Recovered, SECOND);
    expect(&[live, queued, live, queued, queued, live], &["live+recovered"]).await;
    expect(&[queued, live, queued, live, live, queued], &["live+recovered"]).await;
    expect(&[queued, queued], &["recovered"]).await;
}

#[tokio::test]
async fn each_has_another_report_of_its_own() {
    let (first, second) = (SECOND, SECOND + 600);
    expect(&[(Live, first), (Live, second), (Recovered, second), (Recovered, first)], &["live+recovered"; 2]).await;
    expect(&[(Recovered, first), (Recovered, second), (Live, second), (Live, first)], &["live+recovered"; 2]).await;
    expect(&[(Recovered, first), (Live, first), (Live, second)], &["live+recovered", "live"]).await;
}

#[tokio::test]
async fn other_things_and_other_portals_are_left_alone() {
    let (house, portal) = house().await;
    let other = member_id("other");
    house.install(&other, "other.bitrix24.com", "application-token").await;
    let reports = [
        lead(&portal, Live, 5, SECOND),
        lead(&portal, Recovered, 6, SECOND),
        lead(&other, Recovered, 5, SECOND),
        lead(&portal, Recovered, 5, SECOND),
    ];
    for report in reports {
        house.log.append(&report).await.unwrap();
    }
    house.indexed().await;
    let sources = |kept: Vec<Deletion>| kept.into_iter().map(|one| one.sources.bits()).collect::<Vec<_>>();
    assert_eq!(sources(kept(&house, &portal).await), [3, 2]);
    assert_eq!(sources(kept(&house, &other).await), [2]);
    let only = Filter { source: vec![Recovered], ..Filter::default() };
    assert_eq!(house.store.tenant(&portal).deletions().list_deletions(&only, None, 50).await.unwrap().items.len(), 2);
}

#[tokio::test]
async fn what_is_being_purged_is_not_reported_again() {
    let (house, portal) = house().await;
    house.log.append(&lead(&portal, Recovered, 5, SECOND)).await.unwrap();
    house.indexed().await;
    house.store.tenant(&portal).uninstall(true, house.clock.now()).await.unwrap();
    house.install(&portal, "some.bitrix24.com", "another-token").await;
    for (source, second) in [(Recovered, SECOND + 3_600), (Live, SECOND + 60)] {
        let event = store::LoggedEvent { generation: 2, ..lead(&portal, source, 5, second) };
        house.log.append(&event).await.unwrap();
        house.indexed().await;
    }
    while !house.store.tenant(&portal).purge_batch(house.clock.now()).await.unwrap() {}
    let kept = kept(&house, &portal).await;
    let numbers: Vec<_> = kept.iter().map(|one| one.number).collect();
    assert_eq!(numbers, [2, 3], "the live one would have gone with the row that was being purged");
}

/// A queue read late still has deletions received long ago and removed since; they stay removed. One missed a second
/// after the last is kept.
#[tokio::test]
async fn what_was_removed_does_not_come_back_from_the_queue() {
    for by_own_wish in [false, true] {
        let (house, portal) = house().await;
        let tenant = house.store.tenant(&portal);
        let received = house.clock.now().unix_timestamp();
        for id in 5..8 {
            house.log.append(&lead(&portal, Live, id, received)).await.unwrap();
        }
        house.indexed().await;
        house.hands.advance(time::Duration::days(2));
        if by_own_wish {
            assert_eq!(tenant.erase_deletions(house.clock.now()).await.unwrap(), Some(3));
            while !tenant.purge_batch(house.clock.now()).await.unwrap() {}
        } else {
            let end = house.clock.now() - time::Duration::DAY;
            assert_eq!(tenant.remove_received_before(end).await.unwrap(), 3);
        }
        for (id, queued) in [(5, received), (6, received - 600), (7, received), (8, received + 1), (7, received + DAY)]
        {
            house.log.append(&lead(&portal, Recovered, id, queued)).await.unwrap();
            house.indexed().await;
        }
        let kept = kept(&house, &portal).await;
        let ids: Vec<_> = kept.iter().map(|one| (one.number, one.entity_id.as_str())).collect();
        assert_eq!(ids, [(4, "8"), (5, "7")], "by its own wish: {by_own_wish}");
        assert_eq!(house.store.recount(|_, _| {}).await.unwrap(), [""; 0]);
    }
}
