//! The embedded database refuses writes, because another process has it locked or a table doesn't fit; the service
//! answers events throughout.

use std::time::{Duration, Instant};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use serde_json::Value;
use tempfile::TempDir;
use tests::api::Client;
use tests::eventually;
use tests::post::FIRST_ID;
use tests::service::{Ending, Launch, Service};
use tests::town::Town;

/// Longer than any wait for the lock.
const PATIENCE: Duration = Duration::from_secs(40);

/// Long enough for every job to check again.
const LATER: Duration = Duration::from_secs(3);

/// A connection behind the service's back.
async fn connect(launch: &Launch) -> DatabaseConnection {
    let mut options = ConnectOptions::new(format!("sqlite://{}", launch.data().join("tombstone.db").display()));
    options.max_connections(1);
    Database::connect(options).await.unwrap()
}

/// Locks the database against all other writers.
async fn lock(launch: &Launch) -> DatabaseConnection {
    let connection = connect(launch).await;
    connection.execute_unprepared("BEGIN EXCLUSIVE").await.unwrap();
    connection
}

/// Posts a lead's deletion and returns the `result` of the answer, which must come within a second.
async fn post(town: &Town, service: &Service, id: u64) -> String {
    let portal = &town.portals[0];
    let body = format!(
        "event=ONCRMLEADDELETE&data[FIELDS][ID]={id}&ts=1742807199&auth[member_id]={}&auth[application_token]={}",
        portal.member_id(),
        portal.application_token()
    );
    let url = service.url().join("/bitrix24/events").unwrap();
    let request = town.sim.client().post(url).header("content-type", "application/x-www-form-urlencoded");
    let begun = Instant::now();
    let answer = request.body(body).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let body: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    body["result"].as_str().unwrap().to_owned()
}

async fn health(client: &Client) -> (u16, Value) {
    let (status, text) = client.text("/health/ready").await;
    (status.as_u16(), serde_json::from_str(&text).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_spooled_while_somebody_else_has_the_database_and_each_is_there_once() {
    let (folder, town) = (TempDir::new().unwrap(), Town::start(1).await);
    let launch = Launch::embedded(folder.path()).with_simulator(&town.sim);
    let service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    town.bound(&client).await;
    let member_id = town.portals[0].member_id();
    let mut last = FIRST_ID;
    assert_eq!(post(&town, &service, last).await, "stored");
    client.seen(&member_id, last, PATIENCE).await;

    let locked = lock(&launch).await;
    let begun = Instant::now();
    let mut answers = Vec::new();
    while answers.last().is_none_or(|answer| answer == "stored") {
        last += 1;
        answers.push(post(&town, &service, last).await);
        assert!(begun.elapsed() < PATIENCE, "{answers:?}");
    }
    let refused = Instant::now();
    while refused.elapsed() < LATER {
        let (status, health) = health(&client).await;
        assert_eq!((status, &health["status"]), (200, &"degraded".into()), "{health}");
        last += 1;
        assert_eq!(post(&town, &service, last).await, "spooled");
    }
    assert_eq!(client.deletions(&member_id).await.len(), 1, "reading goes on");

    locked.execute_unprepared("ROLLBACK").await.unwrap();
    client.seen(&member_id, last, PATIENCE).await;
    let kept: Vec<_> = client.deletions(&member_id).await.into_iter().map(|kept| kept.id).rev().collect();
    assert_eq!(kept, (FIRST_ID..=last).collect::<Vec<_>>());
    let well = async || (health(&client).await.1["status"] == "ready").then_some(());
    eventually("health to be ready", PATIENCE, well).await;
    assert_eq!(post(&town, &service, last + 1).await, "stored");
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn health_reports_indexing_that_fails_for_good_until_it_is_mended() {
    let (folder, town) = (TempDir::new().unwrap(), Town::start(1).await);
    let launch = Launch::embedded(folder.path()).with_simulator(&town.sim);
    let service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    town.bound(&client).await;
    let connection = connect(&launch).await;
    connection.execute_unprepared("ALTER TABLE totals RENAME TO totals_away").await.unwrap();
    assert_eq!(post(&town, &service, FIRST_ID).await, "stored");
    let reported = async || {
        let (status, health) = health(&client).await;
        assert_eq!(status, 200, "events are taken");
        let error = health["checks"].as_array()?.iter().find(|check| check["name"] == "indexer")?["error"].as_str()?;
        Some(error.to_owned())
    };
    let report = eventually("health to report it", PATIENCE, reported).await;
    assert!(report.starts_with("indexing has failed for 1"), "{report}");
    assert_eq!(post(&town, &service, FIRST_ID + 1).await, "stored");

    connection.execute_unprepared("ALTER TABLE totals_away RENAME TO totals").await.unwrap();
    client.seen(&town.portals[0].member_id(), FIRST_ID + 1, PATIENCE).await;
    let well = async || (health(&client).await.1["status"] == "ready").then_some(());
    eventually("health to be ready", PATIENCE, well).await;
    assert_eq!(client.deletions(&town.portals[0].member_id()).await.len(), 2);
}
