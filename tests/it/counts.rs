//! Deletions are found and counted wherever blocks, hours and counts end.

use domain::deletion::{Deletion, Filter, Source};
use domain::stats::Bucket;
use domain::{MemberId, Zone};
use store::Span;
use time::macros::{date, datetime};
use time::{Duration, OffsetDateTime};

use crate::chain::lead;
use crate::support::{House, member_id};

const PORTAL: &str = "bac1cd5c8940947a75e0d71b1a84e348";

/// A portal with this many deleted leads, 40 in each hour, in blocks of ten; ids equal numbers.
async fn filled(leads: u64) -> (House, MemberId) {
    let (house, portal) = (House::new().await, member_id(PORTAL));
    house.install(&portal, "some.bitrix24.com", "application-token").await;
    for id in 1..=leads {
        house.log.append(&lead(&portal, Source::Live, id, house.clock.now().unix_timestamp())).await.unwrap();
        if id.is_multiple_of(10) {
            house.indexed().await;
        }
        house.hands.advance(Duration::seconds(90));
    }
    house.indexed().await;
    (house, portal)
}

async fn is_right(house: &House) {
    assert_eq!(house.store.recount(|_, _| {}).await.unwrap(), [""; 0]);
}

/// The numbers that match the filter, newest first, read page by page.
async fn listed(house: &House, portal: &MemberId, filter: &Filter) -> Vec<u64> {
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let page = house.store.tenant(portal).deletions().list_deletions(filter, before, 7).await.unwrap();
        found.extend(page.items.iter().map(|one| one.number));
        match page.next {
            Some(next) => before = Some(next),
            None => return found,
        }
    }
}

/// The same, oldest first.
async fn exported(house: &House, portal: &MemberId, filter: &Filter) -> Vec<u64> {
    let mut export = house.store.tenant(portal).deletions().export(filter, None).await.unwrap();
    let mut found: Vec<Deletion> = Vec::new();
    while let Some(piece) = export.next().await.unwrap() {
        found.extend(piece);
    }
    found.iter().map(|one| one.number).collect()
}

#[tokio::test]
async fn filter_finds_all_wherever_blocks_of_numbers_end() {
    for leads in [1, 63, 64, 65, 150] {
        let (house, portal) = filled(leads).await;
        is_right(&house).await;
        let text = |text: &str| vec![text.to_owned()];
        let none = Filter::default();
        let mut odd: Vec<_> = (1..=leads).filter(|id| id % 2 == 1).collect();
        let of_user = Filter { user_id: text("2"), entity: text("crm.lead"), ..none.clone() };
        assert_eq!(exported(&house, &portal, &of_user).await, odd);
        odd.reverse();
        assert_eq!(listed(&house, &portal, &of_user).await, odd);
        let of_nobody = Filter { user_id: text("3"), ..none.clone() };
        assert_eq!(listed(&house, &portal, &of_nobody).await, [0; 0]);
        let of_family = Filter { entity: text("unknown"), ..none };
        assert_eq!(listed(&house, &portal, &of_family).await, [0; 0]);
    }
}

#[tokio::test]
async fn code_is_known_from_its_first_deletion_on() {
    let (house, portal) = filled(64).await;
    let mut event = lead(&portal, Source::Live, 65, 1_742_807_199);
    event.event.code = domain::event::EventCode::parse("ONSOMETHINGDELETE").unwrap();
    house.log.append(&event).await.unwrap();
    house.indexed().await;
    let unknown = Filter { entity: vec!["unknown".into()], ..Filter::default() };
    assert_eq!(listed(&house, &portal, &unknown).await, [65]);
    is_right(&house).await;
}

#[tokio::test]
async fn each_deletion_is_counted_once_whatever_is_counted_already() {
    let (house, portal) = filled(100).await; // 40, 40, and 20 in the present hour
    let tenant = house.store.tenant(&portal);
    let noon = house.clock.now() - Duration::seconds(100 * 90);
    let counts = async |bucket, from: OffsetDateTime, to: OffsetDateTime| -> Vec<u64> {
        tenant.deletions().count_events(bucket, from, to).await.unwrap().iter().map(|count| count.deletions).collect()
    };
    let hour = |hours| noon + Duration::hours(hours);
    let midnight = noon.replace_time(time::Time::MIDNIGHT);
    for counted in [noon, hour(1), hour(2), hour(3)] {
        while house.store.roll_up(counted).await.unwrap() {}
        assert_eq!(counts(Bucket::Hour, noon, hour(3)).await, [40, 40, 20], "{counted}");
        assert_eq!(counts(Bucket::Hour, noon, hour(2)).await, [40, 40], "{counted}");
        assert_eq!(counts(Bucket::Day, midnight, midnight + Duration::DAY).await, [100], "{counted}");
        assert_eq!(tenant.deletions().count_days(midnight - Duration::DAY, 3).await.unwrap(), [0, 100, 0], "{counted}");
        is_right(&house).await;
    }

    let mut event = lead(&portal, Source::Live, 101, 1_742_807_199);
    event.event.code = domain::event::EventCode::parse("ONCRMDEALDELETE").unwrap();
    house.log.append(&event).await.unwrap();
    house.indexed().await;
    assert_eq!(counts(Bucket::Hour, hour(1), hour(3)).await, [40, 1, 20], "in the order of the codes");
    assert_eq!(counts(Bucket::Day, midnight, midnight + Duration::DAY).await, [1, 100]);
    is_right(&house).await;
}

/// In Berlin, clocks go forward on 28 March.
#[tokio::test]
async fn days_are_those_of_a_zone() {
    let (house, portal) = filled(0).await;
    house.hands.advance(datetime!(2027-03-26 23:30 UTC) - house.clock.now());
    for id in 1..=96 {
        house.log.append(&lead(&portal, Source::Live, id, house.clock.now().unix_timestamp())).await.unwrap();
        house.hands.advance(Duration::HOUR);
    }
    house.indexed().await;
    let span = |zone: &str| {
        let zone: Zone = zone.parse().unwrap();
        let [from, to] =
            [date!(2027 - 03 - 27), date!(2027 - 03 - 31)].map(|day| Bucket::Hour.end(zone.beginning(day)));
        Span { bucket: Bucket::Day, from, to, zone, most: 1_000 }
    };
    let tenant = house.store.tenant(&portal);
    let across = house.store.all_portals();
    let of_one = Filter { user_id: vec!["1".to_owned(), "2".to_owned()], ..Filter::default() };
    for counted in [datetime!(2027-03-26 12:00 UTC), datetime!(2027-03-28 12:00 UTC), datetime!(2027-04-01 12:00 UTC)] {
        while house.store.roll_up(counted).await.unwrap() {}
        for (zone, expected) in [
            ("UTC", vec![24, 24, 24, 23]),
            ("Europe/Berlin", vec![24, 23, 24, 24]),
            ("America/New_York", vec![24, 24, 24, 19]),
            ("Asia/Kolkata", vec![20, 24, 24, 24]),
        ] {
            let span = span(zone);
            for filter in [Filter::default(), of_one.clone()] {
                for found in [
                    tenant.deletions().count_fitting(&filter, &span).await.unwrap(),
                    across.deletions().count_fitting(&filter, &span).await.unwrap(),
                ] {
                    let counts: Vec<_> = found.counts.iter().map(|count| count.deletions).collect();
                    assert_eq!(counts, expected, "{zone}, {counted}, {filter:?}");
                    let begins = found.counts.iter().zip(27..).all(|(count, day)| {
                        let day = time::Date::from_calendar_date(2027, time::Month::March, day).unwrap();
                        count.at == Bucket::Hour.end(span.zone.beginning(day))
                    });
                    assert!(begins, "{zone}: {:?}", found.counts);
                }
            }
        }
    }
}

#[tokio::test]
async fn portal_may_have_any_number_of_codes_in_an_hour() {
    let (house, portal) = filled(0).await;
    for id in 1..=600 {
        let mut event = lead(&portal, Source::Live, id, 1_742_807_199);
        event.event.code = domain::event::EventCode::parse(&format!("ON{}DELETE", id % 300)).unwrap();
        house.log.append(&event).await.unwrap();
    }
    house.indexed().await;
    let tenant = house.store.tenant(&portal);
    let midnight = house.clock.now().replace_time(time::Time::MIDNIGHT);
    let counts = tenant.deletions().count_events(Bucket::Day, midnight, midnight + Duration::DAY).await.unwrap();
    assert_eq!(counts.len(), 300);
    assert!(counts.iter().all(|count| count.deletions == 2), "{counts:?}");
    is_right(&house).await;

    house.hands.advance(Duration::minutes(30));
    house.log.append(&lead(&portal, Source::Live, 601, 1_742_807_200)).await.unwrap();
    house.indexed().await;
    let end = house.clock.now() - Duration::minutes(10);
    assert_eq!(tenant.remove_received_before(end).await.unwrap(), 448);
    is_right(&house).await;
    assert_eq!(tenant.deletions().count_days(midnight, 1).await.unwrap(), [153]);
}

#[tokio::test]
async fn second_way_is_found() {
    let (house, portal) = filled(70).await;
    let noon = house.clock.now().unix_timestamp() - 70 * 90;
    for id in [3, 69] {
        let at = noon + (id - 1) * 90;
        house.log.append(&lead(&portal, Source::Recovered, id.unsigned_abs(), at)).await.unwrap();
        house.indexed().await; // a block that adds nothing
    }
    let recovered = Filter { source: vec![Source::Recovered], ..Filter::default() };
    assert_eq!(listed(&house, &portal, &recovered).await, [69, 3]);
    is_right(&house).await;
}
