//! Several processes on one database: each has its own event log and indexes it.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::MemberId;
use domain::deletion::{Deletion, Filter, Source};
use domain::event::Arrival;
use domain::wire::decode_form;
use store::LoggedEvent;
use tempfile::TempDir;
use tests::api::Client;
use tests::load::Connection;
use tests::post::{FIRST_ID, Post};
use tests::service::{Ending, Launch};
use tests::town::Town;

use crate::support::{House, member_id};

const ROUNDS: u32 = 12;
const EVENTS: u32 = 12;

fn event(portal: &MemberId, id: u32) -> LoggedEvent {
    let body = format!("event=ONCRMLEADDELETE&ts=1742807199&data[FIELDS][ID]={id}&auth[member_id]={portal}");
    let event = Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap().event;
    LoggedEvent { generation: 1, source: Source::Live, event }
}

fn portals() -> [MemberId; 3] {
    ["alpha", "Beta", "gamma"].map(member_id)
}

async fn installed() -> (House, House) {
    let house = House::new().await;
    for portal in portals() {
        house.install(&portal, "some.bitrix24.com", "application-token").await;
    }
    let neighbour = house.neighbour().await;
    (house, neighbour)
}

async fn kept(house: &House, portal: &MemberId) -> Vec<Deletion> {
    house.store.tenant(portal).deletions().list_deletions(&Filter::default(), None, 500).await.unwrap().items
}

/// Half of the events come through one log, half through the other, and every third through both.
async fn append(one: &House, other: &House, first: u32) {
    for id in first..first + EVENTS {
        for portal in portals() {
            let event = event(&portal, id);
            if id % 2 == 0 || id % 3 == 0 {
                one.log.append(&event).await.unwrap();
            }
            if id % 2 == 1 || id % 3 == 0 {
                other.log.append(&event).await.unwrap();
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_have_neither_gaps_nor_doubles_through_two_logs() {
    let (one, other) = installed().await;
    for round in 0..ROUNDS {
        append(&one, &other, round * EVENTS).await;
        tokio::join!(one.indexed(), other.indexed());
    }
    for portal in portals() {
        let kept = kept(&one, &portal).await;
        let numbers: Vec<u64> = kept.iter().rev().map(|deletion| deletion.number).collect();
        assert_eq!(numbers, (1..=u64::from(ROUNDS * EVENTS)).collect::<Vec<_>>());
        let ids: BTreeSet<_> = kept.iter().map(|deletion| deletion.entity_id.as_str()).collect();
        assert_eq!(ids.len(), numbers.len(), "each is there once");
        let counted = other.store.tenant(&portal).find_portal().await.unwrap().unwrap();
        assert_eq!(counted.deletions, numbers.len() as u64);
    }
}

/// In any order: reports for the ended installation are not seen, and their numbers are not reused.
#[tokio::test(flavor = "multi_thread")]
async fn clean_uninstall_beside_two_indexers_leaves_nothing() {
    let (one, other) = installed().await;
    let now = one.clock.now();
    // Enough for the uninstalls to fall in the middle of a block.
    for round in 0..ROUNDS {
        append(&one, &other, round * EVENTS).await;
    }
    let tenants = portals();
    let uninstall = async || {
        for portal in &tenants {
            one.store.tenant(portal).uninstall(true, now).await.unwrap();
        }
    };
    tokio::join!(one.indexed(), other.indexed(), uninstall());
    for portal in &tenants {
        assert_eq!(kept(&other, portal).await.len(), 0);
        let (here, there) = (one.store.tenant(portal), other.store.tenant(portal));
        tokio::try_join!(here.purge_batch(now), there.purge_batch(now)).unwrap();
        let gone = one.store.tenant(portal).find_portal().await.unwrap().unwrap();
        assert_eq!(gone.deletions, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn two_services_share_one_database() {
    let folders = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    let town = Town::start(1).await;
    let launch = Launch::in_folder(folders[0].path()).with_simulator(&town.sim);
    let neighbour = launch.neighbour(folders[1].path());
    let neighbour = neighbour.with_argument("--roles").with_argument("events,install");
    let (one, other) = tokio::join!(launch.start(), neighbour.start());
    town.install(&one).await;
    let client = Client::new(&launch, &one);
    town.bound(&client).await;

    // Each has its own log and indexer; the API of the first shows both.
    let portal = &town.portals[0];
    let posts = Post::kinds_of(portal);
    for (service, id) in [(&one, FIRST_ID), (&other, FIRST_ID + 1)] {
        let mut connection = Connection::open(service.address()).await.unwrap();
        assert_eq!(connection.send(&posts[0], id).await.unwrap(), 200);
        client.seen(&portal.member_id(), id, Duration::from_secs(10)).await;
    }
    let numbers: Vec<_> = client.deletions(&portal.member_id()).await.iter().map(|kept| kept.number).collect();
    assert_eq!(numbers, [2, 1]);
    assert_eq!(one.end(Ending::Terminate).await.code(), Some(0));
    assert_eq!(other.end(Ending::Terminate).await.code(), Some(0));
}

#[tokio::test]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn process_without_the_key_of_the_others_is_refused() {
    let folders = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    let launch = Launch::in_folder(folders[0].path());
    let neighbour = launch.neighbour(folders[1].path());
    let _service = launch.start().await;
    let without = neighbour.clone().without("TOMBSTONE_SECRET_KEY");
    for (process, why) in
        [(neighbour.with_key(), "the secret key does not open this database"), (without, "has no secret.key")]
    {
        let output = process.run(&["serve"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn database_that_can_not_be_used_is_named_without_its_password() {
    let folder = TempDir::new().unwrap();
    let launch = Launch::in_folder(folder.path());
    let said = |url: &str, code: i32| {
        let output = launch.clone().set("TOMBSTONE_DATABASE_URL", url).set("TOMBSTONE_LOG", "trace").run(&["serve"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(!said.contains("hush-hush"), "{said}");
        said
    };
    assert!(said("mysql://ada:hush-hush@db.example/x", 2).contains("TOMBSTONE_DATABASE_URL"));
    assert!(said("postgres://ada:hush-hush@127.0.0.1:none/x", 2).contains("TOMBSTONE_DATABASE_URL"));
    let said = said("postgres://ada:hush-hush@127.0.0.1:9/x", 1);
    assert!(said.contains("postgres://127.0.0.1:9/x can't be opened"), "{said}");
}
