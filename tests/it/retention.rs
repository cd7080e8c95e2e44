//! Retention removes old deletions in batches and keeps all counts right.

use domain::MemberId;
use domain::audit::AuditEntry;
use domain::deletion::{Filter, Source};
use domain::stats::Bucket;
use time::Duration;
use worker::jobs::housekeeping;
use worker::{KeptFor, Run};

use crate::chain::lead;
use crate::outward::{NOWHERE, Outward};
use crate::support::{House, Place, member_id};

const PORTAL: &str = "bac1cd5c8940947a75e0d71b1a84e348";

/// A portal with `each` deletions on each of four days; the clock stands at the end of the last.
async fn four_days(each: u64) -> (House, MemberId) {
    let (house, portal) = (House::new().await, member_id(PORTAL));
    house.install(&portal, "some.bitrix24.com", "application-token").await;
    for day in 0..4 {
        let first = day * each;
        for id in first..first + each {
            let second = house.clock.now().unix_timestamp();
            house.log.append(&lead(&portal, Source::Live, 1 + id, second)).await.unwrap();
        }
        house.indexed().await;
        house.hands.advance(Duration::DAY);
        if day == 1 {
            while house.store.roll_up(house.clock.now()).await.unwrap() {} // the later days are not rolled up yet
        }
    }
    (house, portal)
}

async fn numbers(house: &House, portal: &MemberId) -> Vec<u64> {
    let page = house.store.tenant(portal).deletions().list_deletions(&Filter::default(), None, 500).await.unwrap();
    page.items.into_iter().rev().map(|one| one.number).collect()
}

/// Checks that counts and chain match the deletions.
async fn is_right(house: &House, portal: &MemberId, deletions: u64) {
    let tenant = house.store.tenant(portal);
    assert_eq!(house.store.recount(|_, _| {}).await.unwrap(), [""; 0]);
    let checked = tenant.verify(|_, _| {}).await.unwrap();
    assert_eq!((checked.linked, checked.fault), (deletions, None));
    assert_eq!(tenant.find_portal().await.unwrap().unwrap().deletions, deletions);
}

#[tokio::test]
async fn only_what_is_older_goes_and_the_counts_follow() {
    let (house, portal) = four_days(10).await;
    let tenant = house.store.tenant(&portal);
    let end = house.clock.now() - Duration::hours(60);
    let first = Bucket::Day.beginning(house.clock.now()) - Duration::days(4);
    assert_eq!(tenant.deletions().count_days(first, 5).await.unwrap(), [10, 10, 10, 10, 0]);
    let noon = first + Duration::hours(12);
    assert_eq!(tenant.deletions().count_days(noon, 4).await.unwrap(), [10; 4], "days of 24 hours begin at any hour");
    assert_eq!(tenant.remove_received_before(end).await.unwrap(), 20);
    assert_eq!(tenant.deletions().count_days(first, 5).await.unwrap(), [0, 0, 10, 10, 0]);
    assert_eq!(tenant.remove_received_before(end).await.unwrap(), 0);
    assert_eq!(numbers(&house, &portal).await, (21..=40).collect::<Vec<_>>());
    assert_eq!(tenant.find_neighbours(21).await.unwrap(), [None, Some(22)]);
    assert_eq!(tenant.find_neighbours(40).await.unwrap(), [Some(39), None]);
    is_right(&house, &portal, 20).await;

    // New deletions continue the numbers and the chain.
    house.log.append(&lead(&portal, Source::Live, 99, 1_742_807_199)).await.unwrap();
    house.indexed().await;
    is_right(&house, &portal, 21).await;
}

#[tokio::test]
async fn batches_end_anywhere() {
    let (house, portal) = four_days(121).await; // more than one batch, and no multiple of 64 numbers
    let tenant = house.store.tenant(&portal);
    let end = house.clock.now() - Duration::hours(12);
    let mut left = 484;
    loop {
        let removed = tenant.remove_received_before(end).await.unwrap();
        if removed == 0 {
            break;
        }
        left -= removed;
        is_right(&house, &portal, left).await;
    }
    assert_eq!(left, 0);
    house.log.append(&lead(&portal, Source::Live, 1, 1_742_807_199)).await.unwrap();
    house.indexed().await;
    assert_eq!(numbers(&house, &portal).await, [485]);
    is_right(&house, &portal, 1).await;
}

/// A portal's own number of days overrides the general one.
#[tokio::test]
async fn worker_removes_what_was_kept_long_enough_once_an_hour() {
    let (house, portal) = four_days(240).await; // two days are more than one batch
    let (short, ever) = (member_id("short"), member_id("ever"));
    for (other, days) in [(&short, 1), (&ever, 0)] {
        house.install(other, "other.bitrix24.com", "application-token").await;
        house.store.tenant(other).save_retention(Some(days)).await.unwrap();
        house.log.append(&lead(other, Source::Live, 1, house.clock.now().unix_timestamp())).await.unwrap();
    }
    house.indexed().await;
    let installer = Outward::new(&house, &NOWHERE.parse().unwrap(), "app.test", NOWHERE).installer;
    let mut keeper =
        housekeeping(&house.store, &installer, &house.clock, KeptFor { deletions: 2, audit: 90, uninstalled: 90 });
    let mut after = async |pause| {
        house.advance(pause).await;
        Box::pin(keeper.run()).await.unwrap();
        let mut left = Vec::new();
        for portal in [&portal, &short, &ever] {
            left.push(numbers(&house, portal).await.len() as u64);
            is_right(&house, portal, left[left.len() - 1]).await;
        }
        let first = Bucket::Day.beginning(house.clock.now()) - Duration::days(9);
        let days = house.store.all_portals().deletions().count_days(first, 10).await.unwrap();
        assert_eq!(days.iter().sum::<u64>(), left.iter().sum::<u64>(), "{days:?}");
        left
    };
    assert_eq!(after(Duration::ZERO).await, [480, 1, 1]);
    assert_eq!(after(Duration::MINUTE).await, [480, 1, 1], "the third day is old enough, but this hour's turn was had");
    assert_eq!(after(Duration::HOUR).await, [240, 1, 1]);
    assert_eq!(after(Duration::DAY).await, [0, 0, 1]);
}

#[tokio::test]
async fn purge_leaves_counts_and_chain_right() {
    let (house, portal) = four_days(10).await;
    let tenant = house.store.tenant(&portal);
    tenant.uninstall(true, house.clock.now()).await.unwrap();
    assert_eq!(tenant.verify(|_, _| {}).await.unwrap().fault, None, "while rows are left");
    while !tenant.purge_batch(house.clock.now()).await.unwrap() {}
    is_right(&house, &portal, 0).await;
    house.install(&portal, "some.bitrix24.com", "another-token").await;
    let event = store::LoggedEvent { generation: 2, ..lead(&portal, Source::Live, 1, 1_742_807_199) };
    house.log.append(&event).await.unwrap();
    house.indexed().await;
    assert_eq!(numbers(&house, &portal).await, [41]);
    is_right(&house, &portal, 1).await;
}

#[tokio::test]
async fn what_a_purge_removes_is_not_counted_twice() {
    let (house, portal) = four_days(10).await;
    let tenant = house.store.tenant(&portal);
    tenant.uninstall(true, house.clock.now()).await.unwrap();
    house.install(&portal, "some.bitrix24.com", "another-token").await;
    let event = store::LoggedEvent { generation: 2, ..lead(&portal, Source::Live, 1, 1_742_807_199) };
    house.log.append(&event).await.unwrap();
    house.indexed().await;
    let end = house.clock.now() - Duration::hours(12);
    assert_eq!(tenant.remove_received_before(end).await.unwrap(), 0, "the purge does it");
    while !tenant.purge_batch(house.clock.now()).await.unwrap() {}
    assert_eq!(numbers(&house, &portal).await, [41]);
    is_right(&house, &portal, 1).await;
}

#[tokio::test]
async fn recount_names_what_differs_and_rebuilding_mends_it() {
    let (house, portal) = four_days(20).await;
    let in_the_index = match house.place() {
        Place::Sqlite(_) => "DELETE FROM search WHERE rowid = 7",
        Place::Postgres(_) => "UPDATE terms SET term = 'xyz' WHERE number = 7",
    };
    for (sql, said) in [
        ("UPDATE hourly_counts SET deletions = deletions + 1", "counts by the hour have 2 deletions more"),
        ("UPDATE daily_counts SET day = day + 100", "counts by the day have the right number"),
        ("DELETE FROM daily_counts", "counts by the day lack 40"),
        ("DELETE FROM daily_totals", "counts by the day of all events lack 40"),
        (in_the_index, "the search index does not match"),
        ("UPDATE counters SET deletions = 81", "80 deletions exist, but the counter says 81"),
        ("UPDATE totals SET deletions = 9", "the totals by the hour lack 44"),
    ] {
        house.execute(sql).await;
        let differences = house.store.recount(|_, _| {}).await.unwrap().join("\n");
        assert!(differences.contains(said), "{sql}: {differences}");
        house.store.rebuild(house.clock.now(), |_, _| {}).await.unwrap();
        is_right(&house, &portal, 80).await;
        while house.store.roll_up(house.clock.now()).await.unwrap() {}
        house.execute("DELETE FROM hourly_counts").await;
        house.execute("DELETE FROM daily_counts").await;
        house.execute("DELETE FROM daily_totals").await;
        house.execute("UPDATE rollup SET arrival = 0").await;
        let second_day = house.clock.now() - Duration::days(2);
        while house.store.roll_up(second_day).await.unwrap() {}
    }
}

#[tokio::test]
async fn own_number_of_days_is_remembered() {
    let (house, portal) = four_days(1).await;
    let retentions = async || house.store.list_retentions(None, 10).await.unwrap();
    assert_eq!(retentions().await, [(portal.clone(), None)]);
    house.store.tenant(&portal).save_retention(Some(30)).await.unwrap();
    assert_eq!(retentions().await, [(portal.clone(), Some(30))]);
    assert_eq!(house.store.list_retentions(Some(&portal), 10).await.unwrap(), []);
}

#[tokio::test]
async fn audit_is_kept_for_its_days() {
    let house = House::new().await;
    for id in 0..1_500 {
        let entry = AuditEntry::ApiKeyRevoked { id };
        house.store.record_audit(house.clock.now(), "command line", None, &entry).await.unwrap();
    }
    house.hands.advance(Duration::days(90));
    house.store.record_audit(house.clock.now(), "command line", None, &AuditEntry::LoggedIn).await.unwrap();
    let installer = Outward::new(&house, &NOWHERE.parse().unwrap(), "app.test", NOWHERE).installer;
    let mut left = Vec::new();
    for audit in [0, 91, 90, 90] {
        let kept_for = KeptFor { deletions: 0, audit, uninstalled: 90 };
        Box::pin(housekeeping(&house.store, &installer, &house.clock, kept_for).run()).await.unwrap();
        left.push(house.store.list_audit(2_000).await.unwrap().len());
        if audit == 91 {
            house.hands.advance(Duration::SECOND);
        }
    }
    assert_eq!(left, [1_501, 1_501, 1, 1]);
}
