//! What the built binary does by itself for its portals: alone, and as two processes on one PostgreSQL.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;
use tests::api::Client;
use tests::eventually;
use tests::metrics::Metrics;
use tests::service::{Ending, Launch, Service};
use tests::town::Town;
use tokio::task::JoinSet;

use super::{folder, text};

const PATIENCE: Duration = Duration::from_mins(1);

/// A client whose key may request checks of portals.
fn manager(launch: &Launch, service: &Service) -> Client {
    let arguments = ["api-key", "create", "--name", "manager", "--all-portals", "--scope", "portals:manage"];
    let output = launch.run(&[&arguments[..], &["--scope", "portals:read"]].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    Client::new(launch, service).with_key(text(&output.stdout).trim())
}

async fn portal(client: &Client) -> Value {
    client.portals().await.into_iter().next().expect("a portal")
}

#[tokio::test]
async fn probe_goes_out_and_comes_back() {
    let (folder, town) = (folder(), Town::start(1).await);
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let service = launch.start().await;
    town.install(&service).await;
    let client = manager(&launch, &service);
    town.bound(&client).await;
    let path = format!("/api/v1/portals/{}/probe", town.portals[0].member_id());
    assert_eq!(client.post(&path).await, StatusCode::ACCEPTED);
    let arrived = async || portal(&client).await["probe"]["seconds"].as_f64();
    let seconds = eventually("the test event", PATIENCE, arrived).await;
    assert!((0.0..30.0).contains(&seconds), "{seconds}");
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}

/// Requests a check and waits for this many renewals, exactly one of them with this outcome.
async fn renewals(client: &Client, member_id: &str, outcome: &str, count: f64) {
    assert_eq!(client.post(&format!("/api/v1/portals/{member_id}/check")).await, StatusCode::ACCEPTED);
    let counted = async || {
        let page = Metrics::new(client.text("/metrics").await.1);
        let ended = page.sum("tombstone_token_renewals_total");
        (ended >= count).then(|| (ended, page.labelled("tombstone_token_renewals_total", "outcome", outcome)))
    };
    let (ended, like_this) = eventually(&format!("a renewal that is {outcome}"), PATIENCE, counted).await;
    assert!((ended - count).abs() + (like_this - 1.0).abs() < f64::EPSILON, "{like_this} of {ended} are {outcome}");
}

#[tokio::test]
async fn renewals_are_counted_by_what_became_of_them() {
    let (folder, town) = (folder(), Town::start(1).await);
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let service = launch.start().await;
    town.install(&service).await;
    let client = manager(&launch, &service);
    town.bound(&client).await;
    let (portal, member_id) = (&town.portals[0], town.portals[0].member_id());
    assert!(Metrics::new(client.text("/metrics").await.1).sum("tombstone_token_renewals_total") < 1.0);
    portal.expire_access_tokens();
    renewals(&client, &member_id, "renewed", 1.0).await;
    assert_eq!(portal.refreshes(), 1);
    portal.kill_refresh_tokens();
    portal.expire_access_tokens();
    renewals(&client, &member_id, "refused", 2.0).await;
}

#[tokio::test]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn two_processes_that_find_a_token_ended_renew_it_once() {
    let (one, other, town) = (folder(), folder(), Town::start(1).await);
    let launch = Launch::in_folder(one.path()).with_simulator(&town.sim);
    let neighbour = launch.neighbour(other.path());
    let first = launch.start().await;
    let second = neighbour.start().await;
    town.install(&first).await;
    let client = manager(&launch, &first);
    town.bound(&client).await;
    let checked = portal(&client).await["subscriptions"]["checked_at"].clone();
    town.portals[0].expire_access_tokens();
    let member_id = town.portals[0].member_id();
    let users = (0..200).map(|user| {
        let client = client.clone().at(if user % 2 == 0 { &first } else { &second });
        let path = format!("/api/v1/portals/{member_id}/{}", if user % 3 == 0 { "probe" } else { "check" });
        async move { client.post(&path).await }
    });
    for status in users.collect::<JoinSet<_>>().join_all().await {
        assert_eq!(status, StatusCode::ACCEPTED);
    }
    let done = async || {
        let portal = portal(&client).await;
        (portal["subscriptions"]["checked_at"] != checked && portal["probe"]["seconds"].is_number()).then_some(())
    };
    eventually("the portal to be looked at again", PATIENCE, done).await;
    assert_eq!(town.portals[0].refreshes(), 1);
    assert_eq!(first.end(Ending::Terminate).await.code(), Some(0));
    assert_eq!(second.end(Ending::Terminate).await.code(), Some(0));
}
