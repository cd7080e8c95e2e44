//! The feed of the built binary, which is killed while several clients write and one pulls.

use std::collections::BTreeSet;
use std::time::Duration;

use reqwest::Client as Http;
use serde_json::Value;
use sim::Portal;
use tests::api::Client;
use tests::eventually;
use tests::service::{Ending, Launch};
use tests::town::Town;
use tokio::sync::watch;
use tokio::time::timeout;
use url::Url;

use super::{folder, json};

/// Much longer than needed.
const PATIENCE: Duration = Duration::from_mins(2);
const ROUNDS: u64 = 3;
const WRITERS: u64 = 4;
const EACH: u64 = 15;

/// Reports leads; each must be accepted.
async fn write(portal: &Portal, handler: &str, first: u64) {
    for id in first..first + EACH {
        let delivery = portal
            .send_event_to(handler, "ONCRMLEADDELETE", serde_json::json!({ "FIELDS": { "ID": 1_000 + id } }))
            .await;
        assert_eq!(delivery.status, Some(200), "{}", delivery.answer);
    }
}

/// Pulls from the service's current address until this many deletions have come.
async fn pull(mut address: watch::Receiver<Url>, key: String, total: usize) -> Vec<(String, u64)> {
    let http: Http = sim::client::builder().timeout(Duration::from_secs(40)).build().expect("a client");
    let (mut items, mut after) = (Vec::new(), "0".to_owned());
    while items.len() < total {
        let url = address.borrow_and_update().clone();
        let url = url.join(&format!("/api/v1/deletions/feed?after={after}&limit=7&wait=30")).unwrap();
        let Ok(answer) = http.get(url).bearer_auth(&key).send().await else {
            address.changed().await.expect("it is started again");
            continue;
        };
        let Ok(page) = answer.json::<Value>().await else { continue };
        for item in page["items"].as_array().into_iter().flatten() {
            let text = |field: &str| item[field].as_str().expect("a text").to_owned();
            items.push((text("member_id"), text("id").parse().expect("a number")));
        }
        if let Some(next) = page["next_after"].as_str() {
            next.clone_into(&mut after);
        }
    }
    items
}

#[tokio::test(flavor = "multi_thread")]
async fn feed_of_a_service_that_is_killed_again_and_again_has_each_deletion_once() {
    let (folder, town) = (folder(), Town::start(2).await);
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let mut service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    town.bound(&client).await;
    let (address, total) = (watch::Sender::new(service.url().clone()), ROUNDS * WRITERS * EACH);
    let pulled = pull(address.subscribe(), client.key().to_owned(), usize::try_from(total).unwrap());
    let pulled = tokio::spawn(pulled);
    for round in 0..ROUNDS {
        town.point_at(&service);
        let handler = service.url().join("/bitrix24/events").unwrap().to_string();
        let writer = |writer: u64| {
            let portal = &town.portals[usize::from(writer % 2 == 1)];
            write(portal, &handler, (round * WRITERS + writer) * EACH)
        };
        tokio::join!(writer(0), writer(1), writer(2), writer(3));
        service.end(if round % 2 == 0 { Ending::Kill } else { Ending::Terminate }).await;
        service = launch.start().await;
        address.send_replace(service.url().clone());
    }
    let items = timeout(PATIENCE, pulled).await.expect("all of them").expect("it pulls");
    assert_eq!(items.iter().collect::<BTreeSet<_>>().len() as u64, total, "each once");
    for portal in &town.portals {
        let numbers = items.iter().filter(|(of, _)| *of == portal.member_id()).map(|(_, number)| *number);
        assert!(numbers.eq(1..=total / 2), "in order: {items:?}");
    }
}

/// A waiting request ends at once, so that the service can too.
#[tokio::test]
async fn service_that_is_stopped_answers_those_who_wait() {
    let (folder, town) = (folder(), Town::start(1).await);
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    let waiting = tokio::spawn(async move { client.ask("/api/v1/deletions/feed?wait=30").await });
    eventually("the one that waits to be let in", PATIENCE, async || {
        let keys = json(&launch.run(&["api-key", "list", "--json"]));
        (!keys[0]["last_used_at"].is_null()).then_some(())
    })
    .await;
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    let (status, body) = waiting.await.unwrap();
    assert_eq!((status.as_u16(), body["items"].as_array().map(Vec::len)), (200, Some(0)), "{body}");
}
