//! Following the records of several processes skips nothing, however late a process commits.

use std::collections::HashMap;
use std::time::Duration;

use domain::MemberId;
use domain::deletion::{Deletion, Filter, Source};
use domain::event::Arrival;
use domain::wire::decode_form;
use sea_orm::{ConnectionTrait, Database, TransactionTrait};
use store::LoggedEvent;
use tests::eventually;

use crate::support::{House, Place, member_id};

const ROUNDS: u32 = 15;
const EVENTS: u32 = 8;
/// Much longer than needed.
const PATIENCE: Duration = Duration::from_secs(30);

fn portals() -> [MemberId; 3] {
    ["alpha", "Beta", "gamma"].map(member_id)
}

async fn report(house: &House, portal: &MemberId, id: u32) {
    let body = format!("event=ONCRMLEADDELETE&ts=1742807199&data[FIELDS][ID]={id}&auth[member_id]={portal}");
    let event = Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap().event;
    house.log.append(&LoggedEvent { generation: 1, source: Source::Live, event }).await.unwrap();
}

async fn installed() -> (House, House) {
    let house = House::new().await;
    for portal in portals() {
        house.install(&portal, "some.bitrix24.com", "application-token").await;
    }
    let neighbour = house.neighbour().await;
    (house, neighbour)
}

/// The events that a follower has received.
#[derive(Default)]
struct Followed {
    all: Vec<(u64, Deletion)>,
    reached: u64,
    own: HashMap<MemberId, (Vec<u64>, u64)>,
}

impl Followed {
    /// Follows up to the present end, a few deletions at a time.
    async fn go_on(&mut self, house: &House) {
        let all = house.store.all_portals();
        let last = house.store.all_portals().last_arrival().await.unwrap();
        while self.reached < last {
            let from = self.reached.into();
            let (found, reached) = all.follow(&Filter::default(), &from, last, 5).await.unwrap();
            self.all.extend(found.into_iter().map(|(reached, deletion)| (reached.place, deletion)));
            self.reached = reached.place;
        }
        for (portal, last) in house.store.last_numbers(&portals()).await.unwrap() {
            let (numbers, reached) = self.own.entry(portal.clone()).or_default();
            while *reached < last {
                let (found, now) =
                    house.store.tenant(&portal).follow(&Filter::default(), *reached, last, 5).await.unwrap();
                numbers.extend(found.iter().map(|deletion| deletion.number));
                *reached = now;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_followed_while_others_record_is_whole_and_in_order() {
    let (one, other) = Box::pin(installed()).await;
    let record = async |house: &House, first: u32| {
        for round in 0..ROUNDS {
            for id in 0..EVENTS {
                for portal in portals() {
                    report(house, &portal, first + round * EVENTS + id).await;
                }
            }
            house.indexed().await;
        }
    };
    let mut followed = Followed::default();
    let mut recording = Box::pin(async { tokio::join!(record(&one, 0), record(&other, 1_000_000)) });
    loop {
        tokio::select! {
            biased;
            _ = &mut recording => break,
            () = followed.go_on(&one) => {}
        }
    }
    followed.go_on(&one).await;

    let each = u64::from(2 * ROUNDS * EVENTS);
    for portal in portals() {
        assert_eq!(followed.own[&portal].0, (1..=each).collect::<Vec<_>>(), "{portal}");
        let of_all = followed.all.iter().filter(|(_, deletion)| deletion.member_id == portal);
        let of_all: Vec<u64> = of_all.map(|(_, deletion)| deletion.number).collect();
        assert_eq!(of_all, (1..=each).collect::<Vec<_>>(), "{portal} among all");
    }
    assert!(followed.all.is_sorted_by(|(one, _), (next, _)| one < next), "arrivals grow");
    assert!(followed.all.is_sorted_by_key(|(_, deletion)| deletion.received_at), "and times with them");
}

/// A recorder takes its place over all portals first, so that nobody can commit a later place before it.
#[tokio::test(flavor = "multi_thread")]
async fn later_place_is_never_committed_before_an_earlier_one() {
    let (one, other) = Box::pin(installed()).await;
    let Place::Postgres(database) = one.place() else { return }; // SQLite has one writer at a time anyway
    report(&one, &portals()[0], 1).await;
    one.indexed().await;

    let early = Database::connect(database.url()).await.unwrap();
    let early = early.begin().await.unwrap();
    early.execute_unprepared("UPDATE arrivals SET last = last + 1").await.unwrap();
    report(&other, &portals()[1], 2).await;
    let late = other.indexed();
    let waits = eventually("the later one to wait", PATIENCE, async || {
        let waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        (!database.query(waiting).is_empty()).then_some(())
    });
    let mut late = Box::pin(late);
    tokio::select! {
        () = waits => {}
        () = &mut late => panic!("it overtook the earlier one"),
    }
    assert_eq!(one.store.all_portals().last_arrival().await.unwrap(), 1);
    let (followed, _) = one.store.all_portals().follow(&Filter::default(), &0.into(), 10, 10).await.unwrap();
    assert_eq!(followed.len(), 1, "what is not committed is not followed");

    early.commit().await.unwrap();
    late.await;
    let (followed, _) = one.store.all_portals().follow(&Filter::default(), &1.into(), 10, 10).await.unwrap();
    let places: Vec<_> = followed.iter().map(|(reached, one)| (reached.place, one.entity_id.as_str())).collect();
    assert_eq!(places, [(3, "2")], "its place is after the one that was taken before");
}
