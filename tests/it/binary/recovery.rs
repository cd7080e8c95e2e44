//! The built binary fetches what it missed while it was down, even if killed meanwhile.

use std::collections::HashSet;
use std::time::Duration;

use sea_orm::{ConnectionTrait, Database};
use serde_json::Value;
use sim::{Fault, FaultRule, Kind, Portal};
use tests::api::Client;
use tests::eventually;
use tests::service::{Ending, Launch, Service};
use tests::town::Town;

use super::{folder, text};

const PATIENCE: Duration = Duration::from_mins(2);
/// Leads deleted while nobody listens: three pages of the queue.
const LEADS: usize = 120;

async fn kept(client: &Client, portal: &Portal) -> Vec<Value> {
    client.all(&format!("/api/v1/portals/{}/deletions?limit=500", portal.member_id())).await
}

async fn all_gaps_closed(client: &Client, portal: &Portal) -> Value {
    let path = format!("/api/v1/portals/{}/gaps", portal.member_id());
    let closed = async || {
        let gaps = client.get(&path).await["items"].as_array().cloned().unwrap_or_default();
        let all = gaps.iter().all(|gap| gap["state"] == "closed");
        gaps.first().filter(|_| all).cloned()
    };
    eventually("the gap to be closed", PATIENCE, closed).await
}

/// Kills it and expires its leases at once: these tests are about what follows, not how long leases last.
async fn kill(launch: &Launch, service: Service) {
    service.end(Ending::Kill).await;
    let database = Database::connect(launch.database_url()).await.expect("the database opens");
    database.execute_unprepared("UPDATE leases SET until = 0").await.expect("the leases end");
    database.close().await.expect("the database closes");
}

/// Installs a portal in a service, then kills the service.
async fn away(town: &Town, launch: &Launch) {
    let service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(launch, &service);
    town.bound(&client).await;
    let portal = &town.portals[0];
    let reported = async || {
        // Until the service has reported once that it listens.
        let (status, _) = client.ask(&format!("/api/v1/portals/{}/gaps", portal.member_id())).await;
        (status.is_success() && portal.subscriptions().iter().any(|bound| bound.offline)).then_some(())
    };
    eventually("the queue to be bound", PATIENCE, reported).await;
    kill(launch, service).await;
}

fn assert_once(kept: &[Value], leads: usize) {
    let ids: HashSet<&str> = kept.iter().filter_map(|deletion| deletion["entity_id"].as_str()).collect();
    assert_eq!((kept.len(), ids.len()), (leads, leads), "each once");
    assert!(kept.iter().all(|deletion| deletion["source"] == "recovered"));
}

#[tokio::test]
async fn what_came_while_it_was_away_is_fetched_also_if_it_is_killed_meanwhile() {
    let (folder, town) = (folder(), Town::start(1).await);
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    away(&town, &launch).await;
    let portal = &town.portals[0];
    portal.delete_many(Kind::Lead, LEADS).await;
    for (method, after) in [("event.offline.get", 1), ("event.offline.clear", 0)] {
        portal.add_fault(FaultRule { on: method.to_owned(), fault: Fault::Hang, times: Some(1), after });
        let service = launch.start().await;
        let struck = async || portal.faults().is_empty().then_some(());
        eventually("the recovery to begin", PATIENCE, struck).await;
        kill(&launch, service).await;
    }
    let service = launch.start().await;
    let client = Client::new(&launch, &service);
    let gap = all_gaps_closed(&client, portal).await;
    assert_eq!(gap["reason"], Value::Null);
    // The gap closes when all of it is in the log; the killed process may still hold the indexer's lease.
    let all = async || (kept(&client, portal).await.len() >= LEADS).then_some(());
    eventually("what was found to be kept", PATIENCE, all).await;
    assert_once(&kept(&client, portal).await, LEADS);
    assert_eq!(portal.offline_queue().len(), 0);
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}

/// Two pages of the queue and one more.
const ON_SMALL_PLAN: usize = 101;

#[tokio::test]
async fn plan_without_two_steps_is_recovered_although_it_is_killed_at_each_call() {
    let (folder, town) = (folder(), Town::start(1).await);
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let portal = &town.portals[0];
    portal.set_offline_extended(false);
    away(&town, &launch).await;
    portal.delete_many(Kind::Lead, ON_SMALL_PLAN).await;
    for after in 0_u32.. {
        portal.add_fault(FaultRule { on: "*".to_owned(), fault: Fault::Hang, times: Some(1), after });
        let service = launch.start().await;
        let ended = async || {
            let struck = portal.faults().is_empty();
            (struck || portal.offline_queue().is_empty()).then_some(struck)
        };
        let struck = eventually("a call that hangs, or the end of the queue", PATIENCE, ended).await;
        if !struck || portal.offline_queue().is_empty() {
            portal.clear_faults();
            let client = Client::new(&launch, &service);
            let all = async || (kept(&client, portal).await.len() >= ON_SMALL_PLAN).then_some(());
            eventually("what was found to be kept", PATIENCE, all).await;
            assert_once(&kept(&client, portal).await, ON_SMALL_PLAN);
            assert!(after > 2, "it was killed at some calls: {after}");
            assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
            return;
        }
        kill(&launch, service).await;
    }
}

#[tokio::test]
async fn what_is_found_counts_for_its_gap_also_if_the_queue_was_to_be_read_before() {
    let (folder, town) = (folder(), Town::start(1).await);
    let launch = Launch::in_folder(folder.path()).with_key().with_simulator(&town.sim);
    away(&town, &launch).await;
    let portal = &town.portals[0];
    portal.delete_many(Kind::Lead, LEADS).await;
    // The queue was due to be read before it stopped.
    let store = launch.open_store().await;
    let member_id = domain::MemberId::parse(&portal.member_id()).unwrap();
    let now = domain::Clock::system().now();
    store.tenant(&member_id).bring_forward(domain::schedule::Task::Recover, now).await.unwrap();
    store.close().await.unwrap();

    let service = launch.start().await;
    let client = Client::new(&launch, &service);
    let closed = async || {
        let path = format!("/api/v1/portals/{}/gaps", portal.member_id());
        let gaps = client.get(&path).await["items"].as_array().cloned().unwrap_or_default();
        gaps.into_iter().find(|gap| gap["state"] == "closed")
    };
    let gap = eventually("a gap that is closed", PATIENCE, closed).await;
    assert_eq!(gap["found"], LEADS, "{gap}");
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}

fn recover(launch: &Launch, member_id: &str) -> (Option<i32>, Value) {
    let output = launch.run(&["portal", "recover", member_id, "--json"]);
    (output.status.code(), serde_json::from_str(&text(&output.stdout)).unwrap_or_default())
}

#[tokio::test]
async fn command_reads_the_queue_and_says_what_was_in_it() {
    let (folder, town) = (folder(), Town::start(1).await);
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let service: Service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    town.bound(&client).await;
    let portal = &town.portals[0];
    portal.switch(|switches| switches.muted = true);
    portal.delete_many(Kind::Lead, 3).await;
    let member_id = portal.member_id();
    let (code, report) = tokio::task::spawn_blocking({
        let (launch, member_id) = (launch.clone(), member_id.clone());
        move || recover(&launch, &member_id)
    })
    .await
    .unwrap();
    assert_eq!((code, &report["outcome"], &report["found"]), (Some(0), &"complete".into(), &3.into()));
    let all = async || (kept(&client, portal).await.len() == 3).then_some(());
    eventually("what was found to be kept", PATIENCE, all).await;
    let shown = launch.run(&["portal", "show", &member_id]);
    assert!(text(&shown.stdout).contains("complete, 3 deletions in it"), "{}", text(&shown.stdout));
    let nobody = launch.run(&["portal", "recover", "nobody"]);
    assert_eq!(nobody.status.code(), Some(1));
    assert!(text(&nobody.stderr).contains("there is no portal nobody"));
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}
